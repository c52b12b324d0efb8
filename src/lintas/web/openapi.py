"""The description of the API for programs, made exact: what Litestar leaves out is added here."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import msgspec
from litestar import Request
from litestar.enums import MediaType
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from lintas.web.api.replies import REFUSED
from lintas.web.bodies.handing import StrictBody
from lintas.web.bodies.reading import is_left_out_by_null
from lintas.web.problems import MEDIA_TYPE

ALWAYS = (401, 500, 503)
WITH_PARAMETERS = (400,)
WITH_PATH = (404,)
WITH_BODY = (400, 404, 413, 415, 422)
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def describe() -> OpenAPIConfig:
    """Served as JSON at /schema/openapi.json; its usual pages would load from elsewhere."""
    return OpenAPIConfig(
        title="Lintas",
        version="1",
        description="Schedules training into venues that several regency governments share.",
        path="/schema",
        render_plugins=[ExactPlugin(path="/openapi.json", media_type=MediaType.JSON)],
        use_handler_docstrings=True,
        security=[{"bearer": []}],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
        ),
    )


class ExactPlugin(OpenAPIRenderPlugin):
    """Rendered once: nothing in it depends on who asks."""

    _rendered: bytes = b""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 -- Litestar's signature
        if not self._rendered:
            self._rendered = msgspec.json.encode(exact(openapi_schema))
        return self._rendered


def exact(described: dict[str, Any]) -> dict[str, Any]:
    """With every status that each operation may answer, and strict where bodies are read so."""
    schema = deepcopy(described)
    schemas = schema["components"]["schemas"]
    for kind in _strict_kinds():
        for name in schemas.keys() & _names_of(kind.cls):
            schemas[name] = _as_read(schemas[name], kind)
    for operation in _operations(schema):
        responses = operation["responses"]
        for status in _statuses(operation):
            declared = responses.get(str(status), {})
            if MEDIA_TYPE not in declared.get("content", {}):
                responses[str(status)] = _refused(status)
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in schema["paths"].items():
        if path.startswith("/api/"):
            yield from (each for each in item.values() if isinstance(each, dict))


def _statuses(operation: dict[str, Any]) -> Iterator[int]:
    yield from ALWAYS
    parameters = operation.get("parameters", ())
    if parameters:
        yield from WITH_PARAMETERS
    if any(parameter["in"] == "path" for parameter in parameters):
        yield from WITH_PATH
    if "requestBody" in operation:
        yield from WITH_BODY


def _as_read(described: dict[str, Any], kind: msgspec.inspect.StructType) -> dict[str, Any]:
    """What Litestar doesn't say: other fields are refused, null stands for what is left out."""
    nullable = {field.encode_name for field in kind.fields if is_left_out_by_null(field)}
    properties = {
        name: {"oneOf": [each, {"type": "null"}]} if name in nullable else each
        for name, each in described.get("properties", {}).items()
    }
    return {**described, "properties": properties, "additionalProperties": False}


def _strict_kinds() -> Iterator[msgspec.inspect.StructType]:
    """What requests are made of, each once."""
    seen: set[type] = set()
    waiting = [msgspec.inspect.type_info(model) for model in StrictBody.requests.values()]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, msgspec.inspect.StructType):
            if kind.forbid_unknown_fields and kind.cls not in seen:
                seen.add(kind.cls)
                yield kind
            waiting += [field.type for field in kind.fields]
        elif isinstance(kind, msgspec.inspect.UnionType):
            waiting += kind.types
        elif isinstance(kind, msgspec.inspect.ListType):
            waiting.append(kind.item_type)
        elif isinstance(kind, msgspec.inspect.DictType):
            waiting.append(kind.value_type)
        elif isinstance(kind, msgspec.inspect.Metadata):
            waiting.append(kind.type)


def _names_of(model: type) -> set[str]:
    """How Litestar calls it: by more than its name where another model bears the same."""
    return {model.__name__, f"{model.__module__}.{model.__qualname__}".replace(".", "_")}


def _refused(status: int) -> dict[str, Any]:
    return {"description": REFUSED[status], "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
