"""The faults that are planted, one at a time: each is to be found within a named number of seeds."""

from tests.simulation import rule_faults, server_faults
from tests.simulation.planting import Mutation

DESK_DAYS = (
    Mutation("the clock only goes forward", server_faults.the_clock_only_goes_forward, 50),
    Mutation("every jump is followed", server_faults.every_jump_is_followed, 80),
    Mutation("a day ends at its beginning", server_faults.a_day_ends_at_its_beginning, 50),
    Mutation("nobody lapses", server_faults.nobody_lapses, 50),
    Mutation("refusals keep their frames", server_faults.refusals_keep_their_frames, 15),
    Mutation("answers leave before the commit", server_faults.answers_leave_before_the_commit, 15),
    Mutation("rows come later", server_faults.rows_come_later, 15),
    Mutation("a refused draft stays", server_faults.a_refused_draft_stays, 15),
    Mutation("a refusal of the disk is overlooked", server_faults.a_refusal_of_the_disk_is_overlooked, 15),
    Mutation("an unknown outcome is taken for good", server_faults.an_unknown_outcome_is_taken_for_good, 15),
    Mutation("an unknown outcome is taken for none", server_faults.an_unknown_outcome_is_taken_for_none, 15),
    Mutation("no fence is put", server_faults.no_fence_is_put, 80),
    Mutation("a restart forgets request ids", server_faults.a_restart_forgets_request_ids, 15),
    Mutation("every frame counts", server_faults.every_frame_counts, 15),
    Mutation("midnight forgets request ids", server_faults.midnight_forgets_request_ids, 50),
    Mutation("an old view follows a new one", server_faults.an_old_view_follows_a_new_one, 15),
    Mutation("a view in the way stays", server_faults.a_view_in_the_way_stays, 15),
    Mutation("views are of the state before", server_faults.views_are_of_the_state_before, 15),
    Mutation("who is called stays in line", rule_faults.who_is_called_stays_in_line, 15),
    Mutation("a transfer loses its ticket", rule_faults.a_transfer_loses_its_ticket, 15),
    Mutation("a late ticket stands last", rule_faults.a_late_ticket_stands_last, 50),
    Mutation("a counter takes back another's act", rule_faults.a_counter_takes_back_anothers_act, 15),
    Mutation("a lease goes to two kiosks", rule_faults.a_lease_goes_to_two_kiosks, 50),
    Mutation("leased numbers are not set aside", rule_faults.leased_numbers_are_given_at_the_server, 50),
    Mutation("a late ticket comes on record twice", rule_faults.a_late_ticket_comes_on_record_twice, 50),
    Mutation("what a visit had stays in line", rule_faults.what_a_visit_had_stays_in_line, 50),
    Mutation("lunch is waited through", rule_faults.lunch_is_waited_through, 80),
    Mutation("the last is first", rule_faults.the_last_is_first, 15),
    Mutation("priority is not counted", rule_faults.priority_is_not_counted, 15),
    Mutation("numbers begin again", rule_faults.numbers_begin_again, 15),
    Mutation("dossiers are forgotten", server_faults.dossiers_are_forgotten, 15),
    Mutation("an anchor is not looked at", server_faults.an_anchor_is_not_looked_at, 50),
    Mutation("the older slot is believed", server_faults.the_older_slot_is_believed, 50),
    Mutation("entries are sealed alone", server_faults.entries_are_sealed_without_what_was_before, 15),
)
"""Faults that days of one desk find."""

TWO_DESKS = (
    Mutation("a snapshot is of three moments", server_faults.a_snapshot_is_of_three_moments, 15),
    Mutation("a taken position is overlooked", server_faults.a_taken_position_is_overlooked, 3),
    Mutation("nobody catches up", server_faults.nobody_catches_up, 3),
)
"""Faults that two desks on one journal find."""
