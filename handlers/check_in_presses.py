"""What the buttons of a check-in do, by the kind of their action."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import answers, check_in_actions, obstacles
from handlers.incoming import Said
from handlers.turn import Turn

PRESSES: dict[type, Callable[[Turn, Said, Any], Awaitable[None]]] = {
    check_in_actions.AcknowledgeObstacle: obstacles.acknowledge,
    check_in_actions.AnswerItem: answers.answer,
    check_in_actions.ChangeAnswer: answers.change,
    check_in_actions.GoOn: answers.go_on,
    check_in_actions.LetRead: answers.let_read,
    check_in_actions.PutOff: answers.put_off,
    check_in_actions.ResolveObstacle: obstacles.resolve,
    check_in_actions.ShowAnswers: answers.show_answers,
    check_in_actions.ShowOthers: answers.show_others,
    check_in_actions.SkipItem: answers.skip,
}
