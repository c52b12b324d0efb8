"""What a check of a request answers: that nothing stands against it, and date by date what is."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lintas.actions.bookings.made import Foreseen, ForeseenDate
from lintas.domain.venues import Approval
from lintas.render.findings import label, say_finding
from lintas.render.times import say_span
from lintas.web.pages.shown.cards import say_agreement
from lintas.web.regencies import name_regencies


@dataclass(frozen=True, slots=True)
class CheckedDate:
    """A date as asking would leave it, and what was found there."""

    when: str
    is_skipped: bool
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What asking would meet, once it was checked that nothing stands against it."""

    agreement: str
    is_decided: bool
    skipped: tuple[str, ...] = ()
    dates: tuple[CheckedDate, ...] = ()


async def checked(foreseen: Foreseen | None) -> Checked | None:
    if foreseen is None:
        return None
    agreement, zone = foreseen.agreement, foreseen.plan.venue.zone
    regencies = await name_regencies()
    return Checked(
        agreement=say_agreement(agreement) if agreement else "",
        is_decided=foreseen.plan.room.approval is Approval.MANAGER,
        skipped=tuple(say_span(each.span, zone) for each, _ in foreseen.skipped),
        dates=tuple(_checked(each, zone, regencies) for each in foreseen.dates),
    )


def _checked(date: ForeseenDate, zone: ZoneInfo, regencies: Mapping[str, str]) -> CheckedDate:
    said = [
        f"{label(each.code)}: {say_finding(each, zone, regencies=regencies)}"
        for each in date.findings
    ]
    return CheckedDate(say_span(date.span, zone), date.is_skipped, tuple(dict.fromkeys(said)))
