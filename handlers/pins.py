"""The PIN before a case manager's chats: asked, taken, set (threat 3)."""

from dataclasses import replace

from casework import danger, pins
from casework.danger import AlertDanger
from casework.digests import ShowDigest
from casework.disclosure import InfoClass
from casework.emergency import TellEmergency
from casework.forms import PASSWORD, AskField, Field, Form
from casework.outcome import Mail, Message, Outcome
from casework.overviews import ShowStatus
from casework.people import Person
from casework.pins import (
    TRIES,
    AskPin,
    AskToSetPin,
    ConfirmPin,
    EraseWords,
    Lock,
    PinSet,
    PinTakenAway,
    TellPinAtOnce,
    TellPinFirst,
    TellPinStuck,
    ThankForPin,
)
from casework.refusals import NotYours, OnlyTheCaseManager
from handlers import actions, forms, presses
from handlers.actions import Run
from handlers.check_in_actions import ReportDanger
from handlers.incoming import Incoming, Said
from handlers.turn import Turn
from storage import pins as kept
from storage import told

OFF = "off"
"""The word after the command that takes the PIN away."""
_OPEN_TO_ALL = ("start", "stop", "help", "language", "cancel", "away", "back")
"""Commands that show nothing of a case."""


async def gate(turn: Turn, person: Person, incoming: Incoming) -> Incoming | None:
    """Let through what may be done now; else ask for the PIN and keep it waiting.

    Returns what to go on with: what came in, or, after the right PIN, what was
    asked before it. None: somebody was asked, and nothing more is to be done.
    """
    if not person.case_manager or await _needs_none(turn, person, incoming):
        return incoming
    if pins.looks_like_one(incoming.text) and incoming.ref:
        erase = EraseWords(to=person.id, through=incoming.network, ref=incoming.ref)
        await turn.tx.outbox.add(erase)
    lock = person.lock
    if lock is None:
        return await _without_one(turn, person, incoming)
    if lock.is_open(incoming.network, turn.now):
        touched = pins.touched(lock, incoming.network, turn.now)
        if touched is not None:
            await _keep(turn, person, touched)
        return incoming
    if lock.is_stuck:
        await turn.tx.outbox.add(TellPinStuck(to=person.id))
        return None
    if pins.looks_like_one(incoming.text):
        return await _take(turn, person, lock, incoming)
    await _keep(turn, person, pins.ask(lock, incoming.text, incoming.pressed, turn.now))
    await turn.tx.outbox.add(AskPin(to=person.id, left=TRIES - lock.wrong))
    return None


async def command(turn: Turn, said: Said) -> None:
    """Set a PIN, another one, or none.

    Raises:
        OnlyTheCaseManager: nobody else's way in gets longer.
    """
    if not said.person.case_manager:
        raise OnlyTheCaseManager
    if said.text.strip().lower() == OFF and not turn.office.pin_required:
        await turn.tx.people.keep(replace(said.person, lock=None))
        fact = PinTakenAway(at=turn.now, by=said.person.id)
        told_so = ConfirmPin(to=said.person.id, stands=False)
        await turn.tx.keep(Outcome((), (fact,), (told_so,)))
        return
    await forms.begin(turn, said, PinForm.name)


async def keeps_back(turn: Turn, message: Message, network: str) -> bool:
    """Say whether a message waits for the PIN; that something waits is then told."""
    if not _tells_of_a_case(message):
        return False
    reader = await turn.tx.people.get(message.to)
    lock = reader.lock if reader.case_manager else None
    if lock is None or lock.is_open(network, turn.now):
        return False
    if isinstance(message, AlertDanger | TellEmergency):
        danger = isinstance(message, AlertDanger)
        await turn.tx.outbox.add(TellPinAtOnce(to=reader.id, danger=danger))
    elif not await _told_already(turn, reader, lock, network):
        await turn.tx.outbox.add(TellPinFirst(to=reader.id))
    return True


