"""What a PATCH really says: the fields that were sent."""

from typing import Any

from msgspec import UNSET, Struct


def sent(data: Struct) -> dict[str, Any]:
    """By name, those that were sent; null among them, where the field may be emptied."""
    given = {name: getattr(data, name) for name in data.__struct_fields__}
    return {name: value for name, value in given.items() if value is not UNSET}
