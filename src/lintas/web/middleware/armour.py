"""Headers that every answer bears, errors too."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import HTTPScope, Message, Receive, Send

from lintas.settings import Settings
from lintas.web.middleware.kinds import HTTPApp

POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Unless the handler says otherwise, nothing of ours is kept by caches.
DEFAULTS = {"Cache-Control": "no-store"}
HSTS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def armour(app: HTTPApp, settings: Settings) -> HTTPApp:
    always = {**ALWAYS, **(HSTS if settings.is_https else {})}

    async def armoured(scope: HTTPScope, receive: Receive, send: Send) -> None:
        async def send_armoured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders(message)
                for name, value in DEFAULTS.items():
                    headers.setdefault(name, value)
                for name, value in always.items():
                    headers[name] = value
            await send(message)

        await app(scope, receive, send_armoured)

    return armoured
