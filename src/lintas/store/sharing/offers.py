"""Programs offered to other governments, kept."""

from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId, Actor
from lintas.domain.programs import Program, ProgramId
from lintas.domain.refusal import NotFound
from lintas.domain.sharing import Offer, OfferId, OfferState
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.programs.templates import read_program
from lintas.store.sql import Args, insert, update
from lintas.store.tables import ProgramOfferRow

_SELECT = "SELECT o.*, p.title FROM program_offer o JOIN program p ON p.id = o.program"


async def find_offer(offer_id: UUID, *, seen_by: Actor, field: str = "offer_id") -> Offer:
    """One that a regency of the actor's made or got.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"o.id = {args.put(offer_id)} AND {_between(args, seen_by)}"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound(field, offer_id)
    return _offer(rows[0])


async def list_offers(
    program_id: UUID | None = None,
    *,
    seen_by: Actor,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[Offer, ...]:
    """Of one program, or all that the actor's regencies made or got, in the order of offering."""
    args = Args()
    where = _between(args, seen_by)
    if program_id is not None:
        where += f" AND o.program = {args.put(program_id)}"
    if after is not None:
        where += f" AND o.id > {args.put(after)}"
    sql = f"{_SELECT} WHERE {where} ORDER BY o.id LIMIT {args.put(limit)}"
    return tuple(map(_offer, await fetch(sql, *args)))


async def count_standing_offers(program_id: UUID, to_regency: RegencyCode) -> int:
    """Those that wait for an answer, or were adopted."""
    sql = (
        "SELECT count(*) AS n FROM program_offer WHERE program = $1 AND to_regency = $2"
        " AND state IN ('offered', 'adopted')"
    )
    return int((await fetch(sql, program_id, to_regency))[0]["n"])


async def find_shared_program(
    program_id: UUID, *, seen_by: Actor, field: str = "program_id"
) -> Program:
    """One that the actor's side keeps, was offered, or gave to another who adopted it.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"p.id = {args.put(program_id)} AND {shared_with(args, seen_by)}"
    rows = await fetch(f"SELECT p.* FROM program p WHERE {where}", *args)
    if not rows:
        raise NotFound(field, program_id)
    return read_program(rows[0])


def shared_with(args: Args, actor: Actor) -> str:
    """A condition on program `p`: kept by a regency of the actor's, or shared with one."""
    where = "p.retired_at IS NULL"
    if actor.is_operator:
        return where
    mine = args.put_all(sorted(actor.regencies()))
    return f"""{where} AND (p.keeper IN {mine}
        OR EXISTS (SELECT 1 FROM program_offer o WHERE o.program = p.id
            AND o.to_regency IN {mine} AND o.state IN ('offered', 'adopted'))
        OR EXISTS (SELECT 1 FROM program f WHERE f.id = p.adopted_from AND f.keeper IN {mine}))"""


async def add_offer(offer: Offer) -> None:
    await insert(
        ProgramOfferRow,
        {
            "id": offer.id,
            "program": offer.program_id,
            "from_regency": offer.from_regency,
            "to_regency": offer.to_regency,
            "state": offer.state.value,
            "note": offer.note,
            "offered_by": offer.offered_by,
            "offered_at": offer.offered_at,
            "reason": "",
        },
    )


async def save_offer(offer: Offer) -> None:
    await update(
        ProgramOfferRow,
        offer.id,
        {
            "state": offer.state.value,
            "decided_by": offer.decided_by,
            "decided_at": offer.decided_at,
            "reason": offer.reason,
            "adopted_as": offer.adopted_as,
        },
    )


def _between(args: Args, actor: Actor) -> str:
    if actor.is_operator:
        return "1 = 1"
    mine = args.put_all(sorted(actor.regencies()))
    return f"(o.from_regency IN {mine} OR o.to_regency IN {mine})"


def _offer(row: dict[str, Any]) -> Offer:
    return Offer(
        id=OfferId(read_id(row["id"])),
        program_id=ProgramId(read_id(row["program"])),
        from_regency=RegencyCode(row["from_regency"]),
        to_regency=RegencyCode(row["to_regency"]),
        state=OfferState(row["state"]),
        offered_by=AccountId(read_id(row["offered_by"])),
        offered_at=read_moment(row["offered_at"]),
        note=row["note"],
        decided_by=AccountId(read_id(row["decided_by"])) if row["decided_by"] else None,
        decided_at=read_moment(row["decided_at"]) if row["decided_at"] else None,
        reason=row["reason"],
        adopted_as=ProgramId(read_id(row["adopted_as"])) if row["adopted_as"] else None,
        title=row["title"],
    )
