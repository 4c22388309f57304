"""Messages in words: every text the bot says, in the reader's language."""
