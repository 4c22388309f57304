"""Who sits at the table of the demo; all of them are made up."""

from dataclasses import dataclass

from casework.roles import Role, Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One person at the table, as the case manager would have invited them."""

    key: str
    name: str
    role: Role
    sector: Sector
    language: str = "et"
    organisation: str = ""
    purpose: str = ""
    phone: str = ""


MARI = Seat(
    key="mari",
    name="Mari Maasikas",
    role=Role.CASE_MANAGER,
    sector=Sector.MUNICIPALITY,
    organisation="Põhjala vald",
    phone="5550 0101",
)
GUESTS = (
    Seat(
        key="kati",
        name="Kati Kask",
        role=Role.PARENT,
        sector=Sector.FAMILY_SOCIAL,
        purpose="Ema, laps elab tema juures",
        phone="5550 0102",
    ),
    Seat(
        key="oleg",
        name="Oleg Kask",
        role=Role.PARENT,
        sector=Sector.FAMILY_SOCIAL,
        language="ru",
        purpose="Isa, elab eraldi, laps on nädalavahetustel tema juures",
        phone="5550 0103",
    ),
    Seat(
        key="jaan",
        name="Jaan Jõgi",
        role=Role.CLASS_TEACHER,
        sector=Sector.EDUCATION,
        organisation="Põhjala kool",
        purpose="Näeb last iga päev klassis",
    ),
    Seat(
        key="liis",
        name="Liis Lepik",
        role=Role.SPEECH_THERAPIST,
        sector=Sector.EDUCATION,
        organisation="Põhjala kool",
        purpose="Teeb lapsega kõneravi",
    ),
    Seat(
        key="anu",
        name="Anu Aas",
        role=Role.PSYCHOLOGIST,
        sector=Sector.RAJALEIDJA,
        organisation="Rajaleidja",
        purpose="Nõustab peret ja kooli",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An activity of the demo's plan: for which goal, who, looked at after days."""

    goal: str
    title: str
    who: str
    days: int


_SCHOOL = "Laps käib iga päev koolis"
_SPEECH = "Laps saab oma jutuga arusaadavaks"
_EVENINGS = "Õhtud kodus on rahulikumad"
PLAN = (
    Planned(
        goal=_SCHOOL,
        title="Hommikune lühike kohtumine klassijuhatajaga",
        who="jaan",
        days=21,
    ),
    Planned(goal=_SPEECH, title="Kõneravi kaks korda nädalas", who="liis", days=28),
    Planned(
        goal=_EVENINGS, title="Kindel magamamineku aeg kell 21", who="kati", days=14
    ),
    Planned(
        goal=_EVENINGS,
        title="Nõustamine vanematele, neli kohtumist",
        who="anu",
        days=35,
    ),
)
"""What the network has agreed on before the demo begins, as Mari wrote it."""
