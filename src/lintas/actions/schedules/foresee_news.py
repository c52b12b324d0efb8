"""Before sessions are moved, put off or cancelled: whom the news would reach too late."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.bookings.move_series import Scope, in_scope
from lintas.actions.schedules.tell_reach import MOST_PEOPLE, find_movable
from lintas.actions.steps.expecting import expect
from lintas.domain.bookings import Booking
from lintas.domain.foresight import Foresight
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.foresight import foresee, foresee_together
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.requests import find_any_booking, find_booking
from lintas.store.people import list_people_named
from lintas.store.programs.enrolments import list_seated

# Of more sessions the nearest say whom to ring first.
MOST_FORESEEN = 10


async def find_foresight(
    session_id: UUID, scope: Scope = Scope.ONE, *, actor: Actor, now: datetime
) -> tuple[Card, Foresight]:
    """Whom a change made now would reach too late, of the session and those in scope.

    Who may: whoever may move it; of participants, those whom the actor may know.

    Raises:
        NotFound, NotAllowed
    """
    card = await find_movable(session_id, actor=actor)
    if scope is Scope.ONE:
        return card, await foresee_news(card, actor=actor, now=now)
    booking = await find_any_booking(card.session.booking_id)
    cards = await list_cards(in_scope(booking, card.session, scope, now=now))
    return card, await foresee_all_news(cards, actor=actor, now=now)


async def find_foresight_of_booking(
    booking_id: UUID, *, actor: Actor, now: datetime
) -> tuple[Booking, Foresight]:
    """Whom withdrawing or cancelling all that holds would reach too late, for whoever may.

    Raises:
        NotFound, NotAllowed
    """
    booking = await find_booking(booking_id, seen_by=actor)
    allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
    holding = [each for each in booking.sessions if booking.standing(each, now=now).holds]
    return booking, await foresee_all_news(await list_cards(holding), actor=actor, now=now)


async def foresee_news(card: Card, *, actor: Actor, now: datetime) -> Foresight:
    """For whoever may move or cancel it."""
    batch_id = card.session.batch_id
    seated = await list_seated(batch_id, seen_by=actor, limit=MOST_PEOPLE) if batch_id else ()
    ids = [*(each.person.id for each in seated), *card.session.trainer_ids]
    people = {each.id: each for each in await list_people_named(ids, seen_by=actor)}
    expected = await expect(card, seated, people, now=now)
    return foresee(expected, starts_at=card.session.span.start, now=now)


async def foresee_all_news(cards: Sequence[Card], *, actor: Actor, now: datetime) -> Foresight:
    """Of several at once, for whoever may move or cancel them: each person once.

    Of everybody's sessions the nearest says whether the news comes too late; what has begun is
    left out. Of more than ten that differ in who comes, the ten nearest are foreseen.
    """
    ahead = sorted(
        (each for each in cards if each.session.span.start > now),
        key=lambda each: (each.session.span.start, each.session.id),
    )
    nearest = {(each.session.batch_id, each.session.trainer_ids): each for each in reversed(ahead)}
    chosen = sorted(nearest.values(), key=lambda each: each.session.span.start)[:MOST_FORESEEN]
    return foresee_together([await foresee_news(each, actor=actor, now=now) for each in chosen])
