"""`lintas import`: another system's bookings, through the judge, all or none."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lintas.actions.bookings.import_plan.judging import judge_groups
from lintas.actions.bookings.import_plan.keeping import keep_plan
from lintas.actions.bookings.import_plan.resolving import Known, find_known, group_rows
from lintas.actions.bookings.import_plan.rows import PlanRow
from lintas.actions.bookings.import_plan.staging import PlanRefused, judge_import, stage_plan
from lintas.cli.command import Command, using_store
from lintas.domain.accounts import parse_email
from lintas.domain.bookings import Origin
from lintas.domain.imports import ImportState
from lintas.domain.people import Actor, Membership, Role
from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.intake.exports.formats import FORMATS
from lintas.intake.exports.reading import Reading, read_export, read_room_map
from lintas.render.findings import say_finding
from lintas.settings import Settings
from lintas.store.accounts import find_account_by_email
from lintas.store.imports import RowFinding
from lintas.web.regencies import name_regencies

ZONE = ZoneInfo("Asia/Jakarta")
LANGUAGE = "en"


def take(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the export, CSV")
    parser.add_argument("--format", choices=sorted(FORMATS), required=True)
    parser.add_argument("--agency", required=True, help="whose bookings they become: name or id")
    parser.add_argument("--email", required=True, help="the account that is to have asked")
    parser.add_argument(
        "--room-map", type=Path, help="CSV of two columns: a room's name there, its name or id here"
    )
    parser.add_argument("--headcount", type=int, default=1, help="persons, of every booking")
    parser.add_argument("--dates", choices=("dmy", "mdy"), default="dmy", help="7/12 or 12/7")
    parser.add_argument("--year", type=int, help="where the export writes none")
    parser.add_argument("--reason", default="", help="why warnings may pass")
    parser.add_argument(
        "--as",
        dest="origin",
        choices=[each.value for each in Origin],
        default=Origin.ASKED.value,
        help="requests of the agency, or uses that the rooms' owner writes down",
    )
    parser.add_argument("--apply", action="store_true", help="keep them; else only say what would")


async def import_bookings(given: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        now = datetime.now(UTC)
        actor, origin = await _find_actor(given.email), Origin(given.origin)
        rows = _read(given, now=now)
        known = await find_known(actor)
        _check_rooms(rows, known)
        if given.apply:
            await _apply(rows, actor, settings, origin, now=now)
        else:
            groups = group_rows(rows, known, agency_id=None, now=now, origin=origin)
            found = await judge_groups(
                groups, actor=actor, progress=_say_nothing, now=now, origin=origin
            )
            await _print(rows, found)
            print("nothing was kept: --apply keeps them")


async def _apply(
    rows: Sequence[PlanRow], actor: Actor, settings: Settings, origin: Origin, *, now: datetime
) -> None:
    """Raises PlanRefused."""
    staged = await stage_plan(
        rows,
        agency_id=None,
        for_keeps=False,
        hold_for=settings.hold,
        actor=actor,
        now=now,
        origin=origin,
    )
    judged, found = await judge_import(staged, now=now)
    await _print(rows, found)
    if judged.state is ImportState.REFUSED:
        raise PlanRefused(judged, found)
    kept = await keep_plan(judged.id, actor=actor, now=now)
    print(f"{len(rows)} rows are kept as {len(kept.booking_ids)} bookings")


async def _find_actor(email: str) -> Actor:
    """Whoever has the server's shell may do everything, in the name of an account."""
    account = await find_account_by_email(parse_email(email))
    memberships = (Membership(Role.OPERATOR, None),)
    return Actor(account.id, account.name, memberships, email=account.email)


def _read(given: Namespace, *, now: datetime) -> tuple[PlanRow, ...]:
    """Those to come; what is over already is passed over, and said."""
    rooms = read_room_map(_bytes(given.room_map)) if given.room_map else {}
    reading = Reading(
        kind=given.format,
        agency=given.agency,
        headcount=given.headcount,
        order=given.dates,
        year=given.year,
        rooms=rooms,
    )
    rows = read_export(_bytes(given.file), reading)
    today = now.astimezone(ZONE).date()
    over = [row.number for row in rows if row.last_day < today]
    if over:
        print(f"{len(over)} rows are over and passed over")
    return tuple(_with_reason(row, given.reason) for row in rows if row.last_day >= today)


def _with_reason(row: PlanRow, reason: str) -> PlanRow:
    return replace(row, reason=reason)


def _bytes(path: Path) -> bytes:
    """Raises Invalid."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid(faults=(Fault("file", str(path), "readable", error.strerror),)) from error


def _check_rooms(rows: Sequence[PlanRow], known: Known) -> None:
    """Raises NotFound, after saying how to map the rooms that we don't know."""
    unknown = [
        room for room in dict.fromkeys(row.room for row in rows) if not known.rooms.find(room)
    ]
    if not unknown:
        return
    print("these rooms are unknown; write a line for each into a CSV, and name it by --room-map:")
    for room in unknown:
        print(f'"{room}";"Venue / Room, or the room\'s id"')
    raise NotFound("room", *unknown)


async def _print(rows: Sequence[PlanRow], found: Sequence[RowFinding]) -> None:
    regencies = await name_regencies()
    for row in rows:
        end = f"{row.ends_on} {row.ends_at:%H:%M}" if row.ends_on else f"{row.ends_at:%H:%M}"
        print(f"row {row.number}: {row.day} {row.starts_at:%H:%M}-{end} {row.room}")
        for each in found:
            if each.row == row.number:
                said = say_finding(each.finding, ZoneInfo(each.zone), LANGUAGE, regencies=regencies)
                print(f"  {'refused' if each.refuses else 'note'}: {each.finding.code}: {said}")


async def _say_nothing(_: int) -> None:
    """All is said at the end."""


COMMAND = Command("import", "take over another system's bookings", take, import_bookings)
