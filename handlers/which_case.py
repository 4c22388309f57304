"""Which case a command is about: the only one there is, or the one named."""

from casework.cases import Case, Member
from casework.ids import PersonId
from casework.notices import ChooseCase
from casework.refusals import (
    CaseClosed,
    ConfidentialityFirst,
    NoCase,
    NoSuchCase,
    OnlyTheCaseManager,
)
from casework.roles import Role
from handlers.incoming import Said
from handlers.turn import Turn

Place = tuple[Case, Member]


async def of(turn: Turn, said: Said) -> Place:
    """Return the case meant and the asker's place in it.

    Raises:
        NoCase: the asker is in no network that still works together.
        NoSuchCase: it is not clear which; the asker is then let choose.
        CaseClosed: the case named is closed.
        ConfidentialityFirst: the asker has not accepted the text yet.
    """
    places = await _all(turn, said.person.id)
    if not places and await _was_in_closed(turn, said):
        raise CaseClosed
    return _meant(said, places, led=False)


async def read_in(turn: Turn, said: Said) -> Place:
    """Return the case meant to be read, also a closed one by who led it.

    Raises:
        NoCase, NoSuchCase, CaseClosed, ConfidentialityFirst: as `of` does.
    """
    closed = await led_and_closed(turn, said)
    return closed or await of(turn, said)


async def led_and_closed(turn: Turn, said: Said) -> Place | None:
    """Return the closed case named, if the asker led it; None otherwise."""
    named = said.text.strip().split(maxsplit=1)
    if not named:
        return None
    for member in await turn.tx.members.of_person(said.person.id):
        case = await turn.tx.cases.get(member.case)
        led = member.role is Role.CASE_MANAGER and member.reads_anything
        if led and case.closure is not None and case.code == named[0].upper():
            return case, member
    return None


async def led(turn: Turn, said: Said) -> Place:
    """Return the case meant, which the asker leads.

    Raises:
        OnlyTheCaseManager: the asker is a member, not the case manager.
        NoCase, NoSuchCase, CaseClosed, ConfidentialityFirst: as `of` does.
    """
    places = await _all(turn, said.person.id)
    mine = [place for place in places if place[1].manages]
    if places and not mine and not said.person.case_manager:
        raise OnlyTheCaseManager
    case, member = _meant(said, places if _named(said, places) else mine, led=True)
    if not member.manages:
        raise OnlyTheCaseManager
    return case, member


async def ever_in(turn: Turn, said: Said) -> Case:
    """Return the case meant by who asks for a right over their own data.

    That right ends neither with the network, nor with the case, nor waits for a text to
    be accepted.

    Raises:
        NoCase: nothing is kept of them in any case.
        NoSuchCase: it is not clear which; the asker is then let choose.
    """
    members = await turn.tx.members.ever_of(said.person.id)
    places = [(await turn.tx.cases.get(m.case), m) for m in members]
    named = _named(said, places)
    if named is not None:
        return named[0]
    if not places:
        raise NoCase
    if said.text.strip() or len({case.id for case, _ in places}) > 1:
        raise NoSuchCase(ever=True)
    return places[0][0]


async def choose(turn: Turn, said: Said, command: str, unclear: NoSuchCase) -> None:
    """Let somebody choose among their cases; the command then runs for it.

    Raises:
        NoCase: there is nothing to choose from.
    """
    if unclear.ever:
        members = await turn.tx.members.ever_of(said.person.id)
        codes = {(await turn.tx.cases.get(m.case)).code for m in members}
    else:
        codes = {
            case.code
            for case, member in await _all(turn, said.person.id)
            if case.is_open and (member.manages or not unclear.led)
        }
    if not codes:
        raise NoCase
    await turn.tx.outbox.add(
        ChooseCase(to=said.person.id, command=command, codes=tuple(sorted(codes)))
    )


async def _all(turn: Turn, person: PersonId) -> list[Place]:
    members = await turn.tx.members.of_person(person)
    reading = [member for member in members if member.reads]
    if members and not reading:
        raise ConfidentialityFirst
    return [(await turn.tx.cases.get(m.case), m) for m in reading]


async def _was_in_closed(turn: Turn, said: Said) -> bool:
    """Say whether it is the closing of a case that took somebody's place away."""
    left = await turn.tx.members.ever_of(said.person.id)
    cases = [await turn.tx.cases.get(member.case) for member in left]
    return any(case.closure is not None for case in cases)


def _meant(said: Said, places: list[Place], *, led: bool) -> Place:
    named = _named(said, places)
    if named is not None:
        if not named[0].is_open:
            raise CaseClosed
        return named
    running = [place for place in places if place[0].is_open]
    if not running:
        raise CaseClosed if places else NoCase
    if said.text.strip() or len(running) > 1:
        raise NoSuchCase(led=led)
    return running[0]


def _named(said: Said, places: list[Place]) -> Place | None:
    """Return the case named by its code, or by the team chat it was said in."""
    words = said.text.split(maxsplit=1)
    for case, member in places:
        meant = case.code == words[0].upper() if words else case.id == said.team
        if meant:
            return case, member
    return None
