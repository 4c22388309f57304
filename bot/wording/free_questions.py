"""What is asked about when somebody can come."""

from bot.wording.marks import N_

QUESTIONS: dict[str, str] = {
    "busy.link": N_(
        "Paste the link to your published calendar (.ics, https). In Outlook: Settings "
        "– Calendar – Shared calendars – Publish – “can view when I'm busy”. Only free "
        "and busy times are kept."
    ),
    "caldav.link": N_("Paste the address of your calendar on its server (https)."),
    "caldav.user": N_("By what name do you log in there?"),
    "caldav.password": N_(
        "Write a password made for this program (an app password), never your own. It "
        "is kept sealed. Please delete your message afterwards."
    ),
    "week.days": N_("On which days do you work?"),
    "week.opens": N_("From what time can you come to roundtables?"),
    "week.closes": N_("Until what time?"),
    "week.lunch": N_("When is your lunch?"),
    "days_off.first": N_("Which is the first day off? Write a date."),
    "days_off.last": N_("Which is the last day off? Choose, or write a date."),
    "told.words": N_(
        "When can you come, or not? Write it like: Tuesdays after 14; Mondays 9–12; not "
        "on Fridays."
    ),
    "told.confirm": N_(
        "I understood:\n{days}\nThe other days stay as they were. Is that right?"
    ),
    "told.confirm_only": N_("I understood:\n{days}\nOn no other day. Is that right?"),
    "organisation.which": N_("Which organisation?"),
    "organisation.what": N_("What do you want to set for all of its people?"),
    "organisation.opens": N_("From what time is it open?"),
    "organisation.closes": N_("Until what time?"),
    "organisation.first": N_("Which is the first day on which it is closed?"),
    "organisation.last": N_("Which is the last day on which it is closed?"),
    "organisation.open": N_("Can its people come to roundtables in school breaks?"),
}
