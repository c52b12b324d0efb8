"""Why a free slot is offered, by language."""

from collections.abc import Mapping

# Of plans that came near: what was not looked for.
BEYOND: Mapping[str, Mapping[str, str]] = {
    "id": {
        "place": "Di luar tempat yang dicari",
        "holidays": "Jatuh pada hari libur nasional, yang tidak ikut dicari",
        "too_few_days": "Hari dari tanggal mulai sampai paling lambat tidak cukup",
        "past": "Jamnya sudah lewat",
    },
    "en": {
        "place": "Outside the place that you look in",
        "holidays": "On a public holiday, which you don't look at",
        "too_few_days": "There are not days enough between your first and your last",
        "past": "That hour has passed",
    },
}

WHY: Mapping[str, Mapping[str, str]] = {
    "id": {
        "clear": "Lolos semua ketentuan tanpa perlu alasan",
        "reasons": "Perlu alasan untuk {count} hal",
        "same_hours": "Jam yang sama setiap hari",
        "seats": "Muat {seats} orang",
        "distance": "Sekitar {kilometres} km",
        "decided": "Diputuskan pengelola tempat",
        "at_once": "Langsung disetujui",
    },
    "en": {
        "clear": "Passes every law without a reason",
        "reasons": "Needs reasons for {count} matters",
        "same_hours": "The same hours every day",
        "seats": "Seats {seats}",
        "distance": "About {kilometres} km away",
        "decided": "The venue's manager decides",
        "at_once": "Approved at once",
    },
}
