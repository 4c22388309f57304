"""People: everything a test can have a person do, and ask what they see."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from tests.telegram_server import invites, membership, menus, views
from tests.telegram_server.actor import CannotDo
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.members import admin_rights
from tests.telegram_server.messages import Message
from tests.telegram_server.mini_apps import OpenedApp, init_data
from tests.telegram_server.pressing import Pressing
from tests.telegram_server.talking import Talking
from tests.telegram_server.views import Seen

NO_TIME = timedelta()


@dataclass(eq=False, kw_only=True, repr=False)
class Person(Talking, Pressing):
    """A person on Telegram."""

    # Coming and going

    def join(self, place: "GroupChat | str") -> None:
        """Follow an invite link, or ask or walk into a group one may enter."""
        if isinstance(place, str):
            link = self.world.links.get(place)
            if link is None:
                raise invites.CannotJoin(place)
            invites.follow(self.world, link, self)
        elif place.settings.get("join_by_request"):
            invites.ask(self.world, place, self)
        else:
            membership.enter(self.world, place, self, self)

    def add_bot(self, link: str, group: GroupChat) -> None:
        """Follow a link that adds the bot to a group of one's own, and names a reason."""
        asked = parse_qs(urlsplit(link).query)
        bot = self.world.bot
        if not group.member(self).admin:
            raise CannotDo(f"{self.first_name} does not run {group.title}")
        if not group.member(bot).present:
            membership.enter(self.world, group, bot, self)
        if rights := asked.get("admin"):
            held = admin_rights(tuple(rights[0].split()))
            after = group.member(bot).become("administrator", rights=held)
            membership.change(self.world, group, after, self)
        self.send(f"/start@{bot.username} {asked['startgroup'][0]}", group)

    def leave(self, group: GroupChat) -> None:
        """Leave a group."""
        self.chat_or_own(group)
        membership.quit_group(self.world, group, self, self, "left")

    def block(self) -> None:
        """Block the bot."""
        self.blocked_bot = True
        membership.turn_bot(self.world, self.private_chat, "kicked")

    def unblock(self) -> None:
        """Take the bot back."""
        if not self.blocked_bot:
            raise CannotDo(f"{self.first_name} has not blocked the bot")
        self.blocked_bot = False
        membership.turn_bot(self.world, self.private_chat, "member")

    def delete_account(self) -> None:
        """Leave Telegram for good."""
        self.gone = True

    # Seeing

    def sees(self, chat: Chat | None = None) -> list[Seen]:
        """Return what stands in a chat for this person, as for everybody in it.

        Without a chat: their own with the bot. What only they see in a group
        is not here but in `sees_alone`.
        """
        if chat is None and not self.private_chat.messages:
            return []
        return views.seen_by(self, chat or self.private_chat, ephemeral=False)

    def sees_alone(self, chat: Chat) -> list[Seen]:
        """Return the ephemeral messages only this person sees in a group."""
        return views.seen_by(self, chat, ephemeral=True)

    def last(self, chat: Chat | None = None) -> Seen:
        """Return the newest message this person sees in a chat."""
        return self.sees(chat)[-1]

    def last_from_bot(self, chat: Chat | None = None) -> Seen:
        """Return the newest message of the bot this person sees in a chat."""
        bot = self.world.bot
        return [s for s in self.sees(chat) if s.message.sender is bot][-1]

    def texts(self, chat: Chat | None = None) -> list[str]:
        """Return the words of everything this person sees in a chat."""
        return [seen.text for seen in self.sees(chat)]

    def has_seen(self, words: str) -> bool:
        """Say whether these words were ever before their eyes, anywhere."""
        return self.first_name in views.who_saw(self.world, words)

    def open_app(
        self,
        message: Message | Seen,
        label: str,
        *,
        signed_for: str | None = None,
        age: timedelta = NO_TIME,
    ) -> OpenedApp:
        """Press a button that opens a Mini App.

        The data it comes with is signed as Telegram does; `signed_for` forges it
        with another bot's token, `age` makes it old.
        """
        shown = self.message(message)
        found = [b for b in shown.buttons if b["text"] == label and "web_app" in b]
        if not found:
            raise CannotDo(f"no button {label!r} that opens a Mini App")
        if shown.chat is not self.private_chat:
            raise CannotDo("web_app buttons work only in private chats")
        token = signed_for or self.world.bot.token
        opened_at = self.world.clock.now() - age
        data = init_data(token, self.as_user(), opened_at, self.world.new_id())
        return OpenedApp(found[0]["web_app"]["url"], data)

    def menu(self, chat: Chat | None = None) -> dict[str, str]:
        """Return the bot's commands their app offers in a chat."""
        found = menus.offered(self, chat or self.private_chat)
        return {command["command"]: command["description"] for command in found}
