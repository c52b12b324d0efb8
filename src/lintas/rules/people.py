"""Laws about the person in front of the class."""

from collections.abc import Iterator
from datetime import timedelta

from lintas.domain.plans import Plan
from lintas.domain.teaching import Answer, Qualification, Teaching, TrainerWish, plain
from lintas.domain.timespan import TimeSpan
from lintas.rules.rule import Clash, Party, Severity, Situation, blocks, warns
from lintas.rules.siblings import first_met

# By when a trainer has said yes, and by when a letter of assignment is numbered.
ANSWER_BY, LETTER_BY = timedelta(days=7), timedelta(days=3)


@blocks
def trainer_clash(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A trainer teaches one session at a time, in whichever regency it is."""
    for index, session in enumerate(plan.sessions):
        for trainer in session.trainer_ids:
            taught = situation.uses.get(trainer) and situation.meeting(trainer, session.span)
            for use in taught or ():
                if use.session_id not in plan.replaces:
                    evidence = {
                        "kind": "use",
                        "taken": use.meeting,
                        "wanted": session.span,
                        "venue": use.venue_name,
                    }
                    yield Clash(index, Party("person", trainer, use.venue_name), evidence)
            for absence in situation.people.absences.get(trainer, ()):
                if absence.span.overlaps(session.span):
                    away = {"kind": "absence", "taken": absence.span, "wanted": session.span}
                    yield Clash(index, Party("person", trainer, ""), away)
    yield from _clashes_within(plan)


@warns
def trainer_unqualified(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Who teaches a program has its field, at its level, on that day."""
    if plan.wished.trainer:
        yield from _lacking_who_is_wished(plan, plan.wished.trainer, situation)
    if plan.program is None or not plan.program.field:
        return
    field, level = plan.program.field, plan.program.level
    for index, session in enumerate(plan.sessions):
        for trainer in session.trainer_ids:
            skills = situation.people.skills.get(trainer, ())
            party = Party("person", trainer, "")
            if not skills:
                unknown = {"kind": "unknown", "field": field, "level": level}
                yield Clash(index, party, unknown, Severity.INFORMS)
            elif lacking := _lacking(plan, session.span, skills, field, level):
                yield Clash(index, party, {"field": field, "level": level, **lacking})


@warns
def trainer_unconfirmed(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A week before a session its trainers have said that they come."""
    for index, trainer, teaching in _teaching(plan, situation):
        session = plan.sessions[index]
        is_near = situation.now >= session.span.start - ANSWER_BY
        if teaching.answer is Answer.DECLINED or (is_near and teaching.answer is Answer.ASKED):
            evidence = {"kind": teaching.answer.value, "wanted": session.span}
            yield Clash(index, trainer, evidence)


@warns
def trainer_no_spt(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Three days before teaching across a border, the letter of assignment has its number."""
    if plan.crosses is None:
        return
    for index, trainer, teaching in _teaching(plan, situation):
        session = plan.sessions[index]
        if not teaching.letter and situation.now >= session.span.start - LETTER_BY:
            yield Clash(index, trainer, {"wanted": session.span})


def _clashes_within(plan: Plan) -> Iterator[Clash]:
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


def _lacking_who_is_wished(plan: Plan, wish: TrainerWish, situation: Situation) -> Iterator[Clash]:
    """Whoever looks for somebody who can, doesn't look for somebody who can't."""
    facts = {"field": wish.field, "level": wish.level}
    found = [
        [each for each in session.trainer_ids if each not in plan.wished.named]
        for session in plan.sessions
    ]
    if not any(found):
        nobody = {"kind": "nobody", "regency": wish.regency or "", **facts}
        yield Clash(None, Party("person", None, ""), nobody, Severity.BLOCKS)
        return
    for index, trainers in enumerate(found if wish.field else ()):
        span = plan.sessions[index].span
        for trainer in trainers:
            skills = situation.people.skills.get(trainer, ())
            if lacking := _lacking(plan, span, skills, wish.field, wish.level):
                yield Clash(
                    index, Party("person", trainer, ""), {**facts, **lacking}, Severity.BLOCKS
                )


def _lacking(
    plan: Plan, span: TimeSpan, skills: tuple[Qualification, ...], field: str, level: str
) -> dict[str, object] | None:
    """What keeps somebody with these skills from teaching a field then; none: nothing."""
    fitting = [skill for skill in skills if skill.covers(field)]
    if not fitting:
        return {"kind": "field"}
    level = plain(level)
    fitting = [skill for skill in fitting if not level or plain(skill.level) == level]
    if not fitting:
        return {"kind": "level"}
    last_day = span.days(plan.venue.zone)[-1]
    if any(each.valid_until is None or each.valid_until >= last_day for each in fitting):
        return None
    return {"kind": "expired", "day": max(each.valid_until for each in fitting if each.valid_until)}


def _teaching(plan: Plan, situation: Situation) -> Iterator[tuple[int, Party, Teaching]]:
    """What trainers of kept sessions have said; of what is only planned, nobody has been asked."""
    if not plan.stands:
        return
    for index, session in enumerate(plan.sessions):
        for trainer in session.trainer_ids:
            if session.kept_as is not None:
                asked = Teaching(session.kept_as, trainer)
                told = situation.people.teaching.get((session.kept_as, trainer), asked)
                yield index, Party("person", trainer, ""), told
