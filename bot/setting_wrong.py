"""What is raised when a setting cannot be right."""

import re

PREFIX = "UMARLAUD_"
_NAMED = re.compile(rf"{PREFIX}([A-Z_]*[A-Z])")


class SettingWrong(Exception):
    """A setting cannot be right; the sentence says which, and what would be."""

    @property
    def settings(self) -> frozenset[str]:
        """Which settings the sentence names, each as it is read: without "_FILE"."""
        named = _NAMED.findall(str(self))
        return frozenset(each.removesuffix("_FILE") for each in named)
