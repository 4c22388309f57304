"""Which case a command is about: the only one there is, or the one named."""

from casework.cases import Case, Member, MemberState
from casework.refusals import ConfidentialityFirst, NoSuchCase, OnlyTheCaseManager
from handlers.incoming import Said
from handlers.turn import Turn


async def of(turn: Turn, said: Said) -> tuple[Case, Member]:
    """Return the case meant and the asker's place in it.

    Raises:
        NoSuchCase: none of the asker's cases has this code, or there are several.
        ConfidentialityFirst: the asker has not accepted the text yet.
    """
    members = await turn.tx.members.of_person(said.person.id)
    mine = [member for member in members if member.state is MemberState.ACTIVE]
    if members and not mine:
        raise ConfidentialityFirst
    code = said.text.split(maxsplit=1)[0].upper() if said.text.strip() else ""
    for member in mine:
        case = await turn.tx.cases.get(member.case)
        meant = case.code == code if code else len(mine) == 1
        if meant and case.is_open:
            return case, member
    raise NoSuchCase


async def led(turn: Turn, said: Said) -> tuple[Case, Member]:
    """Return the case meant, which the asker leads.

    Raises:
        OnlyTheCaseManager: the asker is a member, not the case manager.
    """
    case, member = await of(turn, said)
    if not member.manages:
        raise OnlyTheCaseManager
    return case, member
