"""No name of somebody in the network stands in its team chat (R35)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.named import EVERYDAY, SHORTEST, names_somebody
from casework.refusals import NamesSomebody
from casework.team import check_names_nobody

NETWORK = ("Kati Kask", "Олег Каск", "Mari-Liis Jõgi", "Bo Ek")


@pytest.mark.parametrize(
    "text",
    [
        "Kati comes on Thursday",
        "please ask KATI.",
        "proua Kask tuleb",
        "олег придёт",
        "mari-liis ja teised",
        "Jo\u0303gi (written in two characters)",
        "Katile sobib neljapäev",
        "räägin katiga",
        "Kase perega on kokku lepitud",
        "Jõe pere tuleb",
        "Kask'ile saadetud",
        "с Олегом договорились",
        "Каску позвонили",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    with pytest.raises(NamesSomebody):
        check_names_nobody(text, NETWORK)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the class teacher comes",
        "Katikene",
        "ek, bo",
        "Toomas tuleb",
        "K7-4F2Q",
        "maja taga on kask ja jõgi",
        "katik",
        "katistik",
        "олегарх",
    ],
)
def test_other_words_are_posted(text: str) -> None:
    check_names_nobody(text, NETWORK)


NAMES = st.sampled_from(("Kati", "Jaan", "Liis", "Toomas", "Leelo", "Maarja", "Peeter"))
ENDINGS = st.sampled_from(("", "le", "lt", "ga", "st", "sse", "ni", "ta"))
AROUND = st.text(alphabet="abcdefghi ,.!?-\n", max_size=20)


@given(NAMES, ENDINGS, AROUND, AROUND, st.booleans())
def test_a_name_is_found_with_any_ending_anywhere(
    name: str, ending: str, before: str, after: str, capital: bool
) -> None:
    link = "i" if ending and name[-1] not in "aeiou" else ""
    word = name + link + ending
    text = f"{before} {word if capital else word.lower()} {after}"
    assert names_somebody(text, [f"{name} Kask"])


@given(st.text(max_size=200))
def test_where_nobody_is_named_everything_can_be_said(text: str) -> None:
    assert not names_somebody(text, [])
    assert not names_somebody(text, ["Bo", "Ek", "", "12"])


@given(st.sampled_from(sorted(EVERYDAY)), AROUND)
def test_an_everyday_word_in_small_letters_is_no_name(word: str, after: str) -> None:
    assert not names_somebody(f"{word} {after.lower()}", [word.title()])
    if len(word) >= SHORTEST:
        assert names_somebody(word.title(), [word.title()])
