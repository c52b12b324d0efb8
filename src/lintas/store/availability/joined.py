"""Both ends of a million holds as a few long texts: as rows they take ten times as long."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lintas.store.engines import Postgres, current

# Of holds `h`, start and end in turn. SQLite keeps UTC as text: to count seconds there is dearer.
JOINED = {
    "sqlite": "group_concat(substr(h.starts_at, 1, 19) || substr(h.ends_at, 1, 19), '')",
    "postgres": "string_agg(floor(extract(epoch FROM h.starts_at))::bigint || ','"
    " || floor(extract(epoch FROM h.ends_at))::bigint, ',')",
}
_LENGTH = len("2027-01-04 01:00:00")


def read_joined(texts: Sequence[str]) -> NDArray[np.int64]:
    """What JOINED gives, one text after the other, as whole seconds since 1970."""
    if isinstance(current(), Postgres):
        return np.fromstring(",".join(texts), np.int64, sep=",")
    moments = np.frombuffer("".join(texts).encode(), f"S{_LENGTH}")
    return moments.astype("datetime64[s]").astype(np.int64)
