"""A team chat on Telegram: who is in it, what is said there, and what is not."""

from casework import groups
from casework.errands import EndGroupLink
from casework.roles import Role
from tests.telegram_network.team_chats import BIND, TeamChat
from tests.telegram_network.test_chats import an_invitation
from tests.telegram_server.people import Person


async def test_nothing_of_the_case_is_said_while_a_stranger_is_there(
    team: TeamChat,
) -> None:
    await team.bind()
    stranger = team.world.user("Oleg")
    team.group.add(stranger)
    await team.look()

    told = team.table.last("mari")
    assert told.startswith("K7-4F2Q: someone who is not in the network is in the team")
    assert "Oleg" not in told, "news that come unasked name nobody"
    await team.table.press("mari", "Show")
    assert "Not in the network: “Oleg”" in team.table.last("mari")

    await team.post()
    await team.say("kati", "/status@umarlaud_bot")
    stranger.send("hello", team.group)
    await team.look()
    assert len(team.posts()) == 1
    assert team.owner("kati").sees_alone(team.group) == []
    assert stranger.has_seen("K7-4F2Q") is False
    mari = team.table.texts("mari")
    assert sum("someone who is not in the network" in text for text in mari) == 1
    await team.table.say("mari", "/team")
    assert "1 post is kept back." in team.table.last("mari")

    stranger.leave(team.group)
    await team.look()
    assert len(team.posts()) == 2
    assert not stranger.has_seen("K7-4F2Q")
    assert "only the network is in the team chat again" in team.table.last("mari")


async def test_who_is_put_on_the_network_is_no_stranger_any_more(
    team: TeamChat,
) -> None:
    await team.bind()
    jaan = team.owner("jaan")
    team.group.add(jaan)
    await team.look()
    await team.post()
    assert len(team.posts()) == 1

    team.table.clear()
    await team.table.say("jaan", start=await an_invitation(team.table))
    await team.table.press("jaan", "In English")
    assert len(team.posts()) == 1, "an invitation alone gives no access"
    await team.table.press("jaan", "I have read this and will keep to it")

    assert len(team.posts()) == 2
    assert team.group.member(jaan).tag == "class teacher"


async def test_who_leaves_the_network_can_do_nothing_in_its_group(
    team: TeamChat,
) -> None:
    await team.bind()
    assert team.group.member(team.owner("kati")).tag == "parent"
    await team.table.say("mari", "/network")
    await team.table.press("mari", "Kati Kask")
    await team.table.press("mari", "Take out of the network")
    await team.table.press("mari", "Yes, take out")

    assert team.group.member(team.owner("kati")).tag is None
    assert any(
        "someone who is not in the network" in t for t in team.table.texts("mari")
    )
    await team.say("kati", "/status@umarlaud_bot")
    await team.post()
    assert len(team.posts()) == 1
    assert team.owner("kati").sees_alone(team.group) == []


async def test_an_answer_in_the_group_is_for_the_asker_alone(team: TeamChat) -> None:
    await team.bind()
    kati, mari = team.owner("kati"), team.owner("mari")
    await team.say("kati", "/status@umarlaud_bot")

    (aside,) = kati.sees_alone(team.group)
    assert aside.text == team.table.last("kati"), "a whisper is never the only copy"
    assert aside.protected
    assert mari.sees_alone(team.group) == []
    assert len(team.posts()) == 1
    send = [
        c for c in team.world.calls_of("sendMessage") if c.given["chat_id"] == kati.id
    ]
    assert send[-1].given["disable_notification"] is True


async def test_a_pressed_button_in_the_group_is_answered_aside(team: TeamChat) -> None:
    await team.bind()
    team.group.demote(team.world.bot)
    kati = team.owner("kati")
    kati.press(kati.last_from_bot(team.group), "Where it stands")
    await team.look()
    assert [seen.text for seen in kati.sees_alone(team.group)] == [
        team.table.last("kati")
    ]
    assert "for you alone" in kati.alerts[-1]


async def test_a_whisper_that_is_refused_is_an_ordinary_private_answer(
    team: TeamChat,
) -> None:
    await team.bind()
    team.group.demote(team.world.bot)
    kati = team.owner("kati")
    await team.say("kati", "/status@umarlaud_bot")
    assert kati.sees_alone(team.group) == []
    assert "K7-4F2Q" in team.table.last("kati")
    send = team.world.calls_of("sendMessage")[-1]
    assert "disable_notification" not in send.given


