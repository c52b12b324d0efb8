"""Calendar accounts: CalDAV (RFC 4791) to be read, one account for each address of a calendar.

The address' secret is the password. It opens that one calendar and no other: whoever was given
the address of a room has no business in somebody's own days. Synchronising is RFC 6578's.
"""
