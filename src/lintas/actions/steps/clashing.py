"""A plan that can't be: what is refused, with everything that stands against it."""

from lintas.domain.approvals import ClaimedSlot
from lintas.domain.plans import Plan
from lintas.domain.refusal import Refusal
from lintas.rules import Finding
from lintas.rules.ways_out import WayOut


class PlanClashes(Refusal):
    """At least one law is broken that no reason answers.

    `findings` holds all of them, warnings and notes too; `ways_out` are other plans that passed
    every law when they were looked for, and that are judged again when taken. `claims` would
    have been made along with the plan: no way out leads there.
    """

    def __init__(
        self,
        plan: Plan,
        findings: tuple[Finding, ...],
        ways_out: tuple[WayOut, ...] = (),
        *,
        claims: tuple[ClaimedSlot, ...] = (),
    ) -> None:
        super().__init__("; ".join(dict.fromkeys(finding.law for finding in findings)))
        self.plan, self.findings, self.ways_out = plan, findings, ways_out
        self.claims = claims
