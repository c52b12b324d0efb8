"""Slots that a higher claim took back, and claims that were given: shown, and read from forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.approvals import ClaimedSlot
from lintas.domain.bookings import Booking
from lintas.domain.claims import GIVEN_CLAIMS, Claim, GivenClaim
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault
from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import Room, Venue
from lintas.render.catalogues import say
from lintas.render.times import say_span
from lintas.rules.access import Subject, Verb, can
from lintas.store.approvals.claims import list_claims_about, list_claims_of
from lintas.store.bookings.requests import list_seen
from lintas.web.forms import Form

# What a lender may give, as forms offer it.
GIVEN = [(int(each), say(f"claim.{int(each)}", "id")) for each in GIVEN_CLAIMS]


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """`comer` is the booking that has come in, where the asker may open it."""

    id: UUID
    when: str
    level: str
    in_favour_of: str
    authority: str
    reason: str
    comer: UUID | None
    may_end: bool


async def list_claims_on(
    venue: Venue, room: Room, actor: Actor, *, now: datetime
) -> list[ClaimShown]:
    """Those that stand on the room, its hall or its parts, and are not over."""
    window = TimeSpan(now.replace(microsecond=0).astimezone(UTC), LAST_MOMENT)
    claims = [each for each in await list_claims_of([venue.id], window) if each.room_id in room.kin]
    return await _shown(claims, venue.zone, actor)


async def list_claims_told(
    booking: Booking, zone: ZoneInfo, actor: Actor, *, now: datetime
) -> list[ClaimShown]:
    """Those that took something back from a booking, or let it in, and are not over."""
    claims = [each for each in await list_claims_about(booking) if each.span.end > now]
    return await _shown(claims, zone, actor)


def read_claim(form: Form) -> GivenClaim | None:
    """What was chosen, on what ground; none: nothing was. Faults are noted on the form."""
    authority = form.optional_text("claim.authority")
    if not form.value("claim.level"):
        if authority:
            form.faults.append(Fault("claim.level", "", "required"))
        return None
    level = form.count("claim.level")
    if level not in GIVEN_CLAIMS:
        limit = ", ".join(str(int(each)) for each in GIVEN_CLAIMS)
        form.faults.append(Fault("claim.level", level, "one_of", limit))
        return None
    if not authority:
        form.faults.append(Fault("claim.authority", authority, "required"))
    return GivenClaim(Claim(level), authority)


def say_given(claim: GivenClaim | None) -> str:
    """What was given, and on what ground; empty: nothing was."""
    if claim is None:
        return ""
    return f"{say(f'claim.{int(claim.level)}', 'id')} (dasar: {claim.authority})"


async def _shown(claims: Sequence[ClaimedSlot], zone: ZoneInfo, actor: Actor) -> list[ClaimShown]:
    comers = [each.booking_id for each in claims if each.booking_id]
    seen = await list_seen(comers, seen_by=actor) if comers else frozenset()
    return [
        ClaimShown(
            id=each.id,
            when=say_span(each.span, zone),
            level=say(f"claim.{int(each.level)}", "id"),
            in_favour_of=each.in_favour_of,
            authority=each.authority,
            reason=each.reason,
            comer=each.booking_id if each.booking_id in seen else None,
            may_end=can(actor, Verb.BUMP, Subject(lender=each.keeper)),
        )
        for each in claims
    ]
