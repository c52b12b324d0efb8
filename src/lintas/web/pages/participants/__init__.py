"""What participants open by a link of their own, without an account."""

from lintas.web.pages.participants.openings import note_drawn
from lintas.web.pages.participants.personal import note_coming, note_read, send_session, show_person
from lintas.web.pages.participants.subscribing import SUBSCRIBING

PARTICIPANTS = (show_person, note_read, note_coming, send_session, note_drawn, *SUBSCRIBING)
