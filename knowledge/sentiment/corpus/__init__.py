"""Our own labelled messages: word lists and sentences with places in them, from which many more are made."""
