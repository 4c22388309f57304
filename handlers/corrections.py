"""Somebody changes the words of an earlier message: an answer in it is corrected."""

from casework import correcting
from casework.refusals import CannotCorrect
from handlers import answers, follow_ups
from handlers.incoming import Said
from handlers.turn import Turn


async def correct(turn: Turn, said: Said) -> None:
    """Correct the answer that was given in the words now changed.

    Raises:
        CannotCorrect: no answer was given in them.
    """
    for check_in in await turn.tx.check_ins.of_person(said.person.id):
        given = correcting.said(check_in, said.edits)
        if given is None:
            continue
        mine = await answers.answerable(turn, said, check_in.id)
        await turn.tx.keep(correcting.correct(mine, said.edits, said.text, turn.now))
        await follow_ups.draw(turn, mine.id, given.item)
        return
    raise CannotCorrect
