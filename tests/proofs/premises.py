"""What is shut, opened again and divided anew."""

from dataclasses import dataclass, replace

from tests.proofs.line import Line
from tests.proofs.reckoning import ILLEGAL, NOT_FOUND, OK, Outcome


@dataclass
class Premises(Line):
    """Venues and their rooms, by what their managers do."""

    def close(self, name: str, what: str, start: int, end: int) -> Outcome:
        self.closures[name] = (what, start, end)
        return OK

    def close_otherwise(self, name: str, start: int, end: int) -> Outcome:
        if name not in self.closures:
            return NOT_FOUND
        what, *before = self.closures[name]
        self.closures[name] = (what, start, end)
        self._open(what, set(range(start, end)) | set(range(*before)))
        return OK

    def regroup(self, room: str, hall: str | None) -> Outcome:
        """A room becomes a part of that hall, or stands alone, while nobody uses either."""
        old = self.places[room].hall or room
        concerned = self.places[old].leaves | self.places[hall or room].leaves
        if any(self.places[each.room].leaves & concerned for each in self.live()):
            return ILLEGAL
        self.places[room] = replace(self.places[room], hall=hall)
        for name in {old, hall} & {"hall"}:
            parts = {part for part, place in self.places.items() if place.hall == name}
            self.places[name] = replace(self.places[name], leaves=frozenset(parts or {name}))
        return OK

    def lift(self, name: str) -> Outcome:
        if name not in self.closures:
            return NOT_FOUND
        what, start, end = self.closures.pop(name)
        self._open(what, set(range(start, end)))
        return OK

    def _open(self, what: str, quarters: set[int]) -> None:
        """Who waits there may have waited for nothing else."""
        roots = {self.root(name) for name, place in self.places.items() if what == place.venue}
        self.serve_at(roots or {self.root(what)}, quarters)
