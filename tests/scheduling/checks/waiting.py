"""The checks of the 63 that calendar values alone cannot hold, and what they wait for.

A check leaves this table when a test named by its number exists. What is here in part
has such a test already, for as much of it as is a value.
"""

WAITING = {
    60: "the journeys: no name of the demo in any outgoing byte",
}

IN_PART = {
    11: "what is put there by CalDAV: nothing is yet; only the bytes are tested",
    62: "that consent is recorded before a guest sees the others",
    63: "that copies put into somebody's calendar by CalDAV are removed: none are put",
}
