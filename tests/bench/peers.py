"""The same questions, products and LLM through us, LangChain's retrieval chat, BM25 and vectors alone.

    python tests/bench/peers.py --home HOME [--asked 40]

HOME is a home with the Icecat feed in it. Quality is NDCG@10 on the graded queries: ours by cross-validation over them
(12 folds), as in search_quality.py. The LLM is SmolLM2 as it comes, behind `transformers serve`, for both chats: (b) is
what LangChain's guide to retrieval chat builds, the query's nearest documents put into the prompt and the answer
streamed; its shopper sees products when the answer names them, so its time to products is that of its first words.
Writes results/peers.md.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from gpu_host import served
from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough
from langchain_openai import ChatOpenAI
from search_quality import Case, dcg, held_out
from shared_data import icecat_products, icecat_ratings

from agents.replies.export import export, serve_command
from agents.turn import Message, ProductsReady
from app.build import OpenShop
from app.settings import Settings
from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.search.documents import passage_of
from knowledge.search.index import SearchIndex

RESULTS = Path(__file__).parent / "results" / "peers.md"
GUIDE = (
    "You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the "
    "question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the "
    "answer concise.\nQuestion: {question}\nContext: {context}\nAnswer:"
)
Ranks = Callable[[str], Sequence[str]]


def quality(rank: Ranks, ratings: dict[str, dict[str, int]]) -> tuple[float, float]:
    """Return NDCG@10 among the judged products and over the whole catalogue, of a full ranking of it."""
    judged, whole = [], []
    for query, grades in ratings.items():
        best, order = dcg(sorted(grades.values(), reverse=True)), list(rank(query))
        whole.append(dcg([grades.get(i, 0) for i in order[:10]]) / best)
        judged.append(dcg([grades[i] for i in order if i in grades][:10]) / best)
    return statistics.mean(judged), statistics.mean(whole)


def timed(ask: Callable[[str], float], queries: Sequence[str]) -> tuple[float, float, float]:
    """Return p50 and p95 in ms of what `ask` measures of each query, and queries a second one after another."""
    for query in queries[:3]:
        ask(query)
    began = time.perf_counter()
    times = [ask(query) * 1000 for query in queries]
    rate = len(queries) / (time.perf_counter() - began)
    return statistics.median(times), float(np.percentile(times, 95)), rate


def words_alone(products: Sequence[Product]) -> Ranks:
    """Return a ranking of the whole catalogue by `bm25s` as its guide sets it up."""
    stop = "en"
    index = bm25s.BM25()
    index.index(bm25s.tokenize([passage_of(p) for p in products], stopwords=stop, show_progress=False))
    ids = [p.id for p in products]

    def rank(query: str) -> list[str]:
        asked = bm25s.tokenize(query, stopwords=stop, show_progress=False)
        found, _ = index.retrieve(asked, k=len(ids), show_progress=False)
        return [ids[int(j)] for j in found[0]]

    return rank


def vectors_alone(index: SearchIndex) -> Ranks:
    """Return a ranking of the whole catalogue by the cosine of MiniLM's vectors."""
    ids, everything = index.ids, np.arange(len(index))

    def rank(query: str) -> list[str]:
        close = index._rows.vectors.cosines(index.embedder.encode_queries([query])[0], everything)
        return [ids[int(j)] for j in np.argsort(-close)]

    return rank


def guides_chat(index: SearchIndex, products: dict[str, Product], llm: ChatOpenAI) -> Runnable[str, str]:
    """Return LangChain's retrieval chat over our store: the four nearest documents, a prompt, the model."""

    def retrieve(query: str) -> list[Document]:
        near = index._store.nearest(index.embedder.encode_queries([query])[0], 4)
        return [Document(passage_of(products[i]) + f" Price: {products[i].price}") for i, _ in near]

    def joined(documents: Sequence[Document]) -> str:
        return "\n\n".join(d.page_content[:600] for d in documents)

    context = RunnableLambda(retrieve) | RunnableLambda(joined)
    asked = {"context": context, "question": RunnablePassthrough()}
    return asked | ChatPromptTemplate.from_template(GUIDE) | llm | StrOutputParser()


