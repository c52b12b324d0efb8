"""Opening hours in words."""

from lintas.domain.venues import OpeningHours
from lintas.render.opening import say_opening


def test_days_that_open_alike_are_said_together() -> None:
    office = [["08:00", "12:00"], ["13:00", "16:00"]]
    hours = OpeningHours.parse(
        {**dict.fromkeys(("mon", "tue", "wed", "thu"), office), "fri": [["08:00", "11:30"]]}
    )

    assert say_opening(hours) == (
        ("Senin–Kamis", "08.00–12.00 dan 13.00–16.00"),
        ("Jumat", "08.00–11.30"),
        ("Sabtu, Minggu", "tutup"),
    )
    assert say_opening(hours, "en")[2] == ("Saturday, Sunday", "closed")


def test_midnight_ends_the_day() -> None:
    hours = OpeningHours.parse({"mon": [["18:00", "00:00"]], "tue": [["00:00", "00:00"]]})

    assert say_opening(hours)[:2] == (("Senin", "18.00–24.00"), ("Selasa", "24 jam"))
