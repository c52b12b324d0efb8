"""Reads one CalDAV calendar with Evolution's own data server, and prints what it has as JSON lines.

Run by the system's Python, inside a D-Bus session: `dbus-run-session -- /usr/bin/python3 …`.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
from gi.repository import ECal, EDataServer  # noqa: E402 -- versions are chosen first

PATIENCE = 40


def main(host: str, port: str, path: str, password: str) -> None:
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock"], input=b"x\n", stdout=subprocess.DEVNULL, check=True
    )
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid("lintas", None)
    source.set_display_name("Lintas")
    source.set_parent("caldav-stub")
    source.get_extension("Calendar").set_backend_name("caldav")
    authentication = source.get_extension("Authentication")
    authentication.set_host(host)
    authentication.set_port(int(port))
    authentication.set_user("lintas")
    authentication.set_method("plain/password")
    source.get_extension("Security").set_secure(False)
    source.get_extension("WebDAV Backend").set_resource_path(path)
    source.store_password_sync(password, True, None)  # noqa: FBT003 -- theirs: for good
    registry.commit_source_sync(source, None)
    client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 30, None)
    # A line for each number that is typed: whoever runs this changes things in between.
    for expected in sys.stdin:
        tell(client, int(expected))


def tell(client: ECal.Client, expected: int) -> None:
    """As soon as there are so many events, or patience is lost."""
    deadline = time.monotonic() + PATIENCE
    while True:
        client.refresh_sync(None)
        time.sleep(1)
        _, found = client.get_object_list_sync("#t", None)
        events = sorted(
            [each.get_uid(), each.get_summary(), each.get_dtstart().as_ical_string()]
            for each in found
        )
        if len(events) == expected or time.monotonic() > deadline:
            break
    told = {"events": events, "read_only": client.is_readonly()}
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


main(*sys.argv[1:])
