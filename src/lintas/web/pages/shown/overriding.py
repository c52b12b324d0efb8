"""Blocks that a form lets somebody override: what it asks for, and what was typed."""

from collections.abc import Iterable

from lintas.domain.bookings import Override
from lintas.domain.people import Actor, Role
from lintas.render.findings import label
from lintas.rules import RULES, Finding, Severity
from lintas.web.forms import Form

_OVERRIDABLE = tuple(rule.code for rule in RULES if rule.overridden_by)


def read_overrides(form: Form) -> dict[str, Override]:
    """By code, where an authority or a reason was written: one without the other is refused."""
    written = {
        code: Override(
            form.optional_text(f"overrides.{code}.authority", longest=300),
            form.optional_text(f"overrides.{code}.reason"),
        )
        for code in _OVERRIDABLE
    }
    return {code: said for code, said in written.items() if said.authority or said.reason}


def asked_overrides(form: Form, findings: Iterable[Finding], actor: Actor) -> list[tuple[str, str]]:
    """(code, title) of blocks that this actor may let stand: by what was found, or written before.

    Whether the actor's is the side that may is judged when it is sent.
    """
    may = actor.is_operator or bool(actor.regencies(Role.COORDINATOR))
    blocked = {each.code for each in findings if may and each.severity is Severity.BLOCKS}
    typed = read_overrides(form)
    return [(code, label(code)) for code in _OVERRIDABLE if code in blocked or code in typed]
