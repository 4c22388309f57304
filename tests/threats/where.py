"""Which tests hold each threat of docs/security.md, by its number.

The numbers are those of the table there. What is not built says so, and why.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotBuilt:
    """A part of the control that is missing, in one sentence."""

    why: str


_BAD = "tests/journeys/test_bad_input.py::"
_LINKS = "tests/web/test_links.py::"
_POSTS = "tests/web/test_posts.py::"
_TEAM = "tests/telegram_network/test_team_chats.py::"
_TELEGRAM = "tests/telegram_network/"
_MAIL = "tests/scheduling/checks/test_mail.py::"
_BYTES = "tests/scheduling/checks/test_bytes.py::"
_HERE = "tests/threats/test_threats.py::"
_EMERGENCY = "tests/journeys/test_emergency.py::"
_LIMITS = "tests/journeys/test_court_limits.py::"
_PIN = "tests/journeys/test_pin.py::"
_ROUNDTABLES = "tests/journeys/test_roundtable_meeting.py::"

HELD: dict[int, tuple[str | NotBuilt, ...]] = {
    1: (
        f"{_LINKS}test_used_and_unknown_links_get_the_same_page",
        f"{_LINKS}test_guessing_links_ends_in_a_pause",
        f"{_LINKS}test_another_persons_link_opens_nothing",
        "tests/journeys/test_invitations.py::test_fifty_at_once_with_one_link_give_one_member",
        "tests/journeys/test_invitations.py::test_a_new_link_ends_the_older_one",
    ),
    2: (
        f"{_TEAM}test_nothing_of_the_case_is_said_while_a_stranger_is_there",
        f"{_TEAM}test_only_the_network_is_let_in_by_the_link",
        "tests/telegram_network/test_any_order.py::test_nothing_of_a_case_is_said_before_a_stranger_or_in_anothers_group",
    ),
    3: (
        f"{_TELEGRAM}test_channels.py::test_a_lost_phone_is_closed_with_one_tap_and_all_that_it_opened",
        f"{_TELEGRAM}test_channels.py::test_a_new_phone_shows_nothing_before_its_number_is_confirmed",
        f"{_LINKS}test_a_revoked_link_opens_nothing_any_more",
        f"{_PIN}test_after_a_pause_the_pin_is_asked_and_what_was_asked_goes_on",
        f"{_PIN}test_five_wrong_tries_shut_it_and_nothing_said_reaches_in",
        f"{_PIN}test_the_digest_waits_for_the_pin_and_says_only_that_it_waits",
        f"{_PIN}test_a_typed_pin_stays_in_no_chat",
        "tests/bot/test_cli_people.py::"
        "test_a_pin_tried_too_often_is_opened_by_its_own_pin_again",
    ),
    4: (
        f"{_TELEGRAM}test_chats.py::test_everything_but_an_invitation_is_protected",
        f"{_TELEGRAM}test_privacy.py::test_every_kind_of_message_is_held_back_from_forwarding",
        f"{_BAD}test_a_button_works_only_for_who_was_shown_it",
    ),
    5: (
        "tests/storage/test_database.py::test_nothing_personal_stands_in_the_file",
        "tests/storage/test_database.py::test_a_text_moved_to_another_row_is_refused",
        "tests/storage/test_sealing.py::test_what_was_sealed_opens_at_its_place_only",
        "tests/faults/test_restored.py::test_a_backup_holds_no_word_that_can_be_read",
        "tests/bot/test_cli_keys.py::"
        "test_a_key_opens_whichever_way_it_comes_and_a_wrong_one_changes_nothing",
    ),
    6: (
        "tests/bot/test_logs.py::test_a_token_never_stands_in_a_line",
        f"{_TELEGRAM}test_running.py::test_the_program_answers_and_its_log_holds_no_token",
        f"{_TELEGRAM}test_faults.py::test_another_poller_or_a_bad_token_is_an_error_with_a_name",
        "tests/bot/test_settings.py::test_no_secret_shows_in_the_settings_printed",
    ),
    7: (
        f"{_HERE}test_threat_07_no_command_tells_a_member_that_another_case_exists",
        f"{_HERE}test_threat_07_what_the_case_manager_does_is_refused_to_members",
        "tests/handlers/test_disclosure_at_delivery.py::test_a_message_leaves_only_for_who_may_read_its_kind",
        f"{_BAD}test_the_code_of_anothers_case_tells_nothing",
    ),
    8: (
        f"{_HERE}test_threat_08_a_page_shows_any_words_as_they_are",
        f"{_HERE}test_threat_08_no_table_for_a_spreadsheet_is_made",
        f"{_TELEGRAM}test_chats.py::test_a_name_full_of_markup_is_shown_as_it_is",
        f"{_POSTS}test_words_are_shown_as_they_were_typed",
        f"{_BYTES}test_check_03_any_text_at_all_can_be_typed",
        f"{_MAIL}test_check_39_no_title_and_no_name_becomes_a_header",
        f"{_MAIL}test_check_39_a_made_up_message_id_cannot_add_a_header",
    ),
    9: (
        f"{_BAD}test_every_altered_button_is_refused",
        f"{_BAD}test_a_made_up_button_is_refused",
        f"{_BAD}test_a_button_works_only_for_who_was_shown_it",
        f"{_BAD}test_a_button_of_a_closed_case_does_nothing",
        f"{_BAD}test_a_button_pressed_twice_is_taken_once",
        "tests/faults/test_restored.py::test_an_old_button_does_not_come_to_mean_something_else",
    ),
    10: (
        f"{_TELEGRAM}test_faults.py::test_a_repeated_update_is_handled_once",
        f"{_POSTS}test_a_repeat_of_a_post_changes_nothing",
        f"{_HERE}test_threat_10_odd_updates_are_stored_under_keys_that_fit",
    ),
    11: (
        f"{_HERE}test_threat_11_only_the_whole_secret_opens_the_webhook",
        f"{_TELEGRAM}test_running.py::test_a_webhook_call_needs_the_secret_and_is_stored_before_its_answer",
    ),
    12: (
        "tests/bot/test_logs.py::test_only_the_allowed_fields_are_written",
        "tests/bot/test_logs.py::test_an_exception_leaves_its_kind_and_places_but_no_words",
        "tests/proofs/test_disclosure.py::test_nobody_sees_what_the_table_refuses",
    ),
    13: (
        f"{_MAIL}test_check_37_a_mail_goes_to_one_person_and_names_no_other",
        "tests/mail/test_inviting.py::test_an_address_is_used_only_once_its_code_came_back",
        "tests/scheduling/checks/test_feeds.py::test_check_61_every_event_is_private",
    ),
    14: (
        f"{_TEAM}test_a_post_on_its_way_finds_the_supergroup",
        "tests/telegram_network/test_any_order.py::test_nothing_of_a_case_is_said_before_a_stranger_or_in_anothers_group",
        "tests/journeys/test_membership.py::test_what_waits_for_who_is_out_is_dropped",
        "tests/journeys/test_recall.py::"
        "test_a_message_is_taken_away_and_who_it_had_reached_is_listed",
        f"{_TELEGRAM}test_withdrawing.py::test_a_message_with_its_files_and_all_its_parts_is_deleted",
    ),
    15: (
        "tests/journeys/test_membership.py::test_someone_leaves_and_sees_nothing_more",
        "tests/journeys/test_membership.py::test_an_old_button_does_nothing_for_who_is_out",
        f"{_ROUNDTABLES}test_who_has_left_gets_no_change_and_their_link_ends",
        "tests/web/test_feeds.py::test_check_63_with_the_case_or_the_place_in_it_the_feed_ends",
    ),
    16: (
        "tests/journeys/test_checking_in.py::test_by_default_only_the_case_manager_reads_a_parents_words",
        "tests/journeys/test_reading.py::test_no_parent_is_shown_what_the_other_parent_opened",
        "tests/threats/test_two_parents.py::"
        "test_threat_16_nothing_of_one_parent_shows_in_what_the_other_sees",
        "tests/proofs/test_parents.py::test_nothing_one_parent_does_changes_what_the_other_gets",
        "tests/journeys/test_two_parents.py::test_no_parent_learns_that_the_other_told_the_case_manager_something",
        f"{_LIMITS}test_what_a_court_keeps_back_is_shown_no_more_from_now_on",
        f"{_LIMITS}test_it_ends_early_only_when_a_second_official_has_seen_the_decision",
        f"{_LIMITS}test_it_ends_by_itself_when_its_last_day_is_over",
    ),
    17: (
        "tests/faults/test_erased.py::test_an_erased_case_is_gone_and_the_others_stay",
        "tests/faults/test_erased.py::test_a_held_case_is_not_erased_until_the_hold_ends",
        "tests/faults/test_erased.py::"
        "test_what_stays_says_who_decided_and_who_did_what_without_a_word",
        "tests/faults/test_restored.py::test_what_was_erased_since_stays_erased",
        "tests/faults/test_retention.py::"
        "test_a_closed_case_is_told_of_before_and_goes_when_its_term_is_over",
        "tests/faults/test_retention.py::test_yesterdays_backup_does_not_show_a_case_that_went",
        "tests/faults/test_retention.py::"
        "test_a_second_process_forgets_the_key_and_what_it_wrote_meanwhile_goes",
    ),
    18: (
        "tests/journeys/test_own_data.py::"
        "test_who_asks_gets_their_own_data_once_the_case_manager_knows_them",
        "tests/journeys/test_own_data.py::test_every_field_that_is_kept_is_classified",
        "tests/journeys/test_restricting.py::"
        "test_what_somebody_said_is_shown_to_nobody_else_while_it_rests",
        "tests/casework/test_restricting.py::"
        "test_no_role_reads_what_a_restricted_member_said_but_in_an_emergency",
        "tests/journeys/test_consent.py::"
        "test_each_thing_allowed_ends_at_once_and_what_goes_on_by_law_is_said",
    ),
    19: (
        "tests/storage/test_chain.py::test_what_was_altered_is_found",
        "tests/storage/test_chain.py::test_an_end_moved_back_to_hide_the_last_line_is_found",
    ),
    20: (f"{_HERE}test_threat_20_nothing_that_runs_is_read_from_outside",),
    21: (
        f"{_BAD}test_who_writes_like_a_machine_is_told_once",
        f"{_POSTS}test_posting_very_fast_gets_a_sentence",
        "tests/proofs/test_fuzz.py::test_nothing_from_outside_is_more_than_refused",
    ),
    22: (
        "tests/bot/test_health.py::test_an_operator_sees_nothing_of_any_case",
        f"{_EMERGENCY}test_with_a_reason_the_case_is_open_for_reading_and_all_are_told",
        f"{_EMERGENCY}test_after_three_hours_it_is_closed_by_itself",
        f"{_EMERGENCY}test_the_family_sees_who_read_in_an_emergency_and_on_which_basis",
        "tests/bot/test_cli_inbox.py::test_what_was_set_aside_is_listed_without_its_words_and_tried_again",
    ),
    23: (
        f"{_TELEGRAM}test_privacy.py::test_telegram_gets_to_see_what_the_level_allows_and_no_more",
        "tests/bot/test_no_names.py::test_a_team_post_has_a_code_and_no_name",
        "tests/casework/test_privacy.py::test_what_may_stand_in_a_chat_has_no_field_for_words",
    ),
    24: (
        f"{_HERE}test_threat_24_every_package_is_pinned_by_its_hash",
        f"{_HERE}test_threat_24_ci_looks_for_known_holes_and_says_when_it_could_not",
        f"{_HERE}test_threat_24_an_audit_that_could_not_look_is_never_taken_for_a_clean_one",
        NotBuilt("Where CI reaches no source of advisories, it says so and passes."),
    ),
}
BEYOND: dict[str, tuple[str, ...]] = {
    "inner addresses behind calendar links": (
        "tests/outside/test_fetching.py::test_nothing_leads_inside_neither_the_link_nor_a_redirect",
        "tests/outside/test_fetching.py::test_a_name_that_changes_its_mind_changes_nothing",
        "tests/outside/test_fetching.py::test_no_setting_opens_the_inside",
    ),
    "another site's pages": (
        f"{_POSTS}test_a_post_from_another_site_changes_nothing",
        f"{_POSTS}test_a_post_without_the_pages_secret_changes_nothing",
        "tests/web/test_live.py::test_a_page_of_another_site_cannot_listen",
    ),
    "forged Mini App data": (
        f"{_TELEGRAM}test_mini_app.py::test_only_what_telegram_signed_just_now_vouches_for_anyone",
        f"{_TELEGRAM}test_mini_app.py::test_what_was_used_once_opens_nothing_again",
    ),
    "timing of token checks": (
        f"{_HERE}test_threat_beyond_no_secret_is_compared_letter_by_letter",
    ),
}
