"""Agreements between governments, for people: offered, accepted, changed, counted."""

from lintas.web.pages.agreements.adding import ADDING
from lintas.web.pages.agreements.changing import CHANGING
from lintas.web.pages.agreements.ledger import LEDGER
from lintas.web.pages.agreements.looking import LOOKING
from lintas.web.pages.agreements.quotas import QUOTAS
from lintas.web.pages.agreements.weighing import WEIGHING

AGREEMENT_PAGES = (*LOOKING, *CHANGING, *QUOTAS, *WEIGHING, *ADDING, *LEDGER)
