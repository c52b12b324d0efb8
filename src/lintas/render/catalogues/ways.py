"""Words for ways out and layouts, by language."""

from collections.abc import Mapping

WAYS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "other_room": "Pindah ruang: {room}, {venue} (muat {seats} orang)",
        "other_time": "Jadwal ulang: {times}",
        "leave_out": "Tanpa sesi {numbers}",
        "other_layout": "Tata letak {layout} (muat {seats} orang)",
        "other_trainer": "Pengajar lain: {trainers}",
        "split_dates": "Dua peminjaman: sesi {numbers} di {room}, {venue} (muat {seats} orang)",
        "split_people": (
            "Dua kelompok: {here} orang tetap, {there} orang di {room}, {venue}{trainers}"
        ),
        "split_turns": "Dua kelompok: {here} orang tetap, {there} orang pada {times}",
        "taught_by": ", diajar {names}",
        "in_sessions": "{names} (sesi {numbers})",
    },
    "en": {
        "other_room": "Other room: {room}, {venue} (seats {seats})",
        "other_time": "Other time: {times}",
        "leave_out": "Without session {numbers}",
        "other_layout": "Layout {layout} (seats {seats})",
        "other_trainer": "Other trainer: {trainers}",
        "split_dates": "Two bookings: session {numbers} in {room}, {venue} (seats {seats})",
        "split_people": (
            "Two groups: {here} people as planned, {there} in {room}, {venue}{trainers}"
        ),
        "split_turns": "Two groups: {here} people as planned, {there} at {times}",
        "taught_by": ", taught by {names}",
        "in_sessions": "{names} (session {numbers})",
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
