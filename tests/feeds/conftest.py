"""What tests of calendars ask for."""

import pytest

from tests.conftest import Database
from tests.feeds.asker import Subscriber
from tests.feeds.course import Course, settle_course


@pytest.fixture
async def course(database: Database) -> Course:
    return await settle_course()


@pytest.fixture
def subscriber() -> Subscriber:
    return Subscriber()
