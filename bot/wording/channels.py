"""Words about channels: where somebody is reached, and what waits on their page."""

import io
from typing import assert_never

import segno

from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.marks import N_
from bot.wording.names import name_of
from bot.wording.places import Places
from casework.channels import (
    Channel,
    ConfirmRevoked,
    Messages,
    ShowChannelLink,
    ShowChannels,
    TellChannelDied,
    TellChannelOpened,
    TellPageIsThere,
    TellWaiting,
)
from casework.membership import MemberChange
from handlers.actions import ChangeMember
from handlers.channel_actions import ChooseChannel, OpenChannel

_NAMES = {"telegram": N_("Telegram"), "web": N_("Web page")}
_ASK = {"telegram": N_("Ask me on Telegram"), "web": N_("Ask me on the web page")}
_TOO = {"telegram": N_("Telegram too"), "web": N_("Web page too")}
_CLOSE = {
    "telegram": N_("Lost phone: close Telegram"),
    "web": N_("Lost phone: close the web page"),
}


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about channels into words."""
    match message:
        case TellWaiting():
            return _waiting(message, words, places)
        case TellPageIsThere():
            body = words.gettext(
                "Taken. What is written in this chat passes through Telegram's servers. "
                "What you write on your own page does not."
            )
            return Text(body, (_page(message.token, words, places),))
        case ShowChannels():
            return _channels(message, words)
        case ShowChannelLink():
            return _link(message, words, places)
        case TellChannelOpened():
            return _opened(message, words)
        case TellChannelDied():
            return _died(message, words)
        case ConfirmRevoked():
            return _revoked(message, words)
        case _:
            assert_never(message)


def network_name(network: str, words: Words) -> str:
    """Return the name of a network as a label."""
    return words.gettext(_NAMES.get(network, network))


def close_label(network: str, words: Words) -> str:
    """Return what the case manager's button says that closes a channel."""
    return words.gettext(_CLOSE.get(network, network))


def _waiting(message: TellWaiting, words: Words, places: Places) -> Text:
    _ = words.gettext
    if message.urgent:
        what = _("Something urgent waits for you. Please look at once.")
    elif message.asks:
        what = _("A question waits for you.")
    else:
        what = _("Something waits for you to read.")
    lines = [f"{message.code}: {what}" if message.code else what]
    if message.starts_at is not None:
        moment = words.moment(message.starts_at)
        lines.append(_("Roundtable: {moment}").format(moment=moment))
    lines.append(_("It stands on your own page, not in this chat."))
    return Text("\n".join(lines), (_page(message.token, words, places),))


def _page(token: str, words: Words, places: Places) -> Button:
    label = words.gettext("Open my page")
    if token or not places.app:
        return Button(label, url=places.channel("web", token))
    return Button(label, url=places.app, app=True)


def _channels(message: ShowChannels, words: Words) -> Text:
    _ = words.gettext
    lines = [_line(channel, words) for channel in message.channels]
    told = _("Your answers count wherever you write them.")
    body = "\n".join((_("You are reached here:"), *lines, "", told))
    choices = [
        Button(_(_ASK[c.network]), ChooseChannel(network=c.network))
        for c in message.channels
        if c.network in _ASK and not c.dead and not c.chosen
    ]
    others = [
        Button(_(_TOO[network]), OpenChannel(network=network))
        for network in message.others
        if network in _TOO
    ]
    return Text(body, (*choices, *others))


def _line(channel: Channel, words: Words) -> str:
    _ = words.gettext
    name = network_name(channel.network, words)
    if channel.dead:
        return _("• {network} – messages do not arrive there").format(network=name)
    if channel.chosen:
        return _("• {network} – here you are asked").format(network=name)
    return f"• {name}"


def _link(message: ShowChannelLink, words: Words, places: Places) -> Text:
    _ = words.gettext
    link = places.channel(message.network, message.token)
    if not link:
        return Text(_("Telegram cannot be added just now. Please try again later."))
    told = _(
        "Open this link on the phone you want to use, or scan the picture there. It is "
        "for you alone, works once, and for half an hour."
    )
    label = network_name(message.network, words)
    return Text(f"{told}\n{link}", (Button(label, url=link),), (qr(link),))


def qr(link: str) -> Attachment:
    """Return a link as a picture that another phone can scan."""
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=6, border=3)
    return Attachment("link.png", "image/png", picture.getvalue(), link)


def _opened(message: TellChannelOpened, words: Words) -> Text:
    _ = words.gettext
    lines = [_("From now on you are reached here.")]
    if message.others:
        lines.append(_("/where – choose where you are asked"))
    return Text("\n".join(lines))


def _died(message: TellChannelDied, words: Words) -> Text:
    told = words.gettext(
        "{code}: messages to {name} ({role}) do not arrive any more on {network}. Used "
        "instead: {instead}."
    )
    return Text(
        told.format(
            code=message.code,
            name=message.name,
            role=name_of(f"role.{message.role}", words),
            network=network_name(message.network, words),
            instead=network_name(message.instead, words),
        )
    )


def _revoked(message: ConfirmRevoked, words: Words) -> Text:
    _ = words.gettext
    told = _(
        "{code}: closed for {name}: {network}. What was opened from there is closed too."
    ).format(
        code=message.code,
        name=message.name,
        network=network_name(message.network, words),
    )
    if message.left:
        left = ", ".join(network_name(each, words) for each in message.left)
        return Text(f"{told} {_('Still open: {left}.').format(left=left)}")
    alone = _("They are reached nowhere now: give them a new link.")
    new = ChangeMember(member=message.member, change=MemberChange.NEW_LINK)
    return Text(f"{told} {alone}", (Button(_("New link"), new),))
