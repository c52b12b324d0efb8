"""Which mail server an address names."""

import pytest

from lintas.alerts.smtp import NotAMailServer, SmtpSettings, parse_smtp_url


def parse(url: str) -> SmtpSettings:
    return parse_smtp_url(url, sender="lintas@lintas.test", hello="lintas.test")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", ("localhost", 25, False, "", "")),
        ("smtp://mail.test:2525", ("mail.test", 2525, False, "", "")),
        ("smtp://a%40b.id:s%2Fecret@mail.test", ("mail.test", 587, False, "a@b.id", "s/ecret")),
        ("smtps://me:x@mail.test", ("mail.test", 465, True, "me", "x")),
    ],
)
def test_an_address_names_a_server(url: str, expected: tuple[object, ...]) -> None:
    smtp = parse(url)

    assert (smtp.host, smtp.port, smtp.is_tls, smtp.username, smtp.password) == expected


@pytest.mark.parametrize("url", ["mail.test", "http://mail.test", "smtp://", "smtp://me:pw@mail:x"])
def test_what_names_no_mail_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(NotAMailServer) as refusal:
        parse(url)

    assert "pw" not in str(refusal.value)


def test_a_password_is_not_shown() -> None:
    assert "hunter2" not in repr(parse("smtp://me:hunter2@mail.test"))
