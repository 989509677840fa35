"""The tables: what is filtered has a column, JSON holds values whose shape belongs to the code that writes them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

product = Table(
    "product",
    metadata,
    Column("id", String, primary_key=True),
    Column("feed", String, nullable=False, index=True),
    Column("hash", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
passage = Table(
    "passage",
    metadata,
    Column("id", String, primary_key=True),
    Column("feed", String, nullable=False, index=True),
    Column("hash", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
shopper = Table(
    "shopper",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, default=""),
    Column("consent", Boolean, nullable=True),  # None: not asked yet
    Column("personalised", Boolean, nullable=False, default=True),
    Column("forgotten", JSON, nullable=False, default=list),
)
session = Table(
    "session",
    metadata,
    Column("id", String, primary_key=True),
    Column("shopper", String, nullable=False, default="", index=True),
    Column("owner", String, nullable=False, default="", server_default="", index=True),  # who may read it
    Column("language", String, nullable=False, default="en"),
    Column("held_by", String, nullable=False, default="assistant"),
    Column("started", Float, nullable=False, index=True),
    Column("updated", Float, nullable=False, index=True),
)
turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session", ForeignKey("session.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("message_id", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("received", Float, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),  # received, answered, interrupted
    Column("intent", String, nullable=False, default=""),
    Column("dropped", Integer, nullable=False, default=0),
    Column("state", JSON, nullable=True),
    Column("reply", JSON, nullable=True),
    UniqueConstraint("session", "number"),
    UniqueConstraint("session", "message_id"),
)
feedback = Table(
    "feedback",
    metadata,
    Column("session", String, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("up", Boolean, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("time", Float, nullable=False),
)
event = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("shopper", String, nullable=False),
    Column("name", String, nullable=False),
    Column("item_id", String, nullable=False, default=""),
    Column("quantity", Integer, nullable=False, default=1),
    Column("price_cents", Integer, nullable=True),
    Column("time", Float, nullable=False),
    Column("session", String, nullable=False, default=""),
    Column("query", Text, nullable=False, default=""),
    Index("ix_event_shopper_time", "shopper", "time"),
)
cart = Table(
    "cart",
    metadata,
    Column("owner", String, primary_key=True),
    Column("item_id", String, primary_key=True),
    Column("quantity", Integer, nullable=False),
    Column("added", Float, nullable=False),
)
order = Table(
    "order",
    metadata,
    Column("id", String, primary_key=True),
    Column("shopper", String, nullable=False, index=True),
    Column("placed", Float, nullable=False),
    Column("status", String, nullable=False),
    Column("body", JSON, nullable=False),
)

handover = Table(
    "handover",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session", String, nullable=False, index=True),
    Column("asked", Float, nullable=False),
    Column("why", String, nullable=False),  # asked, complaint, anger, failures, care, order
    Column("turn", Integer, nullable=False, default=0),
    Column("staff", String, nullable=False, default=""),
    Column("joined", Float, nullable=True),
    Column("ended", Float, nullable=True),
    Column("how", String, nullable=False, default=""),  # returned, closed, left
    Column("note", Text, nullable=False, default=""),
    Index("ix_handover_ended_asked", "ended", "asked"),
)
line = Table(
    "line",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session", String, nullable=False),
    Column("turn", Integer, nullable=False),  # the turn that it stands after, or that it is
    Column("kind", String, nullable=False),  # turn, message, waiting, joined, left
    Column("name", String, nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
    Column("time", Float, nullable=False),
    Index("ix_line_session_id", "session", "id"),
)
duty = Table(
    "duty",
    metadata,
    Column("staff", String, primary_key=True),
    Column("on", Boolean, nullable=False),
    Column("seen", Float, nullable=False),
)
saved_answer = Table(
    "saved_answer",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("title", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String, nullable=False, default="en"),
    Column("by", String, nullable=False, default=""),
    Column("updated", Float, nullable=False),
)
address = Table(
    "address",
    metadata,
    Column("session", String, primary_key=True),
    Column("left", Float, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("answered", Float, nullable=True),
    Column("by", String, nullable=False, default=""),
)
mood = Table(
    "mood",
    metadata,
    Column("session", String, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("time", Float, nullable=False),
    Column("language", String, nullable=False),
    Column("label", String, nullable=False),  # negative, neutral, positive
    Column("angry", Boolean, nullable=False, default=False),
    Column("score", Float, nullable=False),  # how negative, 0 to 1
    Index("ix_mood_time_label", "time", "label"),
)
outcome = Table(
    "outcome",
    metadata,
    Column("session", String, primary_key=True),
    Column("shopper", String, nullable=False, default=""),
    Column("day", Integer, nullable=False),  # whole days since 1970, UTC
    Column("started", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Column("language", String, nullable=False, default="en"),
    Column("turns", Integer, nullable=False, default=0),
    Column("answers", Integer, nullable=False, default=0),
    Column("negative", Integer, nullable=False, default=0),
    Column("settled", Boolean, nullable=False, default=False),  # whether its last turn was answered
    Column("clicked", Boolean, nullable=False, default=False),
    Column("added", Boolean, nullable=False, default=False),
    Column("bought", Boolean, nullable=False, default=False),
    Column("handed_over", Boolean, nullable=False, default=False),
    Column("rating", Integer, nullable=True),
    Column("rated", Float, nullable=True),
    Column("products_ms", Integer, nullable=True),
    Index("ix_outcome_shopper_updated", "shopper", "updated"),
    Index(
        "ix_outcome_day_figures", "day", "updated", "turns", "answers", "negative", "settled", "clicked", "added",
        "bought", "handed_over", "rating", "products_ms",
    ),
)  # fmt: skip
gap = Table(
    "gap",
    metadata,
    Column("session", String, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("kind", String, nullable=False),  # unanswered, no_result, missing
    Column("words", String, nullable=False),  # what was asked for, made comparable
    Column("text", Text, nullable=False),
    Index("ix_gap_kind_words_day", "kind", "words", "day"),
)
alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made", Float, nullable=False, index=True),
    Column("since", Float, nullable=False),
    Column("negative", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("usual", Float, nullable=False),
    Column("upper", Float, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("seen_by", String, nullable=False, default=""),
    Column("seen", Float, nullable=True),
)

staff_user = Table(
    "staff_user",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),  # reviewer, admin
    Column("password", String, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created", Float, nullable=False),
)
staff_session = Table(
    "staff_session",
    metadata,
    Column("token", String, primary_key=True),  # SHA-256 of what the cookie holds
    Column("user", ForeignKey("staff_user.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String, nullable=False),
    Column("started", Float, nullable=False),
    Column("seen", Float, nullable=False),
)
staff_attempt = Table(
    "staff_attempt",
    metadata,
    Column("key", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", Float, nullable=False),
)
staff_log = Table(
    "staff_log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("time", Float, nullable=False, index=True),
    Column("user", String, nullable=False, index=True),
    Column("act", String, nullable=False),
    Column("about", String, nullable=False, default=""),
)
digest = Table(  # one narrow row a conversation, by which staff find it: a scan of 200,000 is quick
    "digest",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("started", Float, nullable=False, index=True),
    Column("updated", Float, nullable=False),
    Column("language", String, nullable=False, default="en"),
    Column("turns", Integer, nullable=False, default=0),
    Column("intents", BigInteger, nullable=False, default=0),  # a bit for each of digests.INTENTS
    Column("confidence", Float, nullable=True),  # the lowest of its turns
    Column("sentiment", Float, nullable=True),  # the worst of digests.MOODS
    Column("dropped", Integer, nullable=False, default=0),
    Column("unanswered", Integer, nullable=False, default=0),
    Column("thumbs_up", Integer, nullable=False, default=0),
    Column("thumbs_down", Integer, nullable=False, default=0),
    Column("handed_over", Boolean, nullable=False, default=False),
    Column("reviews", Integer, nullable=False, default=0),
)
digest_product = Table(
    "digest_product",
    metadata,
    Column("product", String, primary_key=True),
    Column("conversation", ForeignKey("digest.number", ondelete="CASCADE"), primary_key=True, index=True),
)
pick = Table(  # a turn that deserves a reviewer's look, and why
    "pick",
    metadata,
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("reasons", String, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("time", Float, nullable=False),
    Column("wanted", Integer, nullable=False, default=1),  # readers
    Column("readings", Integer, nullable=False, default=0),
    Index("ix_pick_queue", "weight", "time"),
)
review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("reviewer", ForeignKey("staff_user.id"), nullable=False, index=True),
    Column("marks", JSON, nullable=False),  # rubric line -> yes, no, na
    Column("note", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    Column("created", Float, nullable=False),
    Column("updated", Float, nullable=False),
    UniqueConstraint("session", "turn", "reviewer"),
)
correction = Table(  # what staff say is right for a turn, one of each kind; rows here are the newest versions
    "correction",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("kind", String, nullable=False),  # intent, spans, reply, order, faq
    Column("version", Integer, nullable=False),
    Column("author", String, nullable=False),
    Column("time", Float, nullable=False, index=True),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("before", JSON, nullable=True),  # the dialogue state before the turn
    Column("wrong", JSON, nullable=False),  # what the assistant read, said or showed
    Column("right", JSON, nullable=False),
    Column("becomes", JSON, nullable=False),  # of regression, training, faq
    UniqueConstraint("session", "turn", "kind"),
)
correction_version = Table(
    "correction_version",
    metadata,
    Column("correction", ForeignKey("correction.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("author", String, nullable=False),
    Column("time", Float, nullable=False),
    Column("right", JSON, nullable=False),
    Column("becomes", JSON, nullable=False),
)
trial_run = Table(  # one run of the regression cases
    "trial_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("time", Float, nullable=False),
    Column("after", String, nullable=False),  # what had been learnt, or why it was run
    Column("passed", Integer, nullable=False),
    Column("cases", Integer, nullable=False),
)
trial = Table(
    "trial",
    metadata,
    Column("run", ForeignKey("trial_run.id", ondelete="CASCADE"), primary_key=True),
    Column("correction", ForeignKey("correction.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("passed", Boolean, nullable=False),
    Column("got", JSON, nullable=False),
)

ended_session = Table(  # tokens that no longer count, by a hash of whose they were
    "ended_session",
    metadata,
    Column("id", String, primary_key=True),
    Column("ended", Float, nullable=False),
)

vault = Table(  # what was masked in a message, sealed with the home's key
    "vault",
    metadata,
    Column("session", String, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("time", Float, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)
outbox = Table(  # what other systems are to be told, written with what it tells
    "outbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("session", String, nullable=False, index=True),
    Column("data", JSON, nullable=False),
    Column("made", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("told", JSON, nullable=False, default=list),  # addresses that have taken it
    Column("status", String, nullable=False, default="waiting"),  # waiting, told, given up
    Column("error", Text, nullable=False, default=""),
    Index("ix_outbox_status_due", "status", "due"),
)
swept = Table(  # up to when conversations were looked through for closed ones
    "swept",
    metadata,
    Column("name", String, primary_key=True),
    Column("time", Float, nullable=False),
)
