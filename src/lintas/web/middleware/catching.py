"""Errors from outside Litestar's own handling: an answer, never a dropped connection."""

from litestar.types import HTTPScope, Message, Receive, Send

from lintas.web.answers import answer_error
from lintas.web.asking import AnyRequest
from lintas.web.middleware.kinds import HTTPApp


def catch(app: HTTPApp) -> HTTPApp:
    async def catching(scope: HTTPScope, receive: Receive, send: Send) -> None:
        is_answered = False

        async def send_noting(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await app(scope, receive, send_noting)
        except Exception as error:
            if is_answered:
                raise
            request = AnyRequest(scope, receive, send)
            answer = answer_error(request, error).to_asgi_response(app=None, request=request)
            await answer(scope, receive, send)

    return catching
