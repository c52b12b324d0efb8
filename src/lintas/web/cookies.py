"""Our cookies: none is readable by scripts, none is sent along from other sites."""

from datetime import timedelta

from litestar.datastructures import Cookie

from lintas.settings import Settings


def session_cookie(settings: Settings) -> str:
    """`__Host-` keeps neighbours under the same domain from setting it, and needs https."""
    return _named("sid", settings)


def guest_cookie(settings: Settings) -> str:
    """Binds the forms of those who are not signed in to their browser."""
    return _named("guest", settings)


def flash_cookie(settings: Settings) -> str:
    """What the next page says on top, once."""
    return _named("flash", settings)


def make_cookie(
    name: str, value: str, settings: Settings, *, life: timedelta | None = None
) -> Cookie:
    """Without a life it ends with the browser."""
    return Cookie(
        key=name,
        value=value,
        path="/",
        secure=settings.is_https,
        httponly=True,
        samesite="lax",
        max_age=None if life is None else int(life.total_seconds()),
    )


def end_cookie(name: str, settings: Settings) -> Cookie:
    return make_cookie(name, "", settings, life=timedelta())


def _named(name: str, settings: Settings) -> str:
    return f"__Host-{name}" if settings.is_https else name
