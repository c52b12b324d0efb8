"""Not only where the stories lead: every page that a link leads to fits a small phone."""

import re

import pytest

from tests.stories.conftest import PhoneOf
from tests.stories.phone import Phone

# What tells pages of one kind apart: identifiers, and what a query asks for.
_PARTICULAR = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<==)[^&#]*|#.*")


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_every_kind_of_page_fits_a_small_phone(phone_of: PhoneOf) -> None:
    phone = await phone_of("koordinator.serang")
    kinds: set[str] = set()
    ahead = ["/"]

    while ahead:
        path = ahead.pop(0)
        kind = _PARTICULAR.sub("", path)
        if kind not in kinds:
            kinds.add(kind)
            await phone.open(path)
            ahead += await list_links(phone)

    assert len(kinds) > 40


async def list_links(phone: Phone) -> list[str]:
    """Paths of pages on this server, from the top of the page; files are no pages."""
    links: list[str] = await phone.page.locator("a[href^='/']:not([download])").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    return links
