"""A real SMTP server on the loopback, in the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    text: str = body.get_content()
    return text.replace("\r\n", "\n")


Answer = Callable[[Session, str], Awaitable[str]]


async def welcome(session: Session, address: str) -> str:
    return "250 OK"


@dataclass
class Mailserver:
    """What has arrived, as (address, mail).

    `answer` is asked about each recipient, and `on_mail` about each mail once it is in.
    """

    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    connections: int = 0
    answer: Answer = welcome
    on_mail: Answer = welcome
    logins: list[Any] = field(default_factory=list)
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def addresses(self) -> list[str]:
        return sorted(address for address, _ in self.mails)

    @property
    def subjects(self) -> list[tuple[str, str]]:
        return sorted((address, mail["Subject"]) for address, mail in self.mails)

    async def have(self, count: int) -> None:
        """Wait until so many mails are in."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: len(self.mails) >= count)

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.answer(session, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        async with self._arrived:
            self.mails.append((envelope.rcpt_tos[0], mail))
            self._arrived.notify_all()
        return await self.on_mail(session, envelope.rcpt_tos[0])

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password == b"right", handled=False)

    @asynccontextmanager
    async def serving(self, host: str = "127.0.0.1") -> AsyncIterator["Mailserver"]:
        """Serve on `port`; on a free one, which is kept, when there is none yet."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: self._protocol(loop), host, self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await server.wait_closed()

    def _protocol(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        self.connections += 1
        return SMTP(
            self,
            hostname="mail.test",
            loop=loop,
            authenticator=self.authenticate,
            auth_require_tls=False,
        )
