"""What a process writes about itself, on stderr."""

import logging

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# At INFO the first two write whole addresses, and those of calendars and webhooks are secrets.
QUIET = ("httpx", "httpcore", "piccolo")


def set_up_logs() -> None:
    logging.basicConfig(level=logging.INFO, format=FORMAT)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
