"""/emergency: another case manager reads a case for three hours, and never unseen."""

from casework import emergency
from casework.cases import Case, Member
from casework.emergency import Opening
from casework.forms import Field, Form
from casework.ids import MemberId, new_id
from casework.outcome import Outcome
from casework.people import Person
from casework.refusals import NoSuchCase, NotYours
from casework.words import checked
from handlers import forms
from handlers.incoming import Said
from handlers.turn import Turn

_LONGEST = 300


async def begin(turn: Turn, said: Said) -> None:
    """Ask which case it is, if that was not said, and for the reason.

    Raises:
        NotYours: the asker leads no cases here, or there is no such open case.
        AlreadyInside: they are in this network.
    """
    if not said.person.case_manager:
        raise NotYours
    # The form has no case: a form of one asks for a place in its network first.
    about: dict[str, tuple[str, ...]] = {}
    if code := said.text.strip():
        await _check_open(turn, said.person, code)
        about = {"code": (code,)}
    await forms.begin(turn, said, EmergencyForm.name, None, about)


class EmergencyForm:
    """Which case is opened that is somebody else's, and why."""

    name = "emergency"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the code of the case, then for the reason, in words."""
        for key in ("code", "reason"):
            if not form.all(key):
                return Field(key=key, takes_text=True)
        return None

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a case that cannot be opened, and what is no reason."""
        if form.all("reason"):
            checked(form.one("reason"), limit=_LONGEST)
            return
        await _check_open(turn, await turn.tx.people.get(form.person), form.one("code"))

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Open the case for reading, and tell who has to know."""
        reader = await turn.tx.people.get(form.person)
        case = await _check_open(turn, reader, form.one("code"))
        opening = Opening(
            member=MemberId(new_id()), reason=form.one("reason"), now=turn.now
        )
        officers = await turn.tx.people.officers()
        return emergency.open_for(
            reader, case, await _answering_for(turn, case), officers, opening
        )


async def _check_open(turn: Turn, reader: Person, code: str) -> Case:
    """Return the case named, if they may open it; "no" and "not there" are one answer."""
    try:
        case = await turn.tx.cases.by_code(code.strip().upper())
    except NoSuchCase:
        raise NotYours from None
    place = await turn.tx.members.in_case(reader.id, case.id)
    emergency.check_may(reader, case, place)
    return case


async def _answering_for(turn: Turn, case: Case) -> list[Person]:
    members = await turn.tx.members.active(case.id)
    return [await turn.tx.people.get(m.person) for m in members if m.manages]


async def wake(turn: Turn, place: Member) -> None:
    """Close the case again when the three hours are over."""
    case = await turn.tx.cases.get(place.case)
    await turn.tx.outbox.drop_waiting(place.person, place.case)
    await turn.tx.keep(emergency.end(place, case, turn.now))


forms.register(EmergencyForm())
