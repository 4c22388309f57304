"""What is said in the team chat of a case."""

from casework.ids import CaseId
from casework.team import ShowTeam, check_names_nobody
from handlers import which_case
from handlers.incoming import Said
from handlers.turn import Turn


async def show(turn: Turn, said: Said) -> None:
    """Show a member the way to the team chat."""
    case, _ = await which_case.of(turn, said)
    await turn.tx.outbox.add(ShowTeam(to=said.person.id, case=case.id, code=case.code))


async def check_words(turn: Turn, case: CaseId, text: str) -> None:
    """Look through words before they are posted in the team chat of a case.

    Raises:
        NamesSomebody: they hold a name of somebody in that network.
    """
    members = await turn.tx.members.known_in(case)
    people = [await turn.tx.people.get(member.person) for member in members]
    check_names_nobody(text, [person.name for person in people])
