"""Who somebody is in a network: role and sector, as the glossary names them."""

from enum import StrEnum


class Sector(StrEnum):
    """The part of society a member speaks for."""

    MUNICIPALITY = "municipality"
    EDUCATION = "education"
    RAJALEIDJA = "rajaleidja"
    REHABILITATION = "rehabilitation"
    HEALTH = "health"
    POLICE = "police"
    PROBATION = "probation"
    VICTIM_SUPPORT = "victim_support"
    EMPLOYMENT = "employment"
    SKA = "ska"
    DAY_CENTRE = "day_centre"
    NGO = "ngo"
    FAMILY_SOCIAL = "family_social"


class Role(StrEnum):
    """What a member is to the child."""

    CASE_MANAGER = "case_manager"
    DEPUTY = "deputy"
    CHILD_PROTECTION_WORKER = "child_protection_worker"
    PARENT = "parent"
    CAREGIVER = "caregiver"
    GUARDIAN = "guardian"
    CHILD = "child"
    RELATIVE = "relative"
    FRIEND = "friend"
    SUPPORT_PERSON = "support_person"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    KINDERGARTEN_TEACHER = "kindergarten_teacher"
    SPECIAL_EDUCATOR = "special_educator"
    SPEECH_THERAPIST = "speech_therapist"
    SOCIAL_PEDAGOGUE = "social_pedagogue"
    PSYCHOLOGIST = "psychologist"
    RAJALEIDJA_COUNSELLOR = "rajaleidja_counsellor"
    REHAB_COORDINATOR = "rehab_coordinator"
    THERAPIST = "therapist"
    FAMILY_DOCTOR = "family_doctor"
    FAMILY_NURSE = "family_nurse"
    HEALTH_SOCIAL_WORKER = "health_social_worker"
    YOUTH_POLICE = "youth_police"
    PROBATION_OFFICER = "probation_officer"
    VICTIM_SUPPORT = "victim_support"
    EMPLOYMENT_OFFICER = "employment_officer"
    SKA_CONSULTANT = "ska_consultant"
    NGO_WORKER = "ngo_worker"
    CLUB_LEADER = "club_leader"
    CONSULTANT = "consultant"
    OBSERVER = "observer"
    EMERGENCY = "emergency"
    """Leads another case, and reads this one for three hours: nobody is invited so."""


MANAGING = frozenset({Role.CASE_MANAGER, Role.DEPUTY})
FAMILY = frozenset({Role.PARENT, Role.CAREGIVER, Role.GUARDIAN})
CLOSE = frozenset({Role.RELATIVE, Role.FRIEND, Role.SUPPORT_PERSON})
JUSTICE = frozenset({Role.YOUTH_POLICE, Role.PROBATION_OFFICER})
OUTSIDE = frozenset({Role.NGO_WORKER, Role.CLUB_LEADER})
AT_HOME = FAMILY | {Role.CHILD}
"""Whom the case is about: what they open is no reading about the family."""
LOOKING_ON = frozenset({Role.CONSULTANT, Role.OBSERVER})

_SECTORS: dict[Sector, frozenset[Role]] = {
    Sector.MUNICIPALITY: MANAGING
    | {Role.CHILD_PROTECTION_WORKER, Role.CONSULTANT, Role.EMERGENCY},
    Sector.EDUCATION: frozenset(
        {
            Role.TEACHER,
            Role.CLASS_TEACHER,
            Role.KINDERGARTEN_TEACHER,
            Role.SPECIAL_EDUCATOR,
            Role.SPEECH_THERAPIST,
            Role.SOCIAL_PEDAGOGUE,
            Role.PSYCHOLOGIST,
        }
    ),
    Sector.RAJALEIDJA: frozenset({Role.RAJALEIDJA_COUNSELLOR}),
    Sector.REHABILITATION: frozenset({Role.REHAB_COORDINATOR, Role.THERAPIST}),
    Sector.HEALTH: frozenset(
        {Role.FAMILY_DOCTOR, Role.FAMILY_NURSE, Role.HEALTH_SOCIAL_WORKER}
    ),
    Sector.POLICE: frozenset({Role.YOUTH_POLICE}),
    Sector.PROBATION: frozenset({Role.PROBATION_OFFICER}),
    Sector.VICTIM_SUPPORT: frozenset({Role.VICTIM_SUPPORT}),
    Sector.EMPLOYMENT: frozenset({Role.EMPLOYMENT_OFFICER}),
    Sector.SKA: frozenset({Role.SKA_CONSULTANT}),
    Sector.NGO: OUTSIDE | {Role.OBSERVER},
    Sector.FAMILY_SOCIAL: FAMILY | CLOSE | {Role.CHILD},
}


def usual_sector(role: Role) -> Sector:
    """Return the sector in which this role usually works."""
    return next(sector for sector, roles in _SECTORS.items() if role in roles)


USUALLY_REQUIRED = frozenset(
    {
        Role.CLASS_TEACHER,
        Role.KINDERGARTEN_TEACHER,
        Role.CHILD_PROTECTION_WORKER,
        Role.REHAB_COORDINATOR,
        Role.DEPUTY,
    }
)
"""Besides the family, who usually has to be at roundtables."""

_TREATING = frozenset(
    {
        Role.SPEECH_THERAPIST,
        Role.SPECIAL_EDUCATOR,
        Role.PSYCHOLOGIST,
        Role.RAJALEIDJA_COUNSELLOR,
        Role.REHAB_COORDINATOR,
        Role.THERAPIST,
    }
)


def usual_purposes(role: Role) -> tuple[str, ...]:
    """Return why people of this role are usually needed in a network."""
    if role in FAMILY:
        return ("knows_child", "decides")
    if role in CLOSE:
        return ("supports_family", "knows_child")
    if role in _TREATING:
        return ("assesses", "treats", "advises")
    if usual_sector(role) is Sector.EDUCATION:
        return ("school_day", "supports_learning")
    if usual_sector(role) is Sector.HEALTH:
        return ("treats", "advises")
    return ("own_task", "supports_family", "advises")


def is_official(sector: Sector) -> bool:
    """Say whether people of this sector are reached at work: on workdays only."""
    return sector is not Sector.FAMILY_SOCIAL
