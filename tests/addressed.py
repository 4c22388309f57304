"""What a message exists to tell its reader, though the table opens it to them nowhere.

Each rule names one kind of message, the field of it that may be told, and to whom: in
any other message, in any other field and for anybody else the same words are a leak.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from casework.closing import SayCaseClosed
from casework.court_limits import AskEndLimit, TellLimitDecided
from casework.emergency import TellEmergency
from casework.ids import PersonId
from casework.letters import PassAnswer
from casework.own_data import SendMyData, TellRightAnswered
from casework.people import Person
from tests.proofs.oracle import State


@dataclass(frozen=True, slots=True)
class Around:
    """What is known when a message leaves."""

    state: State
    people: Mapping[PersonId, Person]
    said: Mapping[str, PersonId | None]
    told: Set[str]
    """What the reader was told in this way before."""

    def leads(self, person: PersonId | None, code: str) -> bool:
        """Say whether somebody leads the case of this code."""
        cases = self.state.cases.values()
        return any(c.code == code and c.manager == person for c in cases)

    def asked_about(self, reader: Person, message: AskEndLimit) -> bool:
        """Say whether it is this reader who has to have seen a court's decision."""
        return any(
            limit.id == message.limit
            and limit.end_asked is not None
            and limit.end_asked.of == reader.id
            for member in self.state.members.values()
            for limit in member.court_limits
        )

    def opinions_of(self, reader: Person) -> Iterator[str]:
        """Yield what was written down as this reader's opinion."""
        for mark, guards in self.state.guards.items():
            for guard in guards:
                if guard.place == "ClientOpinion.words" and guard.of == reader.id:
                    yield mark


def told_in(message: Any, reader: Person, around: Around) -> Iterator[str]:
    """Yield the words that this message may tell this reader by what it is."""
    match message:
        case PassAnswer() | TellRightAnswered():
            # An answer to who had written or asked, by who leads the case.
            if around.leads(
                around.said.get(" ".join(message.words.split())), message.code
            ):
                yield message.words
        case TellEmergency() if reader.officer:
            # Who watches over data protection hears who opened it and why, at once.
            yield from (message.name, message.reason)
        case AskEndLimit() if around.asked_about(reader, message):
            # Nobody can agree to the end of a decision that is not named to them.
            yield message.decision
        case TellLimitDecided() if message.decision in around.told:
            # Who was asked about it hears what came of it, by the same name.
            yield message.decision
        case SendMyData():
            # Their own opinion is theirs by law, also once the case is closed to them.
            yield from around.opinions_of(reader)
        case SayCaseClosed():
            # Who is out of the network by now still hears whom to ask for what is kept.
            yield from (message.manager_name, message.manager_phone)


def are_colleagues(reader: Person | None, named: Person | None) -> bool:
    """Say whether both lead cases in this house: they know one another by name."""
    return bool(reader and named and reader.case_manager and named.case_manager)
