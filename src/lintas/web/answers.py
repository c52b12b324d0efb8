"""Errors in the form that the asker can read: problem details for programs, a page for people."""

import logging
import secrets
from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException

from lintas.domain.refusal import Refusal
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.trouble import as_trouble
from lintas.web.asking import AnyRequest, NotSignedIn
from lintas.web.doors import Unhandled, as_refusal
from lintas.web.html import ask_to_sign_in, problem_page
from lintas.web.languages import language_of
from lintas.web.masking import mask
from lintas.web.problems import MEDIA_TYPE, problem_of
from lintas.web.refusals import headers_of, status_of

logger = logging.getLogger(__name__)


def answer_error(request: AnyRequest, error: Exception) -> Response[Any]:
    """Every error there is, here and nowhere else; bugs are logged once, with a reference."""
    if isinstance(error, AnsweredBefore):
        headers = {"Idempotency-Replayed": "true"}
        body = error.answer.encode()
        return Response(
            body, status_code=error.status, headers=headers, media_type="application/json"
        )
    refusal = _refusal_in(error, request)
    status = status_of(refusal)
    headers = headers_of(refusal)
    if not wants_page(request):
        problem = problem_of(refusal, status, language_of(request))
        body = msgspec.json.encode(problem)
        return Response(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)
    if isinstance(refusal, NotSignedIn):
        return ask_to_sign_in(request)
    return problem_page(request, refusal)


def wants_page(request: AnyRequest) -> bool:
    """Whether a person with a browser asks: programs get problem details."""
    return not request.scope["path"].startswith("/api/") and "text/html" in request.headers.get(
        "accept", ""
    )


def _refusal_in(error: Exception, request: AnyRequest) -> Refusal:
    if isinstance(error, Refusal):
        return error
    known = as_refusal(error, request) if isinstance(error, HTTPException) else as_trouble(error)
    if known is not None:
        return known
    reference = secrets.token_hex(4)
    where = f"{request.method} {mask(request.scope['path'])}"
    logger.error("%s failed, reference %s", where, reference, exc_info=error)
    return Unhandled(reference)
