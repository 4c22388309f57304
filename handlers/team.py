"""What is said in the team chat of a case."""

from casework.groups import GroupState
from casework.ids import CaseId
from casework.team import ShowTeam, check_names_nobody
from handlers import binding, group_card, which_case
from handlers.incoming import Said
from handlers.turn import Turn


async def show(turn: Turn, said: Said) -> None:
    """Show a member the way to the team chat; the case manager, how it stands."""
    case, member = await which_case.of(turn, said)
    states = (GroupState.BOUND, GroupState.RESTING)
    found = await turn.tx.groups.of(case.id, *states)
    bound = [group for group in found if group.state is GroupState.BOUND]
    wanted = member.manages and not found
    await turn.tx.outbox.add(
        ShowTeam(
            to=said.person.id,
            case=case.id,
            code=case.code,
            join=bound[0].link if bound else "",
            offer=await binding.offer(turn, case, said.person) if wanted else "",
            offer_on=turn.office.groups_on,
        )
    )
    if member.manages:
        for group in found:
            await group_card.show(turn, said, group)


async def check_words(turn: Turn, case: CaseId, text: str) -> None:
    """Look through words before they are posted in the team chat of a case.

    Raises:
        NamesSomebody: they hold a name of somebody in that network.
    """
    members = await turn.tx.members.known_in(case)
    people = [await turn.tx.people.get(member.person) for member in members]
    check_names_nobody(text, [person.name for person in people])
