"""What makes a group unsafe, each with how to change it."""

from bot.wording.marks import N_
from casework.groups import Danger, Unfit

DANGERS: dict[Danger, str] = {
    Danger.HISTORY: N_(
        "Who comes later can read what was said before. In the settings of the group, "
        "set the chat history for new members to hidden."
    ),
    Danger.UNPROTECTED: N_(
        "What is said can be passed on and saved. In the settings of the group, under "
        "its type, restrict saving content."
    ),
    Danger.VANISHING: N_(
        "Messages vanish by themselves, the dates of roundtables too. Turn the "
        "auto-delete timer off, or find the dates with /status."
    ),
    Danger.HIDDEN_MEMBERS: N_(
        "The list of members is hidden, so nobody sees who reads. In the list of "
        "members, turn hiding off."
    ),
    Danger.OTHER_BOTS: N_(
        "There is another bot in the group, and bots read too. Remove it."
    ),
    Danger.COMMUNITY: N_(
        "The group belongs to a community, whose people may find it. Take it out of "
        "the community, or make a new group."
    ),
    Danger.OPEN_DOOR: N_(
        "Every member can bring others in. In the permissions of the group, turn "
        "adding members off."
    ),
    Danger.NOT_RUNNING: N_(
        "I am only a member, so I do not hear who comes in until they write. In the "
        "list of those who run the group, add me."
    ),
    Danger.CANNOT_INVITE: N_(
        "I may not let people in by a link. Give me the right to invite."
    ),
    Danger.CANNOT_TAG: N_(
        "I may not show roles beside names. Give me the right to manage tags, if you "
        "want that."
    ),
}
UNFIT: dict[Unfit, str] = {
    Unfit.PUBLIC: N_(
        "The group “{title}” is public: anyone can find and read it. It cannot be a "
        "team chat. Make it private, or make a new group, and try again."
    ),
    Unfit.LINKED: N_(
        "The group “{title}” is tied to a channel, whose readers find their way into "
        "it. It cannot be a team chat. Untie it, or make a new group, and try again."
    ),
    Unfit.CHANNEL: N_(
        "“{title}” is a channel; a team chat is a group, in which everyone can answer. "
        "Make a group, and write /team to me there."
    ),
    Unfit.TAKEN: N_("The group “{title}” is another case's team chat already."),
    Unfit.GONE: N_(
        "I cannot look into the group “{title}”. Add me to it, and write /team there."
    ),
}
RESTS: dict[Unfit, str] = {
    Unfit.PUBLIC: N_(
        "{code}: the group of the team chat has become public. I post nothing there. "
        "Make it private again and write /team there."
    ),
    Unfit.LINKED: N_(
        "{code}: the group of the team chat is tied to a channel now. I post nothing "
        "there. Untie it and write /team there."
    ),
    Unfit.CHANNEL: N_("{code}: the team chat is no group any more."),
    Unfit.TAKEN: N_("{code}: the group is another case's team chat now."),
    Unfit.GONE: N_(
        "{code}: I was taken out of the group of the team chat and post nothing there. "
        "Add me again, or choose another group with /team."
    ),
}
