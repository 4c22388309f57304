"""Words of an invitation, of joining, and of the confidentiality text."""

import io
from typing import assert_never

import segno

from bot.languages import LANGUAGES, Words
from bot.text import Attachment, Button, Text
from bot.wording.names import name_of
from bot.wording.places import Places
from casework.invitations import (
    ChooseLanguage,
    ExplainAndAsk,
    Messages,
    ShowInvitation,
    TellJoined,
    Welcome,
)
from handlers.actions import AcceptConfidentiality, Run, Speak

_OWN_NAMES = {"et": "Eesti keeles", "ru": "По-русски", "en": "In English"}


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about an invitation into words."""
    match message:
        case ShowInvitation():
            return _invitation(message, words, places)
        case ChooseLanguage():
            body = "Tere! Здравствуйте! Hello!\nMis keeles? На каком языке? Which language?"
            return Text(
                body,
                tuple(
                    Button(_OWN_NAMES[code], Speak(language=code)) for code in LANGUAGES
                ),
            )
        case ExplainAndAsk():
            return _explanation(message, words)
        case Welcome():
            return _welcome(message, words)
        case TellJoined():
            body = words.gettext("{code}: a new member has joined ({role}).").format(
                code=message.code, role=name_of(f"role.{message.role}", words)
            )
            see = Run(command="network", words=message.code)
            return Text(body, (Button(words.gettext("Who is in"), see),))
        case _:
            assert_never(message)


def _invitation(message: ShowInvitation, words: Words, places: Places) -> Text:
    _ = words.gettext
    web = places.invitation(message.token)
    telegram = places.telegram_invitation(message.token)
    link = telegram or web
    body = _(
        "This link is for {name} ({role}) alone. It works once, until {until}. Pass it "
        "on yourself, or let them scan the picture:\n{link}"
    ).format(
        name=message.name,
        role=name_of(f"role.{message.role}", words),
        until=words.moment(message.expires_at),
        link=link,
    )
    if telegram:
        body += "\n\n" + _("Without Telegram: {link}").format(link=web)
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=6, border=3)
    qr = Attachment(
        "invitation.png", "image/png", picture.getvalue(), link, for_others=True
    )
    return Text(body, (), (qr,))


def _explanation(message: ExplainAndAsk, words: Words) -> Text:
    _ = words.gettext
    body = "\n\n".join(
        (
            _(
                "You have been invited to the network that {municipality} brings "
                "together around one child. You take part as: {role}."
            ).format(
                municipality=message.municipality,
                role=name_of(f"role.{message.role}", words),
            ),
            _(
                "What happens here: now and then a few short questions, dates of "
                "roundtables, and what was agreed. It takes a minute or two."
            ),
            _(
                "Who reads it: the case manager. What is meant for others is marked so, "
                "and you choose. To stop at any time, write STOP."
            ),
            _(
                "This is no emergency channel. In danger call 112. If a child needs "
                "help, call 116 111."
            ),
            _(
                "Confidentiality: what you learn here about the child and the family "
                "you use only to help this child, you tell nobody outside the network, "
                "and you keep no copies. This also holds after you leave."
            ),
        )
    )
    accept = AcceptConfidentiality(member=message.member, version=message.version)
    return Text(body, (Button(_("I have read this and will keep to it"), accept),))


def _welcome(message: Welcome, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "Thank you, you are in. The code of the case is {code}; no names are used in "
        "the chat. Your contact is your case manager, {manager} {phone}."
    ).format(
        code=message.code, manager=message.manager_name, phone=message.manager_phone
    )
    help_ = Button(_("What can I do here?"), Run(command="help"))
    email = Button(_("Get invitations by e-mail too"), Run(command="email"))
    return Text(body.strip(), (help_, email))
