"""The tables: what is filtered has a column, JSON holds values whose shape belongs to the code that writes them."""

from sqlalchemy import (
    JSON,
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
