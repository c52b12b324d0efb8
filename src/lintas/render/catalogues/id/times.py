"""Dates and times in Indonesian: patterns of CLDR, and the words between them."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Babel's `id` starts weeks on Monday and writes 09.00; its `full` has no "pukul".
    "time.locale": "id",
    "time.moment": "EEEE, d MMMM y 'pukul' HH.mm",
    "time.midnight_moment": "EEEE, d MMMM y 'pukul 24.00'",
    "time.day": "EEEE, d MMMM y",
    "time.inner_day": "EEEE d MMMM y",
    "time.clock": "HH.mm",
    "time.midnight": "24.00",
    "time.from_to": "{start} sampai {end}",
    "ago.moment": "baru saja",
    "ago.some": "{parts} lalu",
    "left.over": "waktu habis",
    "left.moment": "sisa kurang dari 1 menit",
    "left.some": "sisa {parts}",
    "left.day": "{n} hari",
    "left.days": "{n} hari",
    "left.hour": "{n} jam",
    "left.hours": "{n} jam",
    "left.minute": "{n} menit",
    "left.minutes": "{n} menit",
    "again.daily": "Berulang setiap hari",
    "again.weekly": "Berulang setiap minggu",
    "again.monthly": "Berulang setiap bulan",
    "again.times": "{n} kali",
    "again.until": "sampai {day}",
    "again.rule": "Berulang: {rule}",
}
