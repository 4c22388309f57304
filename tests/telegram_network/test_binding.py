"""A group becomes a team chat: looked into, all said in one list, bound with a yes."""

from datetime import timedelta

import pytest

from casework.roles import Role
from tests.telegram_network.team_chats import BIND, OFFER, TeamChat
from tests.telegram_server.people import Person


async def test_a_case_manager_binds_a_group_in_three_taps(team: TeamChat) -> None:
    await team.bind()

    assert "is the team chat now" in team.table.last("mari")
    (post,) = team.posts()
    assert post.startswith("K7-4F2Q: this is the team chat now.")
    await team.post()
    assert len(team.posts()) == 2


async def test_who_was_seen_there_is_not_forgotten_when_it_is_looked_into_again(
    team: TeamChat,
) -> None:
    await team.bind()
    bot, oleg = team.world.bot, team.world.user("Oleg")
    team.group.remove(bot)
    await team.look()
    team.group.add(bot)
    team.group.promote(bot)
    await team.look()
    team.group.add(oleg)
    await team.look()
    said = team.posts()

    await team.say("mari", "/team@umarlaud_bot")

    assert "Not in the network: “Oleg”" in team.table.last("mari")
    await team.table.press("mari", BIND)
    await team.post()
    assert team.posts() == said


async def test_what_is_posted_can_be_neither_passed_on_nor_saved(
    team: TeamChat,
) -> None:
    await team.bind()
    assert team.owner("kati").last_from_bot(team.group).protected


async def test_a_safe_group_is_said_to_be_one(team: TeamChat) -> None:
    await team.add_bot()
    asked = team.table.last("mari")
    assert asked.startswith("K7-4F2Q: shall the group “Our team” be the team chat")
    assert "I see nothing unsafe in it." in asked
    assert team.posts() == []


async def test_everything_unsafe_is_said_in_one_list_with_how_to_change_it(
    team: TeamChat,
) -> None:
    group, world = team.group, team.world
    group.visible_history = True
    group.permissions.add("can_invite_users")
    group.settings = {
        "has_hidden_members": True,
        "community": {"id": 7, "name": "School"},
    }
    group.auto_delete(timedelta(days=7))
    oleg, liis = world.user("Oleg <b>"), world.user("Liis")
    group.add(oleg)
    group.promote(oleg)
    group.add(liis)

    await team.add_bot()

    asked = team.table.last("mari")
    for words in (
        "chat history for new members to hidden",
        "restrict saving content",
        "auto-delete timer off",
        "list of members is hidden",
        "belongs to a community",
        "adding members off",
        "Not in the network: “Oleg <b>”",
        "1 person is there whom I have not seen yet",
    ):
        assert words in asked
    assert "Kati" not in asked


async def test_a_mere_member_says_what_it_cannot_hear(team: TeamChat) -> None:
    team.group.add(team.world.bot)
    await team.say("mari", "/team@umarlaud_bot")
    asked = team.table.last("mari")
    assert "I do not hear who comes in" in asked
    assert "I may not let people in" in asked


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"linked_chat_id": -1005}, "is tied to a channel"),
        ({"active_usernames": ["our_team"]}, "is public"),
    ],
)
async def test_an_open_group_is_refused_and_left(
    team: TeamChat, settings: dict[str, object], said: str
) -> None:
    team.group.settings |= settings
    await team.add_bot()
    assert said in team.table.last("mari")
    assert BIND not in str(team.table.labels("mari"))
    assert not team.group.member(team.world.bot).present
    assert team.posts() == []


async def test_a_public_group_is_refused(team: TeamChat) -> None:
    team.group.username = "our_team"
    await team.add_bot()
    assert "is public" in team.table.last("mari")


async def test_in_the_group_itself_one_command_is_enough(team: TeamChat) -> None:
    team.group.add(team.world.bot)
    team.group.promote(team.world.bot)
    await team.say("mari", "/team@umarlaud_bot")
    await team.table.press("mari", BIND)
    assert len(team.posts()) == 1


