"""What pages load: our own files, at addresses that change with their content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from litestar import Response, get
from litestar.params import PathParameter

from lintas.web.doors import NoSuchPage

FOREVER = "public, max-age=31536000, immutable"
_KINDS: Mapping[str, str] = {".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}


def _read() -> dict[str, tuple[str, bytes]]:
    """By name: the name that bears the content's hash, and the content."""
    found = {}
    for file in sorted((Path(__file__).parent / "static").iterdir()):
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:12]
        found[file.name] = (f"{file.stem}.{digest}{file.suffix}", content)
    return found


_FILES = _read()
_BY_HASHED_NAME = dict(_FILES.values())


def address_of(name: str) -> str:
    return f"/static/{_FILES[name][0]}"


@get("/static/{name:str}", include_in_schema=False)
async def send_file(name: Annotated[str, PathParameter()]) -> Response[bytes]:
    if name not in _BY_HASHED_NAME:
        raise NoSuchPage
    return Response(
        _BY_HASHED_NAME[name],
        media_type=_KINDS[Path(name).suffix],
        headers={"Cache-Control": FOREVER},
    )
