"""Replies: a plan of what is worth saying, its wording, and the gate that checks each sentence."""
