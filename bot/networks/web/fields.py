"""What stands in a form that somebody posted."""

from aiohttp import web

from bot.networks.web.guard import NotFromHere


async def fields_of(request: web.Request) -> dict[str, str]:
    """Return the words of a form; files are none.

    Raises:
        NotFromHere: it is in no alphabet there is; no page of ours sends such a thing.
    """
    try:
        sent = await request.post()
    except (ValueError, LookupError) as error:
        raise NotFromHere from error
    return {name: said for name, said in sent.items() if isinstance(said, str)}
