"""What inspectors read of a batch, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "dossier.rundown": "Jadwal dan persetujuannya",
    "dossier.rundown.note": (
        "Sesi dianggap terlaksana bila daftar hadirnya mencatat ada yang hadir."
    ),
    "dossier.rundown.columns": "Waktu|Sesi|Tempat|Pengajar|Keputusan|Persetujuan|Pelaksanaan",
    "dossier.changes": "Perubahan",
    "dossier.changes.note": (
        "Siapa mengubah apa, kapan, dan mengapa; yang terbaru di atas. Nomor adalah "
        "urutannya dalam rantai jejak audit."
    ),
    "dossier.changes.columns": "Waktu|Oleh|Tindakan|Perihal|Alasan|Sebelum|Sesudah|Nomor",
    "dossier.attendance": "Kehadiran",
    "dossier.attendance.note": "Berapa sesi, menurut daftar hadir yang diisi.",
    "dossier.attendance.columns": "Peserta|Hadir|Izin|Tidak hadir",
    "dossier.letters": "Surat tugas dan hari pelaksanaan",
    "dossier.letters.note": (
        "Hari yang tercakup surat tugas dibandingkan dengan hari yang ada sesinya dan terlaksana."
    ),
    "dossier.letters.columns": (
        "Pengajar|Nomor surat|Hari menurut jadwal|Hari terlaksana|Belum terbukti"
    ),
    "dossier.overlaps": "Satu orang di dua tempat",
    "dossier.overlaps.note": "Pengajar dan peserta yang jadwalnya bersamaan dengan sesi lain.",
    "dossier.overlaps.columns": "Nama|Yang satu|Yang lain",
    "dossier.passed": "Peringatan yang dilewatkan",
    "dossier.passed.note": "Peringatan yang diberi alasan dan penghalang yang dikesampingkan.",
    "dossier.passed.columns": "Waktu|Ketentuan|Oleh|Dasar kewenangan|Alasan",
    "dossier.verdict": "{verdict} oleh {by} ({name}) pada {when}",
    "dossier.stand_in": "sebagai pengganti",
    "dossier.held": "terlaksana",
    "dossier.not_proven": "belum terbukti",
    "dossier.service": "layanan Lintas",
    "dossier.teaches": "mengajar",
    "dossier.attends": "peserta",
    "dossier.made": "Disusun {when}",
    "dossier.none": "Tidak ada.",
    "dossier.whole": "Utuh: {count} catatan cocok dengan rantai jejak audit.",
    "dossier.broken": (
        "TIDAK UTUH: {count} catatan tidak cocok dengan rantai jejak audit, nomor {numbers}."
    ),
    "dossier.unchained": (
        "{count} catatan terbaru belum mendapat tempat dalam rantai (paling lama lima menit)."
    ),
    "dossier.more": "{count} catatan yang lebih lama tidak ditampilkan.",
    "mark.present": "hadir",
    "mark.excused": "izin",
    "mark.absent": "tidak hadir",
    "fact.span": "waktu",
    "fact.room": "ruang",
    "fact.state": "keadaan",
    "fact.sessions": "sesi",
    "fact.number": "angkatan ke",
    "fact.mode": "cara bertemu",
    "fact.letter": "surat tugas",
    "fact.answer": "jawaban",
    "fact.until": "sampai",
    "fact.headcount": "jumlah peserta",
    "fact.trainers": "pengajar",
    "fact.rows": "baris",
    "fact.says": "jawaban",
    "fact.steps_passed": "tahap",
    "fact.overrides": "dikesampingkan",
    "fact.decision": "keputusan",
}
