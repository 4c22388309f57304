"""What somebody wrote in a mail: plain words, without markup and quoted mails."""

import re
from collections.abc import Sequence
from email.message import Message
from html.parser import HTMLParser

LONGEST = 50_000
"""Characters of one part that are looked at."""
_QUOTING = re.compile(
    r"^(?:-{2,}\s*(?:original message|algne kiri|algne teade|исходное сообщение)"
    r"|_{10,}$"
    r"|(?:on|am|le|el)\b.{0,200}\b(?:wrote|schrieb|écrit|escribió):$"
    r"|.{0,200}\b(?:kirjutas|написал|написала|пишет)\b.{0,100}:$)",
    re.IGNORECASE,
)
_SIGNATURE = "--"
_UNSEEN = frozenset({"script", "style", "head", "title", "blockquote"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})


def written(parts: Sequence[Message]) -> str:
    """Return the words of the first part that has any; plain ones before markup."""
    said = (
        _unquoted(read(_decoded(part)))
        for kind, read in (("text/plain", str), ("text/html", _unmarked))
        for part in parts
        if part.get_content_type() == kind and not _is_file(part)
    )
    return next(filter(None, said), "")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text = payload.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # a name that is none, or holds a zero byte
        text = payload.decode("utf-8", "replace")
    return text[:LONGEST]


def _unquoted(text: str) -> str:
    kept: list[str] = []
    for line in text.splitlines():
        if line.rstrip() == _SIGNATURE or _QUOTING.match(line.strip()[:400]):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


class _Unmarking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.seen.append(re.sub(r"\s+", " ", data))


def _unmarked(html: str) -> str:
    reader = _Unmarking()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.seen).splitlines()
    return "\n".join(line.strip() for line in lines)
