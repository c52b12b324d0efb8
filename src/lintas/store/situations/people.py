"""What is known of trainers, and of who has a seat in a batch, when a plan is judged."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode
from lintas.domain.attending import Attendee, Elsewhere, Lesson, Presence
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.programs import BatchId
from lintas.domain.teaching import Absence, Qualification
from lintas.domain.timespan import TimeSpan
from lintas.store.bookings.teaching import list_teaching
from lintas.store.engines import fetch, read_day, read_id, read_moment
from lintas.store.skills import list_absences, list_qualifications
from lintas.store.twins import twins

_LIVE = "s.decision IN ('requested', 'approved')"
_SEATED = "e.left_at IS NULL AND NOT e.is_reserve"
# Who sits in the batch $1, by the NIK also across a border.
_OWN = twins(
    "(SELECT person FROM enrolment WHERE batch = $1 AND left_at IS NULL AND NOT is_reserve)"
)


async def gather_presence(plans: Sequence[Plan], window: TimeSpan) -> Presence:
    """Facts about the trainers of plans, and about the people of their one batch in a window."""
    sessions = [session for plan in plans for session in plan.sessions]
    trainers = sorted({trainer for session in sessions for trainer in session.trainer_ids})
    skills: defaultdict[PersonId, list[Qualification]] = defaultdict(list)
    absences: defaultdict[PersonId, list[Absence]] = defaultdict(list)
    plan = plans[0]
    if trainers:
        wished = plan.wished.trainer
        if (plan.program and plan.program.field) or (wished and wished.field):
            for skill in await list_qualifications(trainers):
                skills[skill.person_id].append(skill)
        for away in await list_absences(trainers, since=window.start, until=window.end):
            absences[away.person_id].append(away)
    kept = sorted({session.kept_as for session in sessions if session.kept_as})
    batch_id = plan.batch.id if plan.batch else None
    return Presence(
        skills={person: tuple(found) for person, found in skills.items()},
        absences={person: tuple(found) for person, found in absences.items()},
        teaching=await list_teaching(kept) if kept and trainers else {},
        attendees=await _list_attendees(batch_id) if batch_id else (),
        elsewhere=await _list_elsewhere(batch_id, window) if batch_id else (),
        repeating=await _list_repeating(plan, window) if batch_id else {},
        lessons=await _list_lessons(batch_id) if batch_id else (),
    )


async def _list_attendees(batch_id: BatchId) -> tuple[Attendee, ...]:
    sql = f"""
        SELECT p.id, p.nib, p.born_on, p.regency FROM enrolment e JOIN person p ON p.id = e.person
        WHERE e.batch = $1 AND {_SEATED} ORDER BY p.id
    """
    return tuple(
        Attendee(
            PersonId(read_id(row["id"])),
            row["nib"],
            read_day(row["born_on"]) if row["born_on"] else None,
            RegencyCode(row["regency"]) if row["regency"] else None,
        )
        for row in await fetch(sql, batch_id)
    )


async def _list_elsewhere(batch_id: BatchId, window: TimeSpan) -> tuple[Elsewhere, ...]:
    sql = f"""
        SELECT e.person, s.id, s.starts_at, s.ends_at, s.title, b.purpose
        FROM enrolment e JOIN session s ON s.batch = e.batch JOIN booking b ON b.id = s.booking
        WHERE e.batch <> $1 AND {_SEATED} AND {_LIVE} AND s.starts_at < $3 AND s.ends_at > $2
            AND e.person IN {_OWN}
        ORDER BY s.starts_at, s.id, e.person
    """
    return tuple(
        Elsewhere(
            PersonId(read_id(row["person"])),
            read_id(row["id"]),
            TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
            row["title"] or row["purpose"],
        )
        for row in await fetch(sql, batch_id, window.start, window.end)
    )


async def _list_repeating(plan: Plan, window: TimeSpan) -> dict[int, frozenset[PersonId]]:
    """By year, who has a seat in another batch of the field that meets in that year."""
    if plan.program is None or plan.batch is None or not plan.program.field:
        return {}
    sql = f"""
        SELECT DISTINCT e.person FROM enrolment e JOIN batch t ON t.id = e.batch
        JOIN program p ON p.id = t.program
        WHERE e.batch <> $1 AND {_SEATED} AND lower(p.field) = lower($2)
            AND EXISTS (SELECT 1 FROM session s WHERE s.batch = e.batch AND {_LIVE}
                AND s.starts_at >= $3 AND s.starts_at < $4)
            AND e.person IN {_OWN}
    """
    zone = plan.venue.zone
    found = {}
    days = window.days(zone)
    for year in range(days[0].year, days[-1].year + 1):
        since, until = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
        rows = await fetch(sql, plan.batch.id, plan.program.field, since, until)
        found[year] = frozenset(PersonId(read_id(row["person"])) for row in rows)
    return found


async def _list_lessons(batch_id: BatchId) -> tuple[Lesson, ...]:
    sql = f"""
        SELECT s.id, s.starts_at, s.ends_at, s.kind, g.timezone, s.booking, b.headcount
        FROM session s JOIN booking b ON b.id = s.booking JOIN room r ON r.id = s.room
        JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
        WHERE s.batch = $1 AND {_LIVE} ORDER BY s.starts_at, s.id
    """
    return tuple(
        Lesson(
            read_id(row["id"]),
            TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
            ZoneInfo(row["timezone"]),
            row["kind"],
            read_id(row["booking"]),
            row["headcount"],
        )
        for row in await fetch(sql, batch_id)
    )
