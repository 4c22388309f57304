"""Single words and questions of roundtables, looked up by key."""

from bot.wording.marks import N_, NC_

NAMES: dict[str, str] = {
    "purpose.agree_interventions": NC_("purpose", "agree on the plan"),
    "purpose.review_effect": NC_("purpose", "review the effect"),
    "purpose.urgent": NC_("purpose", "urgent"),
    "purpose.closing": NC_("purpose", "closing"),
    "purpose.other": NC_("purpose", "something else"),
    "length.30": NC_("length", "30 minutes"),
    "length.45": NC_("length", "45 minutes"),
    "length.60": NC_("length", "60 minutes"),
    "length.90": NC_("length", "90 minutes"),
    "weeks.this": NC_("weeks", "in the next seven days"),
    "weeks.next": NC_("weeks", "next week"),
    "weeks.soon": NC_("weeks", "in two or three weeks"),
    "weeks.later": NC_("weeks", "in four to six weeks"),
    "child_part.opinion": NC_("child_part", "their opinion is found out beforehand"),
    "child_part.trusted_person": NC_(
        "child_part", "a person they trust speaks for them"
    ),
    "child_part.in_person": NC_("child_part", "takes part in person"),
    "repeat.leave_out": NC_("repeat", "Leave this date out"),
    "vote.yes": NC_("vote", "Yes"),
    "vote.if_needed": NC_("vote", "If need be"),
    "vote.no": NC_("vote", "No"),
    "vote.open": NC_("vote", "not answered"),
    "draft.no_place": NC_("draft", "No place yet"),
    "confirm.yes": NC_("confirm", "Yes, that is what I mean"),
    "confirm.no": NC_("confirm", "No, leave it"),
    "confirm.none": NC_("confirm", "None of these"),
    "odd.before_change": NC_("odd", "before the clocks go back"),
    "odd.after_change": NC_("odd", "after the clocks have gone back"),
    "audience.family": NC_("audience", "Everyone at the table"),
    "audience.network": NC_("audience", "Only the officials"),
    "audience.manager": NC_("audience", "Only the case manager"),
    "audience.elsewhere": NC_("audience", "It is not for the roundtable"),
    "decision.no_goal": NC_("decision", "None of the goals"),
    "minutes.propose_closing": NC_("minutes", "Propose to close the case"),
    "minutes.no_summary": NC_("minutes", "No summary"),
    "differs.child": NC_("differs", "The child"),
    "differs.unknown": NC_("differs", "Not known of the child"),
    "correction.elsewhere": NC_("correction", "Something else, or it is missing"),
    "star.no_number": NC_("star", "Without a number"),
    "whose.child": NC_("whose", "The child's"),
    "whose.parent": NC_("whose", "The parent's"),
    "whose.other": NC_("whose", "Somebody else's"),
    "how.conversation": NC_("how", "In a conversation"),
    "how.drawing": NC_("how", "Through drawing or play"),
    "how.trusted_person": NC_("how", "Through a person they trust"),
    "how.observation": NC_("how", "By observing"),
    "how.not_asked": NC_("how", "They were not asked"),
}

NOTES: dict[str, str] = {
    "raise.taken": N_("{code}: I put this on the agenda of the roundtable: “{text}”"),
    "odd.weekend": N_("Mind: that is a weekend."),
    "odd.holiday": N_("Mind: that is a public holiday."),
    "odd.night": N_("Mind: that is before seven or after ten at night."),
    "odd.far": N_("Mind: that is more than a year ahead, in {year}."),
    "odd.other_weekday": N_("Mind: that date is another day of the week."),
}
"""What is said before a question: what is minded about a time, what was taken."""

_DAY = N_("Which day do you mean?")
_CLOCK = N_("At what time? Choose, or write it.")
_WHICH = N_("Which of these do you mean?")


def _typed(kind: str) -> dict[str, str]:
    """Return what every form asks that takes a time in people's own words."""
    return {f"{kind}.day": _DAY, f"{kind}.clock": _CLOCK, f"{kind}.which": _WHICH}


