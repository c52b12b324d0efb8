"""Who sits where and who waits, in the most naive way there is: lists of names in order.

Nothing here is shared with the code on trial.
"""

from dataclasses import dataclass, field

# Which government keeps whom; the batches are Serang's.
SIDES = {
    **dict.fromkeys(("Ani", "Budi", "Citra"), "serang"),
    **dict.fromkeys(("Dadang", "Euis"), "bandung"),
}
BATCHES = ("one", "other")
OK, CLASHES, TWICE = "ok", "PlanClashes", "AlreadyThere"


@dataclass
class Page:
    """One batch: how many it takes, how many of these seats Bandung has, and who came in order."""

    most: int
    kept: int = 0
    seated: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    hours: set[int] = field(default_factory=set)

    def has_seat_for(self, name: str) -> bool:
        empty = self.most - len(self.seated)
        if SIDES[name] == "serang":
            empty -= max(0, self.kept - sum(SIDES[each] == "bandung" for each in self.seated))
        return empty > 0


@dataclass
class Rollbook:
    """Takes steps, one after the other; each method says what a step comes to."""

    pages: dict[str, Page]

    def take(self, step: tuple[str, tuple[object, ...]]) -> str:
        verb, args = step
        outcome: str = getattr(self, verb)(*args)
        return outcome

    def enrol(self, batch: str, name: str) -> str:
        page = self.pages[batch]
        if name in page.seated + page.waiting:
            return TWICE
        if self._is_elsewhere(batch, name):
            return "SeatedElsewhere"
        self._move_up(batch)
        (page.seated if page.has_seat_for(name) else page.waiting).append(name)
        return OK

    def leave(self, batch: str, name: str) -> str:
        page = self.pages[batch]
        if name in page.waiting:
            page.waiting.remove(name)
            return OK
        if name not in page.seated:
            return "NotFound"
        page.seated.remove(name)
        self._move_up(batch)
        # Whoever left may wait elsewhere, for a time that is free now.
        return self.fill()

    def limit(self, batch: str, most: int) -> str:
        """Nobody loses a seat by it."""
        if most != self.pages[batch].most:
            self.pages[batch].most = most
            self._move_up(batch)
        return OK

    def reserve(self, batch: str, seats: int) -> str:
        page = self.pages[batch]
        if page.kept:
            return TWICE
        if seats > page.most:
            return "Invalid"
        page.kept = seats
        return OK

    def release(self, batch: str) -> str:
        if not self.pages[batch].kept:
            return "NotFound"
        self.pages[batch].kept = 0
        self._move_up(batch)
        return OK

    def meet(self, batch: str, hour: int) -> str:
        """In a room that nobody else wants."""
        page = self.pages[batch]
        others = (each for name, each in self.pages.items() if name != batch)
        shared = any(hour in each.hours and set(each.seated) & set(page.seated) for each in others)
        if hour in page.hours or shared:
            return CLASHES
        page.hours.add(hour)
        return OK

    def part(self, batch: str, hour: int) -> str:
        """The meeting doesn't take place; who was passed over because of it moves up."""
        if hour not in self.pages[batch].hours:
            return "NotFound"
        self.pages[batch].hours.remove(hour)
        return self.fill()

    def fill(self) -> str:
        """What the worker does now and then, though nothing is left for it while no day passes."""
        for batch in self.pages:
            self._move_up(batch)
        return OK

    def _move_up(self, batch: str) -> None:
        page = self.pages[batch]
        for name in list(page.waiting):
            if page.has_seat_for(name) and not self._is_elsewhere(batch, name):
                page.waiting.remove(name)
                page.seated.append(name)

    def _is_elsewhere(self, batch: str, name: str) -> bool:
        here = self.pages[batch].hours
        return any(
            name in each.seated and here & each.hours
            for other, each in self.pages.items()
            if other != batch
        )
