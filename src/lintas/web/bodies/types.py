"""The kinds of values that requests are made of, for the fields of their Structs.

A request is a `Request` of these, its handler takes `data: JSONBody[ThatRequest]`, and whatever
arrives in it has been checked: see `lintas.web.bodies.reading`.
"""

from datetime import datetime
from typing import Annotated, TypeAlias, TypeVar, Union
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

__all__ = [
    "UNSET",
    "Count",
    "Hours",
    "Identifier",
    "Instant",
    "Minutes",
    "Request",
    "Severities",
    "Text",
    "Unset",
]

T = TypeVar("T")

LONGEST_TEXT = 2000
# What both engines keep in a whole number; what is counted is there at least once.
LARGEST_COUNT = 2**31 - 1
MINUTES_OF_A_DAY = 24 * 60


class Request(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a JSON body says. Unknown fields are refused; all faults are named at once.

    A field with a default may be null, which is the same as leaving it out. One that is Unset
    may not, unless its kind says so: in a PATCH, null would be a value.
    """


# RFC 3339 with an offset; a time without one, or a number, is refused.
Instant = Annotated[
    datetime,
    Meta(tz=True, description="RFC 3339 with an offset", examples=["2026-12-07T08:00:00+07:00"]),
]
Identifier = Annotated[
    UUID, Meta(description="A UUID", examples=["0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"])
]
Text = Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
Count = Annotated[int, Meta(ge=1, le=LARGEST_COUNT)]
Minutes = Annotated[int, Meta(ge=0, le=MINUTES_OF_A_DAY)]
Hours = Annotated[
    dict[str, list[list[str]]],
    Meta(
        description="Local times by weekday, mon to sun; days left out are closed",
        examples=[{"mon": [["08:00", "16:00"]]}],
    ),
]
Severities = Annotated[
    dict[str, str],
    Meta(
        max_length=100,
        description="How much laws weigh, by code: blocks, warns or informs",
        examples=[{"capacity": "warns"}],
    ),
]
# A field of a PATCH that may be left out: `title: Unset[Text] = UNSET`.
Unset: TypeAlias = Union[T, UnsetType]  # noqa: UP007 -- mypy reads `|` of a type variable as a value
