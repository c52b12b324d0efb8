"""Conflicts: which there are, whom they concern, and the ways out of each."""

from lintas.web.pages.conflicts.listing import show_conflicts
from lintas.web.pages.conflicts.looking import show_conflict
from lintas.web.pages.conflicts.solving import SOLVING

CONFLICTS = (show_conflicts, show_conflict, *SOLVING)