async def test_only_the_network_is_let_in_by_the_link(team: TeamChat) -> None:
    await team.bind()
    jaan, stranger = team.owner("jaan"), team.world.user("Stranger")
    await team.table.seat("jaan", "Jaan Jõgi", await team.case(), Role.CLASS_TEACHER)
    await team.table.say("jaan", "/team")
    link = team.table.screen("jaan")[-1].text.buttons[-1].url

    jaan.join(link)
    stranger.join(link)
    await team.look()

    assert team.group.member(jaan).present
    assert team.group.member(jaan).tag == "class teacher"
    assert not team.group.member(stranger).present
    assert "personal" in stranger.texts()[-1] or "isiklik" in stranger.texts()[-1]
    assert "was not let in" in team.table.last("mari")
    await team.table.press("mari", "Show")
    assert "not let in: “Stranger”" in team.table.last("mari")
    await team.post()
    assert len(team.posts()) == 2


async def test_a_bot_that_may_do_little_stays_silent_about_it(team: TeamChat) -> None:
    team.group.add(team.world.bot)
    await team.say("mari", "/team@umarlaud_bot")
    await team.table.press("mari", BIND)
    team.table.clear()
    await team.post()
    assert len(team.posts()) == 2
    assert team.group.member(team.owner("kati")).tag is None
    assert team.table.texts("mari") == []


async def test_a_group_that_becomes_a_supergroup_changes_nothing(
    team: TeamChat, mari: Person, kati: Person
) -> None:
    team.group = team.world.group("Our team", owner=mari, members=[kati], bot="admin")
    await team.say("mari", "/team@umarlaud_bot")
    await team.table.press("mari", BIND)
    await team.post()
    before = len(team.posts())
    team.group = team.group.migrate()
    await team.look()
    await team.post()
    await team.say("kati", "/status@umarlaud_bot")
    assert len(team.posts()) == 1
    assert before == 2
    assert len(kati.sees_alone(team.group)) == 1


async def test_a_post_on_its_way_finds_the_supergroup(
    team: TeamChat, mari: Person, kati: Person
) -> None:
    team.group = team.world.group("Our team", owner=mari, members=[kati], bot="admin")
    await team.say("mari", "/team@umarlaud_bot")
    await team.table.press("mari", BIND)
    team.group = team.group.migrate()
    team.world.updates.clear()
    await team.post()
    assert len(team.posts()) == 1


async def test_what_is_left_to_do_in_a_former_team_chat_finds_the_supergroup(
    team: TeamChat, mari: Person, kati: Person
) -> None:
    team.group = team.world.group("Our team", owner=mari, members=[kati], bot="admin")
    await team.say("mari", "/team@umarlaud_bot")
    await team.table.press("mari", BIND)
    async with team.table.database.transaction(team.table.clock()) as tx:
        (bound,) = await tx.groups.bound_to(team.table.members["mari"].case)
        await tx.groups.keep(groups.end(bound))
        await tx.outbox.add(
            EndGroupLink(group=bound.id, case=bound.case, link=bound.link)
        )
    team.group = team.group.migrate()
    team.world.updates.clear()

    await team.look()

    asked = [c.given["chat_id"] for c in team.world.calls_of("revokeChatInviteLink")]
    assert asked == [int(bound.address), team.group.id]


async def test_a_bot_thrown_out_says_so_and_rests_until_it_is_wanted_again(
    team: TeamChat,
) -> None:
    await team.bind()
    team.group.remove(team.world.bot)
    await team.look()
    assert "I was taken out of the group" in team.table.last("mari")
    await team.post()

    team.group.add(team.world.bot)
    await team.look()
    assert len(team.posts()) == 1
    await team.table.press("mari", BIND)
    assert len(team.posts()) == 2


async def test_a_group_made_public_is_noticed_within_a_day(team: TeamChat) -> None:
    await team.bind()
    team.group.username = "our_team"
    await team.table.wait(hours=25)
    assert any("has become public" in text for text in team.table.texts("mari"))
    await team.post()
    assert len(team.posts()) == 1


async def test_a_post_nobody_knows_of_is_asked_about(team: TeamChat) -> None:
    await team.bind()
    team.world.faults.drop_answer("sendMessage", times=1)
    await team.post()
    assert "may have arrived or not" in team.table.last("mari")
    assert len(team.posts()) == 2
    await team.table.press("mari", "It is there: drop")
    assert "is not sent again" in team.table.last("mari")
    assert len(team.posts()) == 2
    await team.table.press("mari", "It is not there: send again")
    assert len(team.posts()) == 2, "it was settled before"


async def test_such_a_post_can_be_sent_once_more(team: TeamChat) -> None:
    await team.bind()
    team.world.faults.drop_answer("sendMessage", times=1)
    await team.post()
    await team.table.press("mari", "It is not there: send again")
    assert len(team.posts()) == 3
