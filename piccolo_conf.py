"""For Piccolo's own commands in this folder, such as `piccolo migrations new lintas --auto`."""

import os

from lintas.store.conf import APP_REGISTRY
from lintas.store.engines import open_engine, use

__all__ = ["APP_REGISTRY", "DB"]

DB = open_engine(os.environ.get("LINTAS_DATABASE_URL", "sqlite:///lintas.sqlite"))
use(DB)
