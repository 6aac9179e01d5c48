"""What people said: in a report that names a speaker once, and in a transcript where an answer follows a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = """岚桥区召开汛期道路抢通调度会

9月3日晚，岚桥区召开汛期道路抢通调度会。区委书记容若谷，区委副书记、区长郦晚舟出席会议。
会议听取了各工作组关于道路抢通情况的汇报。
郦晚舟要求，各镇要把断头路逐条登记造册。对过水桥涵要先加固、后放行，任何人不得强行通过。
容若谷强调，要始终把群众安全放在第一位。安置点要备足三天口粮，夜间要有干部值守。
"""
TALK = """# 2024-05-16 霁州市数字服务中心第四次中心会议逐字稿

### 主任：
各位同仁早，现在开始第四次中心会议。

### 资讯组：
上次会议要我们盘点旧机房的冷气耗电，这件事请总务组说明一下。

### 总务组：
旧机房一个月用电两万一千度，我们预计十月底前汰换六台冷气。

### 主任：
那志工的交通补助，是不是照去年的标准发放？

### 人事组：
照去年标准，每人每次一百二十元。

### 主任：
好，那推动上架有两个原则：

先求能用，再求好看。
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    room = tmp_path_factory.mktemp("spoken")
    (room / "岚桥.txt").write_text(REPORT, "utf-8")
    (room / "霁州.txt").write_text(TALK, "utf-8")
    with Archive.open(Settings(home=room / "home"), embedder=HashedBigrams(256), write=True) as filled:
        list(filled.add_all([str(room / "岚桥.txt"), str(room / "霁州.txt")]))
        yield filled


def test_who_said_it_is_the_speaker_and_the_sentence(archive: Archive) -> None:
    found = archive.ask("岚桥区调度会上，过水桥涵先加固后放行这话是谁说的？")
    assert found.refusal is None
    assert "郦晚舟要求" in found.text
    assert "先加固、后放行" in found.text
    assert "容若谷" not in found.text


def test_a_speaker_is_heard_where_the_question_names_the_meeting_too(archive: Archive) -> None:
    found = archive.ask("岚桥区汛期道路抢通调度会上容若谷强调了什么？")
    assert "三天口粮" in found.text
    assert "登记造册" not in found.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("霁州市数字服务中心第四次中心会议上旧机房的冷气耗电怎么说？", "两万一千度"),
        ("霁州市数字服务中心第四次中心会议上志工的交通补助照什么标准发放？", "一百二十元"),
        ("霁州市数字服务中心第四次中心会议上推动上架有哪两个原则？", "先求能用"),
    ],
)
def test_what_one_asks_another_answers(archive: Archive, question: str, said: str) -> None:
    found = archive.ask(question)
    assert said in found.text, found.text
    assert all(archive.document(one.document_id).quote(one.span) == one.quote for one in found.citations)
