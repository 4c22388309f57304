"""A strict, stateful Bot API server: Telegram for tests, without Telegram.

    world = TelegramWorld()                          # people, chats, a virtual clock
    mari = world.user("Mari", lang="et")
    async with TelegramServer(world) as server:      # point the bot at server.url
        mari.start("token-of-the-invitation")
        await world.until(lambda: mari.last_from_bot().buttons)
        mari.press(mari.last_from_bot(), "Raske")
        world.advance(timedelta(days=2))             # floods, expiry, retries, polls
    assert world.who_saw("raske nädal") == {"Mari"}  # whoever ever saw the words

Leaving the server raises what the bot did against the Bot API's description
(`world.failures`). Hand `world.clock.now` to the program as its clock. What can
go wrong is in `world.faults`, what waits for the bot in `world.updates`.

Where things live: description, additions, rules, checking (what is allowed);
world, people (and actor, talking, pressing), groups, chats, messages, views
(state and deeds); calls, methods/ (what the bot can do); updates, polling,
webhooks (how it hears); limits, faults, clock; server, page (HTTP).

Not imitated: channels, business accounts, payments, inline mode, albums and any
sending but text, document and poll; Markdown; replies into other chats; files by
URL; a getUpdates conflict is not slowed down. Refusals Telegram publishes nowhere
(ephemeral messages, tags) are worded by guess.
"""
