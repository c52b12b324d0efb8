"""What proofs may ask for besides an engine and a database."""

from collections.abc import Iterator

import pytest

from tests.conftest import Database
from tests.proofs.ground import Ground, settle_ground
from tests.proofs.racing import Crew, crew

PROCESSES = 4


@pytest.fixture
async def ground(database: Database) -> Ground:
    return await settle_ground()


@pytest.fixture(scope="session")
def processes() -> Iterator[Crew]:
    """Four of them, started once."""
    with crew(PROCESSES) as started:
        yield started
