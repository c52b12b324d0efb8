"""What was foreseen of changes, and how it came out; kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import SessionId
from lintas.domain.estimates import Estimate, EstimateId, Forecast, Score, Sign, Tally
from lintas.domain.ids import new_id
from lintas.domain.people import PersonId
from lintas.domain.reach import Part
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, insert_many, update
from lintas.store.tables import EstimateRow, ForecastRow

_TALLIES = ("loads_right", "loads_judged", "opens_right", "opens_judged")


async def add_estimate(estimate: Estimate, forecasts: Iterable[Forecast]) -> None:
    await insert(
        EstimateRow,
        {
            "id": estimate.id,
            "session": estimate.session_id,
            "keeper": estimate.keeper,
            "made_at": estimate.made_at,
            "starts_at": estimate.starts_at,
            "concerned": estimate.concerned,
        },
    )
    rows = [
        {"id": new_id(estimate.made_at), "estimate": estimate.id, **_values(each)}
        for each in forecasts
    ]
    await insert_many(ForecastRow, rows)


async def list_due_estimates(*, before: datetime, limit: int) -> tuple[Estimate, ...]:
    """Of sessions that were to begin before then and were not looked at since, earliest first."""
    sql = """
        SELECT * FROM estimate WHERE scored_at IS NULL AND starts_at <= $1
        ORDER BY starts_at, id LIMIT $2
    """
    return tuple(map(_estimate, await fetch(sql, before, limit)))


async def list_forecasts(estimate_id: EstimateId) -> tuple[Forecast, ...]:
    rows = await fetch("SELECT * FROM forecast WHERE estimate = $1 ORDER BY id", estimate_id)
    return tuple(map(_forecast, rows))


async def save_score(
    estimate_id: EstimateId, score: Score, forecasts: Sequence[Forecast], *, now: datetime
) -> None:
    """The forecasts with what happened, in place of those that stood there."""
    tallies = (score.loads.right, score.loads.judged, score.opens.right, score.opens.judged)
    await update(
        EstimateRow, estimate_id, {**dict(zip(_TALLIES, tallies, strict=True)), "scored_at": now}
    )
    await fetch("DELETE FROM forecast WHERE estimate = $1", estimate_id)
    rows = [{"id": new_id(now), "estimate": estimate_id, **_values(each)} for each in forecasts]
    await insert_many(ForecastRow, rows)


async def list_estimates_of(session_id: UUID) -> tuple[Estimate, ...]:
    """Each change's, the last first. For whoever may move the session."""
    sql = "SELECT * FROM estimate WHERE session = $1 ORDER BY made_at DESC, id DESC"
    return tuple(map(_estimate, await fetch(sql, session_id)))


async def sum_scores(keeper: RegencyCode | None, *, since: datetime) -> Score:
    """Of the changes that a side has made since then. Nobody is named in it."""
    args = Args()
    whose = f"keeper = {args.put(keeper)}" if keeper else "keeper IS NULL"
    sums = ", ".join(f"coalesce(sum({each}), 0) AS {each}" for each in _TALLIES)
    sql = f"""
        SELECT {sums} FROM estimate
        WHERE {whose} AND scored_at IS NOT NULL AND made_at >= {args.put(since)}
    """
    return _score((await fetch(sql, *args))[0])


async def remove_old_forecasts(*, before: datetime) -> None:
    """Who was foreseen to what; how many were right stays."""
    sql = "SELECT id FROM estimate WHERE made_at < $1"
    await fetch(f"DELETE FROM forecast WHERE estimate IN ({sql})", before)


def _values(forecast: Forecast) -> dict[str, object]:
    return {
        "person": forecast.person_id,
        "part": forecast.part.value,
        "sign": forecast.sign.value,
        "expected": forecast.expected,
        "due_at": forecast.due_at,
        "happened": forecast.happened,
    }


def _estimate(row: dict[str, Any]) -> Estimate:
    return Estimate(
        id=EstimateId(read_id(row["id"])),
        session_id=SessionId(read_id(row["session"])),
        keeper=row["keeper"],
        made_at=read_moment(row["made_at"]),
        starts_at=read_moment(row["starts_at"]),
        concerned=row["concerned"],
        score=_score(row) if row["scored_at"] else None,
    )


def _score(row: dict[str, Any]) -> Score:
    loads_right, loads_judged, opens_right, opens_judged = (int(row[each]) for each in _TALLIES)
    return Score(Tally(loads_right, loads_judged), Tally(opens_right, opens_judged))


def _forecast(row: dict[str, Any]) -> Forecast:
    return Forecast(
        person_id=PersonId(read_id(row["person"])),
        part=Part(row["part"]),
        sign=Sign(row["sign"]),
        expected=bool(row["expected"]),
        due_at=read_moment(row["due_at"]),
        happened=None if row["happened"] is None else bool(row["happened"]),
    )
