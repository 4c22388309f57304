"""What is raised when a setting cannot be right."""


class SettingWrong(Exception):
    """A setting cannot be right; the sentence says which, and what would be."""
