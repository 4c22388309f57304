"""/emergency: another case manager reads a case for three hours, and never unseen."""

from uuid import UUID

from casework import emergency
from casework.cases import Case, Member
from casework.emergency import Opening
from casework.forms import Field, Form
from casework.ids import CaseId, MemberId, new_id
from casework.outcome import Outcome
from casework.people import Person
from casework.refusals import NoSuchCase, NotYours
from casework.words import checked
from handlers import forms
from handlers.incoming import Said
from handlers.turn import Turn

_LONGEST = 300


async def begin(turn: Turn, said: Said) -> None:
    """Ask for the reason; nothing opens before it is given.

    Raises:
        NotYours: the asker leads no cases here, or there is no such open case.
        AlreadyInside: they are in this network.
    """
    case = await _named(turn, said.text)
    place = await turn.tx.members.in_case(said.person.id, case.id)
    emergency.check_may(said.person, case, place)
    # The form has no case: a form of one asks for a place in its network first.
    about = {"about": (str(case.id),)}
    await forms.begin(turn, said, EmergencyForm.name, None, about)


class EmergencyForm:
    """Why a case is opened that is somebody else's."""

    name = "emergency"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the reason, in words."""
        if form.all("reason"):
            return None
        return Field(key="reason", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no reason."""
        checked(form.one("reason"), limit=_LONGEST)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Open the case for reading, and tell who has to know."""
        case = await turn.tx.cases.get(CaseId(UUID(form.one("about"))))
        reader = await turn.tx.people.get(form.person)
        place = await turn.tx.members.in_case(reader.id, case.id)
        emergency.check_may(reader, case, place)
        opening = Opening(
            member=MemberId(new_id()), reason=form.one("reason"), now=turn.now
        )
        officers = await turn.tx.people.officers()
        return emergency.open_for(
            reader, case, await _answering_for(turn, case), officers, opening
        )


async def _named(turn: Turn, code: str) -> Case:
    """Return the case named; "no" and "not there" are one answer."""
    try:
        return await turn.tx.cases.by_code(code)
    except NoSuchCase:
        raise NotYours from None


async def _answering_for(turn: Turn, case: Case) -> list[Person]:
    members = await turn.tx.members.active(case.id)
    return [await turn.tx.people.get(m.person) for m in members if m.manages]


async def wake(turn: Turn, place: Member) -> None:
    """Close the case again when the three hours are over."""
    case = await turn.tx.cases.get(place.case)
    await turn.tx.outbox.drop_waiting(place.person, place.case)
    await turn.tx.keep(emergency.end(place, case, turn.now))


forms.register(EmergencyForm())
