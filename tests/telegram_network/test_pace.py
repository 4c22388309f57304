"""The pace: never faster than Telegram allows, and nobody waits for ever."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.networks.telegram.pace import CHAT, GAP, GROUP, OVERALL, Pace

SECOND = 1.0
_TINY = 1e-6

wishes = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "-7", "-8"]),
        st.floats(min_value=0, max_value=3),
    ),
    max_size=200,
)


def most_within(times: Iterable[float], seconds: float) -> int:
    """Return how many moments lie in the fullest stretch of so many seconds."""
    at = sorted(times)
    return max(
        (sum(1 for t in at[i:] if t < at[i] + seconds - _TINY) for i in range(len(at))),
        default=0,
    )


def leave(pace: Pace, wanted: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Let each call leave as soon as it may, after a pause of its own; return when."""
    now, left = 0.0, []
    for chat, pause in wanted:
        now += pause
        while (wait := pace.take(chat, now)) > 0:
            now += wait
        left.append((chat, now))
    return left


@settings(deadline=None)
@given(wishes)
def test_no_window_ever_holds_more_than_allowed(
    wanted: list[tuple[str, float]],
) -> None:
    left = leave(Pace(), wanted)

    assert most_within((t for _, t in left), SECOND) <= 30
    for chat in {chat for chat, _ in left}:
        times = [t for c, t in left if c == chat]
        assert most_within(times, CHAT.seconds) <= CHAT.count
        if chat.startswith("-"):
            assert most_within(times, GROUP.seconds) <= GROUP.count


@given(wishes, st.sampled_from(["1", "-7"]))
def test_nobody_waits_longer_than_their_own_window(
    wanted: list[tuple[str, float]], chat: str
) -> None:
    pace = Pace()
    left = leave(pace, wanted)
    now = left[-1][1] if left else 0.0

    wait = pace.take(chat, now)

    own = GROUP if chat == "-7" else CHAT
    assert wait <= own.seconds + OVERALL.seconds


def test_a_stream_to_many_keeps_up_with_what_is_allowed() -> None:
    left = leave(Pace(), [(str(n), 0.0) for n in range(3000)])
    assert 3000 / left[-1][1] > 30 * 0.99


def test_a_stream_keeps_up_though_it_wakes_late() -> None:
    pace, now = Pace(), 0.0
    for number in range(3000):
        while (wait := pace.take(str(number), now)) > 0:
            now += wait
        now += 0.1 if number % 100 == 0 else 0.0
    # A tenth of a second lost at every hundredth call costs less than is lost.
    assert 3000 / now > 30 * 0.97


@given(st.integers(min_value=1, max_value=300))
def test_an_urgent_message_takes_the_next_place(before: int) -> None:
    pace = Pace()
    last = leave(pace, [(str(n), 0.0) for n in range(before)])[-1][1]
    assert pace.take("urgent", last) <= OVERALL.seconds - (OVERALL.count - 1) * GAP


@given(st.floats(min_value=0, max_value=1e-6), st.integers(1, 2_000_000_000))
def test_no_wait_is_too_short_for_a_clock_to_show(early: float, now: int) -> None:
    pace = Pace()
    pace.take("1", float(now))
    wait = pace.take("2", now + GAP - early)
    assert wait == 0 or wait >= 0.001


def test_a_pause_holds_everybody() -> None:
    pace = Pace()
    pace.pause(17, now=100.0)
    assert pace.take("1", 100.0) == 17
    assert pace.take("2", 116.0) == 1
    assert pace.take("2", 117.0) == 0


def test_what_has_been_quiet_is_forgotten() -> None:
    pace = Pace()
    leave(pace, [(str(n), 0.0) for n in range(5000)])
    assert len(pace._times) <= 61 * 30
