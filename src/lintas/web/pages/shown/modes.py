"""In a room, online or both: what forms ask, and what was chosen."""

from lintas.domain.bookings import Mode
from lintas.domain.links import faults_of_link
from lintas.domain.refusal import Fault
from lintas.web.forms import Form

MODES = (
    (Mode.ONSITE.value, "Tatap muka"),
    (Mode.ONLINE.value, "Daring, tanpa memakai ruang"),
    (Mode.HYBRID.value, "Tatap muka dan daring"),
)


def read_mode(form: Form) -> tuple[Mode, str]:
    """How people meet, and where they join; faults are noted on the form.

    Where nothing was chosen, they meet in the room.
    """
    link = form.optional_text("link")
    mode = form.choice("mode", Mode) if form.value("mode") else Mode.ONSITE
    if mode is Mode.ONLINE and not link:
        form.faults.append(Fault("link", link, "required"))
    elif link and not mode.is_joined:
        form.faults.append(Fault("link", link, "absent"))
    elif link:
        form.faults += faults_of_link("link", link)
    return mode, link
