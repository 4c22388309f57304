"""What the Bot API answers when it says no, in its own words."""

from typing import Any


class ApiError(Exception):
    """A refusal as the bot gets it: code, description, parameters."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return {**body, "parameters": self.parameters} if self.parameters else body


class Misuse(ApiError):
    """A refusal that no correct program ever causes; recorded as a failure."""

    def __init__(self, description: str, why: str = "") -> None:
        super().__init__(400, f"Bad Request: {description}")
        self.why = why or description


def bad_request(text: str, **parameters: Any) -> ApiError:
    """Return a 400."""
    return ApiError(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> ApiError:
    """Return a 403."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """Return a 409."""
    return ApiError(409, f"Conflict: {text}")


def too_many(seconds: int) -> ApiError:
    """Return a 429 that asks to wait so many seconds."""
    return ApiError(
        429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds}
    )
