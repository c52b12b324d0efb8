"""The memory: Piccolo inside, domain objects outside."""

import importlib
import importlib.util
import os
import sys

# SQLite 3.7.0 to 3.51.2 can corrupt a file in WAL mode when two connections write and checkpoint
# at once (sqlite.org/wal.html, "the WAL-reset bug"), and that is what Python mostly ships. Where a
# wheel brings a newer SQLite it takes that name, before Piccolo binds the old one for good; where
# it can't, the engine sees the old version and keeps to a rollback journal.
if "piccolo.engine.sqlite" not in sys.modules and importlib.util.find_spec("pysqlite3"):
    sys.modules["sqlite3"] = sys.modules["sqlite3.dbapi2"] = importlib.import_module(
        "pysqlite3.dbapi2"
    )

# Piccolo looks for its configuration by this name; ours travels inside the wheel.
os.environ.setdefault("PICCOLO_CONF", "lintas.store.conf")
