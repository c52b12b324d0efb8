"""What people are told, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Of each kind: what happened in a few words, and in a sentence.
    "request_made.headline": "Permohonan baru",
    "request_made.sentence": "{agency} mengajukan peminjaman tempat dan menunggu keputusan Anda.",
    "request_approved.headline": "Peminjaman disetujui",
    "request_approved.sentence": "Peminjaman tempat oleh {agency} telah disetujui.",
    "request_declined.headline": "Permohonan ditolak",
    "request_declined.sentence": "Permohonan peminjaman tempat dari {agency} ditolak.",
    "request_expired.headline": "Permohonan kedaluwarsa",
    "request_expired.sentence": (
        "Permohonan peminjaman tempat dari {agency} tidak diputuskan sampai batas waktunya."
        " Tempat itu terbuka lagi bagi yang lain."
    ),
    "request_withdrawn.headline": "Permohonan ditarik",
    "request_withdrawn.sentence": "{agency} menarik permohonan peminjaman tempatnya.",
    "use_recorded.headline": "Pemakaian tempat dicatat",
    "use_recorded.sentence": "Pengelola tempat mencatat pemakaian oleh {agency}.",
    "session_stands.headline": "JADWAL SESI",
    "session_stands.sentence": "Berikut jadwal sesi yang berlaku sekarang.",
    "session_put_off.headline": "DITUNDA",
    "session_put_off.sentence": "Sesi berikut ditunda. Tanggal barunya menyusul.",
    "session_moved.headline": "PERUBAHAN JADWAL",
    "session_moved.sentence": "Jadwal berikut berubah.",
    "date_freed.headline": "Tanggal yang dulu bentrok kini kosong",
    "date_freed.sentence": (
        "Tanggal berikut dulu dilewati karena bentrok dan kini kosong. Ambil di halaman peminjaman."
    ),
    "session_link.headline": "TAUTAN PERTEMUAN",
    "session_link.sentence": "Tautan untuk bergabung secara daring berubah atau baru diisi.",
    "session_cancelled.headline": "DIBATALKAN",
    "session_cancelled.sentence": "Kegiatan berikut dibatalkan.",
    "conflict_opened.headline": "Bentrok jadwal",
    "conflict_opened.sentence": "Jadwal yang sudah ada kini bentrok dan perlu diperiksa.",
    "conflict_closed.headline": "Bentrok jadwal selesai",
    "conflict_closed.sentence": "Bentrok jadwal berikut sudah teratasi.",
    "schedule_in_question.headline": "Jadwal sedang diperiksa, mohon tunggu kabar",
    "schedule_in_question.sentence": (
        "Jadwal berikut mungkin berubah. Mohon tunggu kabar sebelum berangkat."
    ),
    "step_waiting.headline": "Menunggu persetujuan Anda",
    "step_waiting.sentence": "Permohonan {agency} sampai pada tahap Anda dan menunggu keputusan.",
    "step_overdue.headline": "Tenggat tahap persetujuan lewat",
    "step_overdue.sentence": (
        "Permohonan {agency} belum diputuskan sampai tenggat tahapnya. Sebagai pengganti, Anda kini"
        " dapat memutuskan."
    ),
    "slot_offered.headline": "Jadwal ditawarkan kepada Anda",
    "slot_offered.sentence": (
        "Jadwal berikut disimpan untuk {agency}. Ambil sebelum batas waktunya, atau lepaskan."
    ),
    "session_bumped.headline": "PERSETUJUAN DICABUT",
    "session_bumped.sentence": (
        "Persetujuan berikut dicabut untuk kegiatan yang lebih diutamakan. Jadwal pengganti"
        " ditawarkan kepada pemohon."
    ),
    "claim_given.headline": "Prioritas diberikan",
    "claim_given.sentence": (
        "Pemilik tempat memberi kegiatan berikut prioritas. Hanya kegiatan yang lebih diutamakan"
        " yang bisa menggesernya."
    ),
    "claim_taken_away.headline": "Prioritas dicabut",
    "claim_taken_away.sentence": (
        "Kegiatan berikut tidak lagi diutamakan secara khusus. Persetujuannya tetap berlaku."
    ),
    "claim_ended.headline": "Jadwal yang dulu dicabut terbuka lagi",
    "claim_ended.sentence": (
        "Jadwal berikut tidak lagi disimpan untuk kegiatan yang diutamakan. Silakan ajukan lagi."
    ),
    "sessions_postponed.headline": "DITUNDA",
    "sessions_postponed.sentence": (
        "Sesi berikut ditunda. Tanggal penggantinya menyusul; tempatnya sudah dilepas."
    ),
    "session_given_up.headline": "DIBATALKAN",
    "session_given_up.sentence": (
        "Sesi berikut tadinya ditunda, dan kini dibatalkan: tidak ada tanggal penggantinya."
    ),
    "session_restored.headline": "Jadwal dipulihkan",
    "session_restored.sentence": "Kegiatan yang tadinya dibatalkan jadi dilaksanakan lagi.",
    "agreement_offered.headline": "Kerja sama ditawarkan",
    "agreement_offered.sentence": (
        "Pemerintah daerah lain menawarkan kerja sama berikut dan menunggu persetujuan Anda."
    ),
    "agreement_accepted.headline": "Kerja sama berlaku",
    "agreement_accepted.sentence": "Kerja sama berikut telah disetujui para pihak.",
    "addendum_offered.headline": "Adendum ditawarkan",
    "addendum_offered.sentence": (
        "Pemerintah daerah lain menawarkan adendum atas kerja sama berikut dan menunggu"
        " persetujuan Anda."
    ),
    "addendum_accepted.headline": "Adendum berlaku",
    "addendum_accepted.sentence": "Adendum atas kerja sama berikut telah disetujui para pihak.",
    "agreement_ending.headline": "Kerja sama segera berakhir",
    "agreement_ending.sentence": (
        "Masa berlaku kerja sama berikut segera berakhir. Perpanjangan perlu adendum yang disetujui"
        " para pihak: mulailah sekarang."
    ),
    "enrolled.headline": "Anda terdaftar sebagai peserta",
    "enrolled.sentence": (
        "Anda terdaftar sebagai peserta. Jadwal, tempat, dan bekal yang perlu dibawa selalu terbaru"
        " di halaman Anda."
    ),
    "sign_in_link.headline": "Tautan masuk",
    "sign_in_link.sentence": (
        "Tautan ini membukakan Lintas bagi Anda satu kali. Jangan teruskan kepada siapa pun."
    ),
    # Lines below the sentence.
    "line.greeting": "Yth. Bapak/Ibu {person},",
    "line.purpose": "Kegiatan: {value}",
    "line.title": "Sesi: {value}",
    "line.agency": "Pemohon: {value}",
    "line.agreement": "Kerja sama: {value}",
    "line.when": "Waktu: {value}",
    "line.join": "Gabung daring: {value}",
    "line.where": "Tempat: {value}",
    "line.was": "Semula: {value}",
    "line.becomes": "Menjadi: {value}",
    "line.step": "Tahap: {value}",
    "line.in_favour_of": "Untuk: {value}",
    "line.claim": "Prioritas: {value}",
    "line.authority": "Dasar: {value}",
    "line.take_by": "Ambil paling lambat: {value}",
    "line.sessions": "Jumlah sesi: {value}",
    "line.listed": "- {value}",
    "line.more_listed": "- dan {value} sesi lagi",
    "line.reason": "Alasan: {value}",
    "line.law": "Masalah: {value}",
    "line.decide_by": "Putuskan paling lambat: {value}",
    "line.valid_until": "Berlaku sampai: {value}",
    "line.link": "Selengkapnya: {value}",
    "line.link_of_schedule": "Peta & kalender: {value}",
    "line.link_to_sign_in": "Masuk: {value}",
    "line.own_page": "Jadwal terbaru selalu ada di tautan pribadi Anda masing-masing.",
    "message.somebody": "Suatu instansi",
    "message.law": "{label} ({severity})",
    # Programs that fetch calendars.
    "client.google": "Google",
    "client.apple": "Apple",
    "client.outlook": "Outlook",
    "client.thunderbird": "Thunderbird",
    "client.davx5": "DAVx5/ICSx5",
    "client.other": "program lain",
    # Where people meet.
    "place.onsite": "{place}",
    "place.online": "Daring",
    "place.hybrid": "{place}, juga daring",
    # Calendar entries.
    "event.cancelled": "DIBATALKAN: {summary}",
    "event.postponed": "DITUNDA: {summary}",
    "event.tentative": "Menunggu keputusan pengelola tempat.",
    "event.revised": "Diperbarui {moment}",
    "event.alarm": "Pengingat: {summary}",
    "event.with_batch": "{title} – {batch}",
    "event.with_agency": "{title} – {agency}",
    "event.bring": "Yang perlu dibawa: {value}",
    "event.conference": "Gabung daring",
    "event.join": "Gabung daring: {value}",
    "event.place": "Tempat: {value}",
    "event.map": "Peta: {value}",
    "event.contact": "Narahubung: {value}",
    "event.agency": "Terisi oleh: {value}",
    "event.headcount": "Jumlah peserta: {value}",
    "event.setup": "Persiapan: {value} menit sebelumnya",
    "event.cleanup": "Beres-beres: {value} menit sesudahnya",
    "event.conflict": "{law}: {title}",
    "event.conflict_about": "Masih terbuka. Peminjaman {agency}; rinciannya ada di halaman ini.",
    # Calendars that people subscribe to.
    "feed.person": "Jadwal {name}",
    "feed.trainer": "Jadwal mengajar {name}",
    "feed.batch": "{name}",
    "feed.room": "Jadwal {name}",
    "feed.venue": "Jadwal {name}",
    "feed.program": "Jadwal {name}",
    "feed.regency": "Pelatihan di {name}",
    "feed.coordinator": "Bentrok jadwal {name}",
    "feed.about": (
        "Jadwal dari Lintas, diperbarui dengan sendirinya. Siapa pun yang punya tautannya bisa"
        " melihatnya."
    ),
    "feed.unknown": "Tidak ada kalender pada tautan ini. Periksa kembali tautannya.",
    "feed.no_such_year": "Tidak ada arsip untuk tahun itu.",
    "feed.no_ifb": "Hanya tautan ruang dan tempat yang punya daftar waktu terpakai.",
    "feed.no_vav": (
        "Tautan ini tidak punya jam buka: hanya tempat yang jam bukanya tercatat punya."
    ),
    "feed.too_often": "Tautan ini terlalu sering diminta. Coba lagi beberapa menit lagi.",
    "feed.revoked": "Langganan kalender ini sudah dicabut. Mintalah tautan baru.",
    "feed.no_account": "Masukkan kata sandi perangkat: bagian rahasia dari alamat kalender Anda.",
    "feed.no_xml": "Permintaan ini tidak dapat dibaca.",
    "feed.unavailable": "Kalender sedang tidak dapat dibaca. Coba lagi sebentar lagi.",
    "feed.wrong_method": "Kalender hanya bisa dibaca.",
}
