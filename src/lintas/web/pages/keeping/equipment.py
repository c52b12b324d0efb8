"""Equipment as people type it: one kind on each line, with its number."""

from collections.abc import Mapping

from lintas.domain.refusal import Fault, Invalid
from lintas.domain.things import tidy_kind

LONGEST_NUMBER = 9


def read_equipment(text: str) -> dict[str, int]:
    """From "Mesin jahit: 16" and "oven 2", each on its line.

    Raises:
        Invalid: naming every line that can't be read, or that says something again.
    """
    equipment: dict[str, int] = {}
    faults = []
    for line in filter(None, map(str.strip, text.splitlines())):
        kind, _, number = line.replace(":", " ").rpartition(" ")
        kind = tidy_kind(kind)
        is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
        if not (kind and is_number):
            faults.append(Fault("equipment", line, "equipment", "mesin jahit: 16"))
        elif kind in equipment:
            faults.append(Fault("equipment", line, "unique"))
        else:
            equipment[kind] = int(number)
    if faults:
        raise Invalid(faults=tuple(faults))
    return equipment


def write_equipment(equipment: Mapping[str, int] | None) -> str:
    return "\n".join(f"{kind}: {number}" for kind, number in (equipment or {}).items())
