"""Mails that answer no invitation: words, failures, what nobody can read."""

from dataclasses import replace

from casework.ids import CaseId
from casework.mailed import ShowMailWords, TellMailUnread, Unread
from casework.mails import MailTrouble, TellOwnMailRefused
from casework.notices import refused
from casework.people import Person
from casework.personal_code import holds_personal_code
from casework.refusals import HoldsPersonalCode, NothingAsked
from casework.words import MAX_WORDS, clean
from handlers import danger, guards, letters, mailing
from handlers.incoming import Said
from handlers.turn import Turn
from scheduling.replies import Puzzle, Unheard


async def take(turn: Turn, sender: str, words: str) -> None:
    """Show somebody the words of their mail; their case manager reads them if they say so.

    A sender's name is easily forged, so nothing goes further than the chat of the one
    it names. Of an address that two people share nobody knows who wrote.
    """
    people = await turn.tx.people.by_email(sender)
    if len(people) == 1 and clean(words):
        await _own_words(turn, people[0], words)
        return
    for person in people:
        await turn.tx.outbox.add(TellMailUnread(to=person.id, why=Unread.UNREADABLE))


async def _own_words(turn: Turn, person: Person, words: str) -> None:
    if holds_personal_code(words):
        await turn.tx.outbox.add(refused(person.id, HoldsPersonalCode()))
        return
    said = Said(person=person, text=clean(words)[:MAX_WORDS])
    await danger.heed(turn, said)
    if await guards.has_stopped(turn, said):
        return
    busy = await turn.tx.forms.open_of(person.id) is not None
    await turn.tx.outbox.add(ShowMailWords(to=person.id, words=said.text))
    if busy:
        return
    try:
        await letters.offer(turn, said)
    except NothingAsked as nothing:
        await turn.tx.outbox.add(refused(person.id, nothing))


async def heed(turn: Turn, person: Person, words: str) -> None:
    """Look whether the words beside an answer speak of danger."""
    await danger.heed(turn, Said(person=person, text=words))


async def not_understood(turn: Turn, mail: Unheard) -> None:
    """Tell somebody we know that their mail could not be taken, and how to answer."""
    why = {
        Puzzle.TOO_BIG: Unread.TOO_BIG,
        Puzzle.NOT_AN_ANSWER: Unread.NOT_AN_ANSWER,
    }.get(mail.puzzle, Unread.UNREADABLE)
    for person in await turn.tx.people.by_email(mail.sender or ""):
        await turn.tx.outbox.add(TellMailUnread(to=person.id, why=why))


async def bounced(turn: Turn, mail: Unheard) -> None:
    """Write to an address no more that takes no mail; ask its person for another.

    Anybody can write what looks like a failure: only one that brings back a mail which
    we sent to that person counts.
    """
    for name in mail.returned[:1]:
        shown = await turn.tx.outbox.shown_as("mail", name)
        if shown is None or shown.person is None:
            continue
        person = await turn.tx.people.get(shown.person)
        if person.email and person.email.casefold() in mail.failed:
            await _lost(turn, person, shown.case)


async def _lost(turn: Turn, person: Person, case: CaseId | None) -> None:
    await turn.tx.people.keep(replace(person, email=""))
    trouble = MailTrouble.REFUSED
    own = TellOwnMailRefused(to=person.id, address=person.email, trouble=trouble)
    await turn.tx.outbox.add(own)
    if case is not None:
        await mailing.tell_manager(turn, person.id, case, trouble)
