"""What a search names by ids, looked up."""

from dataclasses import dataclass

from lintas.actions.steps.planning import check_trainers
from lintas.domain.agencies import Agency
from lintas.domain.people import Actor
from lintas.domain.programs import Batch, Program
from lintas.domain.refusal import Fault, NotFound
from lintas.domain.slots import NotAWish, SlotWish
from lintas.domain.teaching import TrainerWish
from lintas.domain.venues import Venue
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import find_agency, find_regency, list_agencies
from lintas.store.people import find_person
from lintas.store.programs.batches import find_batch
from lintas.store.programs.templates import find_any_program
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and for which batch rooms are looked for, and from where distance counts."""

    wish: SlotWish
    agency: Agency
    batch: Batch | None
    program: Program | None
    near: Venue | None

    @property
    def trainer(self) -> TrainerWish | None:
        """Whom to look for who is not known by name; none: nobody."""
        wish = self.wish
        if not (wish.trainer_regency or wish.trainer_field or wish.trainer_level):
            return None
        field, level = wish.trainer_field, wish.trainer_level
        if not field and self.program:
            field, level = self.program.field, level or self.program.level
        return TrainerWish(wish.trainer_regency, field, level)


async def look_up(wish: SlotWish, *, actor: Actor) -> Asked:
    """Everything that a search names.

    Raises:
        NotFound: naming every id that is unknown, or that the actor may not use so.
        NotAWish: no agency is named, and the actor's own is not known.
    """
    agency = await _find_agency(wish, actor)
    if wish.regency:
        await find_regency(wish.regency)
    if wish.trainer_regency:
        await find_regency(wish.trainer_regency, field="trainer_regency")
    if wish.venue_id:
        await find_venue(wish.venue_id)
    if wish.room_id:
        await find_room(wish.room_id)
    await check_trainers(wish.trainer_ids, seen_by=actor)
    batch = await find_batch(wish.batch_id, seen_by=actor) if wish.batch_id else None
    return Asked(
        wish=wish,
        agency=agency,
        batch=batch,
        program=await find_any_program(batch.program_id) if batch else None,
        near=await find_venue(wish.near, field="near") if wish.near else None,
    )


async def _find_agency(wish: SlotWish, actor: Actor) -> Agency:
    if wish.agency_id is None:
        agency = await _find_own(actor)
        if agency is None:
            raise NotAWish(faults=(Fault("agency_id", None, "required"),))
        return agency
    agency = await find_agency(wish.agency_id)
    if not can(actor, Verb.ASK, Subject(keeper=agency.keeper)):
        raise NotFound("agency_id", wish.agency_id)
    return agency


async def _find_own(actor: Actor) -> Agency | None:
    """The one that the actor works for, else the first of the actor's own government."""
    if actor.person_id:
        try:
            person = await find_person(actor.person_id, seen_by=actor)
            if person.agency_id:
                return await find_agency(person.agency_id)
        except NotFound:
            pass  # not shown to this actor, or gone: the government's then
    home = actor.home
    if home is None or not can(actor, Verb.ASK, Subject(keeper=home)):
        return None
    return next(iter(await list_agencies(regency=home, limit=1)), None)
