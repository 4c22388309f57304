"""Words that no button and no command holds: who waits for them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework.words import checked
from handlers import answers, contributions, forms, free_times, letters, preferences
from handlers.incoming import Said
from handlers.turn import Turn

Taker = Callable[[Turn, Said], Awaitable[bool]]

TAKERS: tuple[Taker, ...] = (
    *(contributions.take_reply, answers.write, forms.write),
    contributions.take_words,
    free_times.take,
)
"""Who may take written words, in this order; the first that wants them has them."""


async def take_words(turn: Turn, said: Said) -> None:
    """Give words to whoever wants them; else offer to pass them on."""
    said = replace(said, text=checked(said.text))
    for take in TAKERS:
        if await take(turn, said):
            await preferences.offer_return(turn, said)
            return
    await letters.offer(turn, said)
