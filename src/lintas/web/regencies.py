"""Governments, by the names that people know them by."""

from lintas.render.places import say_regency
from lintas.store.agencies import list_regencies

# There are some 500 kabupaten and kota.
_MOST = 1000


async def name_regencies() -> dict[str, str]:
    """Kabupaten Serang, by code."""
    return {each.code: say_regency(each) for each in await list_regencies(limit=_MOST)}