QUESTIONS: dict[str, str] = {
    "draft.purpose": N_("What is the roundtable for?"),
    "draft.required": N_(
        "Who must be there? Tick the names; without them it will not be held."
    ),
    "draft.optional": N_("Who else is welcome? Who is not ticked is not invited."),
    "draft.length": N_("How long shall it be?"),
    "draft.weeks": N_("When shall I look for a time?"),
    "draft.child_part": N_(
        "How does the child take part? Please ask the child first, if you can."
    ),
    "repeat.count": N_(
        "Every two weeks on the same weekday at the same time. How many dates shall "
        "there be, this one included?"
    ),
    "repeat.date": N_("{moment} is not a workday. When instead?"),
    "stand_in.who": N_("Which colleague comes instead of you?"),
    "draft.place": N_(
        "Where? Write the place or the link of the online meeting; no names please."
    ),
    "draft.when": N_("Write date and time, as in 1.12.2026 14:00."),
    **_typed("draft"),
    "draft.confirm": N_("Do you mean {moment}?"),
    "move.when": N_(
        "To when shall it be moved? Choose a time, or write date and time, as in "
        "1.12.2026 14:00."
    ),
    **_typed("move"),
    "move.confirm": N_(
        "Do you mean {moment}? Everyone will be told and get a new invitation."
    ),
    "cancel_roundtable.reason": N_(
        "Why? Everyone who was invited reads the reason, the family too."
    ),
    "suggest.when": N_(
        "On which day would it suit you? Choose a day, or write day and time in your "
        "own words, as in: Thursday at 14:00."
    ),
    **_typed("suggest"),
    "suggest.confirm": N_("Do you mean {moment}? Your case manager is told."),
    "seat.who": N_("Who else is to come? Tick the names."),
    "unseat.who": N_("Who need not come after all? Tick the names; they are told so."),
    "raise.text": N_("Write it in your own words."),
    "raise.audience": N_("Who may read it before the roundtable?"),
    "attendance.came": N_(
        "Who came? Everybody who did not say no is ticked: take off who was not there."
    ),
    "decision.text": N_("What was decided? One thing, in plain words."),
    "decision.responsible": N_("Who does it? One person answers for it."),
    "decision.due": N_("By when? Choose a day or write a date, as in 31.12.2026."),
    "decision.goal": N_("Which goal does it serve?"),
    "minutes.discussed": N_("What was talked about? Take the tick off what was not."),
    "minutes.next": N_(
        "When is the next roundtable? Choose a day or write a date. Minutes do not end "
        "without a next date or a proposal to close the case."
    ),
    "decision.differs": N_(
        "Does the child or a parent see it differently? Tick who does. If nobody does, "
        "press Done."
    ),
    "decision.child_words": N_(
        "How does the child see it? Write it in the child's words. The family and the "
        "case manager read them; the others read only that the child sees it differently."
    ),
    **dict.fromkeys(
        ("decision.words", "minutes.words"),
        N_(
            "{name} sees it differently. How? Write it in their words; they stand in "
            "the minutes."
        ),
    ),
    "take_out.which": N_("Which one was written down wrongly? It is taken out."),
    "minutes.differs": N_(
        "Taken together: does the child or a parent see it differently from what was "
        "decided? Tick who does. If nobody does, press Done."
    ),
    "minutes.child_words": N_(
        "How does the child see it? Write it in the child's words. The family and the "
        "case manager read them; the others read only that the child sees it differently."
    ),
    "minutes.explanation": N_(
        "How and when was the decision explained to the child? Please write it down."
    ),
    "minutes.summary": N_("A few words of summary for everyone, if you like."),
    "correction.about": N_("What is it about?"),
    "correction.reads": N_(
        "It now reads: “{text}”. How should it read? Write the whole sentence; the "
        "first words stay beside yours."
    ),
    "correction.text": N_("What is wrong or missing? Write it in your own words."),
    "star.reference": N_("Under which number are they in STAR?"),
    "not_star.reason": N_("Why do they not go into STAR?"),
    "opinion.whose": N_("Whose opinion is it?"),
    "opinion.of": N_("Which parent's opinion is it?"),
    "opinion.how": N_("How were they asked?"),
    "opinion.words": N_("What did they say? Write it in their words."),
    "opinion.own_words": N_(
        "What do you think, what do you wish for? Your words are kept as you write them."
    ),
    "opinion.why_not": N_("Why were they not asked? The reason is kept."),
}
