"""For watchers: whether the process lives, and whether it can serve."""

from litestar import Response, get

from lintas.store.migrations import check_schema


@get("/health", include_in_schema=False)
async def tell_health() -> dict[str, str]:
    """The process answers; nothing is said about the database."""
    return {"status": "alive"}


@get("/ready", include_in_schema=False)
async def tell_readiness() -> Response[dict[str, str]]:
    """The database answers, and its schema is the one that this code knows; else 503."""
    await check_schema()
    return Response({"status": "ready"})
