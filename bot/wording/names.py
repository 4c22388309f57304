"""Single words: roles, sectors, languages, as the glossary has them."""

from bot.languages import Words
from bot.wording.marks import NC_


def name_of(key: str, words: Words) -> str:
    """Return the word for a key such as "role.parent"."""
    group, _dot, _value = key.partition(".")
    return words.pgettext(group, NAMES[key])


NAMES: dict[str, str] = {
    "role.parent": NC_("role", "parent"),
    "role.caregiver": NC_("role", "person raising the child"),
    "role.guardian": NC_("role", "guardian"),
    "role.child": NC_("role", "child"),
    "role.relative": NC_("role", "relative"),
    "role.friend": NC_("role", "friend"),
    "role.support_person": NC_("role", "support person"),
    "role.case_manager": NC_("role", "case manager"),
    "role.deputy": NC_("role", "deputy case manager"),
    "role.child_protection_worker": NC_("role", "child protection worker"),
    "role.teacher": NC_("role", "teacher"),
    "role.class_teacher": NC_("role", "class teacher"),
    "role.kindergarten_teacher": NC_("role", "kindergarten teacher"),
    "role.special_educator": NC_("role", "special educator"),
    "role.speech_therapist": NC_("role", "speech therapist"),
    "role.social_pedagogue": NC_("role", "social pedagogue"),
    "role.psychologist": NC_("role", "psychologist"),
    "role.rajaleidja_counsellor": NC_("role", "Rajaleidja counsellor"),
    "role.rehab_coordinator": NC_("role", "rehabilitation coordinator"),
    "role.therapist": NC_("role", "therapist"),
    "role.family_doctor": NC_("role", "family doctor"),
    "role.family_nurse": NC_("role", "family nurse"),
    "role.health_social_worker": NC_("role", "health social worker"),
    "role.youth_police": NC_("role", "youth police officer"),
    "role.probation_officer": NC_("role", "probation officer"),
    "role.victim_support": NC_("role", "victim support worker"),
    "role.employment_officer": NC_("role", "employment officer"),
    "role.ska_consultant": NC_("role", "Social Insurance Board consultant"),
    "role.ngo_worker": NC_("role", "NGO worker"),
    "role.club_leader": NC_("role", "club leader"),
    "role.consultant": NC_("role", "consultant"),
    "role.observer": NC_("role", "observer"),
    "sector.municipality": NC_("sector", "municipality"),
    "sector.education": NC_("sector", "education"),
    "sector.rajaleidja": NC_("sector", "Rajaleidja"),
    "sector.rehabilitation": NC_("sector", "rehabilitation"),
    "sector.health": NC_("sector", "health care"),
    "sector.police": NC_("sector", "police"),
    "sector.probation": NC_("sector", "probation"),
    "sector.victim_support": NC_("sector", "victim support"),
    "sector.employment": NC_("sector", "Unemployment Insurance Fund"),
    "sector.ska": NC_("sector", "Social Insurance Board"),
    "sector.day_centre": NC_("sector", "day centre"),
    "sector.ngo": NC_("sector", "NGO or club"),
    "sector.family_social": NC_("sector", "family and friends"),
    "language.et": NC_("language", "Estonian"),
    "language.ru": NC_("language", "Russian"),
    "language.en": NC_("language", "English"),
    "outcome.reached": NC_("outcome", "reached and talked"),
    "outcome.agreed": NC_("outcome", "agreed on what comes next"),
    "outcome.handed_on": NC_("outcome", "handed on"),
    "outcome.wrong_number": NC_("outcome", "wrong number"),
    "outcome.not_needed": NC_("outcome", "no longer needed"),
    "letter.yes": NC_("letter", "Yes, pass it on"),
    "letter.no": NC_("letter", "No, leave it"),
    "required.yes": NC_("required", "required"),
    "required.no": NC_("required", "optional"),
    "invite.no_organisation": NC_("invite", "no organisation"),
}
