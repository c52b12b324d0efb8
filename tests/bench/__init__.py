"""`make bench`: our figures as ratios of a baseline taken in the same run.

The machine is shared and noisy: a rate says little, a ratio within one run says how much of what
the machine could do is left once everything is judged, told and audited.
"""
