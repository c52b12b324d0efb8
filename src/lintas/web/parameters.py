"""Query strings, read strictly: nothing twice, nothing unknown, nothing unreadable."""

from typing import Any
from urllib.parse import parse_qsl

from litestar import Litestar
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from lintas.domain.refusal import Fault
from lintas.web.bodies.faults import unfit_text
from lintas.web.bodies.reading import Malformed, refusal_of
from lintas.web.csrf import SAFE
from lintas.web.doors import WrongMediaType

JSON = "application/json"


def list_parameters(app: Litestar) -> dict[tuple[str, str], frozenset[str]]:
    """What each route takes in its query string, by path and method."""
    return {
        (route.path, method): frozenset(
            parameter.field_alias for parameter in model.expected_query_params
        )
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method, (_, model) in route.route_handler_map.items()
    }


async def check_form(connection: Any, _: BaseRouteHandler) -> None:
    """Guard of every API route.

    One, and async: Litestar copies the handler for each guard, and sends the others to a thread.

    Raises:
        Malformed: a query string that isn't what the route takes.
        WrongMediaType: a body that doesn't say that it is JSON.
    """
    _check_parameters(connection)
    _check_media_type(connection)


def _check_parameters(connection: Any) -> None:
    if not connection.scope["query_string"]:
        return
    known = connection.app.state["parameters"][connection.scope["path_template"], connection.method]
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, value in _parse(connection.scope["query_string"]):
        if name not in known:
            faults.append(Fault(name, value, "no_such_field", ", ".join(sorted(known))))
        elif name in seen:
            faults.append(Fault(name, value, "once"))
        faults += unfit_text(name, value)
        seen.add(name)
    if faults:
        raise refusal_of(faults)


def _check_media_type(connection: Any) -> None:
    headers = connection.headers
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    given = headers.get("content-type", "")
    kind, _, parameters = given.partition(";")
    if connection.method in SAFE or not (given or has_body):
        return
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if kind.strip().lower() != JSON or charset not in ("", "utf-8"):
        raise WrongMediaType(given, JSON)


def _parse(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise Malformed(faults=(Fault("query", None, "utf_8"),)) from error
