"""No name of somebody in the network stands in its team chat (R35)."""

import pytest

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
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    with pytest.raises(NamesSomebody):
        check_names_nobody(text, NETWORK)


@pytest.mark.parametrize(
    "text",
    ["", "the class teacher comes", "Katikene", "ek, bo", "Toomas tuleb", "K7-4F2Q"],
)
def test_other_words_are_posted(text: str) -> None:
    check_names_nobody(text, NETWORK)
