from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import Seal, SealBroken

OWNER, OTHER = uuid4(), uuid4()
KEY = b"k" * 32


@given(st.binary(max_size=2000))
def test_what_was_sealed_opens_at_its_place_only(text: bytes) -> None:
    seal = Seal(OWNER, KEY)

    sealed = seal.close(text, "people:1:1")

    assert seal.open(sealed, "people:1:1") == text
    for place in ("people:2:1", "people:1:2", "cases:1:1"):
        with pytest.raises(SealBroken):
            seal.open(sealed, place)


def test_another_owner_or_key_opens_nothing() -> None:
    sealed = Seal(OWNER, KEY).close(b"Kati", "people:1:1")

    for stranger in (Seal(OTHER, KEY), Seal(OWNER, b"x" * 32)):
        with pytest.raises(SealBroken):
            stranger.open(sealed, "people:1:1")


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(Seal(OWNER, KEY).close("tere, õhtust".encode(), "p"))
    index = data.draw(st.integers(1, len(sealed) - 1))
    sealed[index] ^= data.draw(st.integers(1, 255))

    with pytest.raises(SealBroken):
        Seal(OWNER, KEY).open(bytes(sealed), "p")


def test_the_same_words_are_never_sealed_alike() -> None:
    seal = Seal(OWNER, KEY)

    assert seal.close(b"hard", "p") != seal.close(b"hard", "p")
