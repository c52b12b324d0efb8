"""Findings and ways out, for programs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from lintas.actions.bookings.import_plan.staging import PlanRefused
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.timespan import TimeSpan
from lintas.render.findings import say_finding
from lintas.render.ways import say_way
from lintas.rules import Finding
from lintas.rules.ways_out import WayOut
from lintas.store.imports import RowFinding
from lintas.web.readers import SOMEBODY, Reader

# A way out bears its whole plan, and mends all findings at once: it stands beside each of them
# while that stays small. A year of sessions would fill megabytes by being said over and over.
MOST_SESSIONS_REPEATED = 400


class PartyReply(Struct):
    kind: str
    id: UUID | None
    label: str


class WayReply(Struct):
    """A plan that passed: send `plan` by `method` to `address`, and it is judged again."""

    kind: str
    label: str
    method: str
    address: str
    plan: dict[str, Any]


class FindingReply(Struct):
    """One law broken: `law` in English, `message` for people; `session` counts from 0.

    `ways_out` mend all findings of an answer at once. Where these are many, and the plan is
    long, only the first bear them.
    """

    code: str
    severity: str
    law: str
    message: str
    session: int | None
    with_: PartyReply | None = field(name="with")
    evidence: dict[str, Any]
    ways_out: list[WayReply]


class RowFindingReply(Struct):
    """One law that a row of a plan breaks; `row` is its number, as spreadsheets count."""

    row: int
    code: str
    severity: str
    refuses: bool
    law: str
    message: str


class OfferedClashes(PlanClashes):
    """A refusal whose ways out are requests that can be sent as they are."""

    def __init__(self, clash: PlanClashes, ways: list[WayReply], reader: Reader) -> None:
        super().__init__(clash.plan, clash.findings, clash.ways_out)
        self.ways, self.reader = ways, reader


@contextmanager
def offering(
    reader: Reader, method: str, address: str, plan_of: Callable[[WayOut], dict[str, Any]]
) -> Iterator[None]:
    """Run an action; its clashes offer ways out as requests with what `plan_of` makes of them."""
    try:
        yield
    except PlanClashes as clash:
        ways = [
            WayReply(
                way.kind.value,
                say_way(way, clash.plan, reader.language),
                method,
                address,
                plan_of(way),
            )
            for way in clash.ways_out
        ]
        raise OfferedClashes(clash, ways, reader) from clash


def clash_findings(clash: PlanClashes, language: str) -> list[FindingReply]:
    ways: list[WayReply] = []
    reader = Reader(language)
    if isinstance(clash, OfferedClashes):
        ways, reader = clash.ways, clash.reader
    bearing = max(1, MOST_SESSIONS_REPEATED // len(clash.plan.sessions))
    return [
        finding_reply(finding, clash.plan.venue.zone, reader, ways if number < bearing else ())
        for number, finding in enumerate(clash.findings)
    ]


def findings_reply(
    findings: Sequence[Finding], zone: ZoneInfo, reader: Reader = SOMEBODY
) -> list[FindingReply]:
    return [finding_reply(finding, zone, reader) for finding in findings]


def finding_reply(
    finding: Finding, zone: ZoneInfo, reader: Reader = SOMEBODY, ways: Sequence[WayReply] = ()
) -> FindingReply:
    party = finding.party
    return FindingReply(
        code=finding.code,
        severity=finding.severity.value,
        law=finding.law,
        message=say_finding(finding, zone, reader.language, regencies=reader.regencies),
        session=finding.session,
        with_=PartyReply(party.kind, party.id, party.label) if party else None,
        evidence={name: _fact(fact, zone) for name, fact in finding.evidence.items()},
        ways_out=list(ways),
    )


def _fact(fact: object, zone: ZoneInfo) -> object:
    """Spans as their two ends, on the clocks of the place."""
    if isinstance(fact, TimeSpan):
        return {
            "starts_at": fact.start.astimezone(zone).isoformat(),
            "ends_at": fact.end.astimezone(zone).isoformat(),
        }
    return fact.isoformat() if isinstance(fact, date) else fact


class ToldRows(PlanRefused):
    """A refusal of a table, in the words of who reads it."""

    def __init__(self, refused: PlanRefused, reader: Reader) -> None:
        super().__init__(refused.plan_import, refused.findings)
        self.reader = reader


@contextmanager
def telling_rows(reader: Reader) -> Iterator[None]:
    """Run an action; what rows of a table run into is told as this reader names things."""
    try:
        yield
    except PlanRefused as refused:
        raise ToldRows(refused, reader) from refused


def refused_rows(refused: PlanRefused, language: str) -> list[RowFindingReply]:
    reader = refused.reader if isinstance(refused, ToldRows) else Reader(language)
    return row_findings_reply(refused.findings, reader)


def row_findings_reply(
    findings: Sequence[RowFinding], reader: Reader = SOMEBODY
) -> list[RowFindingReply]:
    return [
        RowFindingReply(
            row=each.row,
            code=each.finding.code,
            severity=each.finding.severity.value,
            refuses=each.refuses,
            law=each.finding.law,
            message=say_finding(
                each.finding, ZoneInfo(each.zone), reader.language, regencies=reader.regencies
            ),
        )
        for each in findings
    ]
