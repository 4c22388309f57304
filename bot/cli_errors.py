"""Turns what went wrong at the command line into one sentence."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from bot.settings import SettingWrong

Arguments = ParamSpec("Arguments")


def says_why(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Let a command end with a sentence instead of a traceback."""

    @wraps(command)
    def run(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        try:
            command(*arguments, **named)
        except SettingWrong as error:
            raise click.ClickException(str(error)) from error

    return run
