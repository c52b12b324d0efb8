"""Places are found as people spell them."""

import pytest

from lintas.web.pages.places.search import Candidate, search

PLACES = (
    Candidate("budaya", ["Gedung Budaya Soreang", "Gedong Budaya Sabilulungan"], "Kab. Bandung"),
    Candidate("toha", ["Gedung Moh. Toha"], "Kec. Soreang, Kab. Bandung"),
    Candidate("anyar", ["Balai Desa Anyar"], "Kec. Anyar, Kab. Serang"),
    Candidate("jumat", ["Masjid Jumat"], "Kec. Bandung, Kab. Serang"),
    Candidate("blk", ["UPTD BLK Bandung"], "Kec. Baleendah, Kab. Bandung"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gedung budaya", ["budaya"]),
        ("GBS", ["budaya"]),
        ("sabilulungan", ["budaya"]),
        ("Moch. Toha", ["toha"]),
        ("Anyer", ["anyar"]),
        ("Jum'at", ["jumat"]),
        ("di kab. serang", ["anyar", "jumat"]),
        ("soreang", ["budaya", "toha"]),
        ("baleenda", ["blk"]),
        ("gedung serang", []),
        ("xyz", []),
    ],
)
def test_places_are_found_as_people_spell_them(query: str, found: list[str]) -> None:
    assert search(query, PLACES) == found


def test_likeness_counts_only_where_nothing_is_spelled_so() -> None:
    """Serang and Soreang differ by one letter, and by two hundred kilometres."""
    assert search("serang", PLACES) == ["anyar", "jumat"]
    assert search("serang", PLACES[:1]) == ["budaya"]


def test_a_name_counts_more_than_a_neighbourhood() -> None:
    assert search("bandung", PLACES)[0] == "blk"


def test_without_words_everything_is_found() -> None:
    assert search(" ", PLACES) == [each.thing for each in PLACES]
