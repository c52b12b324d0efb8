"""Who and what goes along with a session: its trainers and its tools."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lintas.domain.bookings import Session
from lintas.domain.ids import new_id
from lintas.domain.people import PersonId
from lintas.domain.things import AssetId, AssetNeed
from lintas.store.engines import execute_many, fetch, read_id
from lintas.store.sql import Args, insert_many
from lintas.store.tables import SessionAssetRow

_ADD_TRAINER = """
    INSERT INTO session_trainer (id, session, person, answer, letter, reason)
    VALUES ($1, $2, $3, 'asked', '', '') ON CONFLICT (session, person) DO NOTHING
"""


async def add_company(session: Session, *, now: datetime) -> None:
    await _add_trainers(session, now=now)
    await _add_assets(session, now=now)


async def save_company(session: Session, *, now: datetime) -> None:
    """In place of whoever and whatever went along before."""
    args = Args([session.id])
    gone = f" AND person NOT IN {args.put_all(session.trainer_ids)}" if session.trainer_ids else ""
    await fetch(f"DELETE FROM session_trainer WHERE session = $1{gone}", *args)
    await _add_trainers(session, now=now)
    await fetch("DELETE FROM session_asset WHERE session = $1", session.id)
    await _add_assets(session, now=now)


async def save_asked_anew(session: Session) -> None:
    """Whoever said yes to another time or room has said nothing to this one. Before it is saved."""
    sql = """
        UPDATE session_trainer SET answer = 'asked', answered_at = NULL, letter = '', reason = ''
        WHERE session = $1 AND EXISTS (SELECT 1 FROM session s WHERE s.id = $1
            AND (s.starts_at <> $2 OR s.ends_at <> $3 OR s.room <> $4))
    """
    span = session.span
    await fetch(sql, session.id, span.start, span.end, session.room_id)


async def list_trainers_of(session_ids: Sequence[object]) -> Mapping[UUID, list[PersonId]]:
    """By session, in the order of their ids; none where nobody teaches."""
    trainers: defaultdict[UUID, list[PersonId]] = defaultdict(list)
    args = Args()
    sql = f"""
        SELECT session, person FROM session_trainer
        WHERE session IN {args.put_all(session_ids)} ORDER BY person
    """
    for each in await fetch(sql, *args):
        trainers[read_id(each["session"])].append(PersonId(read_id(each["person"])))
    return trainers


async def list_assets_of(session_ids: Sequence[object]) -> Mapping[UUID, list[AssetNeed]]:
    """By session, in the order of their ids; none where nothing is taken along."""
    assets: defaultdict[UUID, list[AssetNeed]] = defaultdict(list)
    if not session_ids:
        return assets
    args = Args()
    sql = f"""
        SELECT session, asset, quantity FROM session_asset
        WHERE session IN {args.put_all(session_ids)} ORDER BY asset
    """
    for each in await fetch(sql, *args):
        need = AssetNeed(AssetId(read_id(each["asset"])), each["quantity"])
        assets[read_id(each["session"])].append(need)
    return assets


async def _add_trainers(session: Session, *, now: datetime) -> None:
    """Who is there already stays, with what was answered."""
    rows = [(new_id(now), session.id, person) for person in session.trainer_ids]
    await execute_many(_ADD_TRAINER, rows)


async def _add_assets(session: Session, *, now: datetime) -> None:
    rows = [
        {
            "id": new_id(now),
            "session": session.id,
            "asset": need.asset_id,
            "quantity": need.quantity,
        }
        for need in session.assets
    ]
    await insert_many(SessionAssetRow, rows)
