"""Tags: what somebody is to the child, in at most sixteen characters and no sign."""

from bot.languages import Words
from bot.wording.marks import NC_
from casework.roles import Role

LONGEST = 16
"""Characters beside a name in a group."""


def tag(role: Role | None, words: Words) -> str:
    """Return what stands beside the name of somebody of this role; "": nothing."""
    return "" if role is None else words.pgettext("tag", TAGS[role])[:LONGEST]


TAGS: dict[Role, str] = {
    Role.CASE_MANAGER: NC_("tag", "case manager"),
    Role.DEPUTY: NC_("tag", "deputy"),
    Role.CHILD_PROTECTION_WORKER: NC_("tag", "child protection"),
    Role.PARENT: NC_("tag", "parent"),
    Role.CAREGIVER: NC_("tag", "raises the child"),
    Role.GUARDIAN: NC_("tag", "guardian"),
    Role.CHILD: NC_("tag", "child"),
    Role.RELATIVE: NC_("tag", "relative"),
    Role.FRIEND: NC_("tag", "friend"),
    Role.SUPPORT_PERSON: NC_("tag", "support person"),
    Role.TEACHER: NC_("tag", "teacher"),
    Role.CLASS_TEACHER: NC_("tag", "class teacher"),
    Role.KINDERGARTEN_TEACHER: NC_("tag", "kindergarten"),
    Role.SPECIAL_EDUCATOR: NC_("tag", "special educator"),
    Role.SPEECH_THERAPIST: NC_("tag", "speech therapist"),
    Role.SOCIAL_PEDAGOGUE: NC_("tag", "social pedagogue"),
    Role.PSYCHOLOGIST: NC_("tag", "psychologist"),
    Role.RAJALEIDJA_COUNSELLOR: NC_("tag", "Rajaleidja"),
    Role.REHAB_COORDINATOR: NC_("tag", "rehabilitation"),
    Role.THERAPIST: NC_("tag", "therapist"),
    Role.FAMILY_DOCTOR: NC_("tag", "family doctor"),
    Role.FAMILY_NURSE: NC_("tag", "family nurse"),
    Role.HEALTH_SOCIAL_WORKER: NC_("tag", "health care"),
    Role.YOUTH_POLICE: NC_("tag", "youth police"),
    Role.PROBATION_OFFICER: NC_("tag", "probation"),
    Role.VICTIM_SUPPORT: NC_("tag", "victim support"),
    Role.EMPLOYMENT_OFFICER: NC_("tag", "employment"),
    Role.SKA_CONSULTANT: NC_("tag", "Social Insurance"),
    Role.NGO_WORKER: NC_("tag", "NGO"),
    Role.CLUB_LEADER: NC_("tag", "club"),
    Role.CONSULTANT: NC_("tag", "consultant"),
    Role.OBSERVER: NC_("tag", "observer"),
}
