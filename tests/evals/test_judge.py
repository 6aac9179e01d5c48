"""A model as a judge: real HTTP to a scripted endpoint, its verdicts beside those of the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evals.cases import load
from evals.corpus import ROOM
from evals.judge import agreement, kappa
from rag.answer.model import Forms, OpenAIChat
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.servers.scripted_openai import KEY, Play, ScriptedOpenAI

if TYPE_CHECKING:
    from pathlib import Path

ASKED = [one for one in load() if one.id in {"chair-01", "list-01"} and not one.history]


def says(text: str) -> Play:
    return Play(text)


@pytest.mark.parametrize(
    ("plays", "share", "silent"),
    [
        ((says(json.dumps({"right": True})),), 1.0, 0.0),
        ((says(json.dumps({"right": True})), says(json.dumps({"right": False}))), 0.5, 0.0),
    ],
)
def test_a_judge_is_reported_with_its_agreement(
    plays: tuple[Play, ...], share: float, silent: float, tmp_path: Path
) -> None:
    with (
        ScriptedOpenAI(*plays) as server,
        Archive.open(Settings(home=tmp_path), embedder=HashedBigrams(), write=True) as archive,
    ):
        list(archive.add_all([str(ROOM / "minutes" / "lanhu-06.txt")]))
        settings = Settings(home=tmp_path, model="judge", base_url=server.url, api_key=KEY)
        found = {one.metric: one for one in agreement(archive, ASKED, OpenAIChat(settings, forms=Forms()), "")}
        assert not server.refused
    assert found["right"].value == share
    assert found["right"].n == len(ASKED) == 2
    assert found["no_verdict"].value == silent
    assert found["kappa"].n == 2


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa([(True, False), (False, True)]) == -1
    assert kappa([]) is None
