"""Laws about the person in front of the class."""

from collections.abc import Iterator

from lintas.domain.plans import Plan
from lintas.rules.rule import Clash, Party, Situation, blocks
from lintas.rules.siblings import first_met


@blocks
def trainer_clash(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A trainer teaches one session at a time, in whichever regency it is."""
    for index, session in enumerate(plan.sessions):
        for trainer in session.trainer_ids:
            for use in situation.meeting(trainer, session.span):
                if use.session_id not in plan.replaces:
                    evidence = {
                        "kind": "use",
                        "taken": use.meeting,
                        "wanted": session.span,
                        "venue": use.venue_name,
                    }
                    yield Clash(index, Party("person", trainer, use.venue_name), evidence)
    trainers = dict.fromkeys(each for session in plan.sessions for each in session.trainer_ids)
    for trainer in trainers:
        taught = [
            (index, session.span)
            for index, session in enumerate(plan.sessions)
            if trainer in session.trainer_ids
        ]
        for second, first in first_met([span for _, span in taught]).items():
            index, wanted = taught[second]
            sibling, taken = taught[first]
            evidence = {"kind": "sibling", "taken": taken, "wanted": wanted, "sibling": sibling}
            yield Clash(index, Party("person", trainer, plan.venue.name), evidence)
