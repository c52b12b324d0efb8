"""Who asks for a published calendar, and when: what is known of a change's way to people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lintas.domain.feeds import FeedId

# How long it is remembered who asked.
FETCHES_KEPT = timedelta(days=90)
# After so long without anybody asking, an address is gone for good.
IDLE_LIFE = timedelta(days=400)


class ClientFamily(StrEnum):
    """What kind of program asks, as far as they differ in how soon they ask again."""

    GOOGLE = "google"
    APPLE = "apple"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    DAVX5 = "davx5"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fetch:
    """A calendar was handed out, or the asker had it already.

    `revision` is the ETag of what it was then, without quotes.
    """

    feed_id: FeedId
    at: datetime
    client: ClientFamily
    revision: str
