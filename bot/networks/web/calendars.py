"""Calendar files behind their secret links, for the calendars that open no chat."""

from hashlib import sha256

from aiohttp import web

from bot.networks.web.guard import Closed, count_guess, refuse_guessing
from bot.networks.web.site import SITE
from handlers import calendar


async def show(request: web.Request) -> web.Response:
    """Give the calendar file of one roundtable, always as it stands now (check 58).

    An unknown link and one that has ended answer the same.
    """
    refuse_guessing(request)
    async with request.app[SITE].reading() as turn:
        file = await calendar.published(turn, request.match_info["token"])
    if file is None:
        count_guess(request)
        raise Closed
    response = web.Response(body=file, content_type="text/calendar", charset="utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="invite.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.etag = sha256(file).hexdigest()
    return response
