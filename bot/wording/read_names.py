"""What kinds of information are called, where it is said who read or got what."""

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

NAMES: dict[str, str] = {
    **{f"read.{kind}": name for kind, name in KINDS.items()},
    "read.more": NC_("read", "several things at once"),
    "recall.one": NC_("recall", "From this one alone"),
    "recall.all": NC_("recall", "From everybody who got it"),
}
