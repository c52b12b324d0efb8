"""Accounts: one's own, and those that a coordinator keeps."""

from lintas.web.pages.accounts.keeping import KEEPING
from lintas.web.pages.accounts.own import OWN

ACCOUNTS = (*OWN, *KEEPING)
