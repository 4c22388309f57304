"""What we ask Telegram to do in groups: look, invite, let in, tag, leave."""

import logging
from typing import TYPE_CHECKING, Any

from aiogram import methods
from aiogram.methods.base import TelegramMethod

from bot.networks.telegram.errors import CallFailed, Why
from casework.errands import (
    AnswerAtTheDoor,
    EndGroupLink,
    Errands,
    LeaveGroup,
    LookIntoGroup,
    MakeGroupLink,
    Report,
    ShowRole,
)
from casework.groups import Danger, Look, Somebody, Unfit

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

logger = logging.getLogger(__name__)

Json = dict[str, Any]

_REFUSED = {Why.REFUSED, Why.FORBIDDEN}
_HERE = {"creator", "administrator", "member"}


class RawChat(TelegramMethod[Json]):
    """getChat, as it came: a field we do not know must not hide the others."""

    __returning__ = dict[str, Any]
    __api_method__ = "getChat"

    chat_id: int


class RawMember(TelegramMethod[Json]):
    """getChatMember, as it came."""

    __returning__ = dict[str, Any]
    __api_method__ = "getChatMember"

    chat_id: int
    user_id: int


class RawAdministrators(TelegramMethod[list[Json]]):
    """getChatAdministrators, as they came, with other bots among them."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getChatAdministrators"

    chat_id: int
    return_bots: bool = True


class Errandboy:
    """Runs errands in groups for one bot."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._call = client.call

    async def run(self, errand: Errands, chat: int, words: str) -> Report:
        """Do one thing; what Telegram refuses for good is not done, and no fault.

        Raises:
            CallFailed: it was not refused, but brought no result.
        """
        try:
            return await self._run(errand, chat, words)
        except CallFailed as failed:
            if failed.moved_to or failed.why not in _REFUSED:
                raise
            logger.info("errand refused", extra={"errand": type(errand).__name__})
            look = Look(unfit=Unfit.GONE)
            return Report(
                done=False, look=look if isinstance(errand, LookIntoGroup) else None
            )

    async def _run(self, errand: Errands, chat: int, words: str) -> Report:
        match errand:
            case LookIntoGroup():
                return Report(look=await self._look(chat, errand.ask_for))
            case MakeGroupLink():
                link = methods.CreateChatInviteLink(
                    chat_id=chat, creates_join_request=True
                )
                return Report(link=(await self._call(link)).invite_link)
            case EndGroupLink():
                await self._call(
                    methods.RevokeChatInviteLink(chat_id=chat, invite_link=errand.link)
                )
            case AnswerAtTheDoor():
                await self._answer(chat, int(errand.who), errand.welcome)
            case ShowRole():
                await self._call(
                    methods.SetChatMemberTag(
                        chat_id=chat, user_id=int(errand.who), tag=words
                    )
                )
            case LeaveGroup():
                await self._call(methods.LeaveChat(chat_id=chat))
        return Report()

    async def _answer(self, chat: int, user: int, welcome: bool) -> None:
        if welcome:
            await self._call(methods.ApproveChatJoinRequest(chat_id=chat, user_id=user))
        else:
            await self._call(methods.DeclineChatJoinRequest(chat_id=chat, user_id=user))

    async def _look(self, chat: int, ask_for: tuple[str, ...]) -> Look:
        full: Json = await self._call(RawChat(chat_id=chat))
        unfit = _unfit(full)
        if unfit is not None:
            return Look(title=full.get("title", ""), unfit=unfit)
        running: list[Json] = await self._call(RawAdministrators(chat_id=chat))
        count: int = await self._call(methods.GetChatMemberCount(chat_id=chat))
        us = next((m for m in running if m["user"]["id"] == self._client.id), None)
        people = {m["user"]["id"]: _somebody(m["user"]) for m in running if m is not us}
        for user in map(int, ask_for):
            if user not in people and (found := await self._member(chat, user)):
                people[user] = found
        return Look(
            title=full.get("title", ""),
            dangers=(*_dangers(full, people.values()), *_rights(us)),
            people=tuple(people.values()),
            count=count - 1,
        )

    async def _member(self, chat: int, user: int) -> Somebody | None:
        """Return somebody we ask after, if they are there and Telegram tells us."""
        try:
            member: Json = await self._call(RawMember(chat_id=chat, user_id=user))
        except CallFailed as failed:
            if failed.moved_to or failed.why not in _REFUSED:
                raise
            return None
        there = member.get("status") in _HERE or member.get("is_member")
        return _somebody(member["user"]) if there else None


def _unfit(full: Json) -> Unfit | None:
    if full.get("type") == "channel":
        return Unfit.CHANNEL
    if full.get("username") or full.get("active_usernames"):
        return Unfit.PUBLIC
    return Unfit.LINKED if full.get("linked_chat_id") else None


def _dangers(full: Json, people: Any) -> list[Danger]:
    basic = full.get("type") == "group"
    may_add = full.get("permissions", {}).get("can_invite_users")
    other_bots = full.get("guard_bot") or any(one.is_bot for one in people)
    found = {
        Danger.HISTORY: basic or full.get("has_visible_history"),
        Danger.UNPROTECTED: not full.get("has_protected_content"),
        Danger.VANISHING: full.get("message_auto_delete_time"),
        Danger.HIDDEN_MEMBERS: full.get("has_hidden_members"),
        Danger.OTHER_BOTS: other_bots,
        Danger.COMMUNITY: full.get("community"),
        Danger.OPEN_DOOR: may_add,
    }
    return [danger for danger, there in found.items() if there]


def _rights(us: Json | None) -> list[Danger]:
    if us is None:
        return [Danger.NOT_RUNNING, Danger.CANNOT_INVITE, Danger.CANNOT_TAG]
    missing = {
        Danger.CANNOT_INVITE: "can_invite_users",
        Danger.CANNOT_TAG: "can_manage_tags",
    }
    return [danger for danger, right in missing.items() if not us.get(right)]


def _somebody(user: Json) -> Somebody:
    names = (user["first_name"], user.get("last_name"))
    return Somebody(
        address=str(int(user["id"])),
        name=" ".join(str(name) for name in names if name),
        is_bot=bool(user.get("is_bot")),
    )
