"""Who teaches: whether they come, said with an account or by a link, and who has to be asked."""

from lintas.web.pages.teaching.answering import ANSWERING
from lintas.web.pages.teaching.by_link import BY_LINK
from lintas.web.pages.teaching.inviting import INVITING
from lintas.web.pages.teaching.own import OWN

TEACHING = (*ANSWERING, *OWN, *INVITING, *BY_LINK)
