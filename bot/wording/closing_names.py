"""Single words and questions of closing a case, looked up by key."""

from bot.wording.marks import N_, NC_

NAMES: dict[str, str] = {
    "closing.goals_met": NC_("closing", "The goals are met"),
    "closing.adult": NC_("closing", "The child has come of age"),
    "closing.death": NC_("closing", "The child has died"),
    "closing.moved": NC_("closing", "The family has moved away"),
    "closing.single_measure": NC_("closing", "One measure is enough"),
    "closing.refused": NC_("closing", "The family does not want it"),
    "closing.other": NC_("closing", "Another reason"),
    "closing.yes": NC_("closing", "Yes"),
    "closing.no": NC_("closing", "No"),
    "closing.close_it": NC_("closing", "Yes, close the case"),
    "closing.leave_it": NC_("closing", "No, it goes on"),
}

NOTES: dict[str, str] = {
    "closing.few_held": N_("Roundtables held: {held} of {needed}."),
    "closing.activities": N_("Still under way in the plan: {activities}."),
    "closing.tasks": N_("Your open tasks here, which end with the case: {tasks}."),
    "closing.minutes": N_(
        "The minutes of the last roundtable are not confirmed yet; with the case the "
        "time for corrections ends."
    ),
    "closing.roundtables": N_("Roundtables that are called off: {roundtables}."),
}
"""What is named before the yes, so that nothing ends unseen."""

QUESTIONS: dict[str, str] = {
    "close.reason": N_(
        "Why is the case closed? Nothing happens before your last yes; /cancel lets it "
        "be."
    ),
    "close.why": N_("Please write in a sentence or two why. It is kept with the case."),
    "close.since": N_(
        "Since which day have the goals and the need been met? From then on it must "
        "be six months. Write a date."
    ),
    "close.differs": N_("Does the child see the closing differently?"),
    "close.explanation": N_(
        "What was explained to the child, and when? Write it as you said it."
    ),
    "close.follow_up": N_(
        "When will you look how the family is? I remind you then. Choose, or write a "
        "date."
    ),
    "close.sure": N_(
        "{code}: close the case now? Questions, reminders, roundtables and the team "
        "chat end at once, and everyone is told, the family first. Only you can read "
        "here then."
    ),
    "reopen.why": N_(
        "Why is the case opened again? Write a sentence; everyone who was in the "
        "network is back and is told."
    ),
}
