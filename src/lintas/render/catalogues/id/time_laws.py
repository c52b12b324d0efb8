"""Laws about hours, ways and limits of rooms, and what they find, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "A room is asked for neither later nor earlier than its keeper allows.": (
        "Ruang diminta dalam tenggang waktu yang ditetapkan pengelolanya."
    ),
    "A room is used no longer at a time than its keeper allows.": (
        "Ruang dipakai tidak lebih lama daripada yang ditetapkan pengelolanya."
    ),
    "Between two places a trainer has the time that the way takes.": (
        "Di antara dua tempat, pengajar punya waktu cukup untuk perjalanannya."
    ),
    "Nobody teaches more than eight JP a day, or more a week than the office allows.": (
        "Pengajar mengajar paling banyak delapan JP sehari, dan seminggu sesuai batas instansinya."
    ),
    "Training keeps the working hours of the office that asks for it.": (
        "Pelatihan berlangsung pada jam kerja instansi pemohon."
    ),
    "Friday prayer is kept free.": "Waktu salat Jumat dikosongkan.",
    "In Ramadan training keeps the shorter hours of the fasting month.": (
        "Pada bulan Ramadan pelatihan mengikuti jam kerja Ramadan."
    ),
    "Training ends before the office that pays for it closes its books.": (
        "Pelatihan selesai sebelum batas akhir tahun anggaran instansi pemohon."
    ),
    "Rooms are asked for a week ahead, two weeks across the border.": (
        "Tempat diajukan paling lambat H-7, dan H-14 untuk peminjaman antardaerah."
    ),
    "label.booking_window": "Di luar masa pengajuan",
    "label.longest_use": "Melebihi batas lama pemakaian",
    "label.trainer_travel": "Waktu tempuh tidak cukup",
    "label.trainer_load": "Beban mengajar berlebih",
    "label.workhours": "Di luar jam kerja",
    "label.friday": "Waktu salat Jumat",
    "label.ramadan": "Jam Ramadan",
    "label.budget_year": "Lewat tahun anggaran",
    "label.lead_time": "Pengajuan mendadak",
    "booking_window.late": (
        "{room} diajukan paling lambat {limit} hari sebelumnya. Yang diminta {day}."
    ),
    "booking_window.early": (
        "{room} diajukan paling awal {limit} hari sebelumnya. Yang diminta {day}."
    ),
    "longest_use": "{room} dipakai paling lama {longest} menit sekali pakai.",
    "travel.perkiraan": "perkiraan",
    "travel.diukur": "diukur",
    "travel.diisi koordinator": "diisi koordinator",
    "trainer_travel.other": "Pengajar ini mengajar {taken}, di {venue}.",
    "trainer_travel.way": "Waktu tempuh {minutes} menit ({origin}), jedanya {gap} menit.",
    "trainer_travel.leave": "Paling lambat berangkat {leave}.",
    "trainer_travel.unknown": (
        "Jedanya {gap} menit, dan waktu tempuhnya belum diketahui karena letak tempat belum"
        " tercatat."
    ),
    "trainer_load.day": "Pengajar ini mengajar {jp} JP pada {day}; batasnya {most} JP sehari.",
    "trainer_load.week": (
        "Pengajar ini mengajar {jp} JP dalam minggu yang mulai {day}; batasnya {most} JP seminggu."
    ),
    "workhours.hours": "Jam kerja {agency} {opens}.",
    "workhours.rest": "{day} bukan hari kerja {agency}.",
    "friday": "Waktu salat Jumat {prayer}.",
    "ramadan.hours": "Jam kerja Ramadan {opens}.",
    "ramadan.rest": "{day} bukan hari kerja pada bulan Ramadan.",
    "ramadan.awaited": "Awal dan akhir Ramadan tahun itu belum ditetapkan.",
    "budget_year": "{agency} menutup tahun anggaran pada {cutoff}. Sesi ini pada {day}.",
    "lead_time": (
        "Pengajuan untuk {day} tinggal {days} hari lagi; biasanya paling lambat H-{notice}."
    ),
}
