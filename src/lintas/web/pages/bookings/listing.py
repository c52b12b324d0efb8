"""Bookings, listed: the last asked first."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import QueryParameter

from lintas.domain.bookings import Decision
from lintas.store.bookings.desks import Side, list_newest_bookings
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form
from lintas.web.html import Page, show
from lintas.web.pages.queries import read_choice
from lintas.web.pages.shown.cards import show_bookings

ON_A_PAGE = 20
SIDES = [
    (Side.MINE.value, "Permohonan saya"),
    (Side.ASKING.value, "Permohonan pihak kami"),
    (Side.LENDING.value, "Untuk tempat kami"),
]


@get("/peminjaman")
async def show_list(
    request: AnyRequest,
    wanted: Annotated[str, QueryParameter(name="keadaan", max_length=20)] = "",
    whose: Annotated[str, QueryParameter(name="milik", max_length=20)] = "",
    before: Annotated[UUID | None, QueryParameter(name="sebelum")] = None,
) -> Page:
    now = datetime.now(UTC)
    state, side = read_choice("keadaan", wanted, Decision), read_choice("milik", whose, Side)
    found = await list_newest_bookings(
        seen_by=asking(request), state=state, side=side, before=before, limit=ON_A_PAGE + 1
    )
    chosen = {"keadaan": wanted, "milik": whose}
    more = {**chosen, "sebelum": found[ON_A_PAGE - 1].id} if len(found) > ON_A_PAGE else {}
    return await show(
        request,
        "bookings/list.html",
        form=blank_form(**chosen),
        bookings=await show_bookings(found[:ON_A_PAGE], now=now),
        sides=SIDES,
        states=[each.value for each in Decision],
        more=urlencode(more),
    )
