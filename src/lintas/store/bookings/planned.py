"""A planned session as JSON, for what is not a session yet: dates left out, wishes that queue."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from lintas.domain.bookings import Mode
from lintas.domain.people import PersonId
from lintas.domain.plans import PlannedSession
from lintas.domain.things import AssetId, AssetNeed
from lintas.domain.timespan import TimeSpan


def write_planned(planned: PlannedSession) -> dict[str, Any]:
    """All but its span, which stands in columns of its own where it is searched by."""
    return {
        "title": planned.title,
        "setup": planned.setup // timedelta(minutes=1),
        "cleanup": planned.cleanup // timedelta(minutes=1),
        "trainers": [str(each) for each in planned.trainer_ids],
        "assets": [[str(need.asset_id), need.quantity] for need in planned.assets],
        "mode": planned.mode.value,
        "link": planned.link,
        "kind": planned.kind,
    }


def read_planned(span: TimeSpan, kept: Mapping[str, Any]) -> PlannedSession:
    return PlannedSession(
        span=span,
        title=kept["title"],
        setup=timedelta(minutes=kept["setup"]),
        cleanup=timedelta(minutes=kept["cleanup"]),
        trainer_ids=tuple(PersonId(UUID(each)) for each in kept["trainers"]),
        assets=tuple(AssetNeed(AssetId(UUID(each)), quantity) for each, quantity in kept["assets"]),
        mode=Mode(kept["mode"]),
        link=kept["link"],
        kind=kept["kind"],
    )
