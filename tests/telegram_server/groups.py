"""Groups as a test moves them: adding, promoting, migrating."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.telegram_server import membership, posting
from tests.telegram_server.accounts import Account
from tests.telegram_server.chats import GroupChat, Topic
from tests.telegram_server.invites import InviteLink
from tests.telegram_server.members import PERMISSIONS, admin_rights

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld


@dataclass(eq=False, kw_only=True, repr=False)
class Group(GroupChat):
    """A group with the deeds of the people who run it."""

    world: "TelegramWorld"
    migrated_from: "Group | None" = field(default=None)

    @property
    def owner(self) -> Account:
        """Whoever the group belongs to."""
        return self.admins()[0].account

    def add(self, account: Account, *, by: Account | None = None) -> None:
        """Bring somebody in, or the bot."""
        membership.enter(self.world, self, account, by or self.owner)

    def remove(self, account: Account, *, by: Account | None = None) -> None:
        """Throw somebody out, or the bot."""
        membership.quit_group(self.world, self, account, by or self.owner, "kicked")

    def promote(
        self,
        account: Account,
        *rights: str,
        anonymous: bool = False,
        title: str | None = None,
    ) -> None:
        """Make somebody an admin, with the named rights or with all."""
        after = self.member(account).become(
            "administrator",
            rights=admin_rights(rights),
            anonymous=anonymous,
            title=title,
        )
        membership.change(self.world, self, after, self.owner)

    def hide_owner(self) -> None:
        """Let the owner write in the group's name from now on."""
        owner = self.member(self.owner)
        membership.change(
            self.world, self, replace(owner, anonymous=True), owner.account
        )

    def demote(self, account: Account) -> None:
        """Make an admin an ordinary member."""
        after = self.member(account).become("member")
        membership.change(self.world, self, after, self.owner)

    def restrict(self, account: Account, *allowed: str) -> None:
        """Allow a member only the named things."""
        if unknown := set(allowed) - set(PERMISSIONS):
            raise ValueError(f"no such permission: {unknown}")
        after = self.member(account).become("restricted", rights=frozenset(allowed))
        membership.change(self.world, self, after, self.owner)

    def rename(self, title: str) -> None:
        """Give the group another title."""
        self.title = title
        content = {"new_chat_title": title}
        posting.post_service(self.world, self, self.owner, content)

    def auto_delete(self, after: timedelta) -> None:
        """Set the timer by which messages vanish."""
        seconds = int(after.total_seconds())
        self.settings["message_auto_delete_time"] = seconds
        content = {
            "message_auto_delete_timer_changed": {"message_auto_delete_time": seconds}
        }
        posting.post_service(self.world, self, self.owner, content)

    def open_topic(self, name: str) -> Topic:
        """Begin a topic in the name of the owner."""
        topic = Topic(thread_id=self.world.next_number(self), name=name)
        self.topics[topic.thread_id] = topic
        content = {
            "forum_topic_created": {"name": name, "icon_color": topic.icon_color}
        }
        posting.post_service(self.world, self, self.owner, content)
        return topic

    def invite_link(self, *, by_request: bool = False) -> str:
        """Make a link in the name of the owner."""
        url = f"https://t.me/+{self.world.new_id()}"
        self.world.links[url] = InviteLink(
            url=url, group=self, creator=self.owner, by_request=by_request
        )
        return url

    def migrate(self) -> "Group":
        """Turn the group into a supergroup, which has another id."""
        after = self.world.supergroup(self.title, owner=self.owner, bot=None)
        # The numbers begin anew, so everybody reads from the first.
        after.members = {
            number: replace(member, reads_from=0)
            for number, member in self.members.items()
        }
        after.visible_history = self.visible_history
        after.settings = dict(self.settings)
        after.migrated_from = self
        owner = self.owner
        posting.post_service(self.world, self, owner, {"migrate_to_chat_id": after.id})
        self.migrated_to = after
        posting.post_service(
            self.world, after, owner, {"migrate_from_chat_id": self.id}
        )
        return after
