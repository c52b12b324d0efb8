"""What somebody can't have, in words that say what to change."""

import re
from datetime import datetime

from babel.numbers import format_decimal

from lintas.actions.programs.coinciding import Meanwhile
from lintas.domain.refusal import AlreadyThere, Fault, Refusal, code_of
from lintas.render.catalogues import knows, say
from lintas.render.times import local_zone, say_moment, say_span

LONGEST_VALUE = 60
# Ours, such as all the choices there are.
LONGEST_LIMIT = 300
# Facts that are stable words of ours, and are said in the reader's.
WORDED = frozenset({"subject", "state", "verb"})
INDEXED = re.compile(r"(?P<name>[^\[]*)\[(?P<index>\d+)\]")


def field_label(field: str, language: str = "id") -> str:
    """A field's name from its path: "sessions[0].starts_at" is Sesi 1, Waktu mulai."""
    label, *inner = [_step_label(step, language) for step in field.split(".")]
    for each in inner:
        label = say("field.within", language, outer=label, inner=each)
    return label


def say_fault(fault: Fault, language: str = "id") -> str:
    """What was given and what was expected: Jumlah peserta: 0, seharusnya paling sedikit 1."""
    if fault.expected == "most_items" and isinstance(fault.value, int):
        return _say_count(fault, fault.value, language)
    # What isn't a time as we take it is shown as it was written.
    as_written = fault.expected == "instant" and isinstance(fault.value, str) and fault.value
    return say(
        _fault_key(fault, language),
        language,
        field=field_label(fault.field, language),
        value=_short(as_written) if as_written else _given_label(fault, language),
        limit=_value_label(fault.limit, language, LONGEST_LIMIT),
    )


def _say_count(fault: Fault, count: int, language: str) -> str:
    """How many there are, and how many there may be."""
    locale = say("time.locale", language)
    return say(
        "fault.most_items_counted",
        language,
        field=field_label(fault.field, language),
        value=format_decimal(count, locale=locale),
        limit=format_decimal(str(fault.limit), locale=locale),
    )


def say_refusal(refusal: Refusal, language: str = "id") -> str:
    """One sentence about the whole; `say_fault` tells each of its faults, beside its field."""
    facts = {name: _fact_label(name, fact, language) for name, fact in vars(refusal).items()}
    facts["field"] = _fields(refusal, language)
    return say(_refusal_key(refusal, language), language, **facts)


def _refusal_key(refusal: Refusal, language: str) -> str:
    """Its own words, else those of the kind that it is one of."""
    if isinstance(refusal, AlreadyThere) and refusal.match:
        return "refusal.already_there_as"
    kinds = [kind for kind in type(refusal).__mro__ if issubclass(kind, Refusal)]
    keys = [f"refusal.{code_of(kind)}" for kind in kinds]
    return next(key for key in keys if knows(key, language))


def _fact_label(name: str, fact: object, language: str) -> object:
    if name not in WORDED:
        return fact
    key = f"{name}.{fact}"
    return say(key if knows(key, language) else f"{name}.other", language)


def _given_label(fault: Fault, language: str) -> str:
    """A state in the words of the sentence above it, not in the machine's."""
    if fault.expected == "state":
        return str(_fact_label("state", fault.value, language))
    return _value_label(fault.value, language)


def _fields(refusal: Refusal, language: str) -> str:
    return ", ".join(dict.fromkeys(field_label(fault.field, language) for fault in refusal.faults))


def _fault_key(fault: Fault, language: str) -> str:
    key = f"fault.{fault.expected}"
    if _moment(fault.limit) and knows(f"{key}_moment", language):
        return f"{key}_moment"
    if knows(key, language):
        return key
    return "fault.other" if fault.limit is None else "fault.other_limit"


def _step_label(step: str, language: str) -> str:
    indexed = INDEXED.fullmatch(step)
    name = indexed["name"] if indexed else step
    known = f"field.{name}"
    label = say(known, language) if knows(known, language) else name
    if not indexed:
        return label
    return say("field.numbered", language, field=label, n=int(indexed["index"]) + 1)


def _value_label(value: object, language: str, longest: int = LONGEST_VALUE) -> str:
    """What was given, short enough to read; moments as people say them."""
    if value is None or value == "":
        return say("field.nothing", language)
    if isinstance(value, Meanwhile):
        return _meanwhile(value, language)
    if moment := _moment(value):
        return say_moment(moment, local_zone(moment), language)
    return _short(str(value), longest)


def _meanwhile(value: Meanwhile, language: str) -> str:
    met = value.coincidence
    return say(
        "fault.meanwhile",
        language,
        here=say_span(met.here, met.here_zone, language),
        there=say_span(met.there, met.there_zone, language),
        title=_short(value.title),
    )


def _short(text: str, longest: int = LONGEST_VALUE) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _moment(value: object) -> datetime | None:
    """An instant that was written down with its offset; none for anything else."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
