"""Tools that sessions take along: what is offered, what was typed, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor
from lintas.domain.things import AssetId, AssetNeed
from lintas.domain.venues import Venue
from lintas.render.tariffs import say_cost
from lintas.store.things.assets import list_assets, list_assets_named
from lintas.store.things.costs import find_cost
from lintas.web.forms import Form

PREFIX = "asset_needs."
# More would not fit a page that phones load.
MOST_TOOLS = 60


@dataclass(frozen=True, slots=True)
class Tool:
    """One line of the form: `field` is where its number is typed."""

    field: str
    name: str
    quantity: int


async def list_tools(venue: Venue, actor: Actor, taken: Sequence[AssetNeed] = ()) -> list[Tool]:
    """Those of the asker's own regencies and of the place that can be used there, those taken."""
    along = {need.asset_id for need in taken}
    keepers = {*actor.regencies(), venue.keeper}
    return [
        Tool(f"{PREFIX}{each.id}", each.name, each.quantity)
        for each in await list_assets(limit=2000)
        if each.id in along
        or ((each.keeper in keepers or actor.is_operator) and each.serves(venue.id))
    ][:MOST_TOOLS]


def read_needs(form: Form) -> tuple[AssetNeed, ...]:
    """What was typed, none where nothing was; faults are noted on the form."""
    return tuple(
        AssetNeed(AssetId(form.identifier_in(name, PREFIX)), number)
        for name in sorted(form.names(PREFIX))
        if form.optional_text(name) and (number := form.count(name))
    )


def need_fields(session: Session) -> dict[str, str]:
    """What a form about a session starts from."""
    return {f"{PREFIX}{need.asset_id}": str(need.quantity) for need in session.assets}


async def say_needs(session: Session) -> str:
    """12 Mesin jahit, 1 Mobil pelatihan."""
    known = await list_assets_named([need.asset_id for need in session.assets])
    return ", ".join(
        f"{need.quantity} {known[need.asset_id].name}"
        for need in session.assets
        if need.asset_id in known
    )


async def say_tools(sessions: Sequence[Session]) -> list[str]:
    """Once where all sessions take the same, else by session, counted from 1."""
    if not any(session.assets for session in sessions):
        return []
    if len({session.assets for session in sessions}) == 1:
        return [await say_needs(sessions[0])]
    return [
        f"Sesi {session.position + 1}: {await say_needs(session)}"
        for session in sessions
        if session.assets
    ]


async def say_extras(booking: Booking) -> list[tuple[str, str]]:
    """What a booking's page says besides: its tools, and what it costs."""
    tools = await say_tools(booking.sessions)
    cost = await find_cost(booking)
    costs = [say_cost(tariff, amount) for tariff, amount in cost.parts] if cost else []
    said = (("Alat", "; ".join(tools)), ("Biaya pemakaian", "; ".join(costs)))
    return [(title, text) for title, text in said if text]
