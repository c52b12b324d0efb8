"""What the calendar and the map say that people may change."""

from piccolo.columns import UUID, Boolean, Date, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class RamadanWindowRow(Table, tablename="ramadan_window"):
    # unique: (hijri_year)
    id = UUID(primary_key=True)
    hijri_year = Integer()
    first_day = Date(null=False, default=None)
    last_day = Date(null=False, default=None)
    official = Boolean(default=False)


class TravelOverrideRow(Table, tablename="travel_override"):
    id = UUID(primary_key=True)
    # A venue's id, or the code of a district or regency.
    start = Varchar(length=36)
    goal = Varchar(length=36)
    minutes = Integer()
    origin = Varchar(length=20)
    source = Text(default="")
    dated = Date(null=True, default=None)
    # The regency whose coordinator entered it; none: the operator did.
    keeper = Varchar(length=13, null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)
