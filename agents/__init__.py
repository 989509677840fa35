"""One conversation turn: understand, retrieve, rerank, reply, record."""
