"""The ledger of two governments and the state of quotas, gathered for API and pages."""

from collections import Counter, defaultdict
from datetime import datetime

from lintas.domain.agencies import Agreement, Regency, RegencyCode
from lintas.domain.ledger import LedgerSide, QuotaState, list_quota_states, settle_accounts
from lintas.domain.people import Actor
from lintas.domain.tariffs import Tariff
from lintas.domain.venues import RoomId
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.bookings.lending import list_quota_uses, list_uses_under
from lintas.store.bookings.no_shows import Defaulter, count_no_shows
from lintas.store.things.tariffs import list_tariffs_for


async def read_usage(agreement: Agreement, *, now: datetime) -> tuple[QuotaState, ...]:
    """Of an agreement that the asker sees."""
    uses = await list_uses_under(agreement.id, now=now) if agreement.quotas else ()
    return list_quota_states(agreement, uses, now=now)


async def read_ledger(
    one: Regency, other: Regency, year: int, *, seen_by: Actor, now: datetime
) -> tuple[LedgerSide, LedgerSide]:
    """Both directions: the other's use of `one`'s rooms, then the reverse.

    Raises:
        NotAllowed: the actor keeps or checks no agreements of either.
    """
    subjects = (Subject(keeper=one.code), Subject(keeper=other.code))
    if not any(can(seen_by, Verb.SEE_LEDGER, subject) for subject in subjects):
        raise NotAllowed(Verb.SEE_LEDGER.name.lower())
    uses = await list_quota_uses((one.code, other.code), now=now)
    tariffs: defaultdict[RoomId, list[Tariff]] = defaultdict(list)
    for tariff in await list_tariffs_for(sorted({use.room_id for use in uses})):
        tariffs[tariff.room_id].append(tariff)

    def side(lender: RegencyCode, borrower: RegencyCode) -> LedgerSide:
        return settle_accounts(lender, borrower, uses, tariffs, year=year, now=now)

    return side(one.code, other.code), side(other.code, one.code)


async def read_no_shows(
    one: Regency, other: Regency, year: int, *, seen_by: Actor
) -> Counter[Defaulter]:
    """Of either's rooms: agencies of the other, and of the own side only for who checks that one.

    Raises:
        NotAllowed: as `read_ledger`.
    """
    sides = {one.code, other.code}
    read = {code for code in sides if can(seen_by, Verb.SEE_LEDGER, Subject(keeper=code))}
    if not read:
        raise NotAllowed(Verb.SEE_LEDGER.name.lower())
    counted = await count_no_shows(sides, year=year)
    return Counter(
        {
            each: count
            for each, count in counted.items()
            if each.lender in read or (each.borrower in read and each.borrower != each.lender)
        }
    )
