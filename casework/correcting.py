"""Correcting an answer by changing the words where they were written."""

from dataclasses import replace
from datetime import datetime

from casework.asking import Thank
from casework.check_ins import Answer, AnswerGiven, CheckIn
from casework.outcome import Outcome
from casework.refusals import OutOfDate


def signed(outcome: Outcome, said_in: str) -> Outcome:
    """Note with the answer just given in which words of its writer it was said."""
    check_in, *others = outcome.things
    *before, given = check_in.answers
    answers = (*before, replace(given, said_in=said_in))
    return replace(outcome, things=(replace(check_in, answers=answers), *others))


def said(check_in: CheckIn, said_in: str) -> Answer | None:
    """Return the answer that was given in these words, or None."""
    found = [answer for answer in check_in.answers if answer.said_in == said_in]
    return found[-1] if found else None


def correct(check_in: CheckIn, said_in: str, words: str, now: datetime) -> Outcome:
    """Put corrected words in the place of the earlier ones, as a further answer.

    Raises:
        OutOfDate: no answer was given in those words.
    """
    given = said(check_in, said_in)
    if given is None:
        raise OutOfDate
    latest = check_in.latest(given.item) or given
    corrected = replace(
        latest,
        at=now,
        words=latest.words.replace(_own_part(check_in, given), words, 1),
        late=check_in.is_late(now),
        said_in=said_in,
    )
    fact = AnswerGiven(
        at=now,
        by=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        item=given.item,
        late=corrected.late,
        changed=True,
    )
    kept = replace(check_in, answers=(*check_in.answers, corrected))
    return Outcome((kept,), (fact,), (_thanks(kept, late=corrected.late),))


def _own_part(check_in: CheckIn, given: Answer) -> str:
    """Return the words of one message, where several stand beside each other."""
    place = check_in.answers.index(given)
    before = [a for a in check_in.answers[:place] if a.item == given.item]
    earlier = before[-1].words if before else ""
    if before and before[-1].said_in == given.said_in:
        return given.words
    return given.words.removeprefix(earlier).removeprefix("\n") or given.words


def _thanks(check_in: CheckIn, *, late: bool) -> Thank:
    return Thank(
        to=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        code=check_in.code,
        question_set=check_in.question_set,
        done=not check_in.unsettled,
        late=late,
        changed=True,
        left=len(check_in.unsettled),
    )
