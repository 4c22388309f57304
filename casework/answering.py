"""Answering a check-in: by a tap, in words, with a reason why not, or anew.

Every answer is added, none is ever overwritten. After each, the next open
question follows, as long as the check-in runs; afterwards an answer is taken
and marked late, and nothing starts over (pitfall 17).
"""

from dataclasses import replace
from datetime import datetime

from casework.asking import (
    AskQuestion,
    ChooseAnswer,
    NoteWords,
    TellAnswered,
    Thank,
    awaiting,
    given_so_far,
    question,
)
from casework.check_ins import (
    Answer,
    AnswerGiven,
    CheckIn,
    CheckInEnded,
    CheckInState,
    ReadersChosen,
)
from casework.disclosure import Audience
from casework.ids import ShownId
from casework.outcome import Outcome
from casework.questions import SkipReason
from casework.refusals import NotAChoice, NothingAsked, OutOfDate


def choose(check_in: CheckIn, item: int, choice: str, now: datetime) -> Outcome:
    """Take a pressed button as the answer to an item.

    An item that is answered already keeps its answer; who presses is told so
    and offered a change.

    Raises:
        NotAChoice: the item offers no such button.
    """
    if not _there(check_in, item) or choice not in check_in.items[item].choices:
        raise NotAChoice
    if is_past(check_in, item):
        return already(check_in, item)
    words = "" if check_in.items[item].open else _words_of(check_in, item)
    given = replace(_blank(check_in, item, now), choice=choice, words=words)
    return _take(check_in, given)


def write(check_in: CheckIn, item: int, words: str, now: datetime) -> Outcome:
    """Take free words: the answer to an open question, a note beside a closed one."""
    if not _there(check_in, item):
        raise NothingAsked
    given = replace(_blank(check_in, item, now), words=words)
    if check_in.because and check_in.asking == item:
        return _take(check_in, replace(given, skipped=SkipReason.COULD_NOT_BE_DONE))
    if check_in.items[item].open:
        return _take(check_in, given)
    return _keep_beside(check_in, item, words, now)


def skip(check_in: CheckIn, item: int, reason: SkipReason, now: datetime) -> Outcome:
    """Take a reason for not answering; what could not be done asks for the why."""
    if not _there(check_in, item):
        raise NotAChoice
    if is_past(check_in, item):
        return already(check_in, item)
    given = replace(
        _blank(check_in, item, now), skipped=reason, words=_words_of(check_in, item)
    )
    if reason is not SkipReason.COULD_NOT_BE_DONE:
        return _take(check_in, given)
    kept, fact = _kept(check_in, given)
    asked = replace(awaiting(kept, item, now), because=True)
    return Outcome((asked,), (fact,), (question(asked, item, AskQuestion),))


def is_past(check_in: CheckIn, item: int) -> bool:
    """Say whether an item is answered, and nobody is changing the answer now."""
    return check_in.settled(item) and check_in.asking != item


def ask_again(check_in: CheckIn, item: int, now: datetime) -> Outcome:
    """Put one item once more, because its writer wants to change the answer."""
    if not _there(check_in, item):
        raise OutOfDate
    asked = awaiting(check_in, item, now)
    return Outcome((asked,), (), (question(asked, item, AskQuestion),))


def go_on(check_in: CheckIn, now: datetime) -> Outcome:
    """Put the first question still open, where the member stopped.

    Raises:
        OutOfDate: none is open, and the thanks have been said.
    """
    if not check_in.unsettled:
        if not check_in.runs:
            raise OutOfDate
        return _finish(check_in, check_in.answers[-1], changed=False)
    item = check_in.asking if check_in.asking in check_in.unsettled else None
    return ask_again(check_in, check_in.unsettled[0] if item is None else item, now)


def offer_changes(check_in: CheckIn) -> Outcome:
    """Ask which answer shall be changed.

    Raises:
        OutOfDate: nothing has been answered yet.
    """
    given = given_so_far(check_in)
    if not given:
        raise OutOfDate
    return Outcome(
        messages=(
            ChooseAnswer(
                to=check_in.person,
                case=check_in.case,
                check_in=check_in.id,
                code=check_in.code,
                question_set=check_in.question_set,
                given=given,
            ),
        )
    )


def let_read(
    check_in: CheckIn,
    item: int,
    audience: Audience,
    now: datetime,
    shown: ShownId | None = None,
) -> Outcome:
    """Decide who reads what is written to an item, also what was written already."""
    if not _there(check_in, item):
        raise OutOfDate
    asked = replace(check_in.items[item], audience=audience)
    items = (*check_in.items[:item], asked, *check_in.items[item + 1 :])
    switched = replace(check_in, items=items)
    given = check_in.latest(item)
    if given is not None:
        answers = (*check_in.answers, replace(given, at=now, audience=audience))
        switched = replace(switched, answers=answers)
    fact = ReadersChosen(
        at=now,
        by=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        item=item,
        audience=audience,
    )
    again = replace(question(switched, item, AskQuestion), replaces=shown)
    return Outcome((switched,), (fact,), (again,))


