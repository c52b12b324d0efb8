"""Who hears of what becomes of an offer."""

from datetime import datetime

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Role
from lintas.domain.sharing import Offer
from lintas.store.agencies import find_regency
from lintas.store.outbox import News, add_messages, list_desk

_DESK = (Role.COORDINATOR, Role.AGREEMENT_OFFICER)


async def tell_side(
    kind: str, offer: Offer, side: RegencyCode, doer: RegencyCode, *, now: datetime
) -> None:
    """Tell the coordinators and agreement officers of one side what the other, `doer`, did."""
    facts = {
        "title": offer.title,
        "agency": (await find_regency(doer)).name,
        "reason": offer.reason or offer.note,
        "link": f"/katalog/{offer.program_id}",
    }
    news = News(kind, "offer", offer.id, version=offer.state.value, facts=facts)
    await add_messages(news, await list_desk([side], _DESK), now=now)
