"""The ledger of two governments: what each lent the other in a year."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from lintas.actions.steps.permitting import may_somewhere
from lintas.domain.ledger import Amounts, LedgerSide
from lintas.domain.people import Actor
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR
from lintas.rules.access import NotAllowed, Verb
from lintas.store.agencies import find_regency
from lintas.store.agreements import list_agreements
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form
from lintas.web.html import Page, show
from lintas.web.ledgers import read_ledger, read_no_shows
from lintas.web.pages.agreements.words import say_amount
from lintas.web.regencies import name_regencies

Code = Annotated[str, QueryParameter(max_length=13)]
Year = Annotated[int | None, QueryParameter(name="tahun", ge=FIRST_YEAR, le=LAST_YEAR)]


@dataclass(frozen=True, slots=True)
class SideShown:
    """`rows` are (what, used, to come)."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


@get("/neraca")
async def show_ledger(
    request: AnyRequest, one: Code = "", other: Code = "", year: Year = None
) -> Page:
    """Without a choice, that of the first agreement that the asker's side has."""
    actor, now = asking(request), datetime.now(UTC)
    if not may_somewhere(actor, Verb.SEE_LEDGER):
        raise NotAllowed(Verb.SEE_LEDGER.name.lower())
    year = year or now.year
    names = await name_regencies()
    if not (one and other):
        one, other = await _choose(actor, one)
    sides: list[SideShown] = []
    unused: list[tuple[str, str]] = []
    if one and other and one != other:
        first, second = (
            await find_regency(one, field="one"),
            await find_regency(other, field="other"),
        )
        found = await read_ledger(first, second, year, seen_by=actor, now=now)
        sides = [_shown(side, names) for side in found]
        counted = await read_no_shows(first, second, year, seen_by=actor)
        unused = [
            (each.agency, f"di tempat milik {names[each.lender]}: {count} sesi")
            for each, count in counted.most_common()
        ]
    return await show(
        request,
        "agreements/ledger.html",
        form=blank_form(one=one, other=other, tahun=year),
        regencies=list(names.items()),
        sides=sides,
        unused=unused,
        year=year,
    )


async def _choose(actor: Actor, one: str) -> tuple[str, str]:
    home = one or actor.home or ""
    for agreement in await list_agreements(seen_by=actor, limit=100):
        if not home or home in agreement.parties:
            mine = home or agreement.parties[0]
            return mine, next(each for each in agreement.parties if each != mine)
    return home, ""


def _shown(side: LedgerSide, names: dict[str, str]) -> SideShown:
    lender, borrower = names[side.lender], names[side.borrower]
    used, held = _said(side.used), _said(side.held)
    words = ("Hari pemakaian", "Jam", "Peminjaman", "Tarif (rupiah)")
    return SideShown(
        f"{borrower} memakai tempat milik {lender}", tuple(zip(words, used, held, strict=True))
    )


def _said(amounts: Amounts) -> tuple[str, str, str, str]:
    return (
        say_amount(amounts.room_days),
        say_amount(amounts.hours),
        say_amount(amounts.bookings),
        f"{amounts.rupiah:,}".replace(",", "."),
    )


LEDGER = (show_ledger,)