def first_words(chain: Runnable[str, str], query: str) -> float:
    """Return seconds to the answer's first words; the answer is read to its end."""
    began, first = time.perf_counter(), 0.0
    for piece in chain.stream(query):
        first = first or (time.perf_counter() - began if piece.strip() else 0.0)
    return first or time.perf_counter() - began


def to_products(shop: OpenShop, query: str) -> float:
    """Return seconds until our cards are out; the reply is read to its end."""
    began, seen = time.perf_counter(), 0.0
    for step in shop.assistant.respond(Message(f"peers-{time.time_ns()}", query, id="1")):
        if isinstance(step, ProductsReady):
            seen = time.perf_counter() - began
    return seen


def row(name: str, found: tuple[float, float] | None, speed: tuple[float, float, float]) -> str:
    """Return a line of the table."""
    scores = ["", ""] if found is None else [f"{v:.3f}" for v in found]
    return f"| {name} | {' | '.join(scores)} | {speed[0]:,.1f} | {speed[1]:,.1f} | {speed[2]:.2f} |"


def alone(rank: Callable[[str], object]) -> Callable[[str], float]:
    """Return what measures the seconds of a ranking."""

    def seconds(query: str) -> float:
        began = time.perf_counter()
        rank(query)
        return time.perf_counter() - began

    return seconds


def main() -> None:
    """Measure everything in one run, and write the table."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--home", type=Path, required=True)
    read.add_argument("--asked", type=int, default=40, help="questions put to the two chats")
    asked = read.parse_args()
    ratings, products = icecat_ratings(), {p.id: p for p in icecat_products()}
    queries = list(ratings)
    with tempfile.TemporaryDirectory() as scratch:
        folder = export(Path(scratch) / "smollm2")
        with served(lambda port: serve_command(folder, port=port, device="cpu")) as url:
            shop = OpenShop(Settings(home=asked.home, llm_url=url, llm_model=str(folder)))
            shop.warm_up()
            shop.personal.open()
            index = shop.index
            llm = ChatOpenAI(
                base_url=url, model=str(folder), api_key=lambda: "none", temperature=0, max_completion_tokens=120
            )
            guide, words = guides_chat(index, products, llm), words_alone(list(products.values()))
            near = vectors_alone(index)
            folds = held_out([Case(index, query, grades) for query, grades in ratings.items()])
            ours = (statistics.mean(j for j, _ in folds), statistics.mean(w for _, w in folds))
            put = (queries * 2)[: asked.asked]
            dense, lexical = quality(near, ratings), quality(words, ratings)
            nearest = lambda q: index._store.nearest(index.embedder.encode_queries([q])[0], 10)  # noqa: E731
            lines = [
                row("Shopguide, whole turn", ours, timed(lambda q: to_products(shop, q), put)),
                row("LangChain's retrieval chat", dense, timed(lambda q: first_words(guide, q), put)),
                row(
                    "Shopguide, search alone", ours, timed(alone(lambda q: index.search(q, Constraints(), 10)), queries)
                ),
                row("bm25s alone", lexical, timed(alone(words), queries)),
                row("MiniLM in Chroma alone", dense, timed(alone(nearest), queries)),
            ]
            shop.close()
    head = ["what answers", "judged-only NDCG@10", "whole NDCG@10", "p50 ms to products", "p95 ms", "queries a second"]
    text = "\n".join(["| " + " | ".join(head) + " |", "| --- " * len(head) + "|", *lines])
    about = f"{len(products)} products, {len(ratings)} graded queries; the chats answered {len(put)}, one at a time."
    RESULTS.write_text(f"# Beside peers\n\n{about}\nCommand: `python tests/bench/peers.py --home HOME`.\n\n{text}\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
