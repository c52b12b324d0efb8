"""A plan is taken in and judged: nothing of it is booked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lintas.actions.bookings.import_plan.judging import judge_groups
from lintas.actions.bookings.import_plan.resolving import Group, find_known, group_rows
from lintas.actions.bookings.import_plan.rows import PlanRow, read_row, write_row
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import AgencyId
from lintas.domain.bookings import Origin
from lintas.domain.ids import new_id
from lintas.domain.imports import ImportId, ImportState, PlanImport
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.imports import RowFinding, add_import, save_import, save_import_progress
from lintas.store.transaction import retrying, writing

# Longer plans are judged by the worker, and asked after meanwhile.
MOST_AT_ONCE = 100


class PlanRefused(Refusal):
    """Rows of a plan run into something; nothing of the plan was kept."""

    def __init__(self, refused: PlanImport, findings: Sequence[RowFinding]) -> None:
        super().__init__(f"{sum(each.refuses for each in findings)} rows clash")
        self.plan_import, self.findings = refused, tuple(findings)


@retrying
async def stage_plan(
    rows: Sequence[PlanRow],
    *,
    agency_id: UUID | None,
    for_keeps: bool,
    hold_for: timedelta,
    actor: Actor,
    now: datetime,
    origin: Origin = Origin.ASKED,
) -> PlanImport:
    """Take a plan in, to be judged; `for_keeps`: and to be written at once if it may be.

    What is recorded are uses of the actor's own rooms, approved by being written down.

    Raises:
        NotAllowed: the actor asks for no rooms, or manages none.
        RowsUnfit: rows that name what is unknown, or can't be meant.
    """
    _allow(actor, origin)
    content: dict[str, Any] = {
        "rows": [write_row(row) for row in rows],
        "agency_id": str(agency_id) if agency_id else None,
        "hold_minutes": hold_for // timedelta(minutes=1),
        "origin": origin.value,
    }
    made = PlanImport(
        id=ImportId(new_id(now)),
        actor=actor,
        state=ImportState.WAITING,
        rows=len(rows),
        content=content,
        created_at=now,
        touched_at=now,
        for_keeps=for_keeps,
    )
    await groups_of(made, now=now)
    async with writing():
        await add_import(made)
        await audit(actor, "stage", ("plan", made.id), after={"rows": made.rows}, now=now)
    return made


def _allow(actor: Actor, origin: Origin) -> None:
    """Raises NotAllowed."""
    if origin is Origin.ASKED:
        allow_somewhere(actor, Verb.ASK)
    elif not actor.is_operator:
        homes = sorted(actor.regencies())
        manages = (can(actor, Verb.RECORD_USE, Subject(lender=code)) for code in homes)
        if not any(manages):
            raise NotAllowed(Verb.RECORD_USE.name.lower())


async def judge_import(
    waiting: PlanImport, *, now: datetime
) -> tuple[PlanImport, tuple[RowFinding, ...]]:
    """Judge a plan outside of any lock, and say how far it has come meanwhile.

    Raises:
        RowsUnfit: what its rows name is gone by now.
    """
    judging = waiting.at(ImportState.JUDGING, now=now)
    await _save(judging)

    async def progress(done: int) -> None:
        async with writing():
            await save_import_progress(waiting.id, done, now=now)

    groups = await groups_of(waiting, now=now)
    found = await judge_groups(
        groups, actor=waiting.actor, progress=progress, now=now, origin=waiting.origin
    )
    refused = any(each.refuses for each in found)
    state = ImportState.REFUSED if refused else ImportState.JUDGED
    judged = replace(judging.at(state, now=now), done=waiting.rows)
    await _save(judged, found)
    return judged, found


async def groups_of(each: PlanImport, *, now: datetime) -> tuple[Group, ...]:
    """Raises RowsUnfit."""
    content = each.content
    rows = [read_row(row) for row in content["rows"]]
    agency = AgencyId(UUID(content["agency_id"])) if content["agency_id"] else None
    known = await find_known(each.actor)
    return group_rows(rows, known, agency_id=agency, now=now, origin=each.origin)


@retrying
async def _save(each: PlanImport, found: Sequence[RowFinding] | None = None) -> None:
    async with writing():
        await save_import(each, found)
