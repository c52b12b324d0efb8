"""Bodies that nobody needed are read to their end before the answer goes out, within reason."""

from collections.abc import Iterator
from typing import Any

from lintas.web.middleware.bodies import MOST_BYTES, finish_bodies

CHUNK = b"x" * 1024 * 1024


async def refuse(_: Any, receive: Any, send: Any) -> None:
    """As the door does in the middle of a body that is too large."""
    await receive()
    await send({"type": "http.response.start", "status": 413, "headers": []})


async def events(header: bytes, chunks: Iterator[bytes]) -> list[str]:
    """What happens, in order: how many bytes were read each time, and the answer's status."""
    seen: list[str] = []

    async def receive() -> dict[str, Any]:
        body = next(chunks, b"")
        seen.append(f"read {len(body)}")
        return {"type": "http.request", "body": body, "more_body": bool(body)}

    async def send(message: Any) -> None:
        seen.append(f"answer {message['status']}")

    scope: Any = {"type": "http", "headers": [(header, b"chunked")]}
    await finish_bodies(refuse)(scope, receive, send)
    return seen


async def test_an_answer_waits_for_the_end_of_the_body() -> None:
    assert await events(b"transfer-encoding", iter([b"one", b"two"])) == [
        "read 3",
        "read 3",
        "read 0",
        "answer 413",
    ]


async def test_a_body_without_end_is_answered_all_the_same() -> None:
    seen = await events(b"transfer-encoding", iter(lambda: CHUNK, b""))

    assert seen[-1] == "answer 413"
    assert len(seen) == MOST_BYTES // len(CHUNK) + 2


async def test_a_request_without_a_body_is_answered_at_once() -> None:
    seen: list[str] = []

    async def receive() -> None:
        seen.append("read")

    async def send(message: Any) -> None:
        seen.append(message["type"])

    async def answer(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    scope: Any = {"type": "http", "headers": [(b"accept", b"*/*")]}
    await finish_bodies(answer)(scope, receive, send)  # type: ignore[arg-type]  # nothing is read

    assert seen == ["http.response.start"]
