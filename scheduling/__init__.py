"""When: the clock, the clockwork, free slots, holidays, calendar files and replies."""