async def test_who_leads_several_cases_chooses_one(team: TeamChat) -> None:
    await team.table.case("mari", "C2-8HHP")
    team.group.add(team.world.bot)
    await team.say("mari", "/team@umarlaud_bot")
    assert team.table.labels("mari") == ["C2-8HHP", "K7-4F2Q"]
    await team.table.press("mari", "C2-8HHP")
    await team.table.press("mari", BIND)
    assert team.posts()[0].startswith("C2-8HHP")


@pytest.mark.parametrize("text", ["/team@umarlaud_bot", "/start@umarlaud_bot {token}"])
async def test_nobody_but_the_case_manager_binds(team: TeamChat, text: str) -> None:
    await team.table.say("mari", "/team")
    offer = team.table.screen("mari")[-1].text.buttons[-1].url
    token = offer.partition("startgroup=")[2].partition("&")[0]
    team.group.add(team.world.bot)
    await team.say("kati", text.format(token=token))
    assert team.table.last("kati") == "Only the case manager can do this."
    assert team.posts() == []


async def test_a_stranger_who_asks_is_not_answered(team: TeamChat) -> None:
    stranger = team.world.user("Stranger", started=True)
    team.group.add(stranger)
    team.group.add(team.world.bot)
    stranger.send("/team@umarlaud_bot", team.group)
    await team.look()
    assert team.posts() == []
    assert stranger.sees() == []


async def test_an_anonymous_manager_gets_a_hint(team: TeamChat) -> None:
    team.group.add(team.world.bot)
    team.group.promote(team.world.bot)
    team.group.hide_owner()
    await team.say("mari", "/team@umarlaud_bot")
    (hint,) = team.posts()
    assert "ma ei saa teada, kes olete" in hint
    assert "K7-4F2Q" not in hint


async def test_a_channel_is_refused_with_a_hint(team: TeamChat, mari: Person) -> None:
    channel = team.world.group("News", owner=mari, bot=None)
    channel.type = "channel"
    channel.add(team.world.bot)
    await team.look()
    assert "is a channel" in team.table.last("mari")


async def test_an_old_offer_and_a_used_one_stay_without_effect(team: TeamChat) -> None:
    await team.bind()
    other = team.world.supergroup("Another", owner=team.owner("mari"), bot=None)
    await team.table.say("mari", "/team")
    assert OFFER not in team.table.labels("mari")
    team.owner("mari").add_bot("https://t.me/x?startgroup=token-1", other)
    await team.look()
    assert "An invitation is for one person" in other.messages[max(other.messages)].text


async def test_the_group_of_another_case_cannot_be_taken(team: TeamChat) -> None:
    await team.bind()
    await team.table.manager("piret", "Piret Pihlak")
    await team.table.case("piret", "B3-9XWM")
    team.group.add(team.owner("piret"))
    team.group.promote(team.owner("piret"))
    await team.look()
    team.table.clear()
    await team.table.say("piret", "/team")
    offer = team.table.screen("piret")[-1].text.buttons[-1].url
    team.owner("piret").add_bot(offer, team.group)
    await team.look()
    assert "another case's team chat" in team.table.last("piret")
    assert team.group.member(team.world.bot).present


async def test_another_group_takes_the_place_of_the_first(team: TeamChat) -> None:
    await team.bind()
    await team.table.seat("jaan", "Jaan Jõgi", await team.case(), Role.CLASS_TEACHER)
    first, mari = team.group, team.owner("mari")
    team.group = team.world.supergroup("New team", owner=mari, bot="admin")
    await team.say("mari", "/team@umarlaud_bot")
    assert "Until now it is “Our team”" in team.table.last("mari")
    await team.table.press("mari", BIND)
    assert not first.member(team.world.bot).present
    await team.post()
    assert len(team.posts()) == 2


async def test_a_team_chat_can_be_given_up(team: TeamChat) -> None:
    await team.bind()
    await team.table.say("mari", "/team")
    await team.table.press("mari", "Be the team chat no more")
    await team.table.press("mari", "Yes, leave the group")
    assert "the team chat no more" in team.table.last("mari")
    assert not team.group.member(team.world.bot).present
    await team.post()
    assert len(team.posts()) == 1
