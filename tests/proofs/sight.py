"""What a database holds, in the oracle's words, and where the two differ."""

from dataclasses import dataclass

from tests.proofs.oracle import Oracle
from tests.proofs.reckoning import Meeting


@dataclass(frozen=True)
class Sight:
    """What the database holds, in the oracle's words. `parts` are those of the hall."""

    kept: dict[str, Meeting]
    overlaps: list[tuple[object, object]]
    holds_as_due: bool
    closures: dict[str, tuple[int, int]]
    parts: frozenset[str]
    conflicts: list[tuple[str, str]]
    line: dict[str, str]

    def differences(self, oracle: Oracle) -> list[str]:
        """Where it is not what the oracle says; of none all is well."""
        found = [f"overlapping holds: {pair}" for pair in self.overlaps]
        if not self.holds_as_due:
            found.append("the holds are not those that live sessions say they keep")
        decisions = {label: meeting.decision for label, meeting in self.kept.items()}
        if decisions != oracle.decisions():
            found.append(f"decisions are {decisions}, the oracle says {oracle.decisions()}")
        live = {each.label: each for each in oracle.live()}
        held = {label: self.kept.get(label) for label in live}
        if held != live:
            found.append(f"meetings are {held}, the oracle says {live}")
        standing = {name: (start, end) for name, (_, start, end) in oracle.closures.items()}
        if self.closures != standing:
            found.append(f"closures are {self.closures}, the oracle says {standing}")
        # Of two who regroup one room at once, nothing else tells who came last.
        parts = {name for name, place in oracle.places.items() if place.hall == "hall"}
        if self.parts != parts:
            found.append(f"the hall's parts are {set(self.parts)}, the oracle says {parts}")
        # Nobody looks any more at those of a request that has run out and is not yet tidied.
        conflicts = [each for each in self.conflicts if each[0] in live]
        if conflicts != sorted(oracle.conflicts()):
            found.append(f"conflicts are {conflicts}, the oracle says {oracle.conflicts()}")
        line = {name: entry.state for name, entry in oracle.entries.items()}
        if self.line != line:
            found.append(f"in line are {self.line}, the oracle says {line}")
        return found
