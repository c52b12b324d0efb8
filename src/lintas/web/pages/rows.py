"""Sessions in forms: rows of a day and two clock times, and now and then who teaches them.

A row's fields bear the names that its faults bear: "sessions[0].starts_at". One session alone has
the same fields without a row before them. Of many sessions the first have rows, all others a line
each in one field.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TypeAlias

from lintas.domain.people import PersonId
from lintas.domain.plans import MOST_SESSIONS, PlannedSession
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.web.forms import Form

Typed: TypeAlias = Mapping[str, list[str]]

# More would not fit a page that phones load.
MOST_ROWS = 30
# Of more sessions than that only so many have rows; what is beyond them has a line each.
FEW_ROWS = 10
FIELDS = ("day", "starts_at", "ends_at")
# Who teaches a row, where not whoever teaches all: ids with commas between.
TAUGHT = "trainer_ids"
_ROW_FIELDS = (*FIELDS, TAUGHT)
# How many rows a form has, and, sent along with a way out, what is in them.
COUNT, PACKED = "rows", "sessions"
# The sessions beyond the rows, in lines of "2090-02-06 09:00 12:00"; one that says only a day is at
# the hours of the one before, and taught by the same.
MORE = "more_sessions"
# So that too many are refused as too many, and an endless text is not read.
_MOST_LINES = MOST_SESSIONS + 1
# For what nobody can have meant, once its fault is noted.
STAND_IN = TimeSpan(datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 2, tzinfo=UTC))
_ROW = re.compile(r"sessions\[\d+\]\..*")


def row(index: int) -> str:
    """What the names of a row's fields begin with."""
    return f"sessions[{index}]."


def read_span(form: Form, zone: tzinfo, prefix: str = "") -> TimeSpan:
    """What a row says, on the clocks of the place; an end of 00.00 is the day's last midnight.

    Its faults are noted on the form, and a stand-in is given.
    """
    day, starts_at, ends_at = (f"{prefix}{name}" for name in FIELDS)
    noted = len(form.faults)
    start = form.moment(day, starts_at, zone)
    end = form.moment(day, ends_at, zone)
    if len(form.faults) > noted:
        return STAND_IN
    if end.time() == time():
        end += timedelta(days=1)
    try:
        return TimeSpan(start, end)
    except NotATimeSpan as refusal:
        form.faults += [replace(each, field=f"{prefix}{each.field}") for each in refusal.faults]
        return STAND_IN


def span_fields(span: TimeSpan, zone: tzinfo, prefix: str = "") -> dict[str, str]:
    """A span as a row's fields."""
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    said = (f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{end:%H:%M}")
    return {f"{prefix}{name}": value for name, value in zip(FIELDS, said, strict=True)}


def count_rows(given: str) -> int:
    """How many rows a form has, by its field COUNT; at least one."""
    return max(1, min(MOST_ROWS, int(given))) if re.fullmatch(r"[0-9]{1,3}", given) else 1


def pack(sessions: Iterable[PlannedSession], zone: tzinfo, usual: Collection[PersonId] = ()) -> str:
    """All rows in one field: a way out carries its plan along. `usual` teach where no row says."""
    return ";".join(
        _shortened(
            [*span_fields(each.span, zone).values(), _taught(each, usual)] for each in sessions
        )
    )


def _taught(session: PlannedSession, usual: Collection[PersonId]) -> str:
    ids = session.trainer_ids
    return "" if set(ids) == set(usual) else ",".join(map(str, ids))


def read_sessions(form: Form, zone: tzinfo, usual: PlannedSession) -> list[PlannedSession]:
    """What all rows say, each otherwise as the usual one; faults are noted on the form."""
    rows = _rows_of(form)
    each = Form(_as_fields(rows))
    sessions = []
    for index in range(len(rows)):
        taught = read_taught(each, f"{row(index)}{TAUGHT}")
        sessions.append(
            replace(
                usual,
                span=read_span(each, zone, row(index)),
                trainer_ids=taught or usual.trainer_ids,
            )
        )
    form.faults += each.faults
    return sessions


def read_taught(form: Form, name: str) -> tuple[PersonId, ...]:
    """Who teaches a row, where it says so; faults are noted on the form."""
    each = Form({name: form.value(name).split(",")})
    found = tuple(map(PersonId, each.identifiers(name)))
    form.faults += each.faults
    return found


def typed_packed(packed: str) -> dict[str, list[str]]:
    """A packed field as a form of its own."""
    return unpacked({PACKED: [packed]})


def unpacked(typed: Typed) -> dict[str, list[str]]:
    """What was typed, with rows made of the packed field if there is one."""
    packed = next(iter(typed.get(PACKED, ())), "")
    if not packed:
        return dict(typed)
    return with_rows(typed, _lengthened(packed.split(";")))


def with_rows(typed: Typed, rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """What was typed, its rows replaced by these."""
    kept = {
        name: values
        for name, values in typed.items()
        if name not in {PACKED, MORE} and not _ROW.fullmatch(name)
    }
    count = len(rows) if len(rows) <= MOST_ROWS else FEW_ROWS
    made = _as_fields(rows[:count])
    if rest := rows[count:]:
        made[MORE] = ["\n".join(_shortened(rest))]
    return {**kept, **made, COUNT: [str(count)]}


def typed_rows(typed: Typed) -> list[list[str]]:
    """Every row as it was typed, and every line behind them."""
    return _rows_of(Form(typed))


def _rows_of(form: Form) -> list[list[str]]:
    count = count_rows(form.value(COUNT))
    rows = [[form.value(f"{row(n)}{name}") for name in _ROW_FIELDS] for n in range(count)]
    lines = [line for line in form.value(MORE).splitlines() if line.strip()]
    return [*rows, *_lengthened(lines, rows[-1])]


def _as_fields(rows: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    return {
        f"{row(index)}{name}": [value]
        for index, values in enumerate(rows)
        for name, value in zip(_ROW_FIELDS, values, strict=False)
    }


def _shortened(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows as lines, short ones: a year must fit a page, once for itself and in each way out."""
    before: Sequence[str] = ()
    for day, *rest in rows:
        yield day if rest == before else " ".join([day, *rest]).rstrip()
        before = rest


def _lengthened(lines: Sequence[str], before: Sequence[str] = ()) -> list[list[str]]:
    """Lines as rows, the first behind the row `before`."""
    rows = []
    rest = list(before[1:])
    for line in lines[:_MOST_LINES]:
        day, *said = line.split() or [""]
        rest = said or rest
        rows.append([day, *rest])
    return rows


def session_pairs(
    sessions: Iterable[PlannedSession], zone: tzinfo, usual: Collection[PersonId] = ()
) -> dict[str, list[str]]:
    return {PACKED: [pack(sessions, zone, usual)]}
