"""What a court can keep from somebody, and what is asked about it."""

from bot.wording.marks import N_, NC_
from casework.disclosure import InfoClass

KINDS: dict[str, str] = {
    InfoClass.SCHEDULE: NC_("limited", "dates of roundtables"),
    InfoClass.TASKS_OWN: NC_("limited", "their own activities"),
    InfoClass.TASKS_ALL: NC_("limited", "everybody's activities"),
    InfoClass.GOALS: NC_("limited", "the goals"),
    InfoClass.NETWORK: NC_("limited", "who is in the network"),
    InfoClass.UPDATES_SUMMARY: NC_("limited", "what others wrote for all"),
    InfoClass.OBSTACLES: NC_("limited", "what stands in the way"),
    InfoClass.MINUTES: NC_("limited", "the minutes"),
    InfoClass.AGENDA: NC_("limited", "the agenda"),
    InfoClass.CHILD_OPINION: NC_("limited", "the child's opinion"),
    InfoClass.SENSITIVE_JUSTICE: NC_("limited", "what police and probation wrote"),
    InfoClass.ACCESS_LOG: NC_("limited", "who has read what"),
}
NAMES: dict[str, str] = {
    **{f"limited.{kind}": word for kind, word in KINDS.items()},
    "limit.open": NC_("limit", "No last day in it"),
}
QUESTIONS: dict[str, str] = {
    "limit.who": N_("From whom does the court keep something?"),
    "limit.what": N_(
        "What may this person not be told? Tick everything the court says."
    ),
    "limit.until": N_(
        "Until which day, that day included? Write the date that stands in the decision."
    ),
    "limit.decision": N_(
        "Which decision is it? Write the court, the date and the number; no reasons."
    ),
    "limit_end.second": N_(
        "Who has seen the court's newer decision as well? They are asked; until they "
        "say yes the limit holds."
    ),
}
