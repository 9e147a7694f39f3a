"""Opens sheets and lists that came from outside: safely, and with a sentence for what can't be opened."""
