"""Calendars that others keep elsewhere, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "What another calendar of a room or a trainer keeps for something else isn't free.": (
        "Yang sudah terisi di kalender lain milik ruang atau pengajar tidak dianggap kosong."
    ),
    "Where another calendar of a room or a trainer can't be read, nobody says it is free.": (
        "Selama kalender lain milik ruang atau pengajar tidak terbaca, tidak ada yang menyebutnya"
        " kosong."
    ),
    "label.outside_busy": "Terisi di kalender lain",
    "label.calendar_unknown": "Kalender lain tidak terbaca",
    "outside_busy.room": "Menurut {calendar}, {room} terisi {taken}.",
    "outside_busy.trainer": "Menurut kalendernya sendiri, pengajar ini sibuk {taken}.",
    "outside.calendar": "kalender di {host}",
    "outside.file": "berkas kalender yang dikirim",
    "outside.of_room": "{calendar} (untuk {room})",
    "outside.of_trainer": "kalender pengajar",
    "calendar_unknown.unknown": (
        "Belum terbaca: {of}. Tanyakan dulu apakah waktunya memang kosong."
    ),
    "calendar_unknown.failed": (
        "Sudah lama tidak terbaca: {of}, terakhir {read_on}. Tanyakan dulu apakah waktunya memang"
        " kosong."
    ),
    "calendar_unknown.stale": "Mungkin belum yang terbaru: {of}, terakhir terbaca {read_on}.",
    "calendar_unknown.beyond": (
        "Sejauh itu belum terbaca: {of}. Tanyakan dulu apakah waktunya memang kosong."
    ),
    "calendar_unknown.unread": (
        "Tidak terbaca: {events} acara dari {of}. Waktunya mungkin terisi."
    ),
    "calendar_failed.headline": "Kalender lain tidak terbaca",
    "calendar_failed.sentence": (
        "Kalender lain berikut beberapa kali tidak bisa dibaca. Yang sudah diketahui tetap dihitung"
        " terisi; periksa alamatnya."
    ),
    "calendar_doubted.headline": "Kalender lain mendadak hampir kosong",
    "calendar_doubted.sentence": (
        "Isi kalender lain berikut mendadak hilang. Yang lama masih dihitung terisi sampai terbaca"
        " begitu sekali lagi."
    ),
    "line.calendar": "Kalender: {value}",
    "standing.fresh": "Terbaca",
    "standing.stale": "Mungkin belum yang terbaru",
    "standing.failed": "Sudah lama tidak terbaca",
    "standing.unknown": "Belum pernah terbaca",
    "standing.age": "{standing}, terakhir {read_at}",
    "trouble.address": "alamatnya tidak bisa dipakai",
    "trouble.unreachable": "servernya tidak bisa dihubungi",
    "trouble.slow": "terlalu lama",
    "trouble.hops": "alamatnya berpindah-pindah",
    "trouble.large": "terlalu besar",
    "trouble.encoding": "dikemas dengan cara yang tidak dikenal",
    "trouble.status": "servernya menjawab {status}",
    "trouble.key": "alamatnya tidak bisa dibuka lagi; hapus lalu tambahkan kembali",
    "trouble.other": "yang dijawab bukan kalender, mungkin halaman masuk",
    "trouble.text": "hurufnya tidak bisa dibaca",
    "trouble.end": "berkasnya terpotong",
    "trouble.components": "acaranya terlalu banyak",
    "trouble.failed": "gagal dibaca",
    "unread.zone": "zona waktunya tidak dikenal",
    "unread.start": "waktu mulainya tidak jelas",
    "unread.year": "tahunnya terlalu jauh",
    "unread.times": "waktunya tidak jelas",
    "unread.long": "terlalu lama",
    "unread.recurrence_id": "perubahan satu tanggalnya tidak jelas",
    "unread.rule": "aturan pengulangannya tidak bisa dihitung",
    "unread.dates": "daftar tanggalnya tidak bisa dihitung",
    "unread.exceptions": "pengecualiannya terlalu banyak",
    "unread.many": "terlalu banyak",
    "unread.unparsed": "tertulis salah",
    "unread.unexpanded": "terlalu lama dihitung",
    "field.url": "Alamat kalender",
    "field.trainer_id": "Pengajar",
    "field.calendar_id": "Kalender lain",
    "fault.calendar_address": (
        "{field}: seharusnya alamat https yang bisa dibuka dari internet, misalnya {limit}"
    ),
    "refusal.not_a_calendar_address": "Alamat ini tidak bisa dipakai.",
    "refusal.neither_room_nor_trainer": "Kalender lain milik satu ruang atau satu pengajar.",
    "refusal.too_many_calendars": "Kalender lainnya sudah terlalu banyak; hapus dulu satu.",
    "refusal.cannot_open": "Alamat ini tidak bisa dibuka lagi; hapus lalu tambahkan kembali.",
}
