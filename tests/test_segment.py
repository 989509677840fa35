"""Chinese words: the dictionary read bit by bit cuts as jieba's whole one does."""

import threading
from pathlib import Path

import jieba
import pytest

from knowledge import segment
from knowledge.segment import Lexicon

TEXTS = [
    "我来到北京清华大学，住在杭研大厦",
    "想买两百以内的红色无线耳机 iphone15手机壳",
    "𠮷野家 B超 AT&T c#",
    "",
    "中\n文",
    "hello world",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_jiebas(text: str) -> None:
    assert list(segment.words(text)) == list(jieba.cut(text))
    assert list(segment.search_words(text)) == list(jieba.cut_for_search(text))


def test_the_whole_dictionary_is_jiebas() -> None:
    jieba.initialize()
    assert segment.frequencies() == jieba.dt.FREQ
    assert Lexicon(Path(jieba.__file__).parent / "dict.txt").total == jieba.dt.total


def test_a_lexicon_reads_only_what_is_looked_up(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("中国 5 n\n中国人 3 n\n红 2 a\n", "utf-8")
    lexicon = Lexicon(tmp_path / "words.txt")
    assert not len(lexicon) and lexicon.total == 10
    assert "中" in lexicon and lexicon["中"] == 0 and lexicon["中国人"] == 3
    assert "红" not in dict(lexicon)
    assert "红" in lexicon and "蓝" not in lexicon and "中国人民" not in lexicon
    with pytest.raises(KeyError):
        lexicon["蓝"]


def test_threads_may_look_up_at_once(tmp_path: Path) -> None:
    lines = [f"中{chr(0x4E00 + i)} {i + 1} n" for i in range(3000)]
    (tmp_path / "words.txt").write_text("\n".join(lines) + "\n", "utf-8")
    lexicon, wrong = Lexicon(tmp_path / "words.txt"), []

    def look() -> None:
        wrong.extend(line for line in lines if line.split()[0] not in lexicon)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
