"""Whether a regency that somebody names is one that is registered."""

from lintas.domain.agencies import RegencyCode
from lintas.store.agencies import find_regency


async def known_regency(code: str | None, field: str) -> RegencyCode | None:
    """Its code; none where none was named.

    Raises:
        NotFound: naming `field`.
    """
    return (await find_regency(code, field=field)).code if code else None
