"""How Litestar hands bodies to handlers: read by us, described by it."""

from collections.abc import Generator
from typing import Any, ClassVar

from litestar.dto import AbstractDTO
from litestar.dto.data_structures import DTOFieldDefinition
from litestar.openapi.spec import Reference, Schema
from litestar.typing import FieldDefinition
from msgspec import Struct

from lintas.web.bodies.reading import read_json


class StrictBody(AbstractDTO[Any]):
    """Stands at the app, and so for every `data` of every handler.

    Litestar itself would take numbers for times, and any content type for JSON.
    """

    # By handler: handlers are copied when they are registered, and keep their annotations.
    requests: ClassVar[dict[str, type[Struct]]] = {}

    @classmethod
    def create_for_field_definition(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,
        backend_cls: Any = None,  # noqa: ARG003 -- Litestar's signature
    ) -> None:
        model = field_definition.annotation
        if field_definition.is_optional:
            model = next(
                each.annotation for each in field_definition.inner_types if not each.is_none_type
            )
        if not (isinstance(model, type) and issubclass(model, Struct)):
            raise TypeError(
                f"{handler_id}: a body is a lintas.web.bodies.types.Request, not {model!r}"
            )
        if not model.__struct_config__.forbid_unknown_fields:
            raise TypeError(f"{handler_id}: {model.__name__} must refuse unknown fields")
        cls.requests[handler_id] = model

    @classmethod
    def is_supported_model_type_field(cls, field_definition: FieldDefinition) -> bool:
        return field_definition.name == "data"

    @classmethod
    def create_openapi_schema(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,  # noqa: ARG003 -- Litestar's signature
        schema_creator: Any,
    ) -> Reference | Schema:
        described: Reference | Schema = schema_creator.for_field_definition(field_definition)
        return described

    @classmethod
    def generate_field_definitions(
        cls,
        model_type: type[Any],  # noqa: ARG003 -- Litestar's signature
    ) -> Generator[DTOFieldDefinition, None, None]:
        """Nothing: msgspec knows the fields."""
        yield from ()

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:  # noqa: ARG003 -- Litestar's signature
        return False

    def decode_bytes(self, value: bytes) -> Any:
        """Raises Malformed or Invalid, naming every fault."""
        handler = self.asgi_connection.route_handler
        return read_json(value, self.requests[handler.handler_id])
