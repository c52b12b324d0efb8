"""Stories of several steps that hardly ever come about by chance."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from tests.actions.world import HOLD
from tests.proofs.drawing import ANY, meetings
from tests.proofs.line import OFFER_DAYS
from tests.proofs.making import Making
from tests.proofs.reckoning import REQUESTED, Step


class Plots(Making):
    """What `making` says of each method holds here too."""

    def _outlive(self, data: st.DataObject) -> Iterator[Step]:
        """Somebody asks for what a request kept until its hold ran out."""
        any_request = data.draw(ANY)
        for _, request in self._pick(any_request, REQUESTED):
            yield from self._pass(HOLD.days)
            name, room = self._name("request"), request.meetings[0].room
            wanted = enumerate(each for each in request.meetings if each.room == room)
            yield "ask", (name, tuple(replace(m, label=f"{name}.{n}") for n, m in wanted))

    def _approve_closed(self, data: st.DataObject) -> Iterator[Step]:
        """What was asked for in good time, and approved once its room was closed."""
        any_request = data.draw(ANY)
        for name, request in self._pick(any_request, REQUESTED):
            met = request.meetings[0]
            yield "close", (self._name("closure"), met.room, met.start, met.end)
            yield "approve", (name, frozenset())

    def _restore_late(self, data: st.DataObject) -> Iterator[Step]:
        """One of two, which was promised; the other has run out meanwhile."""
        wanted = data.draw(st.lists(meetings("decided_room"), min_size=2, max_size=2))
        name = self._name("request")
        yield "ask", (name, tuple(replace(m, label=f"{name}.{n}") for n, m in enumerate(wanted)))
        first = frozenset([f"{name}.0"])
        if name in self.oracle.requests:
            yield from (("approve", (name, first)), ("cancel", (name, first)))
            yield from self._pass(HOLD.days)
            yield "restore", (name, first)

    def _take_turn(self, data: st.DataObject) -> Iterator[Step]:
        """Somebody waits for what is asked for, and takes it once it is given up, if it is open."""
        wanted, is_shut = data.draw(meetings("decided_room")), data.draw(st.booleans())
        name = self._name("request")
        yield "ask", (name, (replace(wanted, label=f"{name}.0"),))
        if name in self.oracle.requests:
            yield from self._wait_for(wanted)
            entry = f"entry {self.count}"
            yield "cancel", (name, frozenset())
            if is_shut:
                yield "close", (self._name("closure"), wanted.room, wanted.start, wanted.end)
            if entry in self.oracle.requests:
                yield "accept", (entry,)

    def _miss_offer(self, data: st.DataObject) -> Iterator[Step]:
        """What is held instead is not taken in time."""
        yield from self._bump(data)
        yield from self._pass(OFFER_DAYS)
