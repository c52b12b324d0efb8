"""Meeting links: people press them, so that they say where they lead."""

import pytest

from lintas.domain.links import LONGEST_LINK, faults_of_link, is_meeting_link


@pytest.mark.parametrize(
    "link",
    [
        "https://meet.google.com/abc-defg-hij",
        "https://us02web.zoom.us/j/8123456789?pwd=Q0FQ#success",
        "https://rapat.serangkab.go.id:8443/ruang/1",
        "https://[2001:db8::1]/a",
    ],
)
def test_what_browsers_open_over_https_is_a_link(link: str) -> None:
    assert faults_of_link("link", link) == []


@pytest.mark.parametrize(
    "link",
    [
        "http://meet.example/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "//meet.example/a",
        "meet.example/a",
        "https://",
        "https:///a",
        "https://zoom.us@jahat.example/a",
        "https://nama:sandi@meet.example/a",
        "https://zoom.us\\@jahat.example/a",
        "https://meet.example/a b",
        "https://meet.example/a\nX-Header: 1",
        "https://meet.example/\u202egpj.exe",
        "https://meet.example/\x00",
        'https://meet.example/"onmouseover=',
        "https://[meet.example/a",
        "https://meet.example:99999/a",
        "https://meet.example:0/a",
    ],
)
def test_what_could_lead_elsewhere_is_none(link: str) -> None:
    assert not is_meeting_link(link)
    assert [fault.expected for fault in faults_of_link("link", link)] == ["web_address"]


def test_a_link_has_its_longest() -> None:
    link = "https://meet.example/".ljust(LONGEST_LINK, "a")

    assert faults_of_link("link", link) == []
    assert [fault.expected for fault in faults_of_link("link", f"{link}a")] == ["longest"]
