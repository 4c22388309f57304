"""What the buttons about channels do."""

from dataclasses import dataclass

from casework.ids import MemberId, RequestId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseChannel:
    """Ask me on this network."""

    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChannel:
    """Reach me on this network, too."""

    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeChannel:
    """Close this channel of a member: the phone is lost or in wrong hands."""

    member: MemberId
    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideChannel:
    """Say whether a new phone is really the member's."""

    request: RequestId
    allowed: bool


ChannelAction = ChooseChannel | OpenChannel | RevokeChannel | DecideChannel
