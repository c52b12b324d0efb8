"""Measure, and print one line for each ratio; named on the command line, only these."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence

from tests.bench.calendars import measure_calendars
from tests.bench.closures import measure_closures
from tests.bench.databases import Maker, databases
from tests.bench.feeds import measure_feeds
from tests.bench.requests import measure_requests
from tests.bench.series import measure_series
from tests.bench.slots import measure_slots

Measure = Callable[[str, Maker], Awaitable[Sequence[object]]]
MEASURES: Mapping[str, Measure] = {
    "requests": measure_requests,
    "feeds": measure_feeds,
    "slots": measure_slots,
    "closures": measure_closures,
    "series": measure_series,
    "calendars": measure_calendars,
}


async def main(wanted: Sequence[str]) -> None:
    async with databases() as measured:
        for name in wanted or MEASURES:
            for kind, make in measured:
                for line in await MEASURES[name](kind, make):
                    print(line, flush=True)  # noqa: T201 -- what a bench is for


asyncio.run(main(sys.argv[1:]))
