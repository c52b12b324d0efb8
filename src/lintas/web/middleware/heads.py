"""HEAD wherever GET is: the same answer without its body."""

from litestar.types import HTTPScope, Message, Receive, Send

from lintas.web.middleware.kinds import HTTPApp

# Calendars tell the two apart: only a GET was a fetch.
APART = ("/k/",)
# In the request's state: what is answered is only looked at from outside.
BODILESS = "bodiless"


def answer_heads(app: HTTPApp) -> HTTPApp:
    async def answering(scope: HTTPScope, receive: Receive, send: Send) -> None:
        if scope["method"] != "HEAD" or scope["path"].startswith(APART):
            await app(scope, receive, send)
            return

        async def send_bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        scope["method"] = "GET"
        scope.setdefault("state", {})[BODILESS] = True
        await app(scope, receive, send_bodiless)

    return answering
