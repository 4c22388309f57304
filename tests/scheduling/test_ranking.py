from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots import Invitee, Reason, Search, Span, Vote, Votes, Why, rank

YES, IF_NEEDED, NO = Vote.YES, Vote.IF_NEEDED, Vote.NO
START = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
MON, TUE, WED = (
    Span(START + timedelta(days=n), START + timedelta(days=n, hours=1))
    for n in range(3)
)
KATI = Invitee("kati", family=True)
MARI = Invitee("mari")
JAAN = Invitee("jaan", organisation="school", one_is_enough=True)
ANU = Invitee("anu", organisation="school", one_is_enough=True)
LIIS = Invitee("liis", required=False)
EVERYBODY = (KATI, MARI, JAAN, ANU, LIIS)

Said = dict[str, tuple[Vote | None, ...]]


def votes(said: Said) -> Votes:
    return {
        key: {
            slot: vote
            for slot, vote in zip((MON, TUE, WED), given_votes, strict=False)
            if vote is not None
        }
        for key, given_votes in said.items()
    }


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param(
            {"kati": (YES, IF_NEEDED), "mari": (NO, YES)},
            Reason(Why.REQUIRED_SAYS_NO, ("mari",)),
            id="a required person's no outweighs everything",
        ),
        pytest.param(
            {"kati": (IF_NEEDED, YES), "mari": (YES, IF_NEEDED), "liis": (YES, NO)},
            Reason(Why.FAMILY_PREFERS_OTHER, ("kati",)),
            id="the family's wish before everybody's convenience",
        ),
        pytest.param(
            {"kati": (None, IF_NEEDED), "mari": (YES, YES)},
            Reason(Why.FAMILY_PREFERS_OTHER, ("kati",)),
            id="silence of the family is no wish",
        ),
        pytest.param(
            {"kati": (YES, YES), "mari": (None, IF_NEEDED), "liis": (YES, None)},
            Reason(Why.REQUIRED_UNKNOWN, ("mari", "jaan", "anu")),
            id="silence of the required",
        ),
        pytest.param(
            {"kati": (YES, YES), "mari": (YES, YES), "liis": (None, NO)},
            Reason(Why.UNKNOWN, ("jaan", "anu", "liis")),
            id="silence of the optional",
        ),
        pytest.param(
            {"kati": (YES, YES), "mari": (YES, IF_NEEDED), "liis": (NO, IF_NEEDED)},
            Reason(Why.FEWER_CAN_COME, ("liis",)),
            id="optional people break ties",
        ),
        pytest.param(
            {"kati": (YES, YES), "mari": (IF_NEEDED, YES), "liis": (YES, YES)},
            Reason(Why.FEWER_LIKE_IT, ("mari",)),
            id="a real yes breaks ties",
        ),
    ],
)
def test_the_first_rule_that_tells_two_times_apart_decides(
    said: Said, reason: Reason
) -> None:
    ranked = rank([MON, TUE], EVERYBODY, votes(said))

    assert [each.slot for each in ranked] == [TUE, MON]
    assert ranked[0].reasons == ()
    assert ranked[1].reasons == (reason,)


def test_of_equal_times_the_earliest_is_chosen() -> None:
    ranked = rank([WED, TUE, MON], EVERYBODY, {})

    assert [each.slot for each in ranked] == [MON, TUE, WED]
    assert ranked[1].reasons == (Reason(Why.LATER),)


def test_one_of_the_school_is_enough() -> None:
    said: Said = {"jaan": (NO,), "anu": (IF_NEEDED,)}

    assert rank([MON], EVERYBODY, votes(said))[0].possible


def test_a_time_that_nobody_of_the_school_can_make_is_impossible() -> None:
    said: Said = {"kati": (YES,), "mari": (YES,), "jaan": (NO,), "anu": (NO,)}

    only = rank([MON], EVERYBODY, votes(said))[0]

    assert not only.possible
    assert only.reasons == (Reason(Why.REQUIRED_SAYS_NO, ("jaan", "anu")),)


def test_silence_blocks_nothing_and_is_no_yes() -> None:
    only = rank([MON], EVERYBODY, {})[0]

    assert only.possible
    assert (only.yes, only.if_needed, only.no, only.unknown) == (0, 0, 0, 5)


def test_when_everybody_says_no_each_time_says_who() -> None:
    said: Said = {each.key: (NO, NO) for each in EVERYBODY}

    ranked = rank([MON, TUE], EVERYBODY, votes(said))

    blocking = (Reason(Why.REQUIRED_SAYS_NO, ("kati", "mari", "jaan", "anu")),)
    assert [(each.possible, each.reasons) for each in ranked] == [(False, blocking)] * 2


def test_the_parent_who_is_worse_off_counts_first() -> None:
    father = Invitee("peeter", family=True)
    said: Said = {"kati": (YES, IF_NEEDED), "peeter": (None, IF_NEEDED)}

    ranked = rank([MON, TUE], [KATI, father], votes(said))

    assert ranked[0].slot == TUE


def test_times_outside_of_hours_come_after_their_equals() -> None:
    search = Search(
        timedelta(hours=1),
        date(2026, 10, 13),
        date(2026, 10, 14),
        ZoneInfo("Europe/Tallinn"),
        closed_days=frozenset({date(2026, 10, 13)}),
    )

    ranked = rank([MON, TUE, WED], EVERYBODY, {}, search)

    assert [each.slot for each in ranked] == [WED, MON, TUE]
    outside = Reason(Why.OUTSIDE_HOURS, tuple(each.key for each in EVERYBODY))
    assert ranked[1].reasons == (outside,)


def test_no_options_give_no_ranking() -> None:
    assert rank([], EVERYBODY, {}) == ()


all_votes = st.dictionaries(
    st.sampled_from([each.key for each in EVERYBODY]),
    st.tuples(*[st.sampled_from([*Vote, None])] * 3),
)


@given(all_votes)
def test_the_order_does_not_depend_on_how_the_options_were_listed(said: Said) -> None:
    orders = {
        rank(options, EVERYBODY, votes(said))
        for options in permutations([MON, TUE, WED])
    }

    assert len(orders) == 1


@given(all_votes)
def test_a_possible_time_stands_before_every_impossible_one(said: Said) -> None:
    ranked = rank([MON, TUE, WED], EVERYBODY, votes(said))

    assert [each.possible for each in ranked] == sorted(
        (each.possible for each in ranked), reverse=True
    )
    assert all(each.reasons for each in ranked[1:])
