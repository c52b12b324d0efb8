"""What a mail looks like, whatever somebody wrote into it."""

from email.parser import BytesParser
from email.policy import default
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.alerts.letters import Envelope, write_letter
from lintas.alerts.post import host_of
from lintas.alerts.smtp import MailRefused
from lintas.render.messages import Wording
from tests.actions.world import NOW
from tests.alerts.mailserver import text_of

ENVELOPE = Envelope(
    message_id=UUID(int=7),
    sender="lintas@lintas.test",
    address="siti@example.test",
    public_url="https://lintas.test",
    host="lintas.test",
)


def letter(subject: str = "Hal", body: str = "Isi", envelope: Envelope = ENVELOPE):
    raw = write_letter(Wording(subject, body, ""), envelope, now=NOW)
    return BytesParser(policy=default).parsebytes(raw)


@given(st.text(), st.text())
def test_no_text_becomes_a_header_or_breaks_a_line(subject: str, body: str) -> None:
    raw = write_letter(Wording(subject, body, ""), ENVELOPE, now=NOW)

    assert raw.isascii()
    mail = BytesParser(policy=default).parsebytes(raw)
    assert mail.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Content-Language",
    ]
    assert mail["To"] == "siti@example.test"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_a_subject_that_tries_to_add_a_header_stays_a_subject() -> None:
    mail = letter("Hal\r\nBcc: everybody@example.test")

    assert mail["Subject"] == "Hal Bcc: everybody@example.test"
    assert mail["Bcc"] is None


def test_of_one_message_the_id_stays_the_same() -> None:
    assert letter()["Message-ID"] == letter()["Message-ID"] == f"<{UUID(int=7)}@lintas.test>"


def test_what_people_wrote_is_no_html() -> None:
    html = text_of(letter(body='Kegiatan: <script>alert("x")</script> & "lain"'), "html")

    assert (
        "<p>Kegiatan: &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;lain&quot;</p>"
        in html
    )


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://lintas.test/bookings/1", True),
        ("https://lintas.test", True),
        ("https://lintas.test.example.org/masuk", False),
        ("https://example.org/https://lintas.test/", True),
        ("http://example.org/", False),
    ],
    ids=["ours", "our front page", "a lookalike", "ours within another", "another"],
)
def test_only_our_own_addresses_become_links(address: str, is_link: bool) -> None:  # noqa: FBT001 -- a case's answer
    html = text_of(letter(body=f"Selengkapnya: {address}"), "html")

    assert ("<a href" in html) is is_link
    assert 'href="https://example.org' not in html


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c.id", "siti", "a@", "a b@c.id"])
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    envelope = Envelope(UUID(int=7), ENVELOPE.sender, address, "https://lintas.test", "lintas.test")

    with pytest.raises(MailRefused) as refused:
        letter(envelope=envelope)
    assert refused.value.is_final


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://lintas.test/", "lintas.test"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[IPv6:::1]"),
    ],
)
def test_our_name_among_mail_servers(url: str, host: str) -> None:
    assert host_of(url) == host
