"""Words about groups as team chats: what is unsafe, who is there, what was done."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.dangers import DANGERS, RESTS, UNFIT
from casework.group_messages import (
    AskBinding,
    AskEnd,
    AskHeldPost,
    ChooseTeamCase,
    ConfirmBound,
    ConfirmGroup,
    ConfirmHeldPost,
    GroupDo,
    HintAnonymous,
    Messages,
    PostTeamChat,
    SayHowToComeIn,
    ShowGroup,
    TellNoStranger,
    TellResting,
    TellSentAway,
    TellStranger,
    TellUnfit,
)
from casework.ids import GroupId
from handlers.actions import ChooseTeam, OnGroup, OnHeldPost, Run


def word(message: Messages, words: Words) -> Text:
    """Put a message about a group into words."""
    match message:
        case AskBinding() | ChooseTeamCase() | ConfirmBound() | TellUnfit():
            return _binding(message, words)
        case ShowGroup() | AskEnd() | ConfirmGroup():
            return _card(message, words)
        case AskHeldPost() | ConfirmHeldPost():
            return _held(message, words)
        case PostTeamChat() | HintAnonymous() | SayHowToComeIn():
            return _to_others(message, words)
        case TellSentAway() | TellNoStranger() | TellResting() | TellStranger():
            return _news(message, words)
        case _:
            assert_never(message)


def _binding(
    message: AskBinding | ChooseTeamCase | ConfirmBound | TellUnfit, words: Words
) -> Text:
    _ = words.gettext
    match message:
        case AskBinding():
            return _ask(message, words)
        case ChooseTeamCase():
            body = _("Whose team chat is the group “{title}” to be?")
            buttons = (
                Button(code, ChooseTeam(group=message.group, case=case))
                for case, code in message.cases
            )
            return Text(body.format(title=message.title), tuple(buttons))
        case ConfirmBound():
            return _bound(message, words)
        case TellUnfit():
            body = words.gettext(UNFIT[message.why]).format(title=message.title)
            return Text(body)


def _ask(message: AskBinding, words: Words) -> Text:
    _ = words.gettext
    head = _("{code}: shall the group “{title}” be the team chat of this case?")
    blocks = [head.format(code=message.code, title=message.title)]
    if message.instead_of:
        old = _("Until now it is “{title}”; I will leave that group.")
        blocks.append(old.format(title=message.instead_of))
    blocks += _unsafe(message, words) or [_("I see nothing unsafe in it.")]
    blocks.append(
        _(
            "Everything said in the group passes through the servers of its chat "
            "network and is not end-to-end encrypted there. I post dates and news "
            "with the code, never a name."
        )
    )
    group = message.group
    return Text(
        "\n\n".join(blocks),
        (
            _button(_("Make it the team chat"), group, GroupDo.BIND),
            _button(_("Look again"), group, GroupDo.LOOK),
            _button(_("No, leave that group"), group, GroupDo.LEAVE_IT),
        ),
    )


def _unsafe(message: AskBinding | ShowGroup, words: Words) -> list[str]:
    """Return all that is unsafe, each with how to change it."""
    _ = words.gettext
    lines = [f"– {words.gettext(DANGERS[danger])}" for danger in message.dangers]
    lines += [f"– {line}" for line in _people(message, words)]
    if not lines:
        return []
    return ["\n".join((_("This could be safer:"), *lines))]


def _people(message: AskBinding | ShowGroup, words: Words) -> Iterator[str]:
    if message.strangers:
        yield words.gettext(
            "Not in the network: {names}. While they are there I post nothing. Ask "
            "them to leave, or invite them with /invite."
        ).format(names=", ".join(f"“{name}”" for name in message.strangers))
    if message.unseen:
        yield words.ngettext(
            "{count} person is there whom I have not seen yet; I will notice them "
            "when they write.",
            "{count} people are there whom I have not seen yet; I will notice them "
            "when they write.",
            message.unseen,
        ).format(count=message.unseen)


def _bound(message: ConfirmBound, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: “{title}” is the team chat now. With /team everyone in the network "
        "finds the way there; whoever asks to come in is let in only if they are in "
        "the network."
    ).format(code=message.code, title=message.title)
    if message.strangers:
        body += "\n\n" + _("I stay silent there until only the network is in it.")
    show = _button(_("How it stands"), message.group, GroupDo.SHOW)
    return Text(body, (show,))


def _card(message: ShowGroup | AskEnd | ConfirmGroup, words: Words) -> Text:
    _ = words.gettext
    match message:
        case ShowGroup():
            return Text(
                "\n\n".join(_lines(message, words)), tuple(_deeds(message, words))
            )
        case AskEnd():
            body = _(
                "{code}: shall “{title}” be the team chat no more? I leave the group; "
                "what stands there stays."
            ).format(code=message.code, title=message.title)
            yes = _button(_("Yes, leave the group"), message.group, GroupDo.END)
            return Text(body, (yes,))
        case ConfirmGroup():
            return _confirmed(message, words)


def _lines(message: ShowGroup, words: Words) -> Iterable[str]:
    _ = words.gettext
    title = _("{code}: the team chat is the group “{title}”.")
    yield title.format(code=message.code, title=message.title)
    if message.resting:
        yield _("It rests: I am not in it, or it is not fit. I post nothing there.")
    yield from _unsafe(message, words)
    if message.declined:
        names = ", ".join(f"“{name}”" for name in message.declined)
        yield _("Lately asked to come in, and were not let in: {names}.").format(
            names=names
        )
    if message.waiting:
        yield words.ngettext(
            "{count} post is kept back.",
            "{count} posts are kept back.",
            message.waiting,
        ).format(count=message.waiting)


def _deeds(message: ShowGroup, words: Words) -> Iterator[Button]:
    _ = words.gettext
    yield _button(_("Look again"), message.group, GroupDo.LOOK)
    if message.waiting:
        yield _button(_("Drop what is kept back"), message.group, GroupDo.DROP_POSTS)
    yield _button(_("Be the team chat no more"), message.group, GroupDo.ASK_END)


def _confirmed(message: ConfirmGroup, words: Words) -> Text:
    _ = words.gettext
    match message.done:
        case GroupDo.LOOK:
            body = _("{code}: I am looking into the group.")
        case GroupDo.LEAVE_IT:
            body = _("{code}: I leave the group; it is no team chat.")
        case GroupDo.DROP_POSTS:
            body = words.ngettext(
                "{code}: {count} post was dropped.",
                "{code}: {count} posts were dropped.",
                message.count,
            )
        case _:
            body = _("{code}: I leave the group; it is the team chat no more.")
    return Text(body.format(code=message.code, count=message.count))


def _held(message: AskHeldPost | ConfirmHeldPost, words: Words) -> Text:
    _ = words.gettext
    if isinstance(message, ConfirmHeldPost):
        body = (
            _("{code}: the post leaves once more.")
            if message.again
            else _("{code}: the post is not sent again.")
        )
        return Text(body.format(code=message.code))
    body = _(
        "{code}: a post to the team chat may have arrived or not; the network gave no "
        "answer. Please look into the group."
    ).format(code=message.code)
    held = message.held
    return Text(
        body,
        (
            Button(_("It is not there: send again"), OnHeldPost(held=held, again=True)),
            Button(_("It is there: drop"), OnHeldPost(held=held, again=False)),
        ),
    )


def _to_others(
    message: PostTeamChat | HintAnonymous | SayHowToComeIn, words: Words
) -> Text:
    _ = words.gettext
    match message:
        case PostTeamChat():
            body = _(
                "{code}: this is the team chat now. Dates of roundtables and news for "
                "the whole network stand here, with the code alone. No names, please. "
                "What you ask me here, only you see the answer to."
            ).format(code=message.code)
            return Text(body, (Button(_("Where it stands"), Run(command="status")),))
        case HintAnonymous():
            return Text(
                _(
                    "You write in the name of the group, so I cannot know who you are. "
                    "Please turn that off for yourself in the settings of the group, or "
                    "write to me in private."
                )
            )
        case SayHowToComeIn():
            return Text(
                _(
                    "I could not let you into the group. If you belong to the network, "
                    "first open your personal link here, with this account; then ask "
                    "to come in once more."
                )
            )


def _news(
    message: TellSentAway | TellNoStranger | TellResting | TellStranger, words: Words
) -> Text:
    _ = words.gettext
    match message:
        case TellStranger():
            body = words.ngettext(
                "{code}: someone who is not in the network is in the team chat. I say "
                "nothing about the case there until they have left or are in the "
                "network.",
                "{code}: {count} people who are not in the network are in the team "
                "chat. I say nothing about the case there until they have left or are "
                "in the network.",
                message.count,
            ).format(code=message.code, count=message.count)
        case TellNoStranger():
            body = _(
                "{code}: only the network is in the team chat again; I post there."
            )
            return Text(body.format(code=message.code))
        case TellSentAway():
            body = _(
                "{code}: someone who is not in the network asked to come into the team "
                "chat and was not let in."
            ).format(code=message.code)
        case TellResting():
            body = words.gettext(RESTS[message.why]).format(code=message.code)
    return Text(body, (_button(_("Show"), message.group, GroupDo.SHOW),))


def _button(label: str, group: GroupId, step: GroupDo) -> Button:
    return Button(label, OnGroup(group=group, step=step))
