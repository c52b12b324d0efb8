"""Somebody with a small phone: reads pages, fills forms in by their labels, presses by names."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Locator, Page, Response

from tests.stories.looks import Complaint, complaint_of, faults_of

PATIENCE_MILLISECONDS = 15_000
_CARDS = "main :is(.card, .notice, .day, .session, .letter, tr, .hours li)"


class Phone:
    """Every page that it comes to must look right.

    `taps` counts what was pressed; set it to 0 where counting begins.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self._complaints: list[Complaint] = []
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.on("console", lambda message: self._complaints.append(complaint_of(message)))

    # Getting about

    async def open(self, path: str) -> None:
        await self._arrive(await self.page.goto(path), 200)

    async def sign_in(self, login: str, password: str) -> None:
        await self.open("/masuk")
        await self.page.get_by_label("Surel", exact=True).first.fill(f"{login}@contoh.test")
        await self.fill("Kata sandi", password)
        await self.press("Masuk")

    async def go(self, name: str) -> None:
        """Press what the header of every page offers."""
        await self._follow(_pressable(self.page.locator("header"), name), 200)

    async def open_inbox(self) -> None:
        """Its name bears how many messages wait."""
        await self._follow(self.page.locator("header .inbox"), 200)

    async def press(self, name: str, *, within: str = "", status: int = 200) -> None:
        """A button or link of that whole name; `within`: in the smallest card that says so."""
        place = self.card(within) if within else self.page.locator("main")
        await self._follow(_pressable(place, name), status)

    async def download(self, name: str) -> bytes:
        """What is kept on pressing it."""
        async with self.page.expect_download() as kept:
            await _pressable(self.page.locator("main"), name).click()
        self.taps += 1
        return _read(await (await kept.value).path())

    # Filling in

    async def fill(self, label: str, value: str, *, within: str = "") -> None:
        await self.field(label, within=within).fill(value)

    async def choose(self, label: str, option: str) -> None:
        await self.field(label).select_option(label=option)

    def field(self, label: str, *, within: str = "") -> Locator:
        place = self.card(within) if within else self.page.locator("main")
        return place.get_by_label(re.compile(rf"^{re.escape(label)}( \(boleh kosong\))?$"))

    # Reading

    def card(self, text: str) -> Locator:
        """The smallest of the page's cards that says so."""
        return self.page.locator(_CARDS).filter(has_text=text).last

    async def read(self, text: str = "") -> str:
        """What the page says, or its smallest card that says `text`."""
        place = self.card(text) if text else self.page.locator("main")
        return await place.inner_text()

    async def lines(self, text: str, *, most: int | None = None) -> list[str]:
        """What the smallest card that says `text` says, from the top."""
        return [line for line in (await self.read(text)).splitlines() if line.strip()][:most]

    async def heading(self) -> str:
        return await self.page.locator("h1").inner_text()

    async def state(self) -> str:
        """Of what the whole page is about."""
        return await self.page.locator("h1 + .what .badge, h1 ~ .what .badge").first.inner_text()

    async def told(self) -> str:
        """What came of the last press."""
        return await self.page.locator(".flash").inner_text()

    async def findings(self) -> list[tuple[str, str]]:
        """(what, why) of everything that a plan met."""
        found = await self.page.locator(".findings .notice").all()
        return [
            (
                await each.locator(".what strong").inner_text(),
                await each.locator("p:not(.what)").first.inner_text(),
            )
            for each in found
        ]

    async def ways_out(self) -> list[str]:
        return await self.page.locator(".way button").all_inner_texts()

    async def listed(self) -> list[str]:
        """What the cards of a list are about."""
        return await self.page.locator("main .list :is(h2, h3) a").all_inner_texts()

    async def rows(self) -> list[dict[str, str]]:
        """Of the page's tables, by the names of their columns."""
        rows = await self.page.locator("main table.cards tbody tr").all()
        return [
            {
                await cell.get_attribute("data-label") or "": await cell.inner_text()
                for cell in await row.locator("td[data-label]").all()
            }
            for row in rows
        ]

    async def marked(self) -> dict[str, str]:
        """What the fields' labels say, and what is wrong with them."""
        fields = await self.page.locator(".field.faulty").all()
        return {
            (await field.locator("label, legend").first.inner_text()).removesuffix(
                " (boleh kosong)"
            ): await field.locator(".error").inner_text()
            for field in fields
        }

    async def uses_on(self, day: str) -> list[str]:
        """What a room's week says of one day, but for what is free."""
        section = self.page.get_by_role("region", name=day)
        uses = await section.locator(".hours li:not(.free)").all_inner_texts()
        return [" ".join(use.split()) for use in uses]

    async def read_table(self) -> list[list[str]]:
        """What the rows of the page's last table say."""
        rows = await self.page.locator("main table").last.locator("tbody tr").all()
        return [await row.locator("td").all_inner_texts() for row in rows]

    async def print_sizes(self) -> list[tuple[int, int]]:
        """Width and height, in points, of each sheet that the page takes on paper."""
        pdf = await self.page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        return [(round(float(width)), round(float(height))) for width, height in boxes]

    async def address_of(self, name: str) -> str:
        """Where a link of that name leads."""
        link = self.page.locator("main").get_by_role("link", name=name, exact=True)
        return await link.get_attribute("href") or ""

    async def ready_text(self, within: str) -> tuple[str, str]:
        """To which number, "" for anybody, and what WhatsApp would be opened with."""
        links = self.card(within).locator("a[href^='https://wa.me/']")
        opened = urlsplit(await links.last.get_attribute("href") or "")
        return opened.path.strip("/"), parse_qs(opened.query)["text"][0]

    @property
    def server(self) -> str:
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.page.url))

    async def _follow(self, pressed: Locator, status: int) -> None:
        async with self.page.expect_navigation() as arriving:
            await pressed.click()
        self.taps += 1
        await self._arrive(await arriving.value, status)

    async def _arrive(self, response: Response | None, status: int) -> None:
        """Look at the page, as everybody does."""
        assert response, f"{self.page.url} is where we were before"
        faults = await faults_of(self.page, response, self._complaints)
        self._complaints.clear()
        if response.status != status:
            faults.append(f"has status {response.status} and says: {await self.read()}")
        if faults:
            pytest.fail(f"{self.page.url} " + "; ".join(faults))


def _pressable(place: Locator, name: str) -> Locator:
    button = place.get_by_role("button", name=name, exact=True)
    return button.or_(place.get_by_role("link", name=name, exact=True))


def _read(path: Path) -> bytes:
    return path.read_bytes()
