"""The lender says that a use of its place goes before others, or that it doesn't any more."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit, facts_of
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.bookings import Booking, Session
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.people import Actor, Role
from lintas.domain.refusal import IllegalState, Invalid, VersionPassed
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking, save_booking
from lintas.store.outbox import News, add_messages, list_account_recipients, list_desk
from lintas.store.transaction import retrying, writing


class NotAClaim(Invalid):
    """A claim that is nobody's to give, or one without a ground."""


async def give_claim(
    booking_id: UUID,
    level: Claim,
    authority: str,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    receipt: Receipt | None = None,
) -> Booking:
    """Let it displace, and be displaced by, what a claim of that weight may in the lender's places.

    Raises:
        NotAClaim: as `GivenClaim.faults`.
        NotFound: no such booking on the actor's side.
        NotAllowed: the actor doesn't manage all its rooms.
        IllegalState: nothing of it is to come.
        VersionPassed: it was changed since the asker looked.
    """
    given = GivenClaim(level, authority.strip())
    if faults := given.faults():
        raise NotAClaim(faults=tuple(faults))
    return await _set(booking_id, given, actor=actor, now=now, version=version, receipt=receipt)


async def take_claim_away(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    receipt: Receipt | None = None,
) -> Booking:
    """Its claim follows from who asked again.

    Raises:
        NotFound, NotAllowed, IllegalState, VersionPassed: as `give_claim`.
    """
    return await _set(booking_id, None, actor=actor, now=now, version=version, receipt=receipt)


@retrying
async def _set(
    booking_id: UUID,
    given: GivenClaim | None,
    *,
    actor: Actor,
    now: datetime,
    version: int | None,
    receipt: Receipt | None,
) -> Booking:
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        before = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(before), locks)
        for session in before.sessions:
            allow(actor, Verb.BUMP, Subject(lender=session.lender_keeper))
        if version is not None and version != before.version:
            raise VersionPassed(version, before.version)
        coming = _coming(before, now=now)
        if not coming:
            raise IllegalState("booking", before.state, "give_claim")
        claim = replace(given, keeper=coming[0].lender_keeper) if given else None
        if claim == before.claim:
            await add_receipt(receipt, before, now=now)
            return before
        after = replace(before, claim=claim, version=before.version + 1)
        await save_booking(after)
        # A slot that was taken back may be lent to it now, or no longer.
        await rejudge(coming, now=now)
        subject = ("booking", booking_id)
        verb = "give_claim" if claim else "take_claim_away"
        await audit(actor, verb, subject, before=_told(before), after=_told(after), now=now)
        await _tell(after, coming, now=now)
        await add_receipt(receipt, after, now=now)
    return after


def _coming(booking: Booking, *, now: datetime) -> list[Session]:
    return [
        each
        for each in booking.sessions
        if booking.standing(each, now=now).holds and each.span.end > now
    ]


def _told(booking: Booking) -> dict[str, object]:
    claim = booking.claim
    return {"claim": int(claim.level), "authority": claim.authority} if claim else {"claim": None}


async def _tell(booking: Booking, sessions: list[Session], *, now: datetime) -> None:
    """Who asked, the coordinators of the asking side, and the desk that decides about the rooms."""
    claim = booking.claim
    news = News(
        kind="claim_given" if claim else "claim_taken_away",
        subject_kind="booking",
        subject_id=booking.id,
        # Of no session: what else is told of them is neither overtaken by this, nor overtakes it.
        version=f"-1.{booking.version}",
        facts={
            **facts_of(await list_cards(sessions)),
            **({"claim": int(claim.level), "authority": claim.authority} if claim else {}),
        },
    )
    recipients = (
        *await list_account_recipients([booking.asked_by]),
        *await list_desk([booking.keeper], [Role.COORDINATOR]),
        *await list_desk(
            [session.lender_keeper for session in sessions],
            [Role.COORDINATOR, Role.VENUE_MANAGER],
        ),
    )
    await add_messages(news, recipients, now=now)
