"""What a table is refused for as a whole."""

from lintas.domain.refusal import Fault, Refusal

MOST_ROWS = 1000


class UnreadableSheet(Refusal):
    """Nobody could read this as a table."""

    def __init__(self, expected: str, limit: object = None) -> None:
        super().__init__(faults=(Fault("body", None, expected, limit),))


class TooManyRows(Refusal):
    """More than one plan may hold: it is to be sent in parts."""

    def __init__(self) -> None:
        super().__init__(faults=(Fault("rows", None, "most_items", MOST_ROWS),))
