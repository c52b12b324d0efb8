"""An agreement, as it is offered. Its own pages are `lintas.web.pages.agreements`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from lintas.actions.agreements.change_agreement import AgreementChange, check_keeper
from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.offer_agreement import offer_agreement
from lintas.domain.agencies import (
    Agreement,
    AgreementId,
    AgreementKind,
    Balance,
    Cooperation,
)
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.rules.access import Verb
from lintas.store.agreements import find_agreement, list_agreements
from lintas.store.venues.places import list_venues
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key, read_word
from lintas.web.regencies import name_regencies

KINDS = {
    AgreementKind.PKS: "Perjanjian Kerja Sama (PKS)",
    AgreementKind.KB: "Kesepakatan Bersama (KB)",
}
COOPERATIONS = {
    Cooperation.KSDD: "Kerja sama daerah dengan daerah lain (KSDD)",
    Cooperation.KSDPK: "Kerja sama daerah dengan pihak ketiga (KSDPK)",
    Cooperation.SINERGI: "Sinergi dengan pemerintah pusat",
}
# More would not fit a page that phones load; the API takes any number.
MOST_VENUES = 150
_DAY = timedelta(days=1)
BALANCE = ("balance.ratio", "balance.beyond")


async def _rows(actor: Actor) -> Sequence[Row]:
    return [
        Row(each.id, each.title, each.number, each.is_example)
        for each in await list_agreements(seen_by=actor, limit=1000)
    ]


async def _choices(actor: Actor, _: Form) -> Choices:
    names = await name_regencies()
    venues = await list_venues(limit=MOST_VENUES)
    return {
        "kind": list(KINDS.items()),
        "parties": list(names.items()),
        "cooperation": list(COOPERATIONS.items()),
        "umbrella_id": [
            (each.id, each.title)
            for each in await list_agreements(seen_by=actor, limit=500)
            if each.kind is AgreementKind.KB
        ],
        "venue_ids": [(each.id, f"{each.name}, {names.get(each.regency, '')}") for each in venues],
    }


async def _find(key: str, actor: Actor) -> Kept:
    agreement = await find_agreement(read_key(key, "agreement_id"), seen_by=actor)
    check_keeper(actor, agreement)
    return Kept(agreement.title, values_of(agreement))


async def _start(_: str, actor: Actor) -> Values:
    return {
        "kind": AgreementKind.PKS,
        "cooperation": Cooperation.KSDD,
        "parties": tuple(sorted(actor.regencies())),
    }


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    plain = {name: value for name, value in values.items() if name not in BALANCE}
    facts = AgreementFacts(
        **{
            **plain,
            "balance": read_balance(values),
            "cooperation": read_word(values, "cooperation", Cooperation),
            "kind": read_word(values, "kind", AgreementKind),
            "valid_until": day_after(values["valid_until"]),
        }
    )
    agreement = await offer_agreement(facts, actor=actor, now=now)
    return f"/kerja-sama/{agreement.id}"


async def _change(key: str, _: Values, __: Actor, ___: datetime) -> str:
    """It has a page of its own, which first shows whom it would meet."""
    raise NotFound("agreement_id", key)


def read_balance(values: Values) -> Balance | None:
    ratio, beyond = (values[name] for name in BALANCE)
    return Balance(ratio, beyond or 0) if ratio else None


def values_of(agreement: Agreement) -> dict[str, Any]:
    return {
        "number": agreement.number,
        "title": agreement.title,
        "valid_from": agreement.valid_from,
        "valid_until": agreement.valid_until - _DAY,
        "scope": agreement.scope,
        "venue_ids": agreement.venue_ids,
        "version": agreement.version,
        "cooperation": agreement.cooperation,
        "umbrella_id": agreement.umbrella_id,
        "balance.ratio": agreement.balance.ratio if agreement.balance else None,
        "balance.beyond": agreement.balance.beyond if agreement.balance else None,
    }


def read_change(values: Values, reason: str) -> AgreementChange:
    return AgreementChange(
        number=values["number"],
        title=values["title"],
        valid_from=values["valid_from"],
        valid_until=day_after(values["valid_until"]),
        scope=values["scope"],
        venue_ids=values["venue_ids"],
        cooperation=read_word(values, "cooperation", Cooperation),
        umbrella_id=AgreementId(values["umbrella_id"]) if values["umbrella_id"] else None,
        balance=read_balance(values),
        version=values["version"],
        reason=reason,
    )


def day_after(day: date) -> date:
    """People name the last day, and agreements the first on which they no longer hold."""
    return day if day == date.max else day + _DAY


AGREEMENTS = Noun(
    slug="kerja-sama",
    home="/kerja-sama",
    one="kerja sama",
    many="Kerja sama",
    verb=Verb.KEEP_AGREEMENTS,
    entries=(
        Entry("kind", "Jenis", Kind.WORD, fixed=True),
        Entry("title", "Judul"),
        Entry("number", "Nomor", hint="Kosongkan sampai nomornya ada", required=False),
        Entry("parties", "Pihak", Kind.WORDS, hint="Sedikitnya dua", fixed=True),
        Entry("valid_from", "Berlaku mulai", Kind.DAY),
        Entry("valid_until", "Berlaku sampai", Kind.DAY, hint="Hari terakhir yang masih berlaku"),
        Entry("scope", "Cakupan", Kind.AREA, hint="Apa yang disepakati", required=False),
        Entry(
            "venue_ids",
            "Tempat",
            Kind.MANY,
            hint="Tidak ada yang dicentang: semua tempat para pihak",
            required=False,
        ),
        Entry("cooperation", "Jenis kerja sama", Kind.WORD),
        Entry(
            "umbrella_id",
            "Kesepakatan induk",
            Kind.ONE,
            hint="Kesepakatan Bersama (KB) yang memayungi PKS ini",
            required=False,
        ),
        Entry(
            "balance.ratio",
            "Timbal balik: paling banyak berapa kali lipat",
            Kind.NUMBER,
            hint="Hanya menjadi catatan bagi yang mengajukan; kosong: tidak diatur",
            required=False,
        ),
        Entry("balance.beyond", "Timbal balik: bebas sampai (hari)", Kind.NUMBER, required=False),
        Entry("version", "Versi", Kind.VERSION, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
)
