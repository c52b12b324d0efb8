"""How much laws are to weigh, as somebody says it: known laws, known weights, no wall lowered."""

from collections.abc import Mapping

from lintas.domain.refusal import Fault
from lintas.rules import RULES, Severity
from lintas.rules.severities import WALLED

DEFAULTS: Mapping[str, Severity] = {rule.code: rule.severity for rule in RULES}


def list_severity_faults(severities: Mapping[str, str]) -> list[Fault]:
    """What can't be meant: an unknown law or weight, or a law that the database itself keeps."""
    faults = []
    for code, severity in severities.items():
        field = f"severities.{code}"
        if code not in DEFAULTS:
            faults.append(Fault(field, code, "one_of", ", ".join(sorted(DEFAULTS))))
        elif severity not in set(Severity):
            faults.append(Fault(field, severity, "one_of", ", ".join(Severity)))
        elif code in WALLED and severity != Severity.BLOCKS:
            faults.append(Fault(field, severity, "never_lighter", Severity.BLOCKS.value))
    return faults
