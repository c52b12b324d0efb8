"""What is taken along, and what rooms cost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lintas.actions.demo.morning import Morning
from lintas.actions.demo.offices import BANDUNG, SERANG, Cast, Login
from lintas.actions.demo.places import AULA, PLUT, PLUT_HALL, Places
from lintas.actions.things.facts import AssetFacts
from lintas.actions.things.register_asset import register_asset
from lintas.actions.things.set_tariff import TariffFacts, set_tariff
from lintas.domain.agencies import Agency
from lintas.domain.tariffs import Basis, Per
from lintas.domain.things import Asset
from lintas.store.things.assets import save_asset

SEWING_MACHINE, SEALER = "mesin jahit", "sealer"

# Room, for whom (none: everybody else), whole rupiah a day, and on which ground: invented.
_TARIFFS = (
    (AULA, BANDUNG, 0, Basis.LOAN),
    (AULA, None, 1_500_000, Basis.PERMIT),
    (PLUT_HALL, SERANG, 0, Basis.LOAN),
    (PLUT_HALL, None, 750_000, Basis.RENT),
)


@dataclass(frozen=True, slots=True)
class Tools:
    """Machines that go wherever they are wanted, and sealers that stay where they are."""

    machines: Asset
    sealers: Asset


async def register_tools(
    cast: Cast, agencies: Mapping[str, Agency], places: Places, morning: Morning
) -> Tools:
    machines = AssetFacts(
        agency_id=agencies["Disnakertrans Kab. Serang"].id,
        name="Mesin jahit portabel MTU (contoh)",
        quantity=16,
        kind=SEWING_MACHINE,
        movable=True,
    )
    sealers = AssetFacts(
        agency_id=agencies["UPTD PLUT KUMKM Kab. Bandung"].id,
        name="Sealer meja (contoh)",
        quantity=4,
        venue_id=places.venues[PLUT].id,
        kind=SEALER,
    )
    return Tools(
        await _register(machines, cast.serang_manager, morning),
        await _register(sealers, cast.bandung_manager, morning),
    )


async def state_tariffs(cast: Cast, places: Places, morning: Morning) -> None:
    for room, borrower, amount, basis in _TARIFFS:
        facts = TariffFacts(
            room_id=places.rooms[room].id,
            basis=basis,
            amount=amount,
            per=Per.DAY,
            borrower=borrower,
            legal_basis="Peraturan contoh",
        )
        keeper = cast.serang_manager if room == AULA else cast.bandung_manager
        await set_tariff(facts, actor=keeper.account.acting(), now=morning.now)


async def _register(facts: AssetFacts, keeper: Login, morning: Morning) -> Asset:
    registered = await register_asset(facts, actor=keeper.account.acting(), now=morning.now)
    asset = replace(registered, is_example=True)
    await save_asset(asset)
    return asset
