"""Starting the measured server, and stopping it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 20


@contextmanager
def serving(database_url: str) -> Iterator[int]:
    """One process of the server on that database; gives its port."""
    port = find_port()
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory"]
    command += ["--host", "127.0.0.1", "--port", str(port), "tests.bench.served:make"]
    environment = {
        **os.environ,
        "LINTAS_DATABASE_URL": database_url,
        "LINTAS_SECRET_KEY": "for a bench only",
    }
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def find_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError("the server didn't start: try it by hand with `lintas serve`")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server doesn't answer")
