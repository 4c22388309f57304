"""A refusal to somebody known: who is told, and what is heard all the same."""

from casework import notices
from casework.ids import PersonId
from casework.refusals import Refusal
from casework.words import MAX_WORDS, clean
from handlers import danger
from handlers.incoming import Incoming, Said
from handlers.turn import Turn


class Refused(Exception):
    """A known person is refused; carries who, so that they can be told why."""

    def __init__(self, person: PersonId, refusal: Refusal, incoming: Incoming) -> None:
        super().__init__(type(refusal).__name__)
        self.person = person
        self.refusal = refusal
        self.incoming = incoming


async def after_refusal(turn: Turn, refused: Refused) -> None:
    """Tell somebody of a refusal; a cry for help in what was refused is heard."""
    incoming = refused.incoming
    if are_free_words(incoming):
        person = await turn.tx.people.get(refused.person)
        heard = clean(incoming.text)[:MAX_WORDS]
        await danger.heed(turn, Said(person=person, text=heard))
    await turn.tx.outbox.add(notices.refused(refused.person, refused.refusal))


def are_free_words(incoming: Incoming) -> bool:
    """Say whether somebody wrote words of their own, and pressed or asked nothing."""
    asks = incoming.pressed or incoming.text.startswith("/")
    return not asks and incoming.team is None
