"""Quotas and the balance between governments, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "What one government uses of another's rooms stays within the quota they agreed on.": (
        "Pemakaian ruang milik daerah lain tidak melebihi kuota yang disepakati."
    ),
    "Two governments use each other's rooms in the balance that their agreement names.": (
        "Kedua pemerintah daerah saling memakai ruang dengan timbal balik yang disepakati."
    ),
    "label.quota_exceeded": "Kuota habis",
    "label.reciprocity": "Timbal balik tidak seimbang",
    "quota.room_days": "hari pemakaian",
    "quota.hours": "jam",
    "quota.bookings": "peminjaman",
    "quota.year": "tahun {year}",
    "quota.term": "selama masa berlaku",
    "quota_exceeded": (
        "Kuota {kind} {name} bagi {borrower} di ruang milik {lender}: {amount} {unit}, {period}."
    ),
    "quota_exceeded.taken": "Sudah terpakai dan dipesan {used}, permintaan ini perlu {asked} lagi.",
    "reciprocity": (
        "Pada tahun {year}, {borrower} memakai ruang milik {lender} {ours} hari, sebaliknya"
        " {theirs}. Yang disepakati: paling banyak {ratio} kali lipat, bebas sampai {beyond} hari."
    ),
}
