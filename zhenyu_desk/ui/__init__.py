"""The window, the only package that knows Qt: app, main window, pages, dialogs, then models, widgets and jobs."""
