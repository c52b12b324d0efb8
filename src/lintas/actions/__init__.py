"""What people do. One verb, one file, one transaction.

Every action has four beats: gather what is known, judge the plan, record it, announce it. Its
first line asks whether the actor may. Actions never call actions; what they share are steps.
"""
