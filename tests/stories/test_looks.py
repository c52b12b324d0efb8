"""Whoever walks through a story would see a page that doesn't fit a small phone."""

from tests.browsers.plugin import OpenPage
from tests.stories.looks import LARGEST_BYTES, Complaint, complaint_of, faults_of

HERE = "http://lintas.test"
POOR = """<!doctype html><title>Halaman</title><h1>Satu</h1><h1>Dua</h1>
<main><p style="width: 400px">Lebar</p>
<form><input name="nama"><input type="hidden" name="rahasia"><button>Kirim</button></form>
<a href="/"></a><img src="/hilang.png" alt=""></main>"""


async def test_a_poor_page_is_found_out(browser_page: OpenPage) -> None:
    page = await browser_page(HERE)
    complaints: list[Complaint] = []
    page.on("console", lambda message: complaints.append(complaint_of(message)))
    await page.route("**/hilang.png", lambda route: route.fulfill(status=404))
    await page.route(
        f"{HERE}/",
        lambda route: route.fulfill(body=POOR.ljust(LARGEST_BYTES + 1), content_type="text/html"),
    )
    response = await page.goto("/")
    assert response

    assert await faults_of(page, response, complaints) == [
        "scrolls sideways: 408 px, ['P Lebar']",
        "sticks out to the right: ['P Lebar']",
        f"has {LARGEST_BYTES + 1} bytes",
        "has the headings ['Satu', 'Dua']",
        "has fields without a label: ['nama']",
        "has 1 buttons or links without a name",
        "has buttons too small to touch: ['Kirim']",
        "error: Failed to load resource: the server responded with a status of 404 (Not Found)",
    ]
