"""What an answer is good for: progress updates, tracked obstacles, tasks.

Read off the check-in after each answer, so that it is there even if the
member never goes on.
"""

from dataclasses import replace
from datetime import datetime

from casework.check_ins import Answer, CheckIn, CheckInState
from casework.disclosure import Audience
from casework.ids import ObstacleId, UpdateId, new_id
from casework.obstacles import Obstacle, ObstacleNamed
from casework.outcome import Outcome
from casework.questions import Means, SkipReason
from casework.tasks import TaskKind
from casework.updates import Direction, ProgressUpdate, Wish

_TASKS = {
    Wish.CALL: TaskKind.CALL_WANTED,
    Wish.ROUNDTABLE: TaskKind.ROUNDTABLE_WANTED,
    Wish.CHANGE_ACTIVITY: TaskKind.CHANGE_WANTED,
}
GONE = "gone"
"""The choice that says of an obstacle named earlier that it is not there any more."""


def update(
    check_in: CheckIn, item: int, before: ProgressUpdate | None, now: datetime
) -> ProgressUpdate | None:
    """Return the progress update that the answers about an item's goal make now.

    While the check-in runs, it grows; what is changed afterwards is a new one
    that names the one it replaces. None: no direction has been given.
    """
    goal = check_in.items[item].goal
    said = _about(check_in, item)
    direction = said.get(Means.DIRECTION)
    if goal is None or direction is None or not direction.choice:
        return None
    note, wish = said.get(Means.NOTE), said.get(Means.WISH)
    told = ProgressUpdate(
        id=UpdateId(new_id()),
        case=check_in.case,
        member=check_in.member,
        person=check_in.person,
        goal=goal,
        check_in=check_in.id,
        direction=Direction(direction.choice),
        note=_note(direction, note),
        wish=Wish(wish.choice) if wish and wish.choice else Wish.NOTHING,
        audience=_narrowest(said),
        at=now,
        late=any(answer.late for answer in said.values()),
    )
    return _in_line(told, before, growing=_grows(check_in, now))


def obstacle(
    check_in: CheckIn, item: int, before: Obstacle | None, now: datetime
) -> Outcome:
    """Track what the answer to an item says stands in the way.

    `before` is the obstacle the same answer named earlier, or the one the
    question was about. Nothing here closes one (pitfall 28).
    """
    given = check_in.latest(item)
    if given is None:
        return Outcome()
    means = check_in.items[item].means
    if means is Means.STILL_THERE and before is not None and not given.words:
        gone_at = now if given.choice == GONE else None
        return Outcome((replace(before, said_gone_at=gone_at),))
    if not _names_obstacle(check_in, given):
        gone = before is not None and before.item == item
        return (
            Outcome((replace(before, said_gone_at=now),))
            if gone and before
            else Outcome()
        )
    if before is not None and before.check_in == check_in.id:
        return Outcome((replace(before, text=given.words, audience=given.audience),))
    named = Obstacle(
        id=ObstacleId(new_id()),
        case=check_in.case,
        member=check_in.member,
        person=check_in.person,
        text=given.words,
        opened_at=now,
        goal=check_in.items[item].goal,
        audience=given.audience,
        check_in=check_in.id,
        item=item,
    )
    fact = ObstacleNamed(
        at=now, by=check_in.person, case=check_in.case, obstacle=named.id
    )
    return Outcome((named,), (fact,))


def wish(check_in: CheckIn, item: int) -> tuple[TaskKind, str] | None:
    """Return the task a newly said wish makes, and the words for it; None: none."""
    if check_in.items[item].means is not Means.WISH:
        return None
    given = [answer for answer in check_in.answers if answer.item == item]
    earlier = given[-2].choice if len(given) > 1 else ""
    wanted = given[-1].choice
    if wanted in {"", earlier, Wish.NOTHING}:
        return None
    note = _about(check_in, item).get(Means.NOTE)
    parts = (note.words if note else "", given[-1].words)
    return _TASKS[Wish(wanted)], "\n".join(part for part in parts if part)


def is_silence(before: CheckIn, after: CheckIn) -> bool:
    """Say whether the ladder of reminders has ended without a single word."""
    return after.handed_over and not before.handed_over and not after.answers


def _about(check_in: CheckIn, item: int) -> dict[Means, Answer]:
    """Return what was said about the goal of an item, by what it is good for."""
    goal = check_in.items[item].goal
    said = {}
    for number, asked in enumerate(check_in.items):
        answer = check_in.latest(number)
        if asked.goal == goal and answer is not None:
            said[asked.means] = answer
    return said


def _note(direction: Answer, note: Answer | None) -> str:
    """Return the sentence of an update, with the words left beside the direction."""
    parts = (direction.words, note.words if note else "")
    return "\n".join(part for part in parts if part)


def _narrowest(said: dict[Means, Answer]) -> Audience:
    """Return who may read a whole update: whoever may read every part of it."""
    parts = [said[m].audience for m in (Means.DIRECTION, Means.NOTE) if m in said]
    order = list(Audience)
    return min(parts, key=order.index)


def _grows(check_in: CheckIn, now: datetime) -> bool:
    just_ended = check_in.ended_at == now and check_in.state is CheckInState.ANSWERED
    return check_in.runs or just_ended


def _in_line(
    told: ProgressUpdate, before: ProgressUpdate | None, *, growing: bool
) -> ProgressUpdate:
    if before is None:
        return told
    if growing and before.check_in == told.check_in:
        return replace(told, id=before.id, replaces=before.replaces)
    return replace(told, replaces=before.id)


def _names_obstacle(check_in: CheckIn, given: Answer) -> bool:
    if not given.words:
        return False
    if given.skipped is SkipReason.COULD_NOT_BE_DONE:
        return True
    means = check_in.items[given.item].means
    return means in {Means.OBSTACLE, Means.STILL_THERE} and given.skipped is None
