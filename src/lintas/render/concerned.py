"""Whom a breach concerns, as a table that offices open."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC

from lintas.domain.concerned import Concerned
from lintas.domain.sheets import guarded

HEADER = ("what", "id", "name", "phone", "email", "regency", "kept", "last_touched")


def write_concerned(concerned: Iterable[Concerned]) -> str:
    """CSV with semicolons and no formulas; times in UTC, phones in E.164."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    for each in concerned:
        touched = each.touched_at.astimezone(UTC).isoformat() if each.touched_at else ""
        writer.writerow(
            (
                each.what,
                each.id,
                guarded(each.name),
                guarded(each.phone),
                guarded(each.email),
                each.keeper or "",
                ", ".join(each.kept),
                touched,
            )
        )
    return out.getvalue()
