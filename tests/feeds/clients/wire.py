"""Calendars on a port, served in the test's own process, where changes are known at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx


@asynccontextmanager
async def on_the_wire(app: Any) -> AsyncIterator[str]:
    """Gives its address, without a slash at the end."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split()
            given = [line.partition(": ") for line in head[1:] if line]
            told = await client.request(
                method, path, headers=[(name, value) for name, _, value in given]
            )
            writer.write(_compose(told))
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            host, port = server.sockets[0].getsockname()
            yield f"http://{host}:{port}"


def _compose(told: httpx.Response) -> bytes:
    """Httpx has unpacked the body."""
    left_out = {"content-length", "content-encoding", "connection"}
    lines = [f"{name}: {value}" for name, value in told.headers.items() if name not in left_out]
    lines += [f"content-length: {len(told.content)}", "connection: close"]
    head = "\r\n".join([f"HTTP/1.1 {told.status_code} {told.reason_phrase}", *lines])
    return f"{head}\r\n\r\n".encode("latin-1") + told.content
