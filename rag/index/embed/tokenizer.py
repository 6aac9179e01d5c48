"""Text to the piece numbers of multilingual-e5: a Unigram tokenizer as SentencePiece defines it.

Written out because the general tokenizer needs 0.8 s to build its trie of 250,002 pieces (1.3 s from its own
JSON file), and this one 0.1 s; at 2 ms for a chunk against 60 ms of embedding its search costs nothing.
A test holds the two to the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.index.embed.weights import Weights

SPACE = "\u2581"
LONGEST = 16  # characters of the longest piece of the vocabulary
UNKNOWN_PENALTY = 10.0  # SentencePiece: an unknown character scores this much below the worst piece
CONTROL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")


class Tokenizer:
    """The most probable cut of a text into pieces (Viterbi over their log probabilities)."""

    def __init__(self, weights: Weights) -> None:
        self._number = dict(zip(weights.pieces, range(len(weights.pieces)), strict=True))
        for piece in CONTROL:  # written out in a text they are ordinary characters
            self._number.pop(piece, None)
        self._scores = weights.scores
        self._normal = weights.normal
        self._unknown = weights.unknown
        self._unknown_score = min(weights.scores) - UNKNOWN_PENALTY

    def ids(self, text: str, limit: int) -> list[int]:
        """Piece numbers of `text`, at most `limit`, without the marks for begin and end."""
        plain = " ".join(text.translate(self._normal).split())
        return self._cut(SPACE + plain[: limit * LONGEST].replace(" ", SPACE))[:limit]

    def _cut(self, text: str) -> list[int]:
        count = len(text)
        best = [0.0] + [float("-inf")] * count
        came = [(0, self._unknown)] * (count + 1)
        number, scores = self._number.get, self._scores
        for start in range(count):
            here = best[start]
            for stop in range(start + 1, min(start + LONGEST, count) + 1):
                piece = number(text[start:stop])
                if piece is None:
                    continue
                score = here + scores[piece]
                if score > best[stop]:
                    best[stop], came[stop] = score, (start, piece)
            if text[start] not in self._number and here + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = here + self._unknown_score, (start, self._unknown)
        return self._path(came)

    def _path(self, came: list[tuple[int, int]]) -> list[int]:
        pieces: list[int] = []
        at = len(came) - 1
        while at > 0:
            at, piece = came[at]
            if not (piece == self._unknown and pieces and pieces[-1] == piece):  # a run of unknowns is one
                pieces.append(piece)
        pieces.reverse()
        return pieces
