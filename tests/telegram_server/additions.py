"""What the program uses of Bot API 10.2 and 10.3, written by hand in the file's form.

The description file is Bot API 10.1; these lines go when a newer file is copied in.
"""

from typing import Any

Json = dict[str, Any]


def _field(name: str, *types: str, required: bool = False, about: str = "") -> Json:
    return {
        "name": name,
        "types": list(types),
        "required": required,
        "description": about,
    }


_WHICH = [
    _field("chat_id", "Integer", "String", required=True),
    _field("receiver_user_id", "Integer", required=True),
    _field("ephemeral_message_id", "Integer", required=True),
]
_KEYBOARD = _field("reply_markup", "InlineKeyboardMarkup")

_WELCOME = _field("can_send_welcome_messages", "Boolean", required=True)

METHODS: dict[str, Json] = {
    "editEphemeralMessageText": {
        "returns": ["Boolean"],
        "fields": [
            *_WHICH,
            _field("text", "String", about="New text, 1-4096 characters after parsing"),
            _field("rich_message", "InputRichMessage"),
            _field("parse_mode", "String"),
            _field("entities", "Array of MessageEntity"),
            _field("link_preview_options", "LinkPreviewOptions"),
            _KEYBOARD,
        ],
    },
    "editEphemeralMessageReplyMarkup": {
        "returns": ["Boolean"],
        "fields": [*_WHICH, _KEYBOARD],
    },
    "deleteEphemeralMessage": {"returns": ["Boolean"], "fields": _WHICH},
}

TYPES: dict[str, Json] = {
    "EphemeralMessageParameters": {
        "fields": [
            _field("receiver_user_id", "Integer", required=True),
            _field("callback_query_id", "String"),
            _field("replace_callback_query_message", "Boolean"),
        ]
    },
    "DisabledButton": {"fields": []},
    "Community": {
        "fields": [
            _field("id", "Integer", required=True),
            _field("name", "String", required=True),
        ]
    },
}

TYPE_FIELDS: dict[str, list[Json]] = {
    "Message": [
        _field("receiver_user", "User"),
        _field("ephemeral_message_id", "Integer"),
    ],
    "BotCommand": [_field("is_ephemeral", "Boolean")],
    "InlineKeyboardButton": [_field("disabled", "DisabledButton")],
    "InlineKeyboardMarkup": [_field("force_reply", "Boolean")],
    "ChatFullInfo": [_field("community", "Community")],
    # Not optional: aiogram 3.31 rejects an administrator without it.
    "ChatMemberAdministrator": [_WELCOME],
    "ChatAdministratorRights": [_WELCOME],
    "ReplyParameters": [_field("ephemeral_message_id", "Integer")],
}

METHOD_FIELDS: dict[str, list[Json]] = {
    method: [_field("ephemeral_message_parameters", "EphemeralMessageParameters")]
    for method in (
        "sendAnimation",
        "sendAudio",
        "sendContact",
        "sendDocument",
        "sendLocation",
        "sendMessage",
        "sendPhoto",
        "sendSticker",
        "sendVenue",
        "sendVideo",
        "sendVideoNote",
        "sendVoice",
    )
}

# Required in 10.1, one of two since 10.2: (type, field).
NO_LONGER_REQUIRED = {("ReplyParameters", "message_id")}


def apply(api: Json) -> Json:
    """Add everything above to a freshly read description."""
    api["methods"].update(METHODS)
    api["types"].update(TYPES)
    for kind, additions in (("types", TYPE_FIELDS), ("methods", METHOD_FIELDS)):
        for name, fields in additions.items():
            api[kind][name]["fields"].extend(fields)
    for name, field in NO_LONGER_REQUIRED:
        for known in api["types"][name]["fields"]:
            known["required"] = known["required"] and known["name"] != field
    return api
