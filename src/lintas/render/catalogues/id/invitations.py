"""Calendars by e-mail, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "event.removed": "DIHAPUS DARI KALENDER: {summary}",
    "entry_added.headline": "MASUK KALENDER",
    "entry_added.sentence": (
        "Sesi berikut ada di jadwal Anda. Surel ini memasukkannya ke kalender Anda. Tidak perlu"
        " dijawab: jawaban undangan tidak dibaca."
    ),
    "entry_changed.headline": "KALENDER BERUBAH",
    "entry_changed.sentence": "Sesi berikut berubah. Surel ini mengubahnya di kalender Anda.",
    "entry_cancelled.headline": "DIBATALKAN DI KALENDER",
    "entry_cancelled.sentence": (
        "Sesi berikut dibatalkan. Surel ini mengeluarkannya dari kalender Anda."
    ),
    "entry_put_off.headline": "DITUNDA DI KALENDER",
    "entry_put_off.sentence": (
        "Sesi berikut ditunda. Surel ini mengeluarkannya dari kalender Anda sampai ada tanggal"
        " baru."
    ),
    "entry_removed.headline": "DIHAPUS DARI KALENDER",
    "entry_removed.sentence": (
        "Sesi berikut bukan jadwal Anda lagi. Surel ini mengeluarkannya dari kalender Anda."
    ),
    "entry_stopped.headline": "KALENDER LEWAT SUREL BERHENTI",
    "entry_stopped.sentence": (
        "Sesi berikut tidak berubah dan tetap jadwal Anda. Surel ini hanya mengeluarkannya dari"
        " kalender, karena kalender lewat surel sudah dimatikan."
    ),
    "field.wanted": "Kalender lewat surel",
    "field.wish": "Kalender lewat surel",
    "refusal.address_shared": (
        "Alamat surel ini sudah dipakai orang lain untuk kalender lewat surel. Satu alamat hanya"
        " untuk satu orang: mintalah penyelenggara mencatat alamat Anda sendiri, atau pakai tautan"
        " kalender."
    ),
    "refusal.no_address": (
        "Kalender lewat surel belum bisa dipakai: alamat surel Anda belum tercatat. Mintalah"
        " penyelenggara mencatatnya, atau pakai tautan kalender."
    ),
}
