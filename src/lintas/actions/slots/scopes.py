"""What is struck out of a search with what the judge found: laws by how far they reach."""

# What these say of one session depends on no other session of the plan.
OF_ONE_SESSION = frozenset(
    {
        "venue_clash",
        "venue_closed",
        "outside_busy",
        "trainer_clash",
        "holiday",
        "workhours",
        "friday",
        "ramadan",
        "lead_time",
        "booking_window",
        "longest_use",
        "equip_clash",
        "venue_ownership",
        "trainer_travel",
        "trainer_unconfirmed",
        "trainer_no_spt",
        "trainer_unqualified",
        "budget_year",
    }
)
# What these say of a whole plan is the same whatever its days.
OF_THE_ROOM = frozenset(
    {
        "capacity",
        "agreement_none",
        "calendar_unknown",
        "equip_missing",
        "equip_ratio",
        "trainer_unqualified",
        "participant_elig",
        "min_participants",
        "program_jp",
    }
)
# Laws that say where a plan is not what a search wants, whatever they weigh elsewhere.
OF_THE_SEARCH = frozenset({"capacity", "equip_missing", "trainer_unqualified", "outside_busy"})
