"""Long plans that wait are judged, and kept if they were sent for keeps, on the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

from lintas.actions.bookings.import_plan.keeping import keep_plan
from lintas.actions.bookings.import_plan.staging import PlanRefused, judge_import
from lintas.domain.imports import ImportState, PlanImport
from lintas.domain.refusal import Refusal
from lintas.store.imports import list_waiting_imports, save_import
from lintas.store.transaction import writing

# Whoever judged it and hasn't said anything for so long is gone.
PATIENCE = timedelta(minutes=10)
MOST = 5


async def judge_waiting(*, now: datetime, stopping: Callable[[], bool]) -> int:
    """How many were judged; begins no other once `stopping`."""
    judged = 0
    for waiting in await list_waiting_imports(untouched_since=now - PATIENCE, limit=MOST):
        if stopping():
            break
        await _judge(waiting, now=now)
        judged += 1
    return judged


async def _judge(waiting: PlanImport, *, now: datetime) -> None:
    try:
        judged, _ = await judge_import(waiting, now=now)
        if judged.for_keeps and judged.state is ImportState.JUDGED:
            await keep_plan(judged.id, actor=judged.actor, now=now)
    except PlanRefused:
        return
    except Refusal:
        # Its rows name what is gone by now: whoever sends it again is told which.
        async with writing():
            await save_import(waiting.at(ImportState.REFUSED, now=now))
