"""Membership: what somebody is in a group, and what they may do there."""

from dataclasses import dataclass, field, replace
from typing import Any

from tests.telegram_server.accounts import Account, Bot

Json = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
    "can_send_welcome_messages",
)
_SUPERGROUP_ONLY = {"can_manage_topics"}

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)

PRESENT = {"creator", "administrator", "member", "restricted"}


@dataclass(frozen=True, kw_only=True)
class Member:
    """What one account is in one group: Telegram's six states of it."""

    account: Account
    status: str = "member"
    rights: frozenset[str] = field(default_factory=frozenset)
    anonymous: bool = False
    title: str | None = None
    tag: str | None = None
    until: int = 0
    reads_from: int = 0

    @property
    def present(self) -> bool:
        """Whether the account is in the group now."""
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        """Whether the account runs the group."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Say whether an admin right is held; an owner holds them all."""
        return self.status == "creator" or (self.admin and right in self.rights)

    def become(self, status: str, **changes: Any) -> "Member":
        """Return the same account in another state; rights do not survive it."""
        kept = {"rights": frozenset(), "anonymous": False, "until": 0, **changes}
        return replace(self, status=status, **kept)

    def as_json(self, *, supergroup: bool) -> Json:
        """Return the member as a ChatMember of the right subtype."""
        base: Json = {"status": self.status, "user": self.account.as_user()}
        if self.status in {"creator", "administrator"}:
            return base | self._admin(supergroup=supergroup)
        if self.status == "kicked":
            return base | {"until_date": self.until}
        if self.status == "restricted":
            allowed = {name: name in self.rights for name in PERMISSIONS}
            return base | allowed | {"is_member": True, "until_date": self.until}
        return base | ({"tag": self.tag} if self.tag and self.present else {})

    def _admin(self, *, supergroup: bool) -> Json:
        shown: Json = {"is_anonymous": self.anonymous}
        if self.title:
            shown["custom_title"] = self.title
        if self.status == "administrator":
            rights = [
                r for r in ADMIN_RIGHTS if supergroup or r not in _SUPERGROUP_ONLY
            ]
            shown |= {name: name in self.rights for name in rights}
            shown["can_be_edited"] = False
        return shown


def admin_rights(names: tuple[str, ...]) -> frozenset[str]:
    """Return the named rights (without `can_`), or all of them, plus the basic one."""
    if not names:
        return frozenset(ADMIN_RIGHTS)
    chosen = {f"can_{name.removeprefix('can_')}" for name in names}
    if unknown := chosen - set(ADMIN_RIGHTS):
        raise ValueError(f"no such right: {', '.join(sorted(unknown))}")
    return frozenset({*chosen, "can_manage_chat"})


def bot_sees_members(member: Member | None) -> bool:
    """Say whether a bot with this membership is told of other members' changes."""
    return member is not None and member.admin and isinstance(member.account, Bot)
