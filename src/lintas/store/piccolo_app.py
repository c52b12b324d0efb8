"""Tells Piccolo where the tables and their history are."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from lintas.store.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="lintas",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=list(TABLES),
)
