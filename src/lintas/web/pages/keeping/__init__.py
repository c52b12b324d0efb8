"""What an office keeps: governments, offices, places, rooms, people, programs, batches."""

from lintas.web.pages.keeping.routes import KEEPING

__all__ = ["KEEPING"]
