"""Whom a change would reach too late, and how such estimates came out, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "foresight.on_the_road": "mungkin sudah di jalan",
    "foresight.calendar_too_late": "kalendernya tidak memuat tepat waktu",
    "foresight.opened_nothing": "belum membuka apa pun",
    "foresight.to_ring": "Perkiraan: {ring} dari {concerned} orang perlu ditelepon",
    "foresight.limits": (
        "Perkiraan dari lama perjalanan dan kebiasaan tiap kalender memuat; bukan kepastian."
    ),
    "foresight.score": "Perkiraan: {right} dari {judged} tepat",
    "foresight.score_waits": "Perkiraan: dinilai sesudah jadwal semula dimulai",
    "foresight.score_none": "Perkiraan: tidak ada yang bisa dinilai",
    "foresight.by_sign": (
        "Kalender memuat tepat waktu: {loads_right} dari {loads_judged};"
        " dibuka sebelum mulai: {opens_right} dari {opens_judged}."
    ),
    "foresight.so_far": "Perkiraan 90 hari terakhir: {right} dari {judged} tepat.",
    "foresight.so_far_none": "Belum ada perkiraan sebelumnya yang bisa dinilai.",
    "foresight.few": "Terlalu sedikit untuk menyimpulkan.",
    "foresight.not_scored": (
        "Siapa yang sudah di jalan tidak bisa diperiksa kemudian, jadi tidak dinilai; begitu pula"
        " yang saat membukanya tidak diketahui. Yang ditelepon bisa membuka karena ditelepon."
    ),
}
