"""`lintas serve`: pages, API and worker."""

import asyncio
import multiprocessing
import os
import socket
from argparse import Namespace

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from lintas.cli.command import Command, take_nothing, using_store
from lintas.domain.refusal import Refusal
from lintas.settings import Settings
from lintas.store.migrations import migrate
from lintas.store.trouble import as_trouble
from lintas.worker.main import check_mail

# Seconds that running requests have to end in when the server is told to stop.
LAST_WORDS = 10
APPLICATION = "lintas.cli.serving:make_application"


class PortTaken(Refusal):
    """Somebody answers there already: the two would share it, and answer in turns."""


def check_port(settings: Settings) -> None:
    """Go on only if nobody listens where we are about to: granian itself would join in.

    Raises:
        PortTaken: naming LINTAS_HOST, LINTAS_PORT and what the system said.
    """
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError as error:
        where = f"LINTAS_HOST {settings.host!r}, LINTAS_PORT {settings.port}"
        raise PortTaken(
            f"{where}: {error.strerror}; choose another, or stop who is there"
        ) from error


async def prepare(_: Namespace, settings: Settings) -> None:
    """Bring the schema to this version and say what to open.

    A database that is away doesn't keep the server from starting: it answers 503, and each
    process brings the schema up as soon as it can.

    Raises:
        NotAMailServer: LINTAS_SMTP_URL names none; the server's processes would only die of it.
        PortTaken
    """
    check_mail(settings)
    check_port(settings)
    async with using_store(settings) as engine:
        if engine.journal_note:
            print(engine.journal_note)
        try:
            await migrate()
        except Exception as error:
            trouble = as_trouble(error)
            if trouble is None:
                raise
            print(f"serving without a database for now: {trouble}")
    print(f"Lintas answers at {settings.public_url}", flush=True)
    if not settings.is_https:
        print(
            "over plain http anybody on the way can read along, and the cookie is a plain `sid`:"
            " for more than this machine set LINTAS_PUBLIC_URL to the https address",
            flush=True,
        )


def serve(settings: Settings) -> None:
    """Until the process is told to stop."""
    # Processes share it, or a form of one would be foreign to the other.
    os.environ["LINTAS_SECRET_KEY"] = settings.with_key().secret_key
    # A forked process would inherit locks and connections that belong to this one.
    multiprocessing.set_start_method("spawn")
    Granian(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=settings.processes,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_WORDS,
        log_level=LogLevels.warning,
    ).serve()


def run(given: Namespace, settings: Settings) -> None:
    asyncio.run(prepare(given, settings))
    serve(settings)


COMMAND = Command("serve", "answer requests and do what is due", take_nothing, run)
