"""The checks of the 63 that calendar values alone cannot hold, and what they wait for.

A check leaves this table when a test named by its number exists. What is here in part
has such a test already, for as much of it as is a value.
"""

WAITING = {
    22: "the outbox: order per meeting and recipient, and people removed in the same edit",
    38: "the words of the mail (bot/wording): the plain text alone is enough",
    58: "the web server: content type and file name of an .ics over HTTP",
    59: "the chat networks: file, https link and words side by side",
    60: "the journeys: no name of the demo in any outgoing byte",
    63: "the closing of a case: feeds gone, queue empty, copies removed",
}

IN_PART = {
    11: "the bytes for CalDAV are tested; that they are what is put there is not",
    16: "that the sequence is kept in the same transaction and survives a restore",
    17: "that the store resets the answers when `resets_answers` says so",
    31: "that held times are removed once it is decided",
    35: "that the bot's mailbox receives, and that settings refuse a no-reply address",
    40: "the sending: 5xx for one of many, 4xx again later, a crash after DATA",
    41: "the clear sentence to the case manager",
    54: "that no surface renders the comment raw",
    55: "https, and a secret token per person that can be revoked",
    56: "ETag, 304, Cache-Control and 410; only the stable bytes are tested",
    57: "that a cancelled meeting leaves the feed after some days",
    62: "that consent is recorded before a guest sees the others",
}
