"""The case manager sees what stands in the way, and closes it with a reason."""

from uuid import UUID

from casework import obstacles
from casework.cases import Case, restricted_in
from casework.forms import Field, Form
from casework.ids import ObstacleId, ShownId
from casework.obstacles import ListObstacles, Obstacle, Standing
from casework.outcome import Outcome
from casework.refusals import NoSuchCase, OnlyTheCaseManager
from casework.words import checked
from handlers import forms
from handlers.check_in_actions import AcknowledgeObstacle, ResolveObstacle
from handlers.incoming import Said
from handlers.turn import Turn

_LONGEST_REASON = 500


async def show(turn: Turn, said: Said) -> None:
    """Show what stands in the way in each case the asker leads, or in the one named.

    Raises:
        OnlyTheCaseManager: the asker leads none.
        NoSuchCase: they lead none by this code.
    """
    led = await turn.tx.cases.led_by(said.person.id)
    if not led:
        raise OnlyTheCaseManager
    code = said.text.strip().upper()
    meant = [case for case in led if code in {"", case.code}]
    if not meant:
        raise NoSuchCase
    lists = [await _list(turn, said, case) for case in meant]
    filled = [listed for listed in lists if listed.standing]
    for listed in filled or lists[:1]:
        await turn.tx.outbox.add(listed)


async def acknowledge(turn: Turn, said: Said, action: AcknowledgeObstacle) -> None:
    """Note that the case manager has seen an obstacle, in the list as it stands."""
    obstacle, case = await _led(turn, said, action.obstacle)
    await turn.tx.keep(obstacles.acknowledge(obstacle, said.person.id, turn.now))
    shown = said.shown.id if said.shown else None
    await turn.tx.outbox.add(await _list(turn, said, case, shown))


async def resolve(turn: Turn, said: Said, action: ResolveObstacle) -> None:
    """Ask why an obstacle is out of the way."""
    obstacle, case = await _led(turn, said, action.obstacle)
    answers = {"obstacle": (str(obstacle.id),)}
    await forms.begin(turn, said, ResolveForm.name, case.id, answers)


class ResolveForm:
    """Why an obstacle is out of the way."""

    name = "resolve"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the reason."""
        return None if form.all("reason") else Field(key="reason", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a reason that is a report."""
        checked(form.one("reason"), limit=_LONGEST_REASON)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Close the obstacle with this reason."""
        obstacle_id = ObstacleId(UUID(form.one("obstacle")))
        obstacle = await turn.tx.obstacles.get(obstacle_id)
        case = await turn.tx.cases.get(obstacle.case)
        reason = form.one("reason")
        return obstacles.resolve(obstacle, reason, form.person, case.code, turn.now)


forms.register(ResolveForm())


async def _led(turn: Turn, said: Said, wanted: ObstacleId) -> tuple[Obstacle, Case]:
    obstacle = await turn.tx.obstacles.get(wanted)
    member = await turn.tx.members.in_case(said.person.id, obstacle.case)
    if member is None or not member.manages:
        raise OnlyTheCaseManager
    return obstacle, await turn.tx.cases.get(obstacle.case)


async def _list(
    turn: Turn, said: Said, case: Case, replaces: ShownId | None = None
) -> ListObstacles:
    rests = restricted_in(await turn.tx.members.of_case(case.id))
    standing = [
        each
        for each in await turn.tx.obstacles.unresolved(case.id)
        if each.person not in rests
    ]
    return ListObstacles(
        to=said.person.id,
        case=case.id,
        code=case.code,
        standing=tuple([await _standing(turn, obstacle) for obstacle in standing]),
        replaces=replaces,
    )


async def _standing(turn: Turn, obstacle: Obstacle) -> Standing:
    person = await turn.tx.people.get(obstacle.person)
    member = await turn.tx.members.get(obstacle.member)
    return Standing(
        obstacle=obstacle.id,
        text=obstacle.text,
        name=person.name,
        role=member.role,
        opened_at=obstacle.opened_at,
        days=(turn.today - turn.almanac.today(obstacle.opened_at)).days,
        acknowledged=obstacle.acknowledged_at is not None,
        said_gone=obstacle.said_gone_at is not None,
    )
