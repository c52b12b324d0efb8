"""Laws about the person in front of the class."""

from collections.abc import Iterator
from itertools import combinations

from lintas.domain.plans import Plan
from lintas.rules.rule import Clash, Party, Situation, blocks


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
    for (first, one), (second, other) in combinations(enumerate(plan.sessions), 2):
        for trainer in set(one.trainer_ids) & set(other.trainer_ids):
            if one.span.overlaps(other.span):
                evidence = {
                    "kind": "sibling",
                    "taken": one.span,
                    "wanted": other.span,
                    "sibling": first,
                }
                yield Clash(second, Party("person", trainer, plan.venue.name), evidence)
