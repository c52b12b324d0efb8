"""Headers that every answer bears, errors too."""

from litestar.types import HTTPScope, Message, Receive, Send

from lintas.settings import Settings
from lintas.web.middleware.kinds import HTTPApp

POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
# Unless a handler says otherwise, nothing of ours is kept by caches.
UNCACHED = (b"cache-control", b"no-store")


def armour(app: HTTPApp, settings: Settings) -> HTTPApp:
    told = {**ALWAYS, **(HSTS if settings.is_https else {})}
    always = [(name.encode(), value.encode()) for name, value in told.items()]
    ours = {name for name, _ in always}

    async def armoured(scope: HTTPScope, receive: Receive, send: Send) -> None:
        async def send_armoured(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Published calendars bear some of them by themselves.
                given = [each for each in message["headers"] if each[0].lower() not in ours]
                headers = [*given, *always]
                if all(name.lower() != UNCACHED[0] for name, _ in headers):
                    headers.append(UNCACHED)
                message["headers"] = headers
            await send(message)

        await app(scope, receive, send_armoured)

    return armoured
