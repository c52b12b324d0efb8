"""A government names its trainers for the places that another's batch keeps free for them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import batch_lock
from lintas.domain.people import Actor, PersonId, Role
from lintas.domain.refusal import AlreadyThere, IllegalState, NotFound
from lintas.domain.sharing import Reservation
from lintas.rules.access import Subject, Verb, allow
from lintas.store.agencies import find_regency
from lintas.store.outbox import News, add_messages, list_desk
from lintas.store.people import find_person
from lintas.store.programs.batches import find_any_batch
from lintas.store.sharing.named import add_named, list_named, remove_named
from lintas.store.sharing.reservations import find_reservation
from lintas.store.transaction import retrying, writing


@retrying
async def name_trainer(
    reservation_id: UUID, person_id: UUID, *, actor: Actor, now: datetime
) -> Reservation:
    """One of the actor's own people takes a place; the batch's coordinators hear of it.

    They then ask that trainer for sessions as any other.

    Raises:
        NotFound: no such reservation for the actor's side, or no such person of it.
        NotAllowed: the actor enrols nobody for that side.
        AlreadyThere: that trainer was named before.
        IllegalState: no place is left, or they are kept free no longer.
    """
    seen = await _find(reservation_id, actor)
    async with writing(batch_lock(seen.batch_id)):
        reservation = await _find(reservation_id, actor)
        person = await find_person(person_id, seen_by=actor)
        if person.keeper != reservation.regency:
            raise NotFound("person_id", person_id)
        named = await _list_named_ids(reservation)
        if person.id in named:
            raise AlreadyThere("person_id", person_id)
        _check_open(reservation, named, now=now)
        await add_named(reservation.id, person.id, by=actor.id, now=now)
        after = {"person": person.id}
        await audit(actor, "name", ("reservation", reservation.id), after=after, now=now)
        await _tell(reservation, person.id, now=now)
    return reservation


@retrying
async def unname_trainer(
    reservation_id: UUID, person_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """The place is free again; sessions that were agreed with the trainer stay as they are.

    Raises:
        NotFound: as above, or nobody such was named.
        NotAllowed: as above.
    """
    seen = await _find(reservation_id, actor)
    async with writing(batch_lock(seen.batch_id)):
        reservation = await _find(reservation_id, actor)
        wanted = PersonId(person_id)
        if wanted not in await _list_named_ids(reservation):
            raise NotFound("person_id", person_id)
        await remove_named(reservation.id, wanted)
        before = {"person": wanted}
        await audit(actor, "unname", ("reservation", reservation.id), before=before, now=now)


async def _find(reservation_id: UUID, actor: Actor) -> Reservation:
    """Raises NotFound, NotAllowed."""
    found = await find_reservation(reservation_id, seen_by=actor)
    allow(actor, Verb.ENROL, Subject(keeper=found.regency))
    return found


async def _list_named_ids(reservation: Reservation) -> list[PersonId]:
    named = await list_named([reservation.id])
    return [person_id for person_id, _ in named.get(reservation.id, [])]


def _check_open(reservation: Reservation, named: Sequence[PersonId], *, now: datetime) -> None:
    """Raises IllegalState."""
    if now.astimezone(UTC).date() > reservation.until:
        raise IllegalState("reservation", "over", "name")
    if len(named) >= reservation.trainer_places:
        raise IllegalState("reservation", "full", "name")


async def _tell(reservation: Reservation, person_id: PersonId, *, now: datetime) -> None:
    batch = await find_any_batch(reservation.batch_id)
    facts = {
        "title": batch.title,
        "agency": (await find_regency(reservation.regency)).name,
        "link": f"/angkatan/{batch.id}/jadwal",
    }
    news = News(
        "trainer_named", "reservation", reservation.id, version=f"{person_id}:{now}", facts=facts
    )
    await add_messages(news, await list_desk([batch.keeper], [Role.COORDINATOR]), now=now)
