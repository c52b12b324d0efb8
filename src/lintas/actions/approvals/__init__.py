"""Verbs on steps of approval, queues and claims."""
