"""Overrides, as programs send them."""

from collections.abc import Mapping

from lintas.domain.bookings import Override
from lintas.web.bodies.types import Request as Body
from lintas.web.bodies.types import Text


class OverrideRequest(Body):
    """By whose authority a block may stand that its law lets somebody override, and why."""

    authority: Text
    reason: Text


def read_overrides(given: Mapping[str, OverrideRequest]) -> dict[str, Override]:
    return {code: Override(said.authority, said.reason) for code, said in given.items()}
