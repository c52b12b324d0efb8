"""Problem details (RFC 9457): what programs get when something was refused."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from msgspec import Struct

from lintas.actions.bookings.import_plan.staging import PlanRefused
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.refusal import Fault, Refusal
from lintas.render.refusals import say_fault, say_refusal
from lintas.web.doors import Unhandled
from lintas.web.findings import clash_findings, refused_rows

MEDIA_TYPE = "application/problem+json"


class FaultReply(Struct):
    """One thing wrong with one value: `field` is its path, `expected` a stable word."""

    field: str
    value: Any
    expected: str
    message: str


class Problem(Struct, omit_defaults=True, kw_only=True):
    """`type` is stable for programs; `title`, `detail` and messages are for people.

    `findings` stand in a 409 of a plan that clashes, `reference` in a 500: our log has it too.
    """

    type: str
    title: str
    status: int
    detail: str = ""
    errors: Sequence[FaultReply] = ()
    findings: Sequence[Any] = ()
    reference: str = ""


def problem_of(refusal: Refusal, status: int, language: str) -> Problem:
    return Problem(
        type=f"urn:lintas:{refusal.code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=say_refusal(refusal, language),
        errors=[fault_reply(fault, language) for fault in refusal.faults],
        findings=_findings(refusal, language),
        reference=refusal.reference if isinstance(refusal, Unhandled) else "",
    )


def _findings(refusal: Refusal, language: str) -> Sequence[Any]:
    if isinstance(refusal, PlanClashes):
        return clash_findings(refusal, language)
    if isinstance(refusal, PlanRefused):
        return refused_rows(refusal, language)
    return ()


def fault_reply(fault: Fault, language: str) -> FaultReply:
    value = fault.value
    if not (value is None or isinstance(value, (str, int, float, bool))):
        value = str(value)
    return FaultReply(fault.field, value, fault.expected, say_fault(fault, language))
