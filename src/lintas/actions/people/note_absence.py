"""A trainer is away for a while, for another while, or not after all."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.people.placing import find_kept_person
from lintas.actions.people.taught import locks_of_trainer, rejudge_taught
from lintas.actions.steps.announcing import audit
from lintas.domain.given import KEPT, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.teaching import Absence, AbsenceId
from lintas.domain.timespan import TimeSpan
from lintas.store.skills import add_absence, find_absence, remove_absence, save_absence
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class AbsenceFacts(Given):
    """Who is away from when to when, and why."""

    person_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str

    @property
    def span(self) -> TimeSpan:
        """Raises NotATimeSpan."""
        return TimeSpan(self.starts_at, self.ends_at)

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if not self.reason:
            checklist.note("reason", self.reason, "required")
        checklist.prose("reason", self.reason)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class AbsenceChange:
    starts_at: datetime | Kept = KEPT
    ends_at: datetime | Kept = KEPT
    reason: str | Kept = KEPT


@retrying
async def note_absence(facts: AbsenceFacts, *, actor: Actor, now: datetime) -> Absence:
    """Note it; what the trainer was to teach then becomes a conflict.

    Raises:
        NotAllowed: the actor keeps no people.
        NotFound: no such person whom the actor keeps.
        Invalid: as `AbsenceFacts.check`.
        NotATimeSpan: it ends before it begins, or has no offset.
    """
    await find_kept_person(facts.person_id, actor)
    facts.check()
    span = facts.span
    locks = await locks_of_trainer(facts.person_id, now=now)
    async with writing(*locks):
        person = await find_kept_person(facts.person_id, actor)
        noted = Absence(AbsenceId(new_id(now)), person.id, span, facts.reason)
        await add_absence(noted)
        await rejudge_taught(person.id, locks, now=now)
        told = {"absence": noted.id, "span": span}
        await audit(actor, "note_absence", ("person", person.id), after=told, now=now)
    return noted


@retrying
async def change_absence(
    absence_id: UUID, change: AbsenceChange, *, actor: Actor, now: datetime
) -> Absence:
    """Raises NotAllowed, NotFound, Invalid, NotATimeSpan: as `note_absence`."""
    before = await find_kept_absence(absence_id, actor)
    locks = await locks_of_trainer(before.person_id, now=now)
    async with writing(*locks):
        before = await find_kept_absence(absence_id, actor)
        given = AbsenceFacts(before.person_id, before.span.start, before.span.end, before.reason)
        facts = changed(given, change)
        facts.check()
        after = replace(before, span=facts.span, reason=facts.reason)
        await save_absence(after)
        await rejudge_taught(after.person_id, locks, now=now)
        await audit(
            actor,
            "change_absence",
            ("person", after.person_id),
            before={"absence": before.id, "span": before.span},
            after={"absence": after.id, "span": after.span},
            now=now,
        )
    return after


@retrying
async def drop_absence(absence_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Raises NotAllowed, NotFound: as `note_absence`."""
    found = await find_kept_absence(absence_id, actor)
    locks = await locks_of_trainer(found.person_id, now=now)
    async with writing(*locks):
        found = await find_kept_absence(absence_id, actor)
        await remove_absence(found.id)
        await rejudge_taught(found.person_id, locks, now=now)
        told = {"absence": found.id, "span": found.span}
        await audit(actor, "drop_absence", ("person", found.person_id), before=told, now=now)


async def find_kept_absence(absence_id: UUID, actor: Actor) -> Absence:
    """Of somebody whom the actor keeps. Raises NotFound, NotAllowed."""
    found = await find_absence(absence_id)
    try:
        await find_kept_person(found.person_id, actor)
    except NotFound:
        raise NotFound("absence_id", absence_id) from None
    return found
