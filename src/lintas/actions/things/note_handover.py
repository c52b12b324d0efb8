"""A venue is handed over to another (BAST): noted, changed, or not so after all."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_somewhere
from lintas.actions.steps.rehousing import list_housed, locks_of_venues
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.venues.placing import find_kept_venue
from lintas.domain.agencies import Agency
from lintas.domain.given import KEPT, LONGEST_NAME, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR, YEARS
from lintas.domain.venues import Handover, HandoverId
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.things.handovers import (
    add_handover,
    find_handover,
    remove_handover,
    save_handover,
)
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class HandoverFacts(Given):
    """To an agency, or to somebody who isn't registered, by name; `document` is the BAST."""

    venue_id: UUID
    day: date
    to_agency_id: UUID | None = None
    to_name: str = ""
    document: str = ""

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if self.day.year not in YEARS:
            checklist.note("day", self.day.isoformat(), "year", f"{FIRST_YEAR}-{LAST_YEAR}")
        if not self.to_agency_id and not self.to_name:
            checklist.note("to_name", self.to_name, "required")
        checklist.optional_line("to_name", self.to_name, LONGEST_NAME)
        checklist.prose("document", self.document)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class HandoverChange:
    day: date | Kept = KEPT
    to_agency_id: UUID | Kept | None = KEPT
    to_name: str | Kept = KEPT
    document: str | Kept = KEPT


@retrying
async def note_handover(facts: HandoverFacts, *, actor: Actor, now: datetime) -> Handover:
    """Note it; sessions to come on that day or after it become conflicts, unless reasons stand.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such venue that the actor keeps, or an unknown agency.
        Invalid: as `HandoverFacts.check`.
    """
    await find_kept_venue(facts.venue_id, actor)
    facts.check()
    locks = await locks_of_venues([facts.venue_id])
    async with writing(*locks):
        venue = await find_kept_venue(facts.venue_id, actor)
        agency = await _find_taker(facts)
        handover = Handover(
            id=HandoverId(new_id(now)),
            venue_id=venue.id,
            day=facts.day,
            to_name=agency.name if agency else facts.to_name,
            to_agency_id=agency.id if agency else None,
            document=facts.document,
        )
        await add_handover(handover)
        await rejudge(await list_housed([venue.id], locks, now=now), now=now)
        await audit(actor, "add", ("handover", handover.id), after=_said(handover), now=now)
    return handover


@retrying
async def change_handover(
    handover_id: UUID, change: HandoverChange, *, actor: Actor, now: datetime
) -> Handover:
    """On another day, or to another; what it meets is judged again.

    Raises:
        NotAllowed, NotFound: no such hand-over of a venue that the actor keeps.
        Invalid: as `HandoverFacts.check`.
    """
    seen = await find_kept_handover(handover_id, actor)
    locks = await locks_of_venues([seen.venue_id])
    async with writing(*locks):
        before = await find_kept_handover(handover_id, actor)
        facts = changed(
            HandoverFacts(
                before.venue_id,
                before.day,
                before.to_agency_id,
                "" if before.to_agency_id else before.to_name,
                before.document,
            ),
            change,
        )
        facts.check()
        agency = await _find_taker(facts)
        after = replace(
            before,
            day=facts.day,
            to_name=agency.name if agency else facts.to_name,
            to_agency_id=agency.id if agency else None,
            document=facts.document,
        )
        await save_handover(after)
        await rejudge(await list_housed([before.venue_id], locks, now=now), now=now)
        subject = ("handover", handover_id)
        await audit(actor, "change", subject, before=_said(before), after=_said(after), now=now)
    return after


@retrying
async def retire_handover(handover_id: UUID, *, actor: Actor, now: datetime) -> None:
    """It was not so; conflicts that were only about it are over.

    Raises:
        NotAllowed, NotFound: as `change_handover`.
    """
    seen = await find_kept_handover(handover_id, actor)
    locks = await locks_of_venues([seen.venue_id])
    async with writing(*locks):
        before = await find_kept_handover(handover_id, actor)
        await remove_handover(before.id)
        await rejudge(await list_housed([before.venue_id], locks, now=now), now=now)
        await audit(actor, "retire", ("handover", handover_id), before=_said(before), now=now)


async def find_kept_handover(handover_id: UUID, actor: Actor) -> Handover:
    """Raises NotAllowed, NotFound."""
    allow_somewhere(actor, Verb.KEEP_VENUES)
    handover = await find_handover(handover_id)
    try:
        await find_kept_venue(handover.venue_id, actor)
    except NotFound:
        raise NotFound("handover_id", handover_id) from None
    return handover


async def _find_taker(facts: HandoverFacts) -> Agency | None:
    if facts.to_agency_id is None:
        return None
    return await find_agency(facts.to_agency_id, field="to_agency_id")


def _said(handover: Handover) -> dict[str, object]:
    return {
        "venue": handover.venue_id,
        "day": handover.day.isoformat(),
        "to": handover.to_agency_id or handover.to_name,
        "document": handover.document,
    }
