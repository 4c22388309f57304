"""What our own mail server says about a sender: genuine, or not shown to be (RFC 8601)."""

import re
from collections.abc import Iterable, Iterator

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^(dmarc|dkim|spf)\s*=\s*(\w+)(.*)$", re.IGNORECASE | re.DOTALL)
_SAYS = re.compile(r"\b(?:header\.(?:d|i)|smtp\.mailfrom)\s*=\s*(\S+)", re.IGNORECASE)
_BAD = frozenset({"fail", "temperror", "permerror"})


def is_genuine(results: Iterable[str], server: str, sender: str) -> bool:
    """Tell whether the server of this name found a sender genuine.

    `results` are the mail's `Authentication-Results`, the topmost first: only that one
    can be our own server's, whatever a forger wrote below it.
    """
    for each in results:
        head, _, rest = _COMMENT.sub("", each).partition(";")
        if head.split()[:1] == [server]:
            return _passed(rest, sender.rpartition("@")[2].casefold())
    return False


def _passed(said: str, domain: str) -> bool:
    found = list(_results(said))
    dmarc = {verdict for method, verdict, _ in found if method == "dmarc"}
    if dmarc & _BAD or not domain:
        return False
    if "pass" in dmarc:
        return True
    # Without a policy of the sender's domain: signed or sent by that very domain.
    return any(
        verdict == "pass" and _aligned(signed_by, domain)
        for _, verdict, signed_by in found
    )


def _results(said: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for part in said.split(";"):
        result = _RESULT.match(part.strip())
        if result is not None:
            names = (name.rpartition("@")[2] for name in _SAYS.findall(result[3]))
            domains = tuple(name.strip('"').casefold() for name in names)
            yield result[1].lower(), result[2].lower(), domains


def _aligned(domains: tuple[str, ...], domain: str) -> bool:
    return bool(domains) and all(
        each == domain or (domain.endswith("." + each) and "." in each)
        for each in domains
    )
