"""The web as a chat network: one page per person, on any phone with a browser."""
