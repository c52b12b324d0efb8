"""Laws about trainers and participants, and where a plan breaks them, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Who teaches a program has its field, at its level, on that day.": (
        "Pengajar suatu program menguasai bidangnya, pada jenjangnya, pada hari itu."
    ),
    "A week before a session its trainers have said that they come.": (
        "Seminggu sebelum sesi, pengajarnya sudah menyatakan kesediaan."
    ),
    "Three days before teaching across a border, the letter of assignment has its number.": (
        "Tiga hari sebelum mengajar di daerah lain, surat tugas sudah bernomor."
    ),
    "Nobody has a seat in two sessions at once, nor learns one topic twice in a year.": (
        "Seorang peserta tidak terdaftar di dua sesi sekaligus, dan tidak"
        " belajar bidang yang sama dua kali setahun."
    ),
    "Everybody with a seat meets what the program asks of its participants.": (
        "Setiap peserta memenuhi syarat programnya."
    ),
    "A week before a session its batch has as many people as the program needs.": (
        "Seminggu sebelum sesi, peserta angkatan sudah mencapai jumlah paling sedikit."
    ),
    "A batch is taught the hours of its program, no more and no less, theory before practice.": (
        "Angkatan diajar sebanyak JP programnya, tidak lebih dan tidak kurang,"
        " teori sebelum praktik."
    ),
    "label.trainer_unqualified": "Kompetensi tidak sesuai",
    "label.trainer_unconfirmed": "Belum menyatakan kesediaan",
    "label.trainer_no_spt": "Surat tugas belum ada",
    "label.double_enrol": "Peserta terdaftar ganda",
    "label.participant_elig": "Syarat peserta",
    "label.min_participants": "Peserta kurang",
    "label.program_jp": "JP belum terpenuhi",
    "trainer_clash.absence": "Pengajar ini berhalangan {taken}.",
    "trainer_unqualified.unknown": (
        "Bidang pengajar ini belum tercatat; program ini memerlukan {wanted}."
    ),
    "trainer_unqualified.field": (
        "Pengajar ini tercatat untuk bidang lain; program ini memerlukan {wanted}."
    ),
    "trainer_unqualified.level": (
        "Jenjang pengajar ini tidak sesuai; program ini memerlukan {wanted}."
    ),
    "trainer_unqualified.nobody": "Tidak ada pengajar tercatat yang bisa diminta.",
    "trainer_unqualified.nobody.from": (
        "Tidak ada pengajar tercatat dari {regency} yang bisa diminta."
    ),
    "trainer_unqualified.nobody.field": (
        "Tidak ada pengajar tercatat untuk {wanted} yang bisa diminta."
    ),
    "trainer_unqualified.nobody.field.from": (
        "Tidak ada pengajar tercatat untuk {wanted} dari {regency} yang bisa diminta."
    ),
    "trainer_unqualified.expired": "Sertifikat pengajar ini untuk {wanted} berlaku sampai {day}.",
    "trainer_unconfirmed.asked": "Pengajar belum menyatakan kesediaan untuk {when}.",
    "trainer_unconfirmed.declined": "Pengajar menyatakan tidak bersedia untuk {when}.",
    "trainer_no_spt": "Nomor surat tugas pengajar untuk {when} belum diisi.",
    "double_enrol.overlap": "{people} peserta juga terdaftar di {title}, {taken}.",
    "double_enrol.repeat": (
        "{people} peserta sudah mengikuti bidang {field} di angkatan lain tahun ini."
    ),
    "participant_elig.nib": "{people} peserta belum mencatatkan NIB.",
    "participant_elig.age": (
        "{people} peserta belum berumur {age} tahun, atau tanggal lahirnya belum tercatat."
    ),
    "participant_elig.regency": "{people} peserta tidak tercatat tinggal di {regency}.",
    "min_participants": (
        "Peserta {people} orang, paling sedikit {least}, untuk {when}."
        " Pertimbangkan untuk menundanya."
    ),
    "program_jp.over": "Jadwal angkatan ini {planned} JP, programnya {total} JP.",
    "program_jp.short": "Jadwal angkatan ini baru {planned} JP, programnya {total} JP.",
    "program_jp.order": "Praktik {when} mendahului teorinya.",
    "field.nib": "NIB",
    "field.born_on": "Tanggal lahir",
    "field.level": "Jenjang",
    "field.certificate": "Sertifikat",
    "field.qualification_id": "Kompetensi",
    "field.absence_id": "Hari berhalangan",
    "field.needs_nib": "Perlu NIB",
    "field.min_age": "Umur paling muda",
    "field.only_regency": "Hanya untuk warga",
    "fault.digits": "{field}: {value}, seharusnya {limit} angka",
    "trainer_asked.headline": "Mohon kesediaan mengajar",
    "trainer_asked.sentence": (
        "{agency} meminta Anda mengajar. Buka tautan pribadi Anda untuk menjawab bersedia atau"
        " tidak, tanpa akun dan tanpa kata sandi."
    ),
    "trainer_accepted.headline": "Pengajar bersedia",
    "trainer_accepted.sentence": "Pengajar menyatakan bersedia mengajar sesi berikut.",
    "trainer_declined.headline": "Pengajar tidak bersedia",
    "trainer_declined.sentence": (
        "Pengajar menyatakan tidak bersedia mengajar sesi berikut. Carilah pengganti atau waktu"
        " lain."
    ),
    "line.trainer": "Pengajar: {value}",
    "line.link_to_answer": "Jawab di sini: {value}",
    "line.page_sent_before": "Jadwal terbaru selalu ada di tautan pribadi yang sudah Anda terima.",
    "line.ask_for_page": (
        "Agar bisa membuka jadwal tanpa akun, mintalah tautan pribadi kepada penyelenggara."
    ),
    "line.own_link": "Jawab lewat tautan pribadi Anda yang sudah kami kirim sebelumnya.",
    "refusal.link_revoked": "Tautan ini sudah dicabut. Mintalah tautan baru kepada penyelenggara.",
    "session_unused.headline": "Tempat tidak terpakai",
    "session_unused.sentence": (
        "Pengelola mencatat bahwa tidak ada yang datang pada sesi {agency} ini. Sisa waktunya"
        " dilepas bagi yang lain."
    ),
    "session_used.headline": "Catatan tidak terpakai dicabut",
    "session_used.sentence": (
        "Pengelola mencabut catatan bahwa sesi {agency} ini tidak terpakai. Jadwalnya kembali"
        " seperti semula."
    ),
    "session_used_in_part.headline": "Catatan tidak terpakai dicabut, sisa waktu tidak utuh",
    "session_used_in_part.sentence": (
        "Pengelola mencabut catatan bahwa sesi {agency} ini tidak terpakai. Sisa waktunya"
        " kembali hanya sejauh masih kosong, sampai jam di bawah ini: selebihnya sudah diambil yang"
        " lain, atau tempatnya tidak boleh dipakai lagi."
    ),
    "state.unused": "tercatat tidak terpakai",
    "state.waited_for": "dijadwalkan, dan baru bisa dinilai 30 menit sesudah mulai",
    "state.planned": "dijadwalkan",
    "state.online": "dijadwalkan daring",
    "verb.mark_unused": "ditandai tidak terpakai",
    "verb.unmark_unused": "dicabut catatannya",
    "state.not_begun": "dijadwalkan dan belum mulai",
    "state.begun": "mulai",
    "state.nobody_enrolled": "tanpa peserta terdaftar",
    "verb.keep_attendance": "diisi daftar hadirnya",
    "verb.say_coming": "dijawab",
    "field.marks": "Daftar hadir",
    "field.mark": "Kehadiran",
    "field.says": "Jawaban",
    "field.answer": "Jawaban",
    "field.letter": "Nomor surat tugas",
    "verb.answer": "dijawab",
    "seat_given.headline": "Anda mendapat kursi",
    "seat_given.sentence": (
        "Anda naik dari daftar cadangan menjadi peserta. Jadwalnya ada di halaman pribadi Anda."
    ),
    "moved_up.headline": "Peserta cadangan naik",
    "moved_up.sentence": (
        "Kursi yang kosong terisi dari daftar cadangan, menurut urutannya. Kabari mereka."
    ),
    "on_reserve.headline": "Anda di daftar cadangan",
    "on_reserve.sentence": (
        "Kursi sudah penuh. Begitu ada yang kosong, daftar cadangan naik menurut urutannya."
    ),
    "line.participants": "Peserta: {value}",
    "line.reserve_number": "Nomor urut cadangan: {value}",
    "refusal.seated_elsewhere": (
        "Belum ada yang didaftarkan: sebagian sudah punya kursi di pelatihan lain pada waktu itu."
    ),
    "fault.seated_elsewhere": "{field}: {value} sudah punya kursi di {limit}",
    "fault.meanwhile": "{title}, {there}, padahal angkatan ini {here}",
    "fault.nik": "{field}: seharusnya NIK, 16 angka seperti di KTP",
    "fault.nik_not_taken": (
        "{field}: NIK belum bisa diterima di sini (kunci server belum diatur); daftarkan tanpa NIK"
    ),
    "fault.nik_differs": "{field}: {value}, NIK yang tercatat baginya lain ({limit})",
    "field.nik": "NIK",
    "refusal.not_a_nik": "Angka ini bukan NIK; tidak ada yang disimpan.",
    "refusal.nik_not_taken": "NIK belum bisa diterima di sini; tidak ada yang disimpan.",
}
