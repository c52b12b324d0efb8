"""What it costs to use a room, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "tariff.rupiah": "Rp {amount}",
    "tariff.free": "no charge",
    "tariff.izin_pemakaian": "Permit to use",
    "tariff.pinjam_pakai": "Loan for use",
    "tariff.sewa": "Rent or fee",
    "tariff.hibah": "Grant",
    "tariff.hari": "per day",
    "tariff.jam": "per hour",
    "tariff.pemakaian": "per use",
}
