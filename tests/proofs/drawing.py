"""What stories are drawn from."""

from hypothesis import strategies as st

from tests.proofs.looking import PLACES, TRAINERS
from tests.proofs.reckoning import Meeting

TEAMS = (*((each,) for each in TRAINERS), TRAINERS)

# From 08.00 to 14.00, so that they meet.
STARTS, LENGTHS, MARGINS = st.integers(32, 52), st.integers(1, 4), st.sampled_from([0, 0, 1, 2])
ROOMS = st.sampled_from([*sorted(PLACES), "decided_room", "decided_room"])
# Stands for any of however many there are when the step is taken.
ANY = st.integers(0, 1000)


@st.composite
def meetings(draw: st.DrawFn, room: str | None = None) -> Meeting:
    start = draw(STARTS)
    return Meeting(
        label="",
        room=room or draw(ROOMS),
        start=start,
        end=start + draw(LENGTHS),
        setup=draw(MARGINS),
        cleanup=draw(MARGINS),
        trainers=draw(st.sampled_from([frozenset(), frozenset(), *map(frozenset, TEAMS)])),
    )
