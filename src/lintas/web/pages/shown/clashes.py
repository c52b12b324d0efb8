"""What a plan runs into, and the ways out of it, as templates show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from lintas.actions.steps.judging import PlanClashes
from lintas.render.findings import label, say_finding
from lintas.render.ways import say_way
from lintas.rules import RULES, Finding, Severity
from lintas.rules.ways_out import WayOut
from lintas.web.forms import Form
from lintas.web.regencies import name_regencies

_REASON = "reasons."


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; `session` counts from 0, none: the plan as a whole."""

    code: str
    severity: str
    title: str
    text: str
    session: int | None


@dataclass(frozen=True, slots=True)
class Way:
    """A button, where it sends to, and the hidden fields of the plan that it sends."""

    label: str
    action: str
    fields: tuple[tuple[str, str], ...]


async def tell_findings(findings: Iterable[Finding], zone: tzinfo) -> tuple[Found, ...]:
    """In words, times on the clocks of the place; what is said twice of one session, once."""
    regencies = await name_regencies()
    found = [
        Found(
            code=each.code,
            severity=each.severity.value,
            title=label(each.code),
            text=say_finding(each, zone, regencies=regencies),
            session=each.session,
        )
        for each in findings
    ]
    return tuple(dict.fromkeys(found))


def tell_way(
    way: WayOut, clash: PlanClashes, action: str, fields: Mapping[str, Sequence[str]]
) -> Way:
    """One of the clash's ways out, as a form of its own."""
    pairs = tuple((name, value) for name, values in fields.items() for value in values)
    return Way(say_way(way, clash.plan), action, pairs)


def reason_field(code: str) -> str:
    return f"{_REASON}{code}"


def read_reasons(form: Form) -> dict[str, str]:
    """Why warnings may pass, by code, where anything was written."""
    written = {rule.code: form.optional_text(reason_field(rule.code)) for rule in RULES}
    return {code: text for code, text in written.items() if text}


def asked_reasons(form: Form, findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """(field, title) of the reasons that a form asks for: by what was found, or written before."""
    warned = {each.code for each in findings if each.severity is Severity.WARNS}
    return [
        (reason_field(rule.code), label(rule.code))
        for rule in RULES
        if rule.code in warned or form.value(reason_field(rule.code))
    ]
