"""Words for ways out and layouts, by language."""

from collections.abc import Mapping

WAYS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "other_room": "Pindah ruang: {room}, {venue} (muat {seats} orang)",
        "other_time": "Jadwal ulang: {times}",
        "leave_out": "Tanpa sesi {numbers}",
        "other_layout": "Tata letak {layout} (muat {seats} orang)",
    },
    "en": {
        "other_room": "Other room: {room}, {venue} (seats {seats})",
        "other_time": "Other time: {times}",
        "leave_out": "Without session {numbers}",
        "other_layout": "Layout {layout} (seats {seats})",
    },
}

LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "classroom": "kelas",
        "theatre": "teater",
        "theater": "teater",
        "u_shape": "huruf U",
        "cluster": "kelompok",
        "workshop": "workshop",
    },
    "en": {
        "classroom": "classroom",
        "theatre": "theatre",
        "theater": "theatre",
        "u_shape": "U shape",
        "cluster": "cluster",
        "workshop": "workshop",
    },
}
