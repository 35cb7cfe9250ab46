"""Tables of terms from a corpus of one's own."""

from pathlib import Path

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.terms import Terms
from pipeline.train.counting import Text
from pipeline.train.words import train_words

FOLDER = models_folder() / "words"


def test_a_corpus_gives_frequencies_by_genre_and_phrases_with_their_worth(tmp_path: Path) -> None:
    line = "乡村旅游项目开工。各地推进乡村旅游项目，带动增收。"
    texts = [Text("news", "乡村旅游", line) for _ in range(6)] + [
        Text("documents", "", "现就有关事项通知如下：推进增收。")
    ]
    assert train_words(iter(texts), FOLDER, tmp_path) > 3
    terms = Terms(tmp_path / "terms.tsv")
    assert terms.texts == 7
    assert terms["项目"][:2] == (6, 0)
    assert terms["增收"][:2] == (6, 1)
    assert terms.rarity("增收", "documents") < terms.rarity("开工", "documents")
    assert terms["乡村旅游"][:2] == (6, 0)
    again = (tmp_path / "terms.tsv").read_bytes()
    train_words(iter(texts), FOLDER, tmp_path)
    assert (tmp_path / "terms.tsv").read_bytes() == again
