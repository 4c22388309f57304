"""The case manager invites somebody: few questions, each with what is usual."""

from dataclasses import replace

from casework import invitations
from casework.cases import Member
from casework.forms import Field, Form, Option
from casework.ids import CaseId, InvitationId, MemberId, PersonId, new_id
from casework.invitations import Invitation
from casework.outcome import Outcome
from casework.people import Person
from casework.roles import (
    FAMILY,
    USUALLY_REQUIRED,
    Role,
    Sector,
    is_official,
    usual_purposes,
    usual_sector,
)
from casework.words import checked
from handlers import forms, which_case
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
            Field(
                key="organisation",
                takes_text=True,
                options=await _organisations(turn, form),
            ),
            Field(key="purpose", takes_text=True, options=_purposes(form)),
            Field(key="required", options=_required(form)),
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

_OFFERED = 6
_NONE = (Option(value="-", word="invite.no_organisation"),)


def _words(group: str, values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=v, word=f"{group}.{v}") for v in values)


async def _organisations(turn: Turn, form: Form) -> tuple[Option, ...]:
    """Offer where people of this sector came from lately, in this manager's cases."""
    if "sector" not in form.answers:
        return _NONE
    lately: dict[str, None] = {}
    for case in reversed(await turn.tx.cases.led_by(form.person)):
        for member in reversed(await turn.tx.members.of_case(case.id)):
            if member.organisation and member.sector == form.one("sector"):
                lately.setdefault(member.organisation)
    options = (
        Option(value=str(number), text=name, says=True)
        for number, name in enumerate(list(lately)[:_OFFERED])
    )
    return (*options, *_NONE)


def _purposes(form: Form) -> tuple[Option, ...]:
    """Offer why people of this role are usually needed; free words do as well."""
    if "role" not in form.answers:
        return ()
    return _words("purpose", usual_purposes(Role(form.one("role"))))


def _required(form: Form) -> tuple[Option, ...]:
    """Offer first what is usual for the role: the family has to be there."""
    if "role" not in form.answers:
        return ()
    optional = Role(form.one("role")) not in FAMILY | USUALLY_REQUIRED
    return _words("required", ("no", "yes") if optional else ("yes", "no"))


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


async def new_link(turn: Turn, member: Member, manager: Person, person: Person) -> None:
    """Give the case manager a fresh link for a member; the older ones end."""
    for older in await turn.tx.invitations.of_case(member.case):
        if older.member == member.id and older.used_at is None:
            await turn.tx.invitations.keep(replace(older, used_at=turn.now))
    token = turn.office.secrets()
    invitation = Invitation(
        id=InvitationId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        token_hash=token_hash(token),
        expires_at=turn.now + invitations.VALID_FOR,
    )
    await turn.tx.keep(invitations.invite(member, invitation, token, manager, person))
