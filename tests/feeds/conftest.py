"""What tests of calendars ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_serving import comes_true, served, status_of
from tests.conftest import Database
from tests.feeds.asker import Subscriber
from tests.feeds.course import Course, settle_course


@pytest.fixture
async def course(database: Database) -> Course:
    return await settle_course()


@pytest.fixture
def here(course: Course, database: Database, tmp_path: Path) -> Iterator[str]:
    """Where a server, a process of its own, answers from the course's database."""
    with served(tmp_path, LINTAS_DATABASE_URL=database.url) as (_, address):
        assert comes_true(lambda: status_of(f"{address}/ready") == 200)
        yield address


@pytest.fixture
def subscriber() -> Subscriber:
    return Subscriber()