def _there(check_in: CheckIn, item: int) -> bool:
    return 0 <= item < len(check_in.items)


def _words_of(check_in: CheckIn, item: int) -> str:
    given = check_in.latest(item)
    return "" if given is None else given.words


def _blank(check_in: CheckIn, item: int, now: datetime) -> Answer:
    """Return an answer that says nothing yet."""
    return Answer(
        item=item,
        at=now,
        audience=check_in.items[item].audience,
        late=check_in.is_late(now),
    )


def already(check_in: CheckIn, item: int) -> Outcome:
    """Tell that an item is answered, and offer a change."""
    return Outcome(
        messages=(
            TellAnswered(
                to=check_in.person,
                case=check_in.case,
                check_in=check_in.id,
                code=check_in.code,
                item=item,
            ),
        )
    )


def _kept(check_in: CheckIn, given: Answer) -> tuple[CheckIn, AnswerGiven]:
    """Return the check-in with one more answer, and the fact of it."""
    fact = AnswerGiven(
        at=given.at,
        by=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        item=given.item,
        late=given.late,
        changed=check_in.settled(given.item),
    )
    more = replace(check_in, answers=(*check_in.answers, given), handed_over=False)
    return more, fact


def _take(check_in: CheckIn, given: Answer) -> Outcome:
    """Keep an answer that settles its item, and go on."""
    awaited = check_in.asking == given.item
    kept, fact = _kept(check_in, given)
    kept = _with_spares(kept, given)
    if not kept.unsettled:
        return Outcome((), (fact,)) + _finish(kept, given, changed=fact.changed)
    if awaited:
        following = awaiting(kept, kept.unsettled[0], given.at)
        asked = question(following, kept.unsettled[0], AskQuestion)
        return Outcome((following,), (fact,), (asked,))
    thanks = _thanks(kept, done=False, late=given.late, changed=fact.changed)
    return Outcome((kept,), (fact,), (thanks,))


def _keep_beside(check_in: CheckIn, item: int, words: str, now: datetime) -> Outcome:
    """Keep words with a closed question, which stays open if it was."""
    before = check_in.latest(item)
    joined = "\n".join(part for part in (_words_of(check_in, item), words) if part)
    given = replace(
        before or _blank(check_in, item, now),
        at=now,
        words=joined,
        late=check_in.is_late(now),
    )
    kept, fact = _kept(check_in, given)
    if check_in.settled(item):
        thanks = _thanks(kept, done=not kept.unsettled, late=given.late, changed=True)
        return Outcome((kept,), (fact,), (thanks,))
    note = NoteWords(to=check_in.person, case=check_in.case, code=check_in.code)
    return Outcome((kept,), (fact,), (note,))


def _with_spares(check_in: CheckIn, given: Answer) -> CheckIn:
    """Put a more fitting question in the place of one not yet answered."""
    key = check_in.items[given.item].key
    goal = check_in.items[given.item].goal
    items = list(check_in.items)
    for number in check_in.unsettled:
        for spare in items[number].spares:
            same = spare.item.goal in {None, goal}
            if spare.after == key and given.choice in spare.choices and same:
                items[number] = spare.item
                break
    return replace(check_in, items=tuple(items))


def _finish(check_in: CheckIn, given: Answer, *, changed: bool) -> Outcome:
    """End a check-in whose every question is settled, and thank for it."""
    before = check_in.state
    last = [check_in.latest(item) for item in range(len(check_in.items))]
    skipped = all(answer is not None and answer.skipped for answer in last)
    state = CheckInState.SKIPPED if skipped else CheckInState.ANSWERED
    done = replace(
        check_in,
        state=state,
        asking=None,
        because=False,
        remind_at=None,
        again_at=None,
        ended_at=check_in.ended_at or given.at,
        wake_at=None,
    )
    ended = CheckInEnded(
        at=given.at,
        by=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        state=state,
    )
    thanks = _thanks(done, done=True, late=given.late, changed=changed)
    return Outcome((done,), () if before is state else (ended,), (thanks,))


def _thanks(check_in: CheckIn, *, done: bool, late: bool, changed: bool) -> Thank:
    return Thank(
        to=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        code=check_in.code,
        question_set=check_in.question_set,
        done=done,
        late=late,
        changed=changed,
        left=len(check_in.unsettled),
    )
