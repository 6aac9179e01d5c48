"""Questions over the sample minutes with what a right answer must hold.

`samples.jsonl` and `more.jsonl` are asked of an archive that holds exactly `evals.corpus.sample_paths()`,
`heldout.jsonl` of one that holds exactly the minutes nothing is tuned on. One case a line; the strings in
`answer_contains` must all occur in the answer, `|` parts alternatives, and none of `answer_excludes`; `quotes` must
each stand inside a citation; `exact_list` is the whole list, nothing more; `refusal_kind` may name alternatives with
`|`. Compare with `evals.fields.fold`, since answers follow the script of the question.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

ROOM = Path(__file__).parent
Split = Literal["tuned", "heldout"]
FILES: dict[Split, tuple[str, ...]] = {"tuned": ("samples.jsonl", "more.jsonl"), "heldout": ("heldout.jsonl",)}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Message(_Strict):
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class Expect(_Strict):
    """What a right answer holds; `refused` with its kind where the right answer is an honest no."""

    answer_contains: tuple[str, ...] = ()
    answer_excludes: tuple[str, ...] = ()
    refused: bool = False
    refusal_kind: str | None = None
    quotes: tuple[str, ...] = ()
    exact_list: tuple[str, ...] | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """The refusal kinds that count as right."""
        return frozenset((self.refusal_kind or "").split("|")) - {""}


class Question(_Strict):
    """One case: `type` is what is asked for, `tags` how it is worded (traditional, colloquial, follow_up).

    The tag `noisy` marks a question on a damaged text; a case of the split `heldout` is never tuned on.
    """

    id: str
    split: Split = "tuned"
    question: str
    history: tuple[Message, ...] = ()
    type: str
    tags: tuple[str, ...] = ()
    expect: Expect


def load(path: Path = ROOM / "samples.jsonl") -> tuple[Question, ...]:
    """The cases of a file, in order; empty lines are passed over.

    Raises ValueError, with the number of the line, where a line is not a case and where its id was used before; and
    where there is no case at all or the file cannot be read.
    """
    found: dict[str, tuple[int, Question]] = {}
    for at, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        case = _case(path, at, line)
        if case.id in found:
            first = found[case.id][0]
            raise ValueError(f"{path.name} 第 {at} 行编号重复 {case.id}（第 {first} 行已用）；请改成不同的编号")
        found[case.id] = (at, case)
    if not found:
        raise ValueError(f"{path.name}：没有用例；请每行写一个 JSON，格式见 README“评测”一节")
    return tuple(case for _, case in found.values())


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}：不是 UTF-8 文本；请另存为 UTF-8") from error
    except OSError as error:
        raise ValueError(f"{path}：读不到这个用例文件（{error.strerror}）；请检查路径") from error


def _case(path: Path, at: int, line: str) -> Question:
    try:
        return Question.model_validate_json(line)
    except ValidationError as error:
        wrong = "；".join(f"{'.'.join(map(str, one['loc'])) or 'JSON'} {one['msg']}" for one in error.errors()[:3])
        raise ValueError(f"{path.name} 第 {at} 行不是用例（{wrong}）；格式见 README“评测”一节") from error


def load_split(split: Split) -> tuple[Question, ...]:
    """Every case of a split, file by file.

    Raises ValueError where two files share an id, or a case is marked with the other split.
    """
    found = tuple(one for name in FILES[split] for one in load(ROOM / name))
    ids = Counter(one.id for one in found)
    wrong = sorted({one.id for one in found if ids[one.id] > 1 or one.split != split})
    if wrong:
        raise ValueError(f"{split}：编号重复或分组不符 {', '.join(wrong)}；请改编号或 split")
    return found


class Sought(_Strict):
    """A question about one matter: worded as the text is (`on`), in other words (`para`), or of a matter nobody held.

    `source` is the stem of the sample that answers, `quote` the words of its clean reading that do; both are empty
    where the question is `off`.
    """

    id: str
    set: Literal["on", "para", "off"]
    question: str
    source: str = ""
    quote: str = ""


def load_sought(path: Path = ROOM / "sought.jsonl") -> tuple[Sought, ...]:
    """The questions of a file, in order. Raises ValueError where a line is none."""
    return tuple(Sought.model_validate_json(line) for line in path.read_text("utf-8").splitlines() if line)
