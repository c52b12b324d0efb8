"""Both languages say everything, with the same facts."""

import string
from collections import Counter

import pytest

from lintas.domain.bookings import Decision
from lintas.render import catalogues
from lintas.render.catalogues import CATALOGUES, say
from lintas.render.findings import SENTENCES, label, law, severity_label
from lintas.rules import RULES, Rule, Severity

INDONESIAN, ENGLISH = CATALOGUES["id"], CATALOGUES["en"]
LAWS = {rule.law for rule in RULES}


def facts(phrase: str) -> set[str]:
    """What is put into a phrase's braces."""
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_both_languages_have_the_same_phrases() -> None:
    """The laws' own English is what `rules` says."""
    assert INDONESIAN.keys() - LAWS == ENGLISH.keys()


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_both_languages_put_the_same_facts_into_a_phrase(key: str) -> None:
    assert facts(INDONESIAN[key]) == facts(ENGLISH[key])


def test_no_subject_speaks_over_another() -> None:
    modules = [module for name, module in vars(catalogues).items() if name.startswith("id_")]
    said = Counter(key for module in modules for key in module.WORDS)

    assert [key for key, times in said.items() if times > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_law_is_said_in_both_languages(rule: Rule) -> None:
    code, english = rule.code, rule.law

    assert law(code, "en") == english
    assert law(code, "id") == INDONESIAN[english]
    assert label(code, "id") != label(code, "en")
    assert code in SENTENCES


def test_laws_that_are_no_more_are_not_said() -> None:
    said = {key for key in INDONESIAN if key.endswith(".")}

    assert said == LAWS
    assert set(SENTENCES) == {rule.code for rule in RULES}


def test_severities_bear_the_words_that_were_decided() -> None:
    assert [severity_label(each) for each in Severity] == [
        "Wajib diselesaikan",
        "Perlu alasan",
        "Catatan",
    ]
    assert [severity_label(each, "en") for each in Severity] == [
        "Must be solved",
        "Needs a reason",
        "Note",
    ]


def test_labels_are_those_of_the_trade() -> None:
    assert {rule.code: label(rule.code) for rule in RULES} == {
        "venue_clash": "Tempat bentrok",
        "venue_closed": "Tempat tutup / perbaikan",
        "venue_bumped": "Dicabut untuk kegiatan pimpinan",
        "outside_busy": "Terisi di kalender lain",
        "calendar_unknown": "Kalender lain tidak terbaca",
        "venue_ownership": "Status aset beralih",
        "booking_window": "Di luar masa pengajuan",
        "longest_use": "Melebihi batas lama pemakaian",
        "capacity": "Melebihi daya tampung",
        "equip_missing": "Sarana tidak ada",
        "equip_clash": "Alat tidak cukup pada jam itu",
        "equip_ratio": "Rasio alat per peserta",
        "trainer_clash": "Pengajar bentrok",
        "trainer_travel": "Waktu tempuh tidak cukup",
        "trainer_load": "Beban mengajar berlebih",
        "trainer_unqualified": "Kompetensi tidak sesuai",
        "trainer_unconfirmed": "Belum menyatakan kesediaan",
        "trainer_no_spt": "Surat tugas belum ada",
        "agreement_none": "Tidak ada Perjanjian Kerja Sama",
        "agreement_expired": "Perjanjian Kerja Sama berakhir",
        "quota_exceeded": "Kuota habis",
        "reciprocity": "Timbal balik tidak seimbang",
        "holiday": "Hari libur nasional",
        "cuti_bersama": "Cuti bersama",
        "workhours": "Di luar jam kerja",
        "friday": "Waktu salat Jumat",
        "ramadan": "Jam Ramadan",
        "double_enrol": "Peserta terdaftar ganda",
        "participant_elig": "Syarat peserta",
        "min_participants": "Peserta kurang",
        "budget_year": "Lewat tahun anggaran",
        "program_jp": "JP belum terpenuhi",
        "lead_time": "Pengajuan mendadak",
    }


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_has_its_word(decision: Decision) -> None:
    assert say(f"state.{decision}", "id") != say(f"state.{decision}", "en")
