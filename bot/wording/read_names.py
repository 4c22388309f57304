"""What kinds of information are called, where it is said who read or got what."""

from bot.languages import Words
from bot.wording.marks import NC_
from casework.disclosure import InfoClass

_UPDATES, _PLAN = NC_("read", "what people wrote"), NC_("read", "the plan")
_NETWORK = NC_("read", "who is in the network")
KINDS: dict[InfoClass, str] = {
    InfoClass.SCHEDULE: NC_("read", "dates"),
    InfoClass.TASKS_OWN: _PLAN,
    InfoClass.TASKS_ALL: _PLAN,
    InfoClass.GOALS: _PLAN,
    InfoClass.NETWORK: _NETWORK,
    InfoClass.CONTACTS: _NETWORK,
    InfoClass.UPDATES_SUMMARY: _UPDATES,
    InfoClass.UPDATES_FULL: NC_("read", "what was written to the case manager alone"),
    InfoClass.OBSTACLES: NC_("read", "what stands in the way"),
    InfoClass.MINUTES: NC_("read", "what was decided"),
    InfoClass.AGENDA: NC_("read", "the agenda"),
    InfoClass.CHILD_OPINION: NC_("read", "the child's opinion"),
    InfoClass.HEALTH: NC_("read", "what was said about health"),
    InfoClass.SENSITIVE_JUSTICE: NC_("read", "what police and probation wrote"),
    InfoClass.SILENCE: NC_("read", "who has answered"),
    InfoClass.ACCESS_LOG: NC_("read", "who has read"),
    InfoClass.NOTES: NC_("read", "the case manager's notes"),
}

MORE = NC_("read", "several things at once")

_NEWS, _STEPS = NC_("recall", "people's words"), NC_("recall", "the plan")
_OTHER = NC_("recall", "something else")
_SHORT: dict[InfoClass, str] = {
    InfoClass.SCHEDULE: NC_("recall", "dates"),
    InfoClass.TASKS_OWN: _STEPS,
    InfoClass.TASKS_ALL: _STEPS,
    InfoClass.GOALS: _STEPS,
    InfoClass.NETWORK: NC_("recall", "the network"),
    InfoClass.UPDATES_SUMMARY: _NEWS,
    InfoClass.UPDATES_FULL: _NEWS,
    InfoClass.MINUTES: NC_("recall", "minutes"),
    InfoClass.AGENDA: NC_("recall", "the agenda"),
    InfoClass.CHILD_OPINION: NC_("recall", "opinion"),
}
NAMES: dict[str, str] = {
    **{f"recall.{kind}": _SHORT.get(kind, _OTHER) for kind in InfoClass},
    "recall.more": NC_("recall", "several things"),
    "recall.one": NC_("recall", "From this one alone"),
    "recall.all": NC_("recall", "From everybody who got it"),
}


def name(kind: InfoClass | None, words: Words) -> str:
    """Return what a kind of information is called; None: several at once."""
    return words.pgettext("read", KINDS[kind] if kind else MORE)
