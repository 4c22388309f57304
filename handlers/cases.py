"""The case manager opens cases and invites people into their networks."""

from datetime import timedelta

from casework import cases, invitations
from casework.cases import Case, Member
from casework.forms import Field, Form, Option
from casework.ids import CaseId, InvitationId, MemberId, PersonId, new_id
from casework.invitations import Invitation
from casework.outcome import Outcome
from casework.people import Person
from casework.refusals import OnlyTheCaseManager
from casework.roles import Role, Sector, is_official, usual_sector
from casework.words import checked
from handlers import digests, forms, which_case
from handlers.incoming import Said
from handlers.turn import Turn
from storage.addresses import token_hash

ROLES_ASKED = (
    Role.PARENT,
    Role.CAREGIVER,
    Role.CLASS_TEACHER,
    Role.TEACHER,
    Role.KINDERGARTEN_TEACHER,
    Role.SPEECH_THERAPIST,
    Role.SPECIAL_EDUCATOR,
    Role.SOCIAL_PEDAGOGUE,
    Role.PSYCHOLOGIST,
    Role.RAJALEIDJA_COUNSELLOR,
    Role.REHAB_COORDINATOR,
    Role.THERAPIST,
    Role.CHILD_PROTECTION_WORKER,
    Role.FAMILY_DOCTOR,
    Role.FAMILY_NURSE,
    Role.HEALTH_SOCIAL_WORKER,
    Role.YOUTH_POLICE,
    Role.PROBATION_OFFICER,
    Role.VICTIM_SUPPORT,
    Role.SUPPORT_PERSON,
    Role.RELATIVE,
    Role.NGO_WORKER,
    Role.DEPUTY,
)
LANGUAGES = ("et", "ru", "en")


async def new_case(turn: Turn, said: Said) -> None:
    """Open a case for the case manager who asks.

    Raises:
        OnlyTheCaseManager: the asker is none.
    """
    if not said.person.case_manager:
        raise OnlyTheCaseManager
    case = Case(
        id=CaseId(new_id()),
        code=turn.office.case_code(),
        opened_on=turn.today,
        manager=said.person.id,
        next_review_on=turn.today + timedelta(days=90),
    )
    await turn.tx.keep(cases.open_case(case, MemberId(new_id()), said.person, turn.now))
    await digests.ensure(turn, said.person)


async def invite(turn: Turn, said: Said) -> None:
    """Ask the case manager whom to invite."""
    case, _ = await which_case.led(turn, said)
    await forms.begin(turn, said, InviteForm.name, case.id)


class InviteForm:
    """Who is invited, as what, why, and in which language."""

    name = "invite"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for name, role, sector, organisation, purpose, need and language."""
        fields = (
            Field(key="name", takes_text=True),
            Field(key="role", options=_words("role", ROLES_ASKED)),
            Field(key="sector", options=_sectors(form)),
            Field(key="organisation", takes_text=True, options=_NONE),
            Field(key="purpose", takes_text=True),
            Field(key="required", options=_words("required", ("yes", "no"))),
            Field(key="language", options=_words("language", LANGUAGES)),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a name too long to be one."""
        if form.all("name"):
            checked(form.one("name"), limit=120)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Make the person, their membership and the link."""
        assert form.case is not None  # noqa: S101 - begun with a case
        manager = await turn.tx.people.get(form.person)
        person, member = _invited(form, form.case)
        token = turn.office.secrets()
        invitation = Invitation(
            id=InvitationId(new_id()),
            case=form.case,
            member=member.id,
            person=person.id,
            token_hash=token_hash(token),
            expires_at=turn.now + invitations.VALID_FOR,
        )
        return invitations.invite(member, invitation, token, manager, person)


forms.register(InviteForm())

_NONE = (Option(value="-", word="invite.no_organisation"),)


def _words(group: str, values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=v, word=f"{group}.{v}") for v in values)


def _sectors(form: Form) -> tuple[Option, ...]:
    """Offer the role's usual sector first, then all others."""
    if "role" not in form.answers:
        return ()
    usual = usual_sector(Role(form.one("role")))
    return _words("sector", (usual, *(s for s in Sector if s is not usual)))


def _invited(form: Form, case: CaseId) -> tuple[Person, Member]:
    sector = Sector(form.one("sector"))
    organisation = "" if form.one("organisation") == "-" else form.one("organisation")
    person = Person(
        id=PersonId(new_id()),
        name=form.one("name"),
        language=form.one("language"),
        official=is_official(sector),
        organisation=organisation,
    )
    member = Member(
        id=MemberId(new_id()),
        case=case,
        person=person.id,
        role=Role(form.one("role")),
        sector=sector,
        organisation=organisation,
        purpose=form.one("purpose"),
        required=form.one("required") == "yes",
    )
    return person, member
