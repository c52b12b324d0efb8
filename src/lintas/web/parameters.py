"""Query strings, read strictly: nothing twice, nothing unknown, nothing unreadable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from litestar import Litestar
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute
from litestar.typing import FieldDefinition
from msgspec import Meta, inspect

from lintas.domain.refusal import Fault
from lintas.web.bodies.faults import list_faults, unfit_text
from lintas.web.bodies.reading import Malformed
from lintas.web.csrf import SAFE
from lintas.web.doors import WrongMediaType

API = "/api/"
JSON = "application/json"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length", "pattern")


@dataclass(frozen=True, slots=True)
class Parameter:
    kind: inspect.Type
    is_required: bool

    def faults(self, name: str, text: str) -> list[Fault]:
        """What is wrong with a value of it, which is text in a query string whatever it means."""
        kinds = self.kind.types if isinstance(self.kind, inspect.UnionType) else (self.kind,)
        is_number = any(isinstance(kind, inspect.IntType) for kind in kinds)
        value = int(text) if is_number and _WHOLE_NUMBER.fullmatch(text) else text
        return list_faults(value, self.kind, name)


Parameters = Mapping[str, Parameter]


def list_parameters(app: Litestar) -> dict[tuple[str, str], Parameters]:
    """What each route of the API takes in its query string, by path and method."""
    return {
        (route.path_format, method): {
            each.field_alias: Parameter(
                _kind(handler.parsed_fn_signature.parameters[each.field_name]), each.is_required
            )
            for each in model.expected_query_params
        }
        for route in app.routes
        if isinstance(route, HTTPRoute) and route.path.startswith(API)
        for method, (handler, model) in route.route_handler_map.items()
    }


def _kind(field: FieldDefinition) -> inspect.Type:
    given = field.kwarg_definition
    limits = {name: getattr(given, name, None) for name in _LIMITS}
    meta = Meta(**{name: limit for name, limit in limits.items() if limit is not None})
    if not field.is_optional:
        return inspect.type_info(Annotated[field.annotation, meta])
    (inner,) = (each for each in field.inner_types if not each.is_none_type)
    return inspect.type_info(Annotated[inner.annotation, meta] | None)


async def check_form(connection: Any, handler: BaseRouteHandler) -> None:
    """Guard of every API route.

    One, and async: Litestar copies the handler for each guard, and sends the others to a thread.

    Raises:
        Malformed: a query string that isn't what the route takes.
        WrongMediaType: a body that doesn't say that it is JSON, or what the route `takes`.
    """
    _check_parameters(connection)
    _check_media_type(connection, handler.opt.get("takes", (JSON,)))


def _check_parameters(connection: Any) -> None:
    known = connection.app.state["parameters"][connection.scope["path_template"], connection.method]
    if not (known or connection.scope["query_string"]):
        return
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, text in _parse(connection.scope["query_string"]):
        if name not in known:
            faults.append(Fault(name, text, "no_such_field", ", ".join(sorted(known))))
        elif name in seen:
            faults.append(Fault(name, text, "once"))
        else:
            faults += unfit_text(name, text) or known[name].faults(name, text)
        seen.add(name)
    faults += [
        Fault(name, None, "required")
        for name, parameter in known.items()
        if parameter.is_required and name not in seen
    ]
    if faults:
        # Never 422: what nobody can ask for is no question.
        raise Malformed(faults=tuple(faults))


def _check_media_type(connection: Any, takes: tuple[str, ...]) -> None:
    headers = connection.headers
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    given = headers.get("content-type", "")
    kind, _, parameters = given.partition(";")
    if connection.method in SAFE or not (given or has_body):
        return
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    is_plain = charset in ("", "utf-8") or takes != (JSON,)
    if kind.strip().lower() not in takes or not is_plain:
        raise WrongMediaType(given, " / ".join(takes))


def _parse(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise Malformed(faults=(Fault("query", None, "utf_8"),)) from error
