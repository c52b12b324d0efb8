"""A plan of many bookings comes as a table: judged whole, then kept whole or not at all.

`staging` takes it in and judges it outside of any lock, `keeping` writes it.
"""
