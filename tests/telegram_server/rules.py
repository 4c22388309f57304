"""Rules between parameters, which stand in the description only as prose."""

import re
from collections.abc import Callable
from typing import Any

Rule = Callable[[dict[str, Any]], str | None]

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def exactly_one(*names: str) -> Rule:
    """Ask for one of the parameters and no more."""
    return lambda given: (
        None
        if sum(name in given for name in names) == 1
        else f"exactly one of {', '.join(names)} is needed"
    )


def not_both(first: str, second: str) -> Rule:
    """Refuse two parameters together."""
    return lambda given: (
        f"{first} and {second} exclude each other"
        if given.get(first) and given.get(second)
        else None
    )


def pattern(name: str, expression: str) -> Rule:
    """Ask for certain characters only."""
    return lambda given: (
        None
        if name not in given or re.fullmatch(expression, str(given[name]))
        else f"{name} has characters that are not allowed"
    )


def _which_message(given: dict[str, Any]) -> str | None:
    in_chat = {"chat_id", "message_id"} <= given.keys()
    inline = "inline_message_id" in given
    return None if in_chat != inline else "chat_id and message_id, or inline_message_id"


def _no_emoji(given: dict[str, Any]) -> str | None:
    emoji = any(ord(letter) >= 0x2190 for letter in given.get("tag", ""))
    return "emoji are not allowed in a tag" if emoji else None


METHOD_RULES: dict[str, tuple[Rule, ...]] = {
    "sendMessage": (not_both("parse_mode", "entities"),),
    "sendDocument": (not_both("parse_mode", "caption_entities"),),
    "sendPoll": (
        not_both("open_period", "close_date"),
        not_both("explanation_parse_mode", "explanation_entities"),
        lambda given: (
            "options can't be added to an anonymous poll"
            if given.get("allow_adding_options") and given.get("is_anonymous", True)
            else None
        ),
    ),
    "editMessageText": (
        _which_message,
        exactly_one("text", "rich_message"),
        not_both("parse_mode", "entities"),
    ),
    "editMessageReplyMarkup": (_which_message,),
    "editEphemeralMessageText": (exactly_one("text", "rich_message"),),
    "createChatInviteLink": (not_both("creates_join_request", "member_limit"),),
    "setWebhook": (pattern("secret_token", r"[A-Za-z0-9_-]{1,256}"),),
    "setChatMemberTag": (_no_emoji,),
}

TYPE_RULES: dict[str, tuple[Rule, ...]] = {
    "InlineKeyboardButton": (exactly_one(*_ACTIONS),),
    "ReplyParameters": (exactly_one("message_id", "ephemeral_message_id"),),
    "BotCommand": (pattern("command", r"[a-z0-9_]{1,32}"),),
}
