"""Calendar files behind their secret links, for the calendars that open no chat."""

from hashlib import sha256

from aiohttp import web

from bot.networks.web.guard import Closed, count_guess, refuse_guessing
from bot.networks.web.site import SITE
from handlers import calendar, feeds
from handlers.feeds import FeedGone


async def show(request: web.Request) -> web.Response:
    """Give the calendar file of one roundtable, always as it stands now (check 58).

    An unknown link and one that has ended answer the same.
    """
    refuse_guessing(request)
    async with request.app[SITE].reading() as turn:
        file = await calendar.published(turn, request.match_info["token"])
    return _file(request, file, "invite.ics")


async def feed(request: web.Request) -> web.Response:
    """Give somebody's calendar feed; one that was ended says so for good (410)."""
    refuse_guessing(request)
    try:
        async with request.app[SITE].reading() as turn:
            file = await feeds.feed(turn, request.match_info["token"])
    except FeedGone:
        return web.Response(status=410, text="")
    return _file(request, file, "umarlaud.ics")


def _file(request: web.Request, file: bytes | None, name: str) -> web.Response:
    if file is None:
        count_guess(request)
        raise Closed
    tag = sha256(file).hexdigest()
    known = request.if_none_match or ()
    if any(each.value == tag for each in known):
        response = web.Response(status=304)
    else:
        response = web.Response(
            body=file, content_type="text/calendar", charset="utf-8"
        )
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.etag = tag
    return response
