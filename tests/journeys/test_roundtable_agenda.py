"""The agenda two days before: what became of what was agreed, and what has no place."""

from dataclasses import replace
from datetime import time

from casework.disclosure import InfoClass
from casework.minuted import Decision
from casework.people import Hours
from casework.plans import Activity, ActivityState
from casework.roundtables import Purpose, RoundtableState
from tests import happened
from tests.roundtable_stories import (
    ALL_YES,
    convene_label,
    convened,
    opinions_known,
    roundtable,
    votes,
)
from tests.table import Table, at

AGREED = at("2026-11-12 15:00")
DUE = at("2026-11-20 12:00").date()


async def met_before(table: Table) -> None:
    """A roundtable was held, and each thing it decided has stood differently since."""
    mari, jaan, kati, liis = (
        table.members[each] for each in ("mari", "jaan", "kati", "liis")
    )
    goal = happened.a_goal(mari, "Reads aloud for ten minutes", AGREED)
    made: list[Activity] = []
    for member, title, state in (
        (jaan, "Find a quiet room", ActivityState.DONE),
        (kati, "Read every evening", ActivityState.ACCEPTED),
        (liis, "Speech therapy", ActivityState.WAITING_FOR_CAPACITY),
        (jaan, "Try another class", ActivityState.CANCELLED),
    ):
        activity = happened.an_activity(member, goal, title, DUE)
        made.append(replace(activity, state=state))
    held = happened.a_roundtable(
        mari,
        AGREED,
        state=RoundtableState.MINUTES_CONFIRMED,
        held_at=AGREED,
        decisions=tuple(
            Decision(
                text=each.title,
                responsible=each.responsible,
                due_on=DUE,
                activity=each.id,
            )
            for each in made
        ),
    )
    earlier = happened.an_activity(jaan, goal, "Done long before", DUE)
    earlier = replace(earlier, state=ActivityState.DONE)
    await happened.keep(table, goal, held, earlier, *made)


async def before_the_agenda(network: Table) -> None:
    await met_before(network)
    kept = await convened(network)
    await happened.keep(network, replace(kept, purpose=Purpose.REVIEW_EFFECT))
    network.clear()


async def test_the_agenda_begins_with_what_became_of_what_was_agreed(
    network: Table,
) -> None:
    await before_the_agenda(network)

    await network.until(at("2026-12-04 09:00"))

    mother = network.last("kati")
    order = [
        "Since last time: what is done, what is not?",
        "“Find a quiet room”, class teacher: done",
        "“Read every evening”, you: agreed, overdue",
        "Each goal: where are we, what helps?",
        "Reads aloud for ten minutes",
        "What stands in the way",
        "Speech therapy: waiting for a free place",
    ]
    places = [mother.index(words) for words in order]
    assert places == sorted(places)
    assert mother.count("Speech therapy") == 1
    for words in ("Try another class", "Done long before", "Jaan"):
        assert words not in mother
    teacher = network.last("jaan")
    assert "“Find a quiet room”, you: done" in teacher
    for words in ("Read every evening", "Speech therapy"):
        assert words not in teacher
    assert (await roundtable(network)).purpose is Purpose.REVIEW_EFFECT


async def test_what_is_kept_from_somebody_meanwhile_leaves_their_agenda(
    network: Table,
) -> None:
    await before_the_agenda(network)
    late = Hours(opens=time(10))
    await happened.keep(network, replace(network.people["kati"], hours=late))
    await network.until(at("2026-12-04 09:30"))
    assert "agenda of the roundtable" not in " ".join(network.texts("kati"))
    plan = frozenset({InfoClass.GOALS, InfoClass.TASKS_ALL})
    async with network.database.reading(network.clock()) as tx:
        kati = await tx.members.get(network.members["kati"].id)
    await happened.keep(network, replace(kati, sharing_limit=plan))

    await network.until(at("2026-12-04 10:30"))

    agenda = network.last("kati")
    assert "agenda of the roundtable" in agenda
    assert "“Read every evening”, you: agreed, overdue" in agenda
    for words in ("Find a quiet room", "Reads aloud", "Speech therapy"):
        assert words not in agenda


async def test_who_cannot_come_says_it_in_writing_and_the_child_through_somebody(
    network: Table,
) -> None:
    await opinions_known(network)
    await network.say("mari", "/roundtable")
    await network.press("mari", "How the child takes part")
    await network.press("mari", "a person they trust speaks for them")
    assert "The child: a person they trust speaks for them." in network.last("mari")
    await network.press("mari", "Ask everyone about these times")
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    await network.press("mari", convene_label(network))
    await network.press("jaan", "I cannot come")
    network.clear()

    await network.until(at("2026-12-03 13:00"))
    assert "You cannot come, but your view counts." in network.last("jaan")
    await network.press("jaan", "Write it")
    await network.say("jaan", "He reads to the little ones now")
    await network.press("jaan", "Everyone at the table")
    await network.until(at("2026-12-04 09:00"))

    for reader in ("kati", "liis", "mari"):
        agenda = network.last(reader)
        assert "“He reads to the little ones now” (class teacher)" in agenda
        assert "The child: a person they trust speaks for them." in agenda
