"""What is kept: rows, transactions, journal, inbox, outbox, sealed text."""
