"""Requests, sessions, holds, conflicts and receipts, kept."""
