"""Fetching from servers that mean no good, on loopback."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from ipaddress import IPv4Address
from typing import Any

import pytest

from lintas.intake.calendars import fetching
from lintas.intake.calendars.fetching import (
    Fetched,
    FetchFailed,
    Marks,
    clean_address,
    fetch,
    open_client,
)
from lintas.intake.calendars.guarding import GuardedTransport, is_public

HTTP = frozenset(("http", "https"))
NO_MARKS = Marks()
BOMB = gzip.compress(bytes(50_000_000))
GZIP = "Content-Encoding: gzip"
Answer = Callable[[str], bytes]
Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def _said(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close")
    return "\r\n".join((*lines, "", "")).encode() + body


def _moved(to: str) -> bytes:
    return _said(b"", f"Location: {to}", status="302 Found")


@asynccontextmanager
async def _listening(handle: Handle) -> AsyncIterator[int]:
    """The port of a server."""
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _fetched(answer: Answer, path: str = "/k.ics", marks: Marks = NO_MARKS) -> Fetched:
    """From a server that answers each request by its head."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(head.decode()))
        writer.close()

    async with _listening(handle) as port:
        return await _fetched_from(port, path, marks)


async def _fetched_from(port: int, path: str = "/k.ics", marks: Marks = NO_MARKS) -> Fetched:
    """Loopback may be reached by the name `luar.test` alone."""

    async def resolve(host: str, _: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "luar.test" else ["10.0.0.1"]

    through = GuardedTransport(resolve, lambda it: it == "127.0.0.1", frozenset((port,)))
    async with open_client(through) as client:
        return await fetch(client, f"http://luar.test:{port}{path}", marks, schemes=HTTP)


async def test_a_calendar_comes_with_its_marks() -> None:
    came = await _fetched(lambda _: _said(b"BEGIN", 'ETag: "a"', "Last-Modified: kemarin"))
    assert came == Fetched(b"BEGIN", Marks('"a"', "kemarin"))


async def test_an_unchanged_one_does_not_come_again() -> None:
    heads: list[str] = []

    def answer(head: str) -> bytes:
        heads.append(head)
        return _said(b"", status="304 Not Modified")

    marks = Marks('"a"', "kemarin")
    assert await _fetched(answer, marks=marks) == Fetched(None, marks)
    assert 'If-None-Match: "a"\r\n' in heads[0]
    assert "If-Modified-Since: kemarin\r\n" in heads[0]


async def test_it_says_who_it_is_as_office_365_wants_it() -> None:
    """That answers 500 to names it doesn't know (nextcloud/server 54799)."""
    heads: list[str] = []

    def answer(head: str) -> bytes:
        heads.append(head)
        return _said(b"BEGIN")

    await _fetched(answer)
    assert "User-Agent: Mozilla/5.0 (compatible; Lintas/1.0)\r\n" in heads[0]


async def test_what_is_packed_comes_unpacked() -> None:
    packed = gzip.compress(b"BEGIN" * 1000)
    assert (await _fetched(lambda _: _said(packed, GZIP))).body == b"BEGIN" * 1000


async def test_three_redirections_are_followed() -> None:
    def answer(head: str) -> bytes:
        number = int(head[5])
        if number == 0:
            return _said(b"BEGIN")
        return _moved(f"/{number - 1}")

    assert (await _fetched(answer, "/3")).body == b"BEGIN"
    with pytest.raises(FetchFailed, match="hops"):
        await _fetched(answer, "/4")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param(_moved("http://dalam.test/"), "address", id="inside"),
        pytest.param(_moved("file:///etc/passwd"), "address", id="file"),
        pytest.param(_said(b"", status="401 Unauthorized"), "status 401", id="401"),
        pytest.param(_said(b"", status="403 Forbidden"), "status 403", id="403"),
        pytest.param(_said(b"tidak ada", status="404 Not Found"), "status 404", id="404"),
        pytest.param(_said(b"", status="410 Gone"), "status 410", id="410"),
        pytest.param(_said(b"", status="500 Rusak"), "status 500", id="500"),
        pytest.param(_said(BOMB, GZIP), "large", id="bomb"),
        pytest.param(_said(b"x" * 5_000_001), "large", id="large"),
        pytest.param(_said(b"x", "Content-Encoding: br"), "encoding", id="another packing"),
        pytest.param(_said(b"bukan gzip", GZIP), "encoding", id="not packed"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", "unreachable", id="not HTTP"),
        pytest.param(b"", "unreachable", id="nothing"),
    ],
)  # fmt: skip
async def test_what_fails_says_why(answer: bytes, why: str) -> None:
    with pytest.raises(FetchFailed, match=why):
        await _fetched(lambda _: answer)


