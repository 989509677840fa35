"""Finding: lexical and dense retrieval fused, with constraints as filters, and the passages of the FAQ."""
