"""Who reads an answer: in which language, and by what names they know governments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from weakref import WeakKeyDictionary

from lintas.store.engines import current
from lintas.web.asking import Connection
from lintas.web.languages import language_of
from lintas.web.regencies import name_regencies

# Governments are renamed by law; until then hundreds of names need not be read for each answer.
_KEPT_FOR = timedelta(minutes=1)
_KEPT: WeakKeyDictionary[object, tuple[datetime, Mapping[str, str]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Reader:
    """`regencies` are names by code; a government without one is called by its code."""

    language: str = "id"
    regencies: Mapping[str, str] = field(default_factory=dict)


SOMEBODY = Reader()


async def reader_of(connection: Connection) -> Reader:
    return Reader(language_of(connection), await _name_governments(datetime.now(UTC)))


async def _name_governments(now: datetime) -> Mapping[str, str]:
    engine = current()
    since, names = _KEPT.get(engine, (None, {}))
    if since is None or now - since > _KEPT_FOR:
        names = await name_regencies()
        _KEPT[engine] = (now, names)
    return names