@pytest.mark.parametrize(
    "said",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"],
    ids=["nothing", "half a head", "half a body"],
)
async def test_who_never_stops_sending_is_left(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    given_up = asyncio.Event()

    async def dawdle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await given_up.wait()
        writer.close()

    async with _listening(dawdle) as port:
        with pytest.raises(FetchFailed, match="slow"):
            await _fetched_from(port)
        given_up.set()


# Each leads to this machine, or to one beside it.
INSIDE = (
    *(
        "127.0.0.1",
        "127.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
    ),
    *("0177.0.0.1", "0", "0.0.0.0", "localhost", "localhost.", "127.0.0.1.", "LOCALHOST"),  # noqa: S104 -- nothing listens there
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.0.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[fe80::1]"),
    *("[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[64:ff9b::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]"),
    *("[2001::1]", "[::127.0.0.1]", "①②⑦.0.0.1", "127。0。0。1"),
)


@pytest.mark.parametrize("host", INSIDE)
async def test_no_spelling_of_an_inside_address_is_dialled(host: str) -> None:
    async with open_client() as client:
        for address in (f"https://{host}/k.ics", f"https://contoh.go.id@{host}/k.ics"):
            with pytest.raises(FetchFailed) as raised:
                await fetch(client, address, Marks())
            assert raised.value.why == "address"


async def test_a_name_that_leads_inside_the_second_time_is_not_asked_twice() -> None:
    asked: list[str] = []
    dialled: list[str] = []

    async def rebinding(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return ["203.0.114.7"] if len(asked) == 1 else ["127.0.0.1"]

    def noting(address: str) -> bool:
        dialled.append(address)
        return False

    async with open_client(GuardedTransport(rebinding, noting)) as client:
        with pytest.raises(FetchFailed, match="address"):
            await fetch(client, "https://luar.test/k.ics", Marks())
    assert (asked, dialled) == (["luar.test"], ["203.0.114.7"])


class _Rebinding(asyncio.DatagramProtocol):
    """A name server whose every answer holds for no time, and leads elsewhere than the one before.

    To a machine of its own that stands for the internet, and then to this one.
    """

    def __init__(self) -> None:
        self.answers = [OUTSIDE, "127.0.0.1"]
        self.asked = 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        address = IPv4Address(self.answers[min(self.asked, len(self.answers) - 1)])
        self.asked += 1
        # RFC 1035, 4.1: the question again, and one answer to it: type A, class IN, 0 seconds.
        head = data[:2] + bytes.fromhex("8180 0001 0001 0000 0000")
        answer = bytes.fromhex("c00c 0001 0001 00000000 0004") + address.packed
        self.transport.sendto(head + data[12:] + answer, addr)


class _Resolving(asyncio.DatagramProtocol):
    """Asks it, and nobody else."""

    def connection_made(self, transport: Any) -> None:
        self.answer = asyncio.get_running_loop().create_future()
        name = b"".join(bytes((len(each),)) + each.encode() for each in ("luar", "test"))
        head = bytes.fromhex("0001 0100 0001 0000 0000 0000")
        transport.sendto(head + name + bytes.fromhex("00 0001 0001"))

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.answer.set_result(str(IPv4Address(data[-4:])))


# Stands for the internet here, where nothing else leads to it.
OUTSIDE = "127.0.0.2"


async def test_a_name_server_that_answers_otherwise_the_second_time_leads_nobody_inside() -> None:
    reached: list[str] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        reached.append(host)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_moved("/k.ics") if host == OUTSIDE else _said(b"rahasia"))
        writer.close()

    loop = asyncio.get_running_loop()
    names, server = await loop.create_datagram_endpoint(_Rebinding, ("127.0.0.1", 0))

    async def resolve(_: str, __: int) -> Sequence[str]:
        transport, asking = await loop.create_datagram_endpoint(
            _Resolving, remote_addr=names.get_extra_info("sockname")
        )
        found = await asking.answer
        transport.close()
        return [found]

    outside = await asyncio.start_server(handle, OUTSIDE, 0)
    port = outside.sockets[0].getsockname()[1]
    inside = await asyncio.start_server(handle, "127.0.0.1", port)
    through = GuardedTransport(resolve, lambda it: it == OUTSIDE, frozenset((port,)))
    async with outside, inside, open_client(through) as client:
        with pytest.raises(FetchFailed, match="address"):
            await fetch(client, f"http://luar.test:{port}/k.ics", Marks(), schemes=HTTP)
    names.close()

    assert (server.asked, reached) == (2, [OUTSIDE])


async def test_one_inside_address_among_many_is_enough() -> None:
    async def both(_: str, __: int) -> Sequence[str]:
        return ["93.184.216.34", "127.0.0.1"]

    async with open_client(GuardedTransport(both)) as client:
        with pytest.raises(FetchFailed, match="address"):
            await fetch(client, "https://luar.test/k.ics", Marks())


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_the_internet_may_be_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("webcal://contoh.go.id/k.ics", "https://contoh.go.id/k.ics"),
        ("webcals://contoh.go.id/k.ics", "https://contoh.go.id/k.ics"),
        (" HTTPS://contoh.go.id/k.ics#besok ", "https://contoh.go.id/k.ics"),
    ],
    ids=["webcal", "webcals", "spaces and a fragment"],
)
def test_an_address_is_cleaned(given: str, cleaned: str) -> None:
    assert clean_address(given) == cleaned


@pytest.mark.parametrize(
    "given",
    ["", "k.ics", "http://contoh.go.id/", "ftp://contoh.go.id/", "https://", "https://a:b@c.id/",
     "https://contoh.go.id/" + "a" * 2000, "https://[::1", "javascript:alert(1)"],
    ids=["nothing", "no address", "http", "ftp", "no host", "a login", "long", "broken", "script"],
)  # fmt: skip
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(FetchFailed, match="address"):
        clean_address(given)
