"""Ids sort by when they were made."""

from datetime import datetime, timedelta
from uuid import RFC_4122

from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.ids import new_id
from tests.builders import NOW, WIB

moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    timezones=st.just(WIB),
)


@given(moments, st.integers(1, 10**12))
def test_a_later_millisecond_makes_a_greater_id(moment: datetime, later_ms: int) -> None:
    first, second = new_id(moment), new_id(moment + timedelta(milliseconds=later_ms))

    assert first < second
    assert str(first) < str(second)


@given(moments)
def test_an_id_is_a_uuid_of_version_7_that_tells_its_millisecond(moment: datetime) -> None:
    made = new_id(moment)

    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == int(moment.timestamp() * 1000)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(NOW) for _ in range(1000)}) == 1000
