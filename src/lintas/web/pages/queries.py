"""What stands behind the question mark of a page's address."""

from enum import StrEnum
from typing import TypeVar

from lintas.domain.refusal import Fault
from lintas.web.bodies.reading import Malformed

E = TypeVar("E", bound=StrEnum)


def read_choice(name: str, given: str, among: type[E]) -> E | None:
    """None for an empty choice, which forms send.

    Raises:
        Malformed: none of what there is to choose.
    """
    if not given:
        return None
    try:
        return among(given)
    except ValueError as error:
        raise Malformed(faults=(Fault(name, given, "one_of", ", ".join(among)),)) from error
