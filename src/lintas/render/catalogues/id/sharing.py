"""What governments share, in Indonesian: programs, versions of schedules, plans in bulk."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "program_offered.headline": "Program ditawarkan",
    "program_offered.sentence": (
        "{agency} menawarkan program pelatihan berikut untuk diadopsi daerah Anda."
    ),
    "program_adopted.headline": "Program diadopsi",
    "program_adopted.sentence": "{agency} mengadopsi program pelatihan berikut.",
    "program_declined.headline": "Tawaran program ditolak",
    "program_declined.sentence": "{agency} tidak mengadopsi program pelatihan berikut.",
    "program_withdrawn.headline": "Tawaran program ditarik",
    "program_withdrawn.sentence": "{agency} menarik tawaran program pelatihan berikut.",
    "field.category": "Kelompok",
    "field.to_regency": "Daerah yang ditawari",
    "field.note": "Catatan",
    "field.source": "Sumber dana",
    "field.result": "Hasil",
    "field.offer_id": "Tawaran program",
    "field.follow_up_id": "Tindak lanjut",
    "fault.other_side": "{field}: {value}, seharusnya daerah lain",
    "subject.offer": "Tawaran",
    "state.offered": "ditawarkan",
    "state.adopted": "diadopsi",
    "verb.adopt": "diadopsi",
}
