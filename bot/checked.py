"""What `umarlaud check` finds out about one part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about one part; `cure` is empty where it works.

    `unset`: nobody has set it up, which is no fault.
    """

    part: str
    cure: str = ""
    unset: bool = False

    @property
    def fails(self) -> bool:
        """Whether something is to be mended."""
        return bool(self.cure) and not self.unset

    @property
    def line(self) -> str:
        """The line that says so."""
        state = "FAILS" if self.fails else "-" if self.unset else "works"
        return f"{state:<5}  {self.part}"
