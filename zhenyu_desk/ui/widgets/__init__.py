"""The shared controls of pages and dialogs."""
