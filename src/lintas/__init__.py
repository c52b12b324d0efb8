"""Lintas schedules training into venues that several regency governments share.

Read in this order; each package may import only from those named before it:

    domain    the words of the trade, and nothing else
    settings  what the environment says   (read only by web, worker and cli)
    rules     what makes two plans clash
    store     the database, turned into domain objects and back
    actions   what people do: one verb, one file, one transaction
    render    what people read: languages, messages, calendar entries
    feeds     calendars we publish        (side by side with intake and alerts)
    intake    calendars we read
    alerts    messages we send
    web       pages and API               (side by side with worker)
    worker    what happens on a clock
    cli       the commands
"""
