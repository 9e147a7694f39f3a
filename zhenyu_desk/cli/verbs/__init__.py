"""One module per verb: its NAME and HELP, `add_arguments(parser)`, and `run(arguments)` that returns the
exit code.
"""
