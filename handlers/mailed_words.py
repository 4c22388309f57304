"""Mails that answer no invitation: words, failures, what nobody can read."""

from dataclasses import replace

from casework.ids import CaseId, PersonId
from casework.mailed import MOST_UNREAD, ShowMailWords, TellMailUnread, Unread
from casework.mails import MailTrouble, TellOwnMailRefused
from casework.notices import refused
from casework.people import Person
from casework.personal_code import holds_personal_code
from casework.refusals import NothingAsked
from casework.timing import day_begins
from casework.words import MAX_WORDS, clean
from handlers import danger, guards, letters, mailing
from handlers.incoming import Said
from handlers.turn import Turn
from scheduling.replies import Puzzle, Unheard

_OF_MAILS = (TellMailUnread.__name__, ShowMailWords.__name__)


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
        await tell_unread(turn, person.id, Unread.UNREADABLE)


async def tell_unread(turn: Turn, to: PersonId, why: Unread) -> None:
    """Tell somebody why a mail in their name was not taken, a few times a day."""
    if await _have_room(turn, to):
        await turn.tx.outbox.add(TellMailUnread(to=to, why=why))


async def _have_room(turn: Turn, to: PersonId) -> bool:
    """Say whether they are told of one more mail; of the first too many they still hear.

    Anybody can write in anybody's name, as often as they like.
    """
    today = day_begins(turn.now, turn.almanac)
    told = await turn.tx.mails.told(to, _OF_MAILS, today)
    if told == MOST_UNREAD:
        await turn.tx.outbox.add(TellMailUnread(to=to, why=Unread.MANY))
    return told < MOST_UNREAD


async def _own_words(turn: Turn, person: Person, words: str) -> None:
    if holds_personal_code(words):
        await tell_unread(turn, person.id, Unread.HOLDS_CODE)
        return
    said = Said(person=person, text=clean(words)[:MAX_WORDS])
    await danger.heed(turn, said)
    if await guards.has_stopped(turn, said) or not await _have_room(turn, person.id):
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
        await tell_unread(turn, person.id, why)


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
