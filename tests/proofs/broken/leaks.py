"""Breaks by which somebody is shown, or could find out, what is not theirs."""

from tests.proofs.broken.breaking import broken

_PROOF = "tests/proofs/test_disclosure.py"
_READING = "tests/journeys/test_reading.py"

LEAKS = (
    broken(
        "nothing is asked again when a message about a case is delivered",
        "tests/handlers/test_disclosure_at_delivery.py",
        (
            "handlers/deliveries.py",
            "    if message.case is None:\n        return True\n",
            "    if message.to is not None:\n        return True\n",
        ),
    ),
    broken(
        "what limits somebody is forgotten",
        "tests/casework/test_reading_rights.py",
        (
            "casework/cases.py",
            "        return shown_to(self.role) - kept_back\n",
            "        return shown_to(self.role)\n",
        ),
    ),
    broken(
        "what somebody wants kept and not used is shown all the same",
        f"{_PROOF}::test_nobody_sees_what_somebody_wants_kept_and_not_used",
        (
            "casework/disclosure.py",
            "    return restricted - {reader.person}\n",
            "    return frozenset()\n",
        ),
    ),
    broken(
        "the words of a message stand in a log line",
        f"{_PROOF}::test_nobody_sees_what_the_table_refuses[consoles]",
        (
            "bot/carrying.py",
            "    drawn = await charts.drawn(sending.text)\n",
            "    drawn = await charts.drawn(sending.text)\n"
            "    logger.debug(drawn.body)\n",
        ),
    ),
    broken(
        "a page shows what once stood there, whatever its reader may see now",
        "tests/web/test_links.py::"
        "test_what_was_shown_leaves_the_page_once_it_may_not_be_seen",
        (
            "handlers/web_chats.py",
            "        return seeing.may_see(mine, bubble.case, bubble.shows, bubble.needs)\n",
            "        return True\n",
        ),
    ),
    broken(
        "texts are kept as they are beside their seal",
        "tests/storage/test_database.py::test_nothing_personal_stands_in_the_file",
        (
            "storage/sealing.py",
            "        return _FORMAT + nonce + self._cipher.encrypt"
            "(nonce, text, self._bind(place))\n",
            "        return (\n"
            "            _FORMAT + nonce + text + self._cipher.encrypt"
            "(nonce, text, self._bind(place))\n"
            "        )\n",
        ),
        (
            "storage/sealing.py",
            "sealed[1 + _NONCE_BYTES :]",
            "sealed[1 + _NONCE_BYTES + (len(sealed) - 1 - _NONCE_BYTES - 16) // 2 :]",
        ),
    ),
    broken(
        "words for the case manager count as shared ones",
        "tests/casework/test_reading_rights.py",
        (
            "casework/spoken.py",
            "        return InfoClass.UPDATES_FULL\n",
            "        return InfoClass.UPDATES_SUMMARY\n",
        ),
    ),
    broken(
        "a team post says a name",
        "tests/bot/test_no_names.py",
        (
            "casework/steps.py",
            'their own chat."""\n\n    code: str\n',
            'their own chat."""\n\n    code: str\n    name: str\n',
        ),
        (
            "bot/wording/steps.py",
            "            ).format(code=message.code)\n        case TellWordsRead",
            "            ).format(code=message.code) + message.name\n"
            "        case TellWordsRead",
        ),
    ),
    broken(
        "what was said is read without asking for whom",
        f"{_READING}::test_a_parent_never_sees_a_word_for_the_case_manager[sqlite]",
        (
            "casework/disclosure.py",
            "    if _needed(statement, member) not in reads:\n        return False\n"
            "    audience = statement.audience\n",
            "    audience = None\n",
        ),
    ),
    broken(
        "a button works for whoever presses it",
        "tests/journeys/test_bad_input.py::test_a_button_works_only_for_who_was_shown_it[sqlite]",
        (
            "handlers/presses.py",
            "    if not compare_digest(pressed, token(keys, shown, index, reader)):\n",
            "    if not compare_digest(pressed, pressed):\n",
        ),
    ),
    broken(
        "who has left is still in the network when asked",
        "tests/handlers/test_disclosure_at_delivery.py::"
        "test_nothing_at_all_leaves_about_a_case_for_who_has_left",
        (
            "storage/people.py",
            '        MemberRow.case_id == bindparam("case"),\n'
            "        MemberRow.state != MemberState.LEFT,\n",
            '        MemberRow.case_id == bindparam("case"),\n',
        ),
    ),
    broken(
        "a name stands in the calendar of an invitation by mail",
        "tests/mail/test_inviting.py::"
        "test_check_22_who_leaves_is_told_last_and_who_comes_is_invited",
        (
            "casework/mails.py",
            "            entry=roundtable.entry(circle.code, seat.member),\n"
            "            required=seat.required,\n"
            "            chair=seat.chair,\n",
            "            entry=roundtable.entry(who.person.name, seat.member),\n"
            "            required=seat.required,\n"
            "            chair=seat.chair,\n",
        ),
    ),
    broken(
        "a link opens anybody's page",
        "tests/web/test_links.py::test_another_persons_link_opens_nothing",
        (
            "bot/networks/web/guard.py",
            '    if viewer is None or viewer.person.id != PersonId(UUID(path["person"])):\n',
            "    if viewer is None:\n",
        ),
    ),
    broken(
        "one's own data is handed out with everybody's words",
        "tests/journeys/test_own_data.py::"
        "test_who_asks_gets_their_own_data_once_the_case_manager_knows_them[sqlite]",
        (
            "handlers/own_data.py",
            "        things += [each for each in await shelf.of_case(case)"
            " if each.person == person]\n",
            "        things += [each for each in await shelf.of_case(case)]\n",
        ),
    ),
)
"""Caught by the proof of disclosure and the tests of the threats."""
