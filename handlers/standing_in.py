"""Somebody who may be stood in for lets a colleague come instead."""

from uuid import UUID

from casework import announcements, mails, meetings, standing_in
from casework.announcements import Change
from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.ids import MemberId
from casework.outcome import Outcome
from casework.refusals import NobodyInvited
from casework.roundtables import Roundtable
from casework.standing_in import TellSpared, TellStandIn
from handlers import calendar, circles, forms, mailing
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import WithRoundtable
from handlers.turn import Turn


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask somebody which colleague comes instead of them.

    Raises:
        NobodyInvited: there is no other of their organisation in the network.
    """
    meeting, circle = await circles.joined(turn, said.person.id, action.roundtable)
    meetings.check_convened(meeting)
    if not standing_in.colleagues(meeting, circle, meeting.seat_of(said.person.id)):
        raise NobodyInvited
    given = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, StandInForm.name, meeting.case, given)


class StandInForm:
    """Which colleague comes."""

    name = "stand_in"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for one of the same organisation."""
        if form.all("who"):
            return None
        meeting, circle = await circles.joined(turn, form.person, roundtable_of(form))
        seat = meeting.seat_of(form.person)
        options = tuple(
            Option(
                value=str(p.member.id), text=p.person.name, word=f"role.{p.member.role}"
            )
            for p in standing_in.colleagues(meeting, circle, seat)
        )
        return Field(key="who", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the names shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Seat the colleague, and tell them, who is spared, and the case manager."""
        meeting, circle = await circles.joined(turn, form.person, roundtable_of(form))
        meetings.check_convened(meeting)
        seat = meeting.seat_of(form.person)
        wanted = MemberId(UUID(form.one("who")))
        new = next(p for p in circle.present if p.member.id == wanted)
        changed = standing_in.stand_in(meeting, seat, new)
        secrets = await calendar.new_links(turn, changed, circle)
        invited = announcements.invitation(
            changed,
            circle,
            changed.seat_of(new.person.id),
            Change.CONVENED,
            secrets[new.member.id],
        )
        address = circles.participant(circle, form.person).person.email
        await mailing.unseat(turn, meeting, form.person, address)
        theirs = {new.member.id: secrets[new.member.id]}
        mailed = mails.announce(changed, circle, Change.CONVENED, theirs)
        told = _told(changed, circle, form, new.person.name)
        return Outcome((changed,), (), (*told, invited, *mailed))


def _told(
    meeting: Roundtable, circle: Circle, form: Form, name: str
) -> tuple[TellSpared, TellStandIn]:
    assert meeting.starts_at is not None  # noqa: S101 - convened
    before = circles.participant(circle, form.person)
    spared = TellSpared(
        to=form.person,
        case=meeting.case,
        code=circle.code,
        starts_at=meeting.starts_at,
        organisation=before.member.organisation,
    )
    manager = TellStandIn(
        to=circle.manager,
        case=meeting.case,
        roundtable=meeting.id,
        code=circle.code,
        name=name,
        instead_of=before.person.name,
        starts_at=meeting.starts_at,
    )
    return spared, manager


forms.register(StandInForm())
