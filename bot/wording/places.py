"""Where the program can be reached: what links in texts begin with."""

from dataclasses import dataclass

from casework.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses at which people find the program."""

    web: str
    """The beginning of every web link: "https://tugi.vald.ee"."""
    telegram: str = ""
    """The name of our bot on Telegram; "" where there is none."""
    mailbox: str = ""
    """The address that invites by mail; "" where no mail is sent."""

    def team(self, case: CaseId, reader: PersonId) -> str:
        """Return the link to the team chat of a case, for one of its members."""
        return f"{self.web}/chat/{reader}/team/{case}"

    def invitation(self, token: str) -> str:
        """Return the link that lets somebody into a network, once."""
        return f"{self.web}/join/{token}"

    def calendar(self, secret: str) -> str:
        """Return the link to a calendar file; it ends in .ics so that phones open it."""
        return f"{self.web}/calendar/{secret}.ics"

    def feed(self, secret: str) -> str:
        """Return the link to a person's calendar feed."""
        return f"{self.web}/feed/{secret}.ics"

    def invitation_page(self, secret: str) -> str:
        """Return the link to the page on which an invitation is answered."""
        return f"{self.web}/roundtable/{secret}"

    @property
    def app(self) -> str:
        """The page as chats elsewhere open it by themselves: they insist on HTTPS."""
        return f"{self.web}/app" if self.web.startswith("https://") else ""

    def channel(self, network: str, token: str) -> str:
        """Return the link that opens one more channel, once; "" if there is no way."""
        if network == "telegram":
            return self.telegram_invitation(token)
        return f"{self.web}/once/{token}"

    def telegram_invitation(self, token: str) -> str:
        """Return the link that opens the same invitation on Telegram, or ""."""
        return f"https://t.me/{self.telegram}?start={token}" if self.telegram else ""

    def group_offer(self, network: str, token: str) -> str:
        """Return the link that adds our bot to a group chosen there, or ""."""
        if network != "telegram" or not (token and self.telegram):
            return ""
        rights = "invite_users+manage_tags"
        return f"https://t.me/{self.telegram}?startgroup={token}&admin={rights}"
