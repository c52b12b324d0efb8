"""Why a free slot is offered, by language."""

from collections.abc import Mapping

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
