"""What hypothesis makes: inputs of the right shape with anything at all in them."""

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.proofs.fuzzing.specimens import SPECIMENS

_ANY_TEXT = st.text(max_size=300)
_BYTES = st.binary(max_size=2000)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
_PARTS = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
)
_UPDATES = [json.loads(each) for each in SPECIMENS["updates"]]


def _bent(update: dict[str, Any], path: list[str], put: Any) -> dict[str, Any]:
    """Return an update with something else at one place."""
    if len(path) == 1 or not isinstance(update.get(path[0]), dict):
        return {**update, path[0]: put}
    return {**update, path[0]: _bent(update[path[0]], path[1:], put)}


_PATHS = st.lists(
    st.sampled_from(
        ["message", "chat", "from", "id", "type", "text", "data", "date", "update_id"]
    ),
    min_size=1,
    max_size=4,
)
_BENT = st.builds(_bent, st.sampled_from(_UPDATES), _PATHS, _JSON)
_FIELDS = st.dictionaries(
    st.sampled_from(["auth_date", "user", "query_id", "hash", "x"]), _ANY_TEXT
)


def _encoded(value: object) -> bytes:
    return json.dumps(value).encode()


def _text_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _inside(specimens: list[bytes]) -> st.SearchStrategy[bytes]:
    """Return specimens with any bytes in the place of some of theirs."""

    def put(specimen: bytes, place: int, length: int, content: bytes) -> bytes:
        place %= len(specimen) + 1
        return specimen[:place] + content + specimen[place + length :]

    places = st.integers(0, 5000)
    return st.builds(
        put, st.sampled_from(specimens), places, st.integers(0, 60), _BYTES
    )


SHAPES: dict[str, st.SearchStrategy[bytes]] = {
    "messages": _ANY_TEXT.map(_text_bytes),
    "updates": (_BENT | st.dictionaries(_PARTS, _JSON, max_size=2)).map(_encoded),
    "mails": _inside(SPECIMENS["mails"]) | _BYTES,
    "calendars": _inside(SPECIMENS["calendars"]),
    "questions": _inside(SPECIMENS["questions"]),
    "init data": _FIELDS.map(lambda fields: urlencode(fields).encode()),
}
