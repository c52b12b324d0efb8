"""Forms that bring a file: their fields as text, the file as bytes."""

from email import message_from_bytes
from typing import Any

from lintas.domain.refusal import Fault
from lintas.web.bodies.reading import Malformed

MULTIPART = "multipart/form-data"
MOST_PARTS = 50


def parse_parts(content_type: str, body: bytes) -> tuple[dict[str, list[str]], dict[str, bytes]]:
    """Every field with its values, and every file that was chosen.

    Raises:
        Malformed: no browser of ours sent that.
    """
    boundary = message_from_bytes(f"Content-Type: {content_type}\n\n".encode()).get_boundary()
    if not boundary:
        raise _broken()
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    _, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if not parts or not parts[-1].startswith(b"--") or len(parts) > MOST_PARTS:
        raise _broken()
    for part in parts[:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        told = message_from_bytes(head + b"\r\n\r\n")
        name = str(told.get_param("name", "", header="content-disposition"))
        if told.get_filename() is None:
            fields.setdefault(name, []).append(_text(content))
        else:
            files[name] = content
            fields.setdefault(name, []).append("")
    return fields, files


def file_of(request: Any, name: str) -> bytes:
    """The file that a form of ours sent along; of none, nothing."""
    files: dict[str, bytes] = request.scope.get("state", {}).get("files", {})
    return files.get(name, b"")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Malformed(faults=(Fault("body", None, "utf_8"),)) from error


def _broken() -> Malformed:
    return Malformed(faults=(Fault("body", None, "complete"),))
