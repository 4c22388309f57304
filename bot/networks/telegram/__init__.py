"""Telegram as a chat network. Only client, errands and whispers know a library."""
