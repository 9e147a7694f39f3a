"""What a use case is called, for menus and for the history of a record."""

from __future__ import annotations

from zhenyu_desk.domain.terms import Action
from zhenyu_desk.i18n import N_, _

_LABELS = {
    "register_visit": N_("Register a visit"),
    "register_visits": N_("Register visits"),
    "update_visit": N_("Change a visit"),
    "remove_visit": N_("Remove a visit"),
    "register_difficulty": N_("Register a difficulty"),
    "update_difficulty": N_("Change a difficulty"),
    "remove_difficulty": N_("Remove a difficulty"),
    "mark_typical": N_("Mark a typical case"),
    "add_enterprise": N_("Add a firm"),
    "update_enterprise": N_("Change a firm"),
    "remove_enterprise": N_("Remove a firm"),
    "merge_enterprises": N_("Merge firms"),
    "save_contact": N_("Save a contact"),
    "save_yearly": N_("Save the figures of a year"),
    "remove_yearly": N_("Remove the figures of a year"),
    "retire_contact": N_("Retire a contact"),
    "save_leader": N_("Save a leader"),
    "save_pairing": N_("Save a pairing"),
    "hand_over_pairing": N_("Hand pairings over"),
    "remove_pairing": N_("Remove a pairing"),
    "save_unit": N_("Change a unit"),
    "save_category": N_("Change a category"),
    "save_deadline_rule": N_("Change a time limit"),
    "save_calendar_days": N_("Change the working calendar"),
    "save_settings": N_("Change the office's settings"),
    "save_attachments": N_("Change attachments"),
    "save_filter": N_("Save a filter"),
    "remove_filter": N_("Delete a filter"),
    "restore": N_("Restore from the recycle bin"),
    "save_report_text": N_("Change a text of the report"),
    "issue_report": N_("Issue the report"),
    "save_official": N_("Change an official"),
    "set_password": N_("Set a password"),
    "erase_contact": N_("Erase a contact on request"),
    "take_away_password": N_("Take a password away"),
    "renew_password": N_("Set a password by the recovery code"),
    "drop_plain_backups": N_("Delete backups without password"),
    "tidy_after_erasing": N_("Tidy up after erasing"),
    "tidy_attachments": N_("Tidy up attachments"),
    "remind": N_("Put a reminder off"),
    "keep_draft": N_("Keep a draft"),
    "drop_draft": N_("Drop a draft"),
    "import": N_("Import"),
    "undo": N_("Undo"),
    "create_ledger": N_("Make the ledger"),
    "upgrade": N_("Upgrade the ledger to a newer version"),
    "encrypt_ledger": N_("Encrypt the ledger"),
    "decrypt_ledger": N_("Take the ledger's encryption off"),
    "demo": N_("Fill in a demo town"),
    "restore_backup": N_("Restore a backup"),
    "show_recovery_code": N_("Show the recovery code"),
    "back_up_elsewhere": N_("Back up to another folder"),
    "write_rescue": N_("Write a rescue copy"),
    "print_paper": N_("Print a paper"),
    "save_paper": N_("Save a paper as a file"),
    "print_report": N_("Print the report"),
    "export_report": N_("Save the report"),
    "export_figures": N_("Save the figures"),
    "export_annex": N_("Save the annexes"),
    "export_cases": N_("Save the list of difficulties"),
    "export_workbook": N_("Save the workbook"),
    "export_hand_over": N_("Save the hand-over list"),
    "copy_attachment": N_("Save a copy of an attachment"),
}


def verb_name(verb: str) -> str:
    """A verb in the language of the screen."""
    known = _LABELS.get(verb)
    if known:
        return _(known)
    return next((action.label for action in Action if action.value.lower() == verb), _("Last change"))
