"""What people said, as statements: ratings, answers, obstacles; nothing added.

Each observer stands alone with name and moment: ratings are never averaged, so
that a teacher's "better" and a mother's "worse" stay a reason to talk (D8).
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from casework.check_ins import Answer, CheckIn
from casework.disclosure import Audience, InfoClass
from casework.ids import PersonId
from casework.known import Known
from casework.obstacles import Obstacle, ObstacleState
from casework.roles import JUSTICE
from casework.statements import Kind, Statement
from casework.updates import ProgressUpdate


def ratings(known: Known) -> Iterator[Statement]:
    """Give where each observer sees each goal go; of a changed word the last."""
    replaced = {update.replaces: update for update in known.updates}
    earlier = {update.id: update for update in known.updates}
    for update in known.updates:
        if update.id not in replaced:
            first = earlier.get(update.replaces) if update.replaces else None
            yield _rating(update, first, known)


def answers(known: Known) -> Iterator[Statement]:
    """Give what was answered in check-ins, question by question.

    What was said about a goal is a rating, and what stands in the way is an
    obstacle: neither is given twice. "Nothing to add" is no statement.
    """
    tracked = {(each.check_in, each.item) for each in known.obstacles}
    for check_in in known.check_ins:
        for index in range(len(check_in.items)):
            given = [a for a in check_in.answers if a.item == index]
            if (check_in.id, index) not in tracked and _says_more(check_in, given):
                yield _answer(check_in, given, known)


def obstacles(known: Known) -> Iterator[Statement]:
    """Give what stands in the way, until a person has closed it."""
    for obstacle in known.obstacles:
        if obstacle.state is not ObstacleState.RESOLVED:
            yield _obstacle(obstacle, known)


def weeks(known: Known) -> Iterator[Statement]:
    """Give for each week how many check-ins were put and how many answered."""
    counts: dict[date, list[bool]] = {}
    rests = known.restricted
    for check_in in known.check_ins:
        if check_in.due_at <= known.now and check_in.person not in rests:
            day = known.day(check_in.due_at)
            monday = day - timedelta(days=day.weekday())
            counts.setdefault(monday, []).append(bool(check_in.answers))
    for monday, answered in sorted(counts.items()):
        yield Statement(
            kind=Kind.WEEK,
            shows=InfoClass.SILENCE,
            at=known.now,
            on=monday,
            count=sum(answered),
            asked=len(answered),
        )


def class_of_words(person: PersonId, audience: Audience, known: Known) -> InfoClass:
    """Return which kind of information somebody's words are."""
    if known.voice(person).role in JUSTICE:
        return InfoClass.SENSITIVE_JUSTICE
    if audience is Audience.MANAGER:
        return InfoClass.UPDATES_FULL
    return InfoClass.UPDATES_SUMMARY


def shared(named: Iterable[Obstacle], known: Known) -> list[Obstacle]:
    """Return the obstacles that the network may read: none of the police's own."""
    return [
        each
        for each in named
        if class_of_words(each.person, each.audience, known)
        is InfoClass.UPDATES_SUMMARY
    ]


def _rating(
    update: ProgressUpdate, first: ProgressUpdate | None, known: Known
) -> Statement:
    voice = known.voice(update.person)
    return Statement(
        kind=Kind.RATING,
        shows=class_of_words(update.person, update.audience, known),
        audience=update.audience,
        at=update.at,
        by=update.person,
        name=voice.name,
        role=voice.role,
        left=voice.left,
        text=update.note,
        word=f"direction.{update.direction}",
        before=f"direction.{first.direction}" if first else "",
        goal=update.goal,
        about=update.id,
        late=update.late,
        changed=first is not None or update.replaces is not None,
    )


def _answer(check_in: CheckIn, given: list[Answer], known: Known) -> Statement:
    last, voice = given[-1], known.voice(check_in.person)
    item = check_in.items[last.item]
    earlier = [answer for answer in given if _differs(answer, last)]
    audience = Audience.MANAGER if item.sensitive else last.audience
    return Statement(
        kind=Kind.ANSWER,
        shows=class_of_words(check_in.person, audience, known),
        audience=audience,
        at=last.at,
        by=check_in.person,
        name=voice.name,
        role=voice.role,
        left=voice.left,
        text=last.words,
        word=_said(last),
        before=_said(earlier[-1]) if earlier else "",
        question="" if item.goal else f"{check_in.question_set}.{item.key}",
        goal=item.goal,
        about=check_in.id,
        late=last.late,
        changed=bool(earlier),
    )


def _says_more(check_in: CheckIn, given: list[Answer]) -> bool:
    """Say whether an answer holds something that no other statement tells."""
    if not given:
        return False
    item, last = check_in.items[given[-1].item], given[-1]
    if item.goal is not None:
        return last.skipped is not None
    return bool(last.words or last.skipped or not item.open)


def _differs(earlier: Answer, last: Answer) -> bool:
    """Say whether something was taken back; words added to a tap change nothing."""
    said = _said(earlier)
    reworded = earlier.words and not last.words.startswith(earlier.words)
    return bool(reworded) or bool(said and said != _said(last))


def _said(answer: Answer) -> str:
    if answer.skipped:
        return f"skipped.{answer.skipped}"
    return f"choice.{answer.choice}" if answer.choice else ""


def _obstacle(obstacle: Obstacle, known: Known) -> Statement:
    voice = known.voice(obstacle.person)
    words = class_of_words(obstacle.person, obstacle.audience, known)
    shared = words is InfoClass.UPDATES_SUMMARY
    return Statement(
        kind=Kind.OBSTACLE,
        shows=InfoClass.OBSTACLES if shared else words,
        audience=obstacle.audience,
        at=obstacle.opened_at,
        by=obstacle.person,
        name=voice.name,
        role=voice.role,
        left=voice.left,
        text=obstacle.text,
        word="obstacle.gone" if obstacle.said_gone_at else f"obstacle.{obstacle.state}",
        goal=obstacle.goal,
        about=obstacle.id,
        count=(known.today - known.day(obstacle.opened_at)).days,
    )
