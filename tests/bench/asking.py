"""A client as bare as can be, so that it is the server that is measured."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Run:
    """How many were answered with which status, and in how many seconds altogether."""

    statuses: Counter[int]
    seconds: float

    @property
    def rate(self) -> float:
        return sum(self.statuses.values()) / self.seconds


def compose(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def ask_all(port: int, requests: Sequence[bytes]) -> Run:
    """Send all of them over eight connections, each as soon as the one before was answered."""
    waiting = list(reversed(requests))
    statuses: Counter[int] = Counter()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            writer.write(waiting.pop())
            statuses[(await _read(reader))[0]] += 1
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return Run(statuses, time.perf_counter() - begun)


async def ask_once(port: int, request: bytes) -> tuple[int, dict[str, str], bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await _read(reader)
    writer.close()
    return answer


async def _read(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
    }
    length = int(headers.get("content-length") or 0)
    return int(head[0].split()[1]), headers, await reader.readexactly(length)
