"""The copies of one question on other networks: answered here, they rest there."""

from casework.check_ins import CheckIn
from casework.notices import SettleButtons
from handlers.incoming import Said
from handlers.turn import Turn
from storage import told
from storage.parcels import Shown

QUESTIONS = frozenset({"AskQuestion", "PromptQuestion", "RemindOfQuestion"})


async def let_rest(turn: Turn, said: Said, check_in: CheckIn, item: int) -> None:
    """Let a question that was answered on one network rest on the others."""
    if said.shown is None or said.chosen is None:
        return
    channels = {place.network for place in await turn.tx.addresses.of(said.person.id)}
    if len(channels | {said.shown.network}) == 1:
        return
    person, since = said.person.id, check_in.due_at
    for shown in await told.shown_since(turn.tx, person, QUESTIONS, since):
        elsewhere = shown.network != said.shown.network
        if elsewhere and shown.id != check_in.shown and _puts(shown, check_in, item):
            await turn.tx.outbox.add(
                SettleButtons(
                    to=person, case=check_in.case, shown=shown.id, chosen=None
                )
            )


def _puts(shown: Shown, check_in: CheckIn, item: int) -> bool:
    return any(
        action.get("check_in") == str(check_in.id) and action.get("item") == item
        for action in shown.actions
    )
