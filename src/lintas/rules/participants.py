"""Laws about the people of a batch, and about what a batch is taught."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from lintas.domain.attending import Attendee, Elsewhere, Lesson
from lintas.domain.groups import Part, group_parts
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.programs import Program
from lintas.domain.teaching_hours import add_up, count_jp
from lintas.rules.rule import Clash, Party, Severity, Side, Situation, blocks_unless, warns

# From a week before on, a batch is as full, and its program as whole, as it will be.
SETTLED_BY = timedelta(days=7)


@blocks_unless(Side.ASKER)
def double_enrol(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Nobody has a seat in two sessions at once, nor learns one topic twice in a year."""
    if plan.batch is None:
        return
    for index, session in enumerate(plan.sessions):
        met: defaultdict[object, list[Elsewhere]] = defaultdict(list)
        for other in situation.people.elsewhere:
            if other.meeting.overlaps(session.span):
                met[other.session_id].append(other)
        for others in met.values():
            evidence = {
                "kind": "overlap",
                "people": len(others),
                "taken": others[0].meeting,
                "wanted": session.span,
            }
            party = Party("session", others[0].session_id, others[0].title)
            yield Clash(index, party, evidence)
    days = (day for each in plan.sessions for day in each.span.days(plan.venue.zone))
    known = situation.people.repeating
    repeating = {person for year in {day.year for day in days} for person in known.get(year, ())}
    if repeating and plan.program:
        again = {
            "kind": "repeat",
            "people": len(repeating),
            "field": plan.program.field,
        }
        yield Clash(None, Party("batch", plan.batch.id, plan.batch.title), again, Severity.WARNS)


@warns
def participant_elig(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Everybody with a seat meets what the program asks of its participants."""
    if plan.program is None or plan.batch is None:
        return
    day = plan.sessions[0].span.days(plan.venue.zone)[0]
    failing: defaultdict[str, set[PersonId]] = defaultdict(set)
    for each in situation.people.attendees:
        for kind in unmet(each, plan.program, day):
            failing[kind].add(each.person_id)
    for kind, people in failing.items():
        evidence = {
            "kind": kind,
            "people": len(people),
            "age": plan.program.min_age or 0,
            "regency": plan.program.only_regency or "",
        }
        yield Clash(None, Party("batch", plan.batch.id, plan.batch.title), evidence)


@warns
def min_participants(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A week before a session its batch has as many people as the program needs."""
    least = plan.program.min_participants if plan.program else None
    if plan.batch is None or least is None or not plan.stands:
        return
    seated = len(situation.people.attendees)
    for index, session in enumerate(plan.sessions):
        if seated < least and situation.now >= session.span.start - SETTLED_BY:
            evidence = {"people": seated, "least": least, "wanted": session.span}
            yield Clash(index, Party("batch", plan.batch.id, plan.batch.title), evidence)


@warns
def program_jp(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A batch is taught the hours of its program, no more and no less, theory before practice."""
    if plan.batch is None or plan.program is None:
        return
    party = Party("batch", plan.batch.id, plan.batch.title)
    others = _of_the_same_group(plan, situation)
    if plan.program.jp_total:
        meetings = [(each.span, plan.venue.zone) for each in plan.sessions]
        meetings += [(each.span, each.zone) for each in others]
        lesson, total = plan.program.jp_minutes, plan.program.jp_total
        least = add_up(meetings, lesson, situation.ramadan).jp
        # Nobody says how long breaks are: who takes none teaches more.
        most = sum(count_jp(span.length, lesson) for span, _ in meetings)
        if least > total:
            yield Clash(None, party, {"kind": "over", "planned": least, "total": total})
        elif most < total and _is_last_of_all(plan, others, situation):
            yield Clash(None, party, {"kind": "short", "planned": most, "total": total})
    for index, session in enumerate(plan.sessions):
        if session.kind == "practice" and _theory_comes_after(session, plan, others):
            yield Clash(index, party, {"kind": "order", "wanted": session.span})


def unmet(attendee: Attendee, program: Program, day: date) -> Iterator[str]:
    """What the program asks for that somebody lacks, or has not said: nib, age, regency."""
    if program.needs_nib and not attendee.nib:
        yield "nib"
    if program.min_age and (
        attendee.born_on is None or _age(attendee.born_on, day) < program.min_age
    ):
        yield "age"
    if program.only_regency and attendee.regency != program.only_regency:
        yield "regency"


def _of_the_same_group(plan: Plan, situation: Situation) -> list[Lesson]:
    """What else is taught to those whom the plan is for; groups are taught apart."""
    lessons = situation.people.lessons
    own = next((each.booking_id for each in lessons if each.session_id in plan.replaces), None)
    others: defaultdict[UUID | None, list[Lesson]] = defaultdict(list)
    for each in lessons:
        if each.session_id not in plan.replaces:
            others[each.booking_id].append(each)
    beside = others.pop(own, []) if own else []
    spans = [each.span for each in plan.sessions] + [each.span for each in beside]
    asked = Part(own, plan.headcount, tuple(spans))
    parts = [
        Part(booking_id, kept[0].headcount, tuple(each.span for each in kept))
        for booking_id, kept in others.items()
    ]
    seated = len(situation.people.attendees)
    group = next(each for each in group_parts((asked, *parts), seated) if asked in each)
    kept = [each for part in group if part is not asked for each in others[part.booking_id]]
    return sorted([*beside, *kept], key=lambda each: (each.span, each.session_id))


def _is_last_of_all(plan: Plan, others: Sequence[Lesson], situation: Situation) -> bool:
    """Whether nothing of the batch is to come after it, and it is too near for more to be booked.

    A batch is booked bit by bit: falling short says nothing until a week before its last session.
    """
    last = max(session.span.end for session in plan.sessions)
    is_last = all(each.span.end <= last for each in others)
    start = max(session.span.start for session in plan.sessions)
    return plan.stands and is_last and situation.now >= start - SETTLED_BY


def _theory_comes_after(session: PlannedSession, plan: Plan, others: Sequence[Lesson]) -> bool:
    """Whether the batch has theory ahead, and had none before this practice."""
    theory = [each.span for each in plan.sessions if each.kind == "theory"]
    theory += [each.span for each in others if each.kind == "theory"]
    return bool(theory) and all(span.start >= session.span.end for span in theory)


def _age(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
