"""Where a plan breaks a law, in English; the laws themselves are English in `rules`."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "label.venue_clash": "Room taken",
    "label.venue_closed": "Venue closed",
    "label.venue_ownership": "Ownership changes",
    "label.equip_missing": "Equipment missing",
    "label.equip_clash": "Not enough of a tool then",
    "label.equip_ratio": "People per machine",
    "label.venue_bumped": "Pre-empted",
    "label.capacity": "Too many people",
    "label.trainer_clash": "Trainer taken",
    "label.agreement_none": "No agreement",
    "label.agreement_expired": "Agreement ended",
    "label.holiday": "Public holiday",
    "label.cuti_bersama": "Joint day of leave",
    "severity.blocks": "Must be solved",
    "severity.warns": "Needs a reason",
    "severity.informs": "Note",
    "finding.wanted": "You asked for {wanted}.",
    "finding.here": "This venue",
    "finding.room_here": "this room",
    "venue_clash.use": "{room} is used {taken}, by {agency}.",
    "venue_clash.kin": "{room} and {asked} are parts of one hall.",
    "venue_clash.held": "With set-up, clean-up and gap the room is taken {held}.",
    "venue_clash.no_gap": "There is not enough time for set-up, clean-up and gap.",
    "venue_clash.sibling": (
        "Two sessions of this request clash in {room}: session {first} ({taken}) and session"
        " {second} ({wanted})."
    ),
    "trainer_clash.use": "This trainer already teaches {taken}, at {venue}.",
    "trainer_clash.sibling": (
        "The same trainer is wanted in two sessions that clash: session {first} ({taken}) and"
        " session {second} ({wanted})."
    ),
    "venue_closed.closure": "{place} is closed {closed}.",
    "venue_closed.closure_because": "{place} is closed {closed}: {reason}.",
    "venue_closed.opens": "{place} opens {opens}.",
    "venue_closed.shut": "{place} is shut on {day}.",
    "venue_closed.around": "Set-up or clean-up falls outside opening hours.",
    "venue_bumped": "{room} is reserved {claimed} for {in_favour_of} ({authority}).",
    "capacity.over": "{headcount} people are expected, {room}{layout} seats {capacity}.",
    "capacity.nearly": (
        "{room} will be nearly full: {headcount} people are expected, it seats {capacity}{layout}."
    ),
    "capacity.unknown": (
        "Nobody has noted how many {room} seats{layout}. {headcount} people are expected."
    ),
    "capacity.layout": " laid out as {layout}",
    "venue_ownership": ("{venue} is handed over to {to} on {day}."),
    "venue_ownership.document": ("The record: {document}."),
    "equip_missing": ("The program needs {tool}, which is neither in {room} nor taken along."),
    "equip_missing.unknown": ("The program needs {tool}. Nobody noted what stands in {room}."),
    "equip_missing.wished": ("You look for {tool}, which is neither in {room} nor can be brought."),
    "equip_missing.wished.unknown": (
        "You look for {tool}, which can't be brought. Nobody noted what stands in {room}."
    ),
    "equip_clash.use": ("{asset}: {taken_quantity} in use {taken}, by {agency} in {place}."),
    "equip_clash.way": "The way takes {minutes} minutes ({origin}); there are {gap} minutes.",
    "equip_clash.unknown": (
        "There are {gap} minutes, and nobody knows how long the way takes: where the place lies"
        " is not recorded."
    ),
    "equip_clash.left": ("{needed} needed, {free} left of {total}."),
    "equip_clash.few": ("{asset}: {needed} needed, there are only {total}."),
    "equip_clash.away": ("{asset} can't be taken to {venue}."),
    "equip_ratio": (
        "{tool}: there are {available}, {needed} are wanted for {headcount} people"
        " (one for {persons})."
    ),
    "agreement.KB": "Joint agreement",
    "agreement.PKS": "Cooperation agreement",
    "agreement.any": "Agreement",
    "agreement_none": (
        "No joint agreement or cooperation agreement between {lender} and {borrower} is in force"
        " for {venue}."
    ),
    "agreement_none.tool": (
        "{asset} is {lender}'s. No agreement with {borrower} is in force on that day."
    ),
    "agreement_expired": "{kind} {name} holds {term}.",
    "government": "government {code}",
    "holiday.national": "{day} is a public holiday: {name} ({decree}).",
    "holiday.civil_servants": "Civil servants are not trained on holidays.",
    "holiday.undecreed": (
        "The holidays of {year} have not been decreed yet. {day} may become one."
    ),
    "cuti_bersama": "{day} is a joint day of leave: {name} ({decree}). Say who opens the door.",
}
