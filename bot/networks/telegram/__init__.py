"""Telegram as a chat network, by its Bot API. Only `client` knows a library."""
