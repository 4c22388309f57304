"""The address to which invitations are mailed: given in the chat, shown to be theirs."""

from dataclasses import replace
from hmac import compare_digest

from casework import people
from casework.forms import Field, Form, Option
from casework.mails import MailCode
from casework.outcome import Outcome
from casework.refusals import NoMailHere, NotAnAddress, NotTheCode
from handlers import forms, mailing
from handlers.incoming import Said
from handlers.turn import Turn
from scheduling.cleaning import BadAddress, checked_address

_NONE = "none"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mixes up when copying them."""
_LENGTH = 8
"""Long enough that trying them all in a chat takes longer than a form waits."""


async def email(turn: Turn, said: Said) -> None:
    """Ask for the address to which invitations to roundtables are mailed.

    Raises:
        NoMailHere: this installation sends no mail.
    """
    if not turn.office.mailbox and not said.person.email:
        raise NoMailHere
    await forms.begin(turn, said, EmailForm.name)


class EmailForm:
    """Where invitations to roundtables are mailed, if anywhere."""

    name = "email"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the address, then for the code that was mailed to it."""
        if "address" not in form.answers:
            none = (Option(value=_NONE, word="email.none"),)
            return Field(key="address", options=none, takes_text=True)
        address = form.one("address")
        if address == _NONE or "code" in form.answers:
            return None
        code = _code(turn, form)
        person = form.person
        mail = MailCode(to=person, address=address, made_at=turn.now, code=code)
        await turn.tx.outbox.add(mail)
        return Field(key="code", takes_text=True, about={"address": address})

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no address, and a code that was not mailed to it."""
        if form.one("address") == _NONE:
            return
        _check_address(turn, form.one("address"))
        if "code" in form.answers:
            given = form.one("code").replace(" ", "").upper().encode()
            if not compare_digest(given, _code(turn, form).encode()):
                raise NotTheCode

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep the address, or forget the one there was; move the invitations."""
        person = await turn.tx.people.get(form.person)
        given = form.one("address")
        address = "" if given == _NONE else people.checked_email(given)
        await turn.tx.people.keep(replace(person, email=address))
        await mailing.move_address(turn, person.id, person.email, address)
        return Outcome(
            messages=(people.ConfirmEmail(to=person.id, address=address),),
        )


forms.register(EmailForm())


def _check_address(turn: Turn, given: str) -> None:
    address = people.checked_email(given)
    if address.casefold() == turn.office.mailbox.casefold():
        raise NotAnAddress
    try:
        checked_address(address)
    except BadAddress as error:
        raise NotAnAddress from error


def _code(turn: Turn, form: Form) -> str:
    """Return the code of one address in one form; it is kept nowhere."""
    address = form.one("address").casefold()
    number = int(turn.tx.keys.blind(f"email:{form.id}:{address}"), 16)
    letters = []
    for _ in range(_LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)
