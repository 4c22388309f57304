"""What people decide about themselves: stop, return, be away, the language."""

from dataclasses import replace

from casework import notices, people
from casework.invitations import ChooseLanguage
from handlers import busy, check_ins, forms, reach
from handlers.incoming import Said
from handlers.turn import Turn


async def stop(turn: Turn, said: Said) -> None:
    """Write nothing more to who says so, whatever was going on."""
    await check_ins.stop(turn, said.person.id)
    await forms.let_go(turn, said.person.id)
    await turn.tx.outbox.drop_waiting(said.person.id, None)
    await busy.pause(turn, said.person.id)
    await turn.tx.keep(people.stop(said.person, turn.now))
    await reach.lost(turn, said.person.id)


async def start(turn: Turn, said: Said) -> None:
    """Write again to who had stopped; show the others what they can do."""
    if said.person.stopped_at is not None:
        await turn.tx.keep(people.start_again(said.person, turn.today, turn.now))
        await busy.resume(turn, said.person.id)
        await reach.found(turn, said.person.id)
        return
    await show_help(turn, replace(said, text=""))
    unasked = replace(said.person, return_offered=False)
    await turn.tx.keep(people.offer_return(unasked, turn.today))


async def back(turn: Turn, said: Said) -> None:
    """Ask somebody again who was away; what was held for them is let go at once."""
    await turn.tx.keep(people.come_back(said.person, turn.now))
    await turn.tx.outbox.bring_forward(said.person.id)


async def offer_return(turn: Turn, said: Said) -> None:
    """Ask who was away before they spoke, and still is, whether they are back."""
    person = await turn.tx.people.get(said.person.id)
    if person.away_until == said.person.away_until:
        await turn.tx.keep(people.offer_return(person, turn.today))


async def language(turn: Turn, said: Said) -> None:
    """Let somebody choose another language."""
    await turn.tx.outbox.add(ChooseLanguage(to=said.person.id))


async def show_help(turn: Turn, said: Said) -> None:
    """Show somebody the main things they can do here; with a word, all of them."""
    members = await turn.tx.members.of_person(said.person.id)
    await turn.tx.outbox.add(
        notices.ShowHelp(
            to=said.person.id,
            leads=said.person.case_manager,
            in_network=any(member.reads for member in members),
            whole=bool(said.text.strip()),
        )
    )
