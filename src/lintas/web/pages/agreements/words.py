"""An agreement as its pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lintas.domain.addenda import Addendum
from lintas.domain.agencies import Agreement, AgreementState, Cooperation
from lintas.domain.ledger import QuotaState
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.render.catalogues import say
from lintas.render.findings import label, severity_label
from lintas.render.times import say_days
from lintas.rules import Severity
from lintas.rules.access import Subject, Verb, can
from lintas.store.agreements import find_agreement
from lintas.store.venues.places import list_venues_named
from lintas.web.pages.keeping.agreements import COOPERATIONS, KINDS
from lintas.web.regencies import name_regencies

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """`state` is a word for its badge; `weights` are laws that weigh other than by themselves."""

    id: UUID
    kind: str
    title: str
    number: str
    parties: tuple[str, ...]
    term: str
    state: str
    said: str
    scope: str
    venues: tuple[str, ...]
    is_example: bool
    cooperation: str = ""
    umbrella: tuple[UUID, str] | None = None
    balance: str = ""
    weights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaShown:
    """How much of a quota is gone and left, in words."""

    who: str
    period: str
    used: str
    held: str
    left: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class AddendumShown:
    id: UUID
    name: str
    dated: str
    summary: str
    changes: tuple[str, ...]
    is_offered: bool
    may_accept: bool


async def show_agreement_facts(agreement: Agreement, today: date, actor: Actor) -> AgreementShown:
    names = await name_regencies()
    state, said = _state(agreement, today)
    balance = agreement.balance
    return AgreementShown(
        id=agreement.id,
        kind=KINDS[agreement.kind],
        title=agreement.title,
        number=agreement.number,
        parties=tuple(names.get(party, party) for party in agreement.parties),
        term=say_term(agreement.valid_from, agreement.valid_until),
        state=state,
        said=said,
        scope=agreement.scope,
        venues=tuple(each.name for each in await list_venues_named(agreement.venue_ids)),
        is_example=agreement.is_example,
        cooperation=COOPERATIONS[Cooperation(agreement.cooperation)],
        umbrella=await _umbrella(agreement, actor),
        balance=f"paling banyak {balance.ratio} kali lipat, bebas sampai {balance.beyond} hari"
        if balance
        else "",
        weights=say_weights(agreement.severities),
    )


def say_weights(severities: Mapping[str, str]) -> tuple[str, ...]:
    """Kuota habis: Perlu alasan."""
    return tuple(
        f"{label(code)}: {severity_label(Severity(weight))}" for code, weight in severities.items()
    )


def show_quota(state: QuotaState, names: dict[str, str]) -> QuotaShown:
    """Kab. Serang di Kab. Bandung, tahun 2026: sisa 11 dari 24 hari."""
    quota = state.quota
    unit = say(f"quota.{quota.unit.value}", "id")
    period = say("quota.year", "id", year=state.year) if state.year else say("quota.term", "id")
    lender, borrower = names.get(quota.lender, ""), names.get(quota.borrower, "")
    over = state.left < 0
    left = f"lebih {say_amount(-state.left)}" if over else f"sisa {say_amount(state.left)}"
    return QuotaShown(
        who=f"{borrower} di tempat milik {lender}",
        period=period,
        used=say_amount(state.used),
        held=say_amount(state.held),
        left=f"{left} dari {quota.amount} {unit}",
        is_over=over,
    )


def say_amount(amount: float) -> str:
    """12, or 2,5."""
    return f"{amount:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def show_addendum(
    addendum: Addendum, agreement: Agreement, actor: Actor, names: dict[str, str]
) -> AddendumShown:
    changes = []
    if addendum.valid_until:
        last = addendum.valid_until - DAY
        changes.append(f"Berlaku sampai {say_days(last, last)}")
    if addendum.venue_ids is not None:
        count = len(addendum.venue_ids)
        changes.append(f"Mencakup {count} tempat" if count else "Mencakup semua tempat para pihak")
    changes += [
        f"Kuota {names.get(quota.borrower, '')} di tempat milik {names.get(quota.lender, '')}:"
        f" {quota.amount} {say(f'quota.{quota.unit.value}', 'id')}"
        for quota in addendum.quotas or ()
    ]
    offered = addendum.state is AgreementState.OFFERED
    others = [party for party in agreement.parties if party != addendum.offered_by]
    return AddendumShown(
        id=addendum.id,
        name=f"Adendum {addendum.number}" if addendum.number else "Adendum",
        dated=say_days(addendum.dated, addendum.dated),
        summary=addendum.summary,
        changes=tuple(changes),
        is_offered=offered,
        may_accept=offered and keeps(actor, others),
    )


def keeps(actor: Actor, parties: Iterable[str]) -> bool:
    """What the page offers; the action decides."""
    subjects = [Subject(keeper=party) for party in parties]  # type: ignore[arg-type]  # codes
    return any(can(actor, Verb.KEEP_AGREEMENTS, subject) for subject in subjects)


def say_term(start: date, until: date) -> str:
    return say_days(start, until - DAY)


async def _umbrella(agreement: Agreement, actor: Actor) -> tuple[UUID, str] | None:
    if not agreement.umbrella_id:
        return None
    try:
        found = await find_agreement(agreement.umbrella_id, seen_by=actor)
    except NotFound:
        return None
    return found.id, found.title


def _state(agreement: Agreement, today: date) -> tuple[str, str]:
    """A badge's class and word."""
    if agreement.state is AgreementState.OFFERED:
        return "requested", "Ditawarkan"
    if agreement.valid_until <= today:
        return "expired", "Berakhir"
    if today < agreement.valid_from:
        return "requested", "Belum berlaku"
    return "approved", "Berlaku"
