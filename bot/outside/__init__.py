"""Calendars of others, fetched from wherever they are published."""
