"""A process of its own that delivers what is due: python -m tests.alerts.sending URL PORT NAME."""

import asyncio
import sys
from dataclasses import replace

from lintas.alerts.deliver import deliver_due
from lintas.alerts.post import make_post
from lintas.store import engines
from tests.actions.world import NOW


async def main(url: str, port: str, name: str) -> None:
    engine = engines.open_engine(url)
    engines.use(engine)
    post = make_post(
        f"smtp://127.0.0.1:{port}",
        sender="lintas@lintas.test",
        public_url="https://lintas.test",
        worker=name,
    )
    # The mail server knows by this which process it speaks with.
    post = replace(post, smtp=replace(post.smtp, hello=name))
    await deliver_due(post, now=NOW)
    await engines.close(engine)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
