"""The other candidate: spaCy's tok2vec and ner over words, trained on the same samples (for comparison)."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.lexicon.words.engines import Engine, open_engine
from pipeline.train.names.sample import Mark, Sample, without_overlaps


def flat(sample: Sample) -> list[Mark]:
    """Give the outermost names of both layers: one ner knows no nesting."""
    return without_overlaps([*sample.bodies, *sample.places])


class Neural:
    """spaCy's entity recognizer over the words of our engine.

    Args:
        seed: Of the weights and of the order of samples.
        width: Of the word vectors.
    """

    def __init__(self, seed: int = 1, width: int = 96) -> None:
        import spacy
        from spacy.util import fix_random_seed  # type: ignore[attr-defined]

        fix_random_seed(seed)
        self.nlp: Any = spacy.blank("zh")
        vectors = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": width, "depth": 4,
                   "embed_size": 5000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}  # fmt: skip
        listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width}
        parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "hidden_width": 64,
                  "extra_state_tokens": False, "maxout_pieces": 2, "use_upper": True, "nO": None,
                  "tok2vec": listener}  # fmt: skip
        self.nlp.add_pipe("tok2vec", config={"model": vectors})
        ner: Any = self.nlp.add_pipe("ner", config={"model": parser})
        for label in ("REGION", "PLACE", "AGENCY", "ORG", "PERSON"):
            ner.add_label(label)
        self._engine: Engine = open_engine("rjieba", hmm=False)
        self._optimizer: Any = None
        self._chance = random.Random(seed)
        self.misaligned = 0

    def doc(self, text: str) -> Any:
        """Make a ``Doc`` over the engine's words: offsets stay ours."""
        from spacy.tokens import Doc

        words = self._engine.cut(text)
        return Doc(self.nlp.vocab, words=words, spaces=[False] * len(words))

    def example(self, sample: Sample) -> Any:
        """Make a training example; names whose edges fall inside words are left out and counted."""
        from spacy.training import Example

        doc = self.doc(sample.text)
        edges = set(accumulate(map(len, (t.text for t in doc)), initial=0))
        marks = flat(sample)
        fit = [m for m in marks if m[0] in edges and m[1] in edges]
        self.misaligned += len(marks) - len(fit)
        return Example.from_dict(doc, {"entities": fit})

    def run(self, samples: Sequence[Sample], say: Callable[[str], None] = lambda _: None) -> None:
        """Go through the samples once."""
        order = [s for s in samples if s.text.strip()]
        self._chance.shuffle(order)
        if self._optimizer is None:
            self._optimizer = self.nlp.initialize(lambda: [self.example(s) for s in order[:200]])
        started = time.monotonic()
        losses: dict[str, float] = {}
        for count, batch in enumerate((order[at : at + 64] for at in range(0, len(order), 64)), 1):
            self.nlp.update([self.example(s) for s in batch], sgd=self._optimizer, losses=losses, drop=0.2)
            if count % 200 == 0:
                left = (time.monotonic() - started) / (count * 64) * (len(order) - count * 64)
                say(f"{count * 64:,} of {len(order):,} samples, loss {losses['ner']:.0f}, {left:.0f} s left")

    def find(self, texts: Iterable[str]) -> list[list[Mark]]:
        """Give the names in texts."""
        docs = self.nlp.pipe((self.doc(t) for t in texts), batch_size=128)
        return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]

    def save(self, folder: Path) -> None:
        """Write the pipeline as spaCy does."""
        with self.nlp.use_params(self._optimizer.averages if self._optimizer else {}):
            self.nlp.to_disk(folder)
