"""What it costs to use a room, in words."""

from babel.numbers import format_decimal

from lintas.domain.tariffs import Basis, Per, Tariff
from lintas.render.catalogues import say


def say_rupiah(amount: int, language: str = "id") -> str:
    """Rp 150.000; nothing is "tanpa biaya"."""
    if amount == 0:
        return say("tariff.free", language)
    said = format_decimal(amount, locale=say("time.locale", language))
    return say("tariff.rupiah", language, amount=said)


def say_basis(basis: Basis, language: str = "id") -> str:
    return say(f"tariff.{basis.value}", language)


def say_per(per: Per, language: str = "id") -> str:
    return say(f"tariff.{per.value}", language)


def say_tariff(tariff: Tariff, language: str = "id") -> str:
    """Sewa/retribusi: Rp 150.000 per hari (Perda 1/2024)."""
    amount = say_rupiah(tariff.amount, language)
    priced = f"{amount} {say_per(tariff.per, language)}" if tariff.amount else amount
    ground = f" ({tariff.legal_basis})" if tariff.legal_basis else ""
    return f"{say_basis(tariff.basis, language)}: {priced}{ground}"


def say_cost(tariff: Tariff, amount: int, language: str = "id") -> str:
    """Rp 450.000; Sewa/retribusi: Rp 150.000 per hari (Perda 1/2024)."""
    said = say_tariff(tariff, language)
    return f"{say_rupiah(amount, language)}; {said}" if tariff.amount else said
