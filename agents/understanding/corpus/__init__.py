"""Our own labelled utterances: hand-written files, word lists, a grammar that makes more, and a test set."""
