"""The stories' browser is what it claims to be."""

from tests.browsers.plugin import OpenPage


async def test_pages_open_on_a_small_phone_without_scripts(browser_page: OpenPage) -> None:
    page = await browser_page("data:")

    await page.goto("data:text/html,<p>halo</p><script>document.write('skrip')</script>")

    assert await page.inner_text("body") == "halo"
    assert await page.evaluate("[innerWidth, innerHeight]") == [360, 740]
