"""Whose tools may go along with a plan, and who gets them next."""

from collections.abc import Iterable
from datetime import datetime

from lintas.domain.agencies import Agency
from lintas.domain.bookings import Session
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import NotFound
from lintas.domain.things import Asset
from lintas.domain.venues import Venue
from lintas.store.agencies import find_any_agency
from lintas.store.agreements import list_agreements_between
from lintas.store.bookings.conflicts import list_sessions_short_of
from lintas.store.bookings.due import add_due
from lintas.store.things.assets import list_assets


async def check_assets(sessions: Iterable[PlannedSession], agency: Agency, venue: Venue) -> None:
    """Go on only if all tools that the sessions take may be asked for.

    They are the asker's own regency's or that of the place; another government's only under an
    agreement in force with the asker's on every day, as its rooms are.

    Raises:
        NotFound: naming each that is unknown, or may not be asked for.
    """
    sessions = tuple(sessions)
    wanted = dict.fromkeys(need.asset_id for each in sessions for need in each.assets)
    if not wanted:
        return
    known = {asset.id: asset for asset in await list_assets(among=wanted, limit=len(wanted))}
    missing = [
        asset_id
        for asset_id in wanted
        if asset_id not in known or not await _is_lent(known[asset_id], sessions, agency, venue)
    ]
    if missing:
        raise NotFound("asset_needs", *missing)


async def _is_lent(
    asset: Asset, sessions: Iterable[PlannedSession], agency: Agency, venue: Venue
) -> bool:
    if asset.keeper in {agency.keeper, venue.keeper}:
        return True
    lender = (await find_any_agency(asset.agency_id)).regency
    if not lender or not agency.regency:
        # Central and private bodies lend without agreement, as they do rooms.
        return lender is None
    days = {
        day
        for session in sessions
        if any(need.asset_id == asset.id for need in session.assets)
        for day in session.span.days(venue.zone)
    }
    return any(
        {lender, agency.regency} <= set(each.parties)
        and all(each.valid_from <= day < each.valid_until for day in days)
        for each in await list_agreements_between([lender, agency.regency])
    )


async def give_back_assets(sessions: Iterable[Session], *, now: datetime) -> None:
    """What these took may be all that others lacked: the worker judges those again.

    They meet in other halls, which aren't locked here.
    """
    assets = {need.asset_id for session in sessions for need in session.assets}
    if assets:
        await add_due(await list_sessions_short_of(assets, now=now), now=now)
