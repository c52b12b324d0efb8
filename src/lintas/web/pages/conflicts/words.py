"""Findings in sentences, governments by their names."""

from collections.abc import Callable
from datetime import tzinfo
from typing import TypeAlias

from lintas.render.findings import say_finding
from lintas.render.places import say_regency
from lintas.rules import Finding
from lintas.store.agencies import list_regencies

Sentences: TypeAlias = Callable[[Finding, tzinfo], str]


async def sentences() -> Sentences:
    """What says a finding, times on the clocks of the place."""
    regencies: dict[str, str] = {
        each.code: say_regency(each) for each in await list_regencies(limit=1000)
    }

    def say(finding: Finding, zone: tzinfo) -> str:
        return say_finding(finding, zone, regencies=regencies)

    return say
