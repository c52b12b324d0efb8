"""What a trainer can teach is recorded, recorded better, or taken back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.people.placing import find_kept_person
from lintas.actions.people.taught import locks_of_trainer, rejudge_taught
from lintas.actions.steps.announcing import audit
from lintas.domain.given import KEPT, LONGEST_NAME, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.teaching import Qualification, QualificationId
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR, YEARS
from lintas.store.skills import (
    add_qualification,
    find_qualification,
    remove_qualification,
    save_qualification,
)
from lintas.store.transaction import retrying, writing

LONGEST_FIELD, LONGEST_LEVEL = 200, 60


@dataclass(frozen=True, slots=True)
class QualificationFacts(Given):
    """`valid_until` is the last day; none: for good."""

    person_id: UUID
    field: str
    level: str = ""
    certificate: str = ""
    valid_until: date | None = None

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("field", self.field, LONGEST_FIELD)
        checklist.optional_line("level", self.level, LONGEST_LEVEL)
        checklist.optional_line("certificate", self.certificate, LONGEST_NAME)
        if self.valid_until and self.valid_until.year not in YEARS:
            year = f"{FIRST_YEAR}-{LAST_YEAR}"
            checklist.note("valid_until", self.valid_until.isoformat(), "year", year)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class QualificationChange:
    field: str | Kept = KEPT
    level: str | Kept = KEPT
    certificate: str | Kept = KEPT
    valid_until: date | Kept | None = KEPT


@retrying
async def note_qualification(
    facts: QualificationFacts, *, actor: Actor, now: datetime
) -> Qualification:
    """Record it, and judge again what the trainer is to teach.

    Raises:
        NotAllowed: the actor keeps no people.
        NotFound: no such person whom the actor keeps.
        Invalid: as `QualificationFacts.check`.
    """
    await find_kept_person(facts.person_id, actor)
    facts.check()
    locks = await locks_of_trainer(facts.person_id, now=now)
    async with writing(*locks):
        person = await find_kept_person(facts.person_id, actor)
        noted = Qualification(
            id=QualificationId(new_id(now)),
            person_id=person.id,
            field=facts.field,
            level=facts.level,
            certificate=facts.certificate,
            valid_until=facts.valid_until,
        )
        await add_qualification(noted)
        await rejudge_taught(person.id, locks, now=now)
        await audit(actor, "qualify", ("person", person.id), after=_told(noted), now=now)
    return noted


@retrying
async def change_qualification(
    qualification_id: UUID, change: QualificationChange, *, actor: Actor, now: datetime
) -> Qualification:
    """Raises NotAllowed, NotFound, Invalid: as `note_qualification`."""
    before = await find_kept_qualification(qualification_id, actor)
    locks = await locks_of_trainer(before.person_id, now=now)
    async with writing(*locks):
        before = await find_kept_qualification(qualification_id, actor)
        given = QualificationFacts(
            before.person_id, before.field, before.level, before.certificate, before.valid_until
        )
        facts = changed(given, change)
        facts.check()
        after = replace(
            before,
            field=facts.field,
            level=facts.level,
            certificate=facts.certificate,
            valid_until=facts.valid_until,
        )
        await save_qualification(after)
        await rejudge_taught(after.person_id, locks, now=now)
        await audit(
            actor,
            "qualify",
            ("person", after.person_id),
            before=_told(before),
            after=_told(after),
            now=now,
        )
    return after


@retrying
async def drop_qualification(qualification_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Raises NotAllowed, NotFound: as `note_qualification`."""
    found = await find_kept_qualification(qualification_id, actor)
    locks = await locks_of_trainer(found.person_id, now=now)
    async with writing(*locks):
        found = await find_kept_qualification(qualification_id, actor)
        await remove_qualification(found.id)
        await rejudge_taught(found.person_id, locks, now=now)
        before = _told(found)
        await audit(actor, "disqualify", ("person", found.person_id), before=before, now=now)


async def find_kept_qualification(qualification_id: UUID, actor: Actor) -> Qualification:
    """Of somebody whom the actor keeps. Raises NotFound, NotAllowed."""
    found = await find_qualification(qualification_id)
    try:
        await find_kept_person(found.person_id, actor)
    except NotFound:
        raise NotFound("qualification_id", qualification_id) from None
    return found


def _told(skill: Qualification) -> dict[str, object]:
    """As the audit keeps it."""
    return {
        "qualification": skill.id,
        "field": skill.field,
        "level": skill.level,
        "certificate": skill.certificate,
        "valid_until": skill.valid_until,
    }
