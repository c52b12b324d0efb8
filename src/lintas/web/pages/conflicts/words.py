"""Findings in sentences, governments by their names."""

from collections.abc import Callable
from datetime import tzinfo
from typing import TypeAlias

from lintas.render.findings import say_finding
from lintas.rules import Finding
from lintas.web.regencies import name_regencies

Sentences: TypeAlias = Callable[[Finding, tzinfo], str]


async def sentences() -> Sentences:
    """What says a finding, times on the clocks of the place."""
    regencies = await name_regencies()

    def say(finding: Finding, zone: tzinfo) -> str:
        return say_finding(finding, zone, regencies=regencies)

    return say
