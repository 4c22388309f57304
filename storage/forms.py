"""Forms, found by the person who is filling them in."""

from typing import Any

from casework.forms import Form
from casework.ids import PersonId
from storage.shelf import Shelf
from storage.tables import FormRow


class Forms(Shelf[Form, FormRow]):
    """The forms, seen through one transaction."""

    kind = Form
    row = FormRow

    def columns(self, thing: Form) -> dict[str, Any]:
        """Show the database whether the form is still open."""
        return {"state": "done" if thing.done else "open"}

    async def open_of(self, person: PersonId) -> Form | None:
        """Return the form a person is filling in, or None."""
        found = await self.where(FormRow.person_id == person, FormRow.state == "open")
        return found[-1] if found else None
