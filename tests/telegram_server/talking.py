"""What a person can say: words, pictures, files, places."""

from dataclasses import dataclass
from typing import Any

from tests.telegram_server import menus, posting
from tests.telegram_server.accounts import Account
from tests.telegram_server.actor import Actor, CannotDo
from tests.telegram_server.chats import Chat, GroupChat, Topic
from tests.telegram_server.entities import detect
from tests.telegram_server.files import Upload
from tests.telegram_server.messages import Draft, Message
from tests.telegram_server.views import Seen

Json = dict[str, Any]


def words(text: str) -> Json:
    """Return a text as content, with the marks an app finds by itself."""
    marks = detect(text, [])
    return {"text": text} | ({"entities": marks} if marks else {})


@dataclass(eq=False, kw_only=True, repr=False)
class Talking(Actor):
    """A person who says things."""

    def say(self, chat: Chat | None, draft: Draft) -> Message:
        """Put anything into a chat; into their own, it also takes the bot back."""
        chat = self.chat_or_own(chat)
        if chat is self.private_chat:
            if self.blocked_bot:
                raise CannotDo(f"{self.first_name} has blocked the bot")
            self.started = True
        return posting.post(self.world, chat, self, draft)

    def send(
        self, text: str, chat: Chat | None = None, *, topic: Topic | None = None
    ) -> Message:
        """Write something, to the bot or into a group."""
        draft = Draft(content=words(text), thread_id=topic.thread_id if topic else None)
        if isinstance(chat, GroupChat) and menus.hides(self, chat, text):
            draft.receiver = self.world.bot
        return self.say(chat, draft)

    def start(self, payload: str = "") -> Message:
        """Press START, possibly by a deep link."""
        return self.send(f"/start {payload}".rstrip())

    def reply(self, to: Message | Seen, text: str) -> Message:
        """Answer a message."""
        replied = self.message(to)
        draft = Draft(
            content=words(text), reply_to=replied, thread_id=replied.draft.thread_id
        )
        if replied.is_ephemeral:
            draft.receiver = self.world.bot
        return self.say(replied.chat, draft)

    def edit(self, message: Message | Seen, text: str) -> None:
        """Change one's own words."""
        own = self.message(message)
        if own.sender is not self:
            raise CannotDo("only one's own messages can be edited")
        posting.edit(self.world, own, words(text), own.draft.markup)

    def delete(self, message: Message | Seen) -> None:
        """Take a message away for everybody; no bot is told of that."""
        posting.delete(self.world, self.message(message))

    def forward(
        self,
        message: Message | Seen,
        chat: Chat | None = None,
        *,
        hidden: bool = False,
    ) -> Message:
        """Pass a message on; `hidden` when its author hides behind a name."""
        original = self.message(message)
        if original.draft.protected:
            raise CannotDo("protected content cannot be forwarded")
        return self.say(chat, _forwarded(original, original.sender, hidden=hidden))

    def forward_from_elsewhere(self, author: str, text: str) -> Message:
        """Pass on to the bot what somebody wrote who hides their account."""
        origin = {
            "type": "hidden_user",
            "date": self.world.clock.stamp(),
            "sender_user_name": author,
        }
        return self.say(
            None, Draft(content=words(text), extra={"forward_origin": origin})
        )

    def send_document(
        self,
        data: bytes,
        name: str,
        *,
        mime: str | None = None,
        caption: str = "",
        chat: Chat | None = None,
    ) -> Message:
        """Send a file."""
        stored = self.world.files.keep(Upload(data, name, mime))
        return self._send({"document": stored.as_document()}, caption, chat)

    def send_huge_document(self, name: str, size: int) -> Message:
        """Send a file so large that only its size is told, not its bytes."""
        stored = self.world.files.keep(Upload(b"", name), size=size)
        return self._send({"document": stored.as_document()}, "", None)

    def send_photo(self, caption: str = "", chat: Chat | None = None) -> Message:
        """Send a picture, which comes in two sizes."""
        sizes = [
            self.world.files.keep(Upload(b"\x89PNG" + bytes([n]), f"{n}.png"))
            for n in (1, 2)
        ]
        photo = [
            size.reference() | {"width": 90 * n, "height": 67 * n}
            for n, size in enumerate(sizes, 1)
        ]
        return self._send({"photo": photo}, caption, chat)

    def send_voice(self, seconds: int = 7, chat: Chat | None = None) -> Message:
        """Speak into the telephone."""
        stored = self.world.files.keep(Upload(b"OggS", "voice.ogg"))
        voice = {"duration": seconds, "mime_type": "audio/ogg"}
        return self._send({"voice": stored.reference() | voice}, "", chat)

    def send_sticker(self, emoji: str = "👍", chat: Chat | None = None) -> Message:
        """Send a sticker."""
        stored = self.world.files.keep(Upload(b"RIFF", "sticker.webp"))
        sticker = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._send({"sticker": stored.reference() | sticker}, "", chat)

    def send_location(
        self, latitude: float = 59.437, longitude: float = 24.745
    ) -> Message:
        """Send a place."""
        place = {"latitude": latitude, "longitude": longitude}
        return self._send({"location": place}, "", None)

    def send_contact(self, phone: str, *, of: Account | None = None) -> Message:
        """Send a telephone number, one's own unless another's is meant."""
        card = of or self
        contact: Json = {"phone_number": phone, "first_name": card.first_name}
        return self._send({"contact": contact | {"user_id": card.id}}, "", None)

    def _send(self, content: Json, caption: str, chat: Chat | None) -> Message:
        if caption:
            content = content | {"caption": caption}
        return self.say(chat, Draft(content=content))


def _forwarded(original: Message, author: Account, *, hidden: bool) -> Draft:
    date = int(original.date.timestamp())
    origin: Json = {"type": "user", "date": date, "sender_user": author.as_user()}
    if hidden:
        name = author.first_name
        origin = {"type": "hidden_user", "date": date, "sender_user_name": name}
    return Draft(content=dict(original.draft.content), extra={"forward_origin": origin})
