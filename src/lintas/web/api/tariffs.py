"""What rooms cost, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.things.set_tariff import (
    TariffChange,
    TariffFacts,
    change_tariff,
    retire_tariff,
    set_tariff,
)
from lintas.domain.tariffs import Basis, Per, Tariff
from lintas.store.things.tariffs import find_tariff, list_tariffs_for
from lintas.store.venues.rooms import find_room
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import LARGEST_COUNT, UNSET, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Rupiah = Annotated[int, Meta(ge=0, le=LARGEST_COUNT, description="Whole rupiah; 0 is allowed")]
LegalBasis = Annotated[str, Meta(max_length=2000)]


class TariffRequest(Body):
    """`borrower` is the borrowing government's code; none: everybody without one of their own."""

    basis: Basis
    amount: Rupiah
    per: Per
    borrower: str | None = None
    legal_basis: LegalBasis = ""


class TariffPatch(Body):
    basis: Unset[Basis] = UNSET
    amount: Unset[Rupiah] = UNSET
    per: Unset[Per] = UNSET
    legal_basis: Unset[LegalBasis] = UNSET


class TariffReply(Struct):
    """`amount` is in whole rupiah for each `per`."""

    id: UUID
    room_id: UUID
    borrower: str | None
    basis: str
    amount: int
    per: str
    legal_basis: str


@post("/rooms/{room_id:uuid}/tariffs", tags=["rooms"], responses=refuses(403, 409))
async def make_tariff(
    request: AnyRequest, room_id: FromPath[UUID], data: JSONBody[TariffRequest]
) -> TariffReply:
    """One for each borrower: a second is 409."""
    facts = TariffFacts(room_id, **sent(data))
    return _reply(await set_tariff(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/rooms/{room_id:uuid}/tariffs", tags=["rooms"])
async def show_tariffs(room_id: FromPath[UUID]) -> Items[TariffReply]:
    """All of a room, in the order of making."""
    room = await find_room(room_id)
    return Items([_reply(each) for each in await list_tariffs_for([room.id])], None)


@get("/tariffs/{tariff_id:uuid}", tags=["rooms"])
async def show_tariff(tariff_id: FromPath[UUID]) -> TariffReply:
    return _reply(await find_tariff(tariff_id))


@patch("/tariffs/{tariff_id:uuid}", tags=["rooms"], responses=refuses(403))
async def alter_tariff(
    request: AnyRequest, tariff_id: FromPath[UUID], data: JSONBody[TariffPatch]
) -> TariffReply:
    change = TariffChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_tariff(tariff_id, change, actor=actor, now=now))


@delete("/tariffs/{tariff_id:uuid}", tags=["rooms"], responses=refuses(403))
async def end_tariff(request: AnyRequest, tariff_id: FromPath[UUID]) -> None:
    """Take it back; what is said for everybody holds again."""
    await retire_tariff(tariff_id, actor=asking(request), now=datetime.now(UTC))


def _reply(tariff: Tariff) -> TariffReply:
    return TariffReply(
        id=tariff.id,
        room_id=tariff.room_id,
        borrower=tariff.borrower,
        basis=tariff.basis.value,
        amount=tariff.amount,
        per=tariff.per.value,
        legal_basis=tariff.legal_basis,
    )


TARIFFS = (make_tariff, show_tariffs, show_tariff, alter_tariff, end_tariff)
