"""What a higher claim took back is lent again to anybody."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit, facts_of
from lintas.actions.steps.deciding import serve_queue
from lintas.actions.steps.locking import check_locked, hall
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.steps.serving import Freed
from lintas.actions.steps.skipping import offer_freed
from lintas.domain.approvals import ClaimedSlot
from lintas.domain.people import Actor, Role
from lintas.rules.access import Subject, Verb, allow
from lintas.store.approvals.claims import find_claim, remove_claim
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import list_sessions_in_rooms, list_sessions_named
from lintas.store.outbox import News, add_messages, list_account_recipients, list_desk
from lintas.store.transaction import retrying, writing
from lintas.store.venues.rooms import list_tree


@retrying
async def end_claim(claim_id: UUID, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Keep the slot for nobody any more; who waits for it is served first.

    Whose it was hears of it. Who has come in meanwhile stays.

    Raises:
        NotFound: no such claim, or it is over.
        NotAllowed: the actor doesn't manage the room.
    """
    seen = await find_claim(claim_id)
    async with writing(hall(seen.root)):
        claim = await find_claim(claim_id)
        check_locked([hall(claim.root)], [hall(seen.root)])
        allow(actor, Verb.BUMP, Subject(lender=claim.keeper))
        await remove_claim(claim, now=now)
        rooms = [room.id for room in await list_tree(claim.root)]
        touched = await list_sessions_in_rooms(rooms, since=claim.span.start, until=claim.span.end)
        await rejudge(touched, now=now)
        await serve_queue(Freed(frozenset({claim.root}), (claim.span,)), now=now)
        await offer_freed({claim.room_id}, now=now)
        told = {"room": claim.room_id, "span": claim.span, "in_favour_of": claim.in_favour_of}
        subject = ("claim", claim_id)
        await audit(actor, "end_claim", subject, before=told, reason=reason, now=now)
        await _tell(claim, reason, now=now)


async def _tell(claim: ClaimedSlot, reason: str, *, now: datetime) -> None:
    for session in await list_sessions_named([claim.session_id] if claim.session_id else []):
        booking = await find_any_booking(session.booking_id)
        news = News(
            kind="claim_ended",
            subject_kind="claim",
            subject_id=claim.id,
            version="",
            facts={
                **facts_of(await list_cards([session])),
                "in_favour_of": claim.in_favour_of,
                "reason": reason,
            },
        )
        recipients = (
            *await list_account_recipients([booking.asked_by]),
            *await list_desk([booking.keeper], [Role.COORDINATOR]),
            *await list_desk([claim.keeper], [Role.COORDINATOR, Role.VENUE_MANAGER]),
        )
        await add_messages(news, recipients, now=now)
