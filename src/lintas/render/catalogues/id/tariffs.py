"""What it costs to use a room, in Indonesian."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "tariff.rupiah": "Rp {amount}",
    "tariff.free": "tanpa biaya",
    "tariff.izin_pemakaian": "Izin pemakaian",
    "tariff.pinjam_pakai": "Pinjam pakai",
    "tariff.sewa": "Sewa/retribusi",
    "tariff.hibah": "Hibah",
    "tariff.hari": "per hari",
    "tariff.jam": "per jam",
    "tariff.pemakaian": "per pemakaian",
}
