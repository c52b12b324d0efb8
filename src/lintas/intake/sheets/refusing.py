"""What a table is refused for as a whole."""

from collections.abc import Iterable, Sequence

from lintas.domain.refusal import Fault, Refusal

MOST_ROWS = 1000


def count_filled(rows: Iterable[Sequence[str]]) -> int:
    """Rows in which anything stands."""
    return sum(any(cell.strip() for cell in row) for row in rows)


class UnreadableSheet(Refusal):
    """Nobody could read this as a table."""

    def __init__(self, expected: str, limit: object = None) -> None:
        super().__init__(faults=(Fault("body", None, expected, limit),))


class TooManyRows(Refusal):
    """More than one plan may hold: it is to be sent in parts. `rows` were found, or more."""

    def __init__(self, rows: int) -> None:
        super().__init__(faults=(Fault("rows", rows, "most_items", MOST_ROWS),))
