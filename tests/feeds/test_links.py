"""Ways to subscribe."""

from xml.etree import ElementTree

from lintas.feeds.links import feed_url, qr_svg, subscribe_links

SECRET = "s" * 43


def test_an_address_is_told_as_each_program_wants_it() -> None:
    links = subscribe_links(feed_url("https://lintas.example.test", SECRET))

    assert links.https == f"https://lintas.example.test/k/{SECRET}.ics"
    assert links.webcal == f"webcal://lintas.example.test/k/{SECRET}.ics"
    assert links.google == (
        "https://calendar.google.com/calendar/r"
        f"?cid=webcal%3A%2F%2Flintas.example.test%2Fk%2F{SECRET}.ics"
    )


def test_a_long_host_still_fits_google() -> None:
    """Its field holds 256 characters, and fails without a word above."""
    links = subscribe_links(feed_url(f"https://jadwal.{'x' * 60}.{'y' * 60}.go.id", SECRET))

    assert len(links.webcal) < 256


def test_a_code_is_a_picture_without_styles_that_can_be_read_out() -> None:
    svg = qr_svg("https://lintas.example.test/langganan", 'Jadwal "Aula" <A & B>')

    picture = ElementTree.fromstring(svg)  # noqa: S314 -- our own
    title = picture.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == 'Jadwal "Aula" <A & B>'
    assert picture.attrib["role"] == "img"
    assert "style" not in svg
    assert "script" not in svg
