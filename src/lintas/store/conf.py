"""What PICCOLO_CONF names: Piccolo's own commands and migrations find everything here."""

from piccolo.conf.apps import AppRegistry

from lintas.store.engines import Engine, current

APP_REGISTRY = AppRegistry(apps=["lintas.store.piccolo_app"])


def __getattr__(name: str) -> Engine:
    """`DB` is whichever engine is in use at that moment."""
    if name == "DB":
        return current()
    raise AttributeError(name)