class PinForm:
    """A PIN of six digits."""

    name = "pin"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for it; a form that is done with keeps no password."""
        if form.all(PASSWORD):
            return None
        return Field(key=PASSWORD, takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what everybody tries first."""
        pins.check(form.one(PASSWORD).strip())

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Let it stand before every chat but this one, which is open."""
        person = await turn.tx.people.get(form.person)
        if not person.case_manager:
            raise NotYours
        here = (await turn.tx.addresses.of(person.id))[0].network
        lock = pins.new(kept.hashed(form.one(PASSWORD).strip()), here, turn.now)
        fact = PinSet(at=turn.now, by=person.id)
        told_so = ConfirmPin(to=person.id, stands=True)
        return Outcome((replace(person, lock=lock),), (fact,), (told_so,))


forms.register(PinForm())


async def _take(
    turn: Turn, person: Person, lock: Lock, incoming: Incoming
) -> Incoming | None:
    """Take a typed PIN; what waited for it goes on, what was held is let go."""
    if not kept.is_right(incoming.text.strip(), lock.hashed):
        tried = pins.tried(lock)
        await _keep(turn, person, tried)
        if tried.is_stuck:
            fact = pins.stuck(person.id, turn.now)
            await turn.tx.keep(Outcome((), (fact,), (TellPinStuck(to=person.id),)))
        else:
            await turn.tx.outbox.add(AskPin(to=person.id, left=TRIES - tried.wrong))
        return None
    await _keep(turn, person, pins.opened(lock, incoming.network, turn.now))
    await turn.tx.outbox.bring_forward(person.id)
    if not lock.waits(turn.now):
        await turn.tx.outbox.add(ThankForPin(to=person.id))
        return None
    return replace(incoming, text=lock.text, pressed=lock.pressed, ref="", reply_to="")


async def _without_one(
    turn: Turn, person: Person, incoming: Incoming
) -> Incoming | None:
    if not turn.office.pin_required or pins.looks_like_one(incoming.text):
        return incoming
    await turn.tx.outbox.add(AskToSetPin(to=person.id))
    return None


async def _needs_none(turn: Turn, person: Person, incoming: Incoming) -> bool:
    """Say whether this shows nothing of a case, or is about danger."""
    if incoming.pressed:
        return await _reports_danger(turn, person, incoming)
    name = incoming.text.partition(" ")[0].removeprefix("/").lower()
    if incoming.text.startswith("/"):
        sets_first = name == "pin" and person.lock is None
        return name in _OPEN_TO_ALL or sets_first
    return danger.mentioned(incoming.text, turn.office.danger_signs)


async def _reports_danger(turn: Turn, person: Person, incoming: Incoming) -> bool:
    reader = None if incoming.team else person.id
    number, index = presses.opened(turn.tx.keys, incoming.pressed, reader)
    shown = await turn.tx.outbox.shown(number)
    if shown is None or index >= len(shown.actions):
        return False
    action = actions.unpacked(shown.actions[index])
    if isinstance(action, Run):
        return action.command == "pin" and person.lock is None
    return isinstance(action, ReportDanger)


def _tells_of_a_case(message: Message) -> bool:
    if isinstance(message, Mail):
        return False
    if isinstance(message, ShowDigest | ShowStatus):
        return True
    if isinstance(message, AskField):
        # Its choices are people and words of a case; only the PIN's own names none.
        return message.kind != PinForm.name
    if message.case is None:
        # Of another's case, which the reader has no place in: it names the case alone.
        return bool(getattr(message, "code", ""))
    # A summary is of no one kind: whatever is of a case waits, but for its dates.
    return message.shows is not InfoClass.SCHEDULE


async def _told_already(turn: Turn, reader: Person, lock: Lock, network: str) -> bool:
    kind = TellPinFirst.__name__
    if await told.waits(turn.tx, reader.id, kind):
        return True
    return await told.lately(turn.tx, reader.id, kind, lock.shut_since(network))


async def _keep(turn: Turn, person: Person, lock: Lock) -> None:
    await turn.tx.people.keep(replace(person, lock=lock))
