"""What stands behind the question mark of a page's address."""

from enum import StrEnum
from typing import Any, TypeVar

from lintas.domain.refusal import Fault
from lintas.web.bodies.reading import Malformed
from lintas.web.forms import parse_fields

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


def read_query(request: Any) -> dict[str, list[str]]:
    """Every field of a form that was sent by GET, with all its values.

    Raises:
        Malformed: no browser of ours sent that.
    """
    return parse_fields(request.scope["query_string"])
