"""Laws, and where a plan breaks them, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Laws, by the English sentence that states them in `rules`.
    "A room hosts one use at a time, with its hall and its parts, set-up, clean-up and gap.": (
        "Satu ruang hanya untuk satu pemakaian pada satu waktu, termasuk aula induk dan"
        " bagian-bagiannya, persiapan, beres-beres, dan jeda."
    ),
    "A room is used only while its venue is open and nothing has closed it.": (
        "Ruang hanya dipakai pada jam buka tempatnya dan selama tidak ada penutupan."
    ),
    "A room seats everyone who is expected, in the layout that was asked for.": (
        "Ruang harus menampung semua peserta dengan tata letak yang diminta."
    ),
    "A trainer teaches one session at a time, in whichever regency it is.": (
        "Seorang pengajar hanya mengajar satu sesi pada satu waktu, di kabupaten mana pun."
    ),
    "A government uses another's rooms and tools only under an agreement of the two in force.": (
        "Pemerintah daerah memakai ruang dan alat milik daerah lain hanya berdasarkan kerja sama"
        " keduanya yang masih berlaku."
    ),
    "One agreement holds on every date of a booking that crosses a border.": (
        "Peminjaman antardaerah berdiri di atas satu kerja sama yang berlaku pada setiap"
        " tanggalnya."
    ),
    "Nobody trains on a public holiday without a reason, and civil servants not at all.": (
        "Pelatihan pada hari libur nasional perlu alasan, dan bagi aparatur tidak diadakan."
    ),
    "On a joint day of leave offices are shut, so somebody says who opens the door.": (
        "Pada cuti bersama kantor tutup, jadi harus jelas siapa yang membuka tempat."
    ),
    "From the day on which a venue is handed over, its new owner decides about it.": (
        "Sejak tempat diserahterimakan, pemilik barunya yang menentukan."
    ),
    "What a program needs stands in its room, or is taken along.": (
        "Alat yang diperlukan program ada di ruangnya atau dibawa."
    ),
    "At every moment there are as many of an asset as are taken, and it is where it is used.": (
        "Pada setiap saat jumlah alat mencukupi semua yang memakainya, dan alat itu ada di"
        " tempatnya."
    ),
    "Of each machine there are as many as the program wants for so many people.": (
        "Jumlah setiap alat sesuai dengan yang diminta program untuk sekian peserta."
    ),
    "A slot that a higher claim took back is lent again only to a claim that weighs as much.": (
        "Jadwal yang dicabut untuk kegiatan yang lebih diutamakan hanya dipinjamkan lagi kepada"
        " kegiatan yang setingkat."
    ),
    # What a finding is called, where there is room for a few words only.
    "label.venue_clash": "Tempat bentrok",
    "label.venue_closed": "Tempat tutup / perbaikan",
    "label.venue_ownership": "Status aset beralih",
    "label.equip_missing": "Sarana tidak ada",
    "label.equip_clash": "Alat tidak cukup pada jam itu",
    "label.equip_ratio": "Rasio alat per peserta",
    "label.venue_bumped": "Dicabut untuk kegiatan pimpinan",
    "label.capacity": "Melebihi daya tampung",
    "label.trainer_clash": "Pengajar bentrok",
    "label.agreement_none": "Tidak ada Perjanjian Kerja Sama",
    "label.agreement_expired": "Perjanjian Kerja Sama berakhir",
    "label.holiday": "Hari libur nasional",
    "label.cuti_bersama": "Cuti bersama",
    "severity.blocks": "Wajib diselesaikan",
    "severity.warns": "Perlu alasan",
    "severity.informs": "Catatan",
    # Sentences. The asker's side of each:
    "finding.wanted": "Yang diminta {wanted}.",
    "finding.here": "Tempat ini",
    "finding.room_here": "Ruang ini",
    # The other side:
    "venue_clash.use": "{room} dipakai {taken}, oleh {agency}.",
    "venue_clash.kin": "{room} dan {asked} bagian dari ruang yang sama.",
    "venue_clash.held": "Dengan persiapan, beres-beres, dan jeda, ruang terpakai {held}.",
    "venue_clash.no_gap": "Waktu untuk persiapan, beres-beres, dan jeda tidak cukup.",
    "venue_clash.sibling": (
        "Dua sesi dalam permintaan ini bertabrakan di {room}: sesi {first} ({taken}) dan sesi"
        " {second} ({wanted})."
    ),
    "trainer_clash.use": "Pengajar ini sudah mengajar {taken}, di {venue}.",
    "trainer_clash.sibling": (
        "Pengajar yang sama diminta di dua sesi yang bertabrakan: sesi {first} ({taken}) dan sesi"
        " {second} ({wanted})."
    ),
    "venue_closed.closure": "{place} ditutup {closed}.",
    "venue_closed.closure_because": "{place} ditutup {closed}: {reason}.",
    "venue_closed.opens": "{place} buka {opens}.",
    "venue_closed.shut": "{place} tutup pada {day}.",
    "venue_closed.around": "Persiapan atau beres-beresnya di luar jam buka.",
    "venue_bumped": "{room} diperuntukkan {claimed} bagi {in_favour_of} ({authority}).",
    "capacity.over": "Peserta {headcount} orang, daya tampung {room}{layout} {capacity} orang.",
    "capacity.nearly": (
        "{room} hampir penuh: peserta {headcount} orang, daya tampung{layout} {capacity} orang."
    ),
    "capacity.unknown": (
        "Daya tampung {room}{layout} belum tercatat. Peserta yang diharapkan {headcount} orang."
    ),
    "capacity.layout": " dengan tata letak {layout}",
    "venue_ownership": ("{venue} beralih kepada {to} mulai {day}."),
    "venue_ownership.document": ("Dasarnya: {document}."),
    "equip_missing": (
        "Program ini memerlukan {tool}, tetapi tidak ada di {room} dan tidak dibawa."
    ),
    "equip_missing.unknown": ("Program ini memerlukan {tool}. Alat di {room} belum tercatat."),
    "equip_missing.wished": (
        "Anda mencari {tool}, tetapi tidak ada di {room} dan tidak bisa dibawakan."
    ),
    "equip_missing.wished.unknown": (
        "Anda mencari {tool}, yang tidak bisa dibawakan. Alat di {room} belum tercatat."
    ),
    "equip_clash.use": ("{asset}: {taken_quantity} dipakai {taken}, oleh {agency} di {place}."),
    "equip_clash.way": "Waktu tempuhnya {minutes} menit ({origin}), jedanya {gap} menit.",
    "equip_clash.unknown": (
        "Jedanya {gap} menit, dan waktu tempuhnya belum diketahui karena letak tempat belum"
        " tercatat."
    ),
    "equip_clash.left": ("Perlu {needed}, tersisa {free} dari {total}."),
    "equip_clash.few": ("{asset}: perlu {needed}, yang ada hanya {total}."),
    "equip_clash.away": ("{asset} tidak dapat dibawa ke {venue}."),
    "equip_ratio": (
        "{tool}: ada {available}, sebaiknya {needed} untuk {headcount} orang"
        " (satu untuk {persons} orang)."
    ),
    "agreement.KB": "Kesepakatan Bersama",
    "agreement.PKS": "Perjanjian Kerja Sama",
    "agreement.any": "Kerja sama",
    "agreement_none": (
        "Belum ada Kesepakatan Bersama atau Perjanjian Kerja Sama yang berlaku antara {lender} dan"
        " {borrower} untuk {venue}."
    ),
    "agreement_none.tool": (
        "{asset} milik {lender}. Tidak ada kerja sama dengan {borrower} yang berlaku pada hari itu."
    ),
    "agreement_expired": "{kind} {name} berlaku {term}.",
    "government": "pemerintah daerah {code}",
    "holiday.national": "{day} adalah hari libur nasional: {name} ({decree}).",
    "holiday.civil_servants": "Pelatihan aparatur tidak diadakan pada hari libur.",
    "holiday.undecreed": (
        "Hari libur tahun {year} belum ditetapkan SKB tiga menteri. {day} mungkin hari libur."
    ),
    "cuti_bersama": "{day} adalah cuti bersama: {name} ({decree}). Tuliskan siapa yang membuka"
    " tempat.",
}
