"""How much of a question's matter stands in a text: bigrams of Han characters, whole words and numbers.

A bigram that stands nowhere in the texts looked at and holds a function word (`对就`) says nothing and does not
count; one of a general word (工作, 情况) counts little; one that few texts hold counts more.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉、，。；：（）()·]+")
_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z]+|\d+(?:\.\d+)?")
_FUNCTION = frozenset(
    "的了是在对就把将给由被与和跟及或也又还要向从为以其该等这那个上下中里内到有没吗呢吧么怎什谁哪几多都不会能可请再于并而且后前时做说去来"
)
_GENERAL_WORDS = (
    "工作 情况 方案 实施 建设 管理 全区 关于 有关 推进 问题 汇报 报告 办法 意见 计划 "
    "规划 项目 加强 落实 开展 进行 相关 会议 研究 审议 要求 事项 议题 制度 机制 措施 "
    "任务 重点 服务 发展 政府 部门 单位 通知 决定 年度 全市 全县 进一 一步 完善 提升 "
    "推动 做好 加快 有序 领导 组织 区域 综合 专项 行动 试行 暂行 修订 草案 送审 审稿 "
    "提出 提交 文件 内容 具体 主要"
)
_GENERAL = frozenset(_GENERAL_WORDS.split())
_GENERAL_WEIGHT = 0.35
_FUNCTION_WEIGHT = 0.25


_SAME = {
    "医保": ("医疗保障", "医疗保险"),
    "社保": ("社会保险", "社会保障"),
    "低保": ("最低生活保障",),
    "环保": ("环境保护", "生态环境"),
    "棚改": ("棚户区",),
    "国企": ("国有企业",),
    "民企": ("民营企业",),
    "公车": ("公务用车",),
    "地铁": ("轨道交通",),
    "公交": ("公共交通",),
    "危房": ("危旧房", "危险房屋"),
    "托育": ("婴幼儿照护",),
    "养老": ("康养", "老年"),
    "养老院": ("养老机构",),
    "垃圾费": ("垃圾处理费",),
    "停车": ("泊车",),
    "内涝": ("积水", "排涝", "防涝"),
    "疫情": ("新冠",),
    "防疫": ("疫情",),
    "宅基": ("宅基地",),
    "防火": ("消防", "火灾"),
    "治水": ("水环境",),
    "信访": ("群众来信",),
    "租房": ("租赁住房", "公租房"),
    "双拥": ("拥军",),
    "招商": ("招引",),
    "执法": ("处罚",),
    "鞭炮": ("爆竹",),
    "旧楼": ("老旧小区",),
    "学生": ("中小学",),
    "老人": ("老年", "养老"),
    "农民": ("农村", "村民"),
    "涨价": ("调涨", "价格调整", "票价调整"),
    "工资": ("待遇", "薪酬"),
}
"""Short and everyday words of administration and what minutes may write instead."""


def holds(text: str, term: str) -> bool:
    """Whether a text (joined) holds a term, or one of the words that stand for it."""
    if term in text:
        return True
    same = _SAME.get(term)  # most terms stand for themselves alone, and each is sought in every text
    return same is not None and any(one in text for one in same)


def terms(text: str) -> tuple[str, ...]:
    """The terms of a simplified text, each once: bigrams of each Han run (a lone character itself), words, numbers.

    >>> terms("加装电梯 2023年")
    ('加装', '装电', '电梯', '2023', '年')
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        if run[0] >= "\u3400" and len(run) > 1:
            found.update(dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1)))
        else:
            found[run.lower()] = None
    return tuple(found)


def joined(text: str) -> str:
    """A text as terms are sought in it: lower case, without blanks and marks between its characters."""
    return _MARKS.sub("", text).lower()


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term of a matter weighs among the texts at hand."""

    weight: dict[str, float]
    total: float
    sought: tuple[tuple[float, str, tuple[str, ...]], ...]
    """The weight, the term and what stands for it: told apart once, sought in every text."""

    @classmethod
    def among(cls, matter: str, texts: Sequence[str]) -> Weights:
        """Weigh the terms of `matter` by how rare they are in `texts` (joined)."""
        return cls.of(terms(matter), texts)

    @classmethod
    def of(cls, wanted: Iterable[str], texts: Sequence[str]) -> Weights:
        """Weigh terms by how rare they are in `texts` (joined)."""
        count = max(len(texts), 1)
        weight: dict[str, float] = {}
        for term in wanted:
            held = sum(holds(text, term) for text in texts)
            value = math.log(1 + (count + 1) / (held + 0.5)) / math.log(1 + (count + 1) / 0.5)
            if any(char in _FUNCTION for char in term):
                if not held:
                    continue
                value *= _FUNCTION_WEIGHT
            elif term in _GENERAL:
                value *= _GENERAL_WEIGHT
            weight[term] = max(value, 0.05)
        sought = tuple((value, term, _SAME.get(term, ())) for term, value in weight.items())
        return cls(weight, sum(weight.values()), sought)

    def coverage(self, text: str) -> float:
        """The share of the matter's weight that stands in `text` (joined); 0 where the matter has no terms."""
        if not self.total:
            return 0.0
        held = (
            value for value, term, same in self.sought if term in text or (same and any(one in text for one in same))
        )
        return sum(held) / self.total

    def missing(self, text: str) -> tuple[str, ...]:
        """The terms that do not stand in `text`."""
        return tuple(term for term in self.weight if not holds(text, term))


def specific_coverage(matter: str, text: str) -> float:
    """The share of the matter's terms, general ones left out where others remain, that `text` holds."""
    keen = specific_terms(matter)
    body = joined(text)
    return sum(holds(body, term) for term in keen) / len(keen) if keen else 0.0


def specific_terms(matter: str) -> Sequence[str]:
    """The terms of a matter without function words and general ones, as far as others remain.

    >>> specific_terms("加装电梯工作方案")
    ['加装', '装电', '电梯', '梯工', '作方']
    """
    mine = [term for term in terms(matter) if not any(char in _FUNCTION for char in term)] or terms(matter)
    return [term for term in mine if term not in _GENERAL] or mine


def beyond(matter: str, title: str) -> tuple[str, ...]:
    """The terms of a matter that a title (joined) does not hold, those that say nothing left out.

    >>> beyond("加装电梯 补贴标准", "既有住宅加装电梯实施方案")
    ('补贴', '贴标', '标准')
    """
    own = "".join(_own_stretches(matter, title))
    return tuple(
        term
        for term in terms(matter)
        if term in own
        and not holds(title, term)
        and term not in _GENERAL
        and not any(char in _FUNCTION for char in term)
        and not _borders(term, matter)
    )


def _borders(term: str, matter: str) -> bool:
    """Whether a term is only where a word meets a general one (期工 of 前期工作), wherever it stands."""
    spots, at = [], matter.find(term)
    while at >= 0:
        spots.append(at)
        at = matter.find(term, at + len(term))
    return bool(spots) and all(
        matter[at - 1 : at + 1] in _GENERAL or matter[at + 1 : at + 3] in _GENERAL for at in spots
    )


def _own_stretches(matter: str, title: str) -> Iterator[str]:
    """The stretches of a matter of which a title holds no term; a lone character between two that it holds is none.

    A term half in such a stretch belongs to it: 加装电梯补贴 is told from 加装电梯 by 梯补 and 补贴 alike.
    """
    for run in _RUN.findall(matter):
        held = [False] * len(run)
        for at in range(len(run) - 1):
            if holds(title, run[at : at + 2]):
                held[at] = held[at + 1] = True
        for one in re.finditer("o+", "".join("x" if known else "o" for known in held)):
            if len(one[0]) > 1 or len(run) == 1:
                yield run[max(one.start() - 1, 0) : one.end() + 1] + "\0"


def share(wanted: Sequence[str], text: str) -> float:
    """The share of terms that stand in a text (joined); 0 for no terms."""
    return sum(holds(text, term) for term in wanted) / len(wanted) if wanted else 0.0


def longest_shared(left: str, right: str) -> int:
    """Characters of the longest run that both texts hold."""
    best, row = 0, [0] * (len(right) + 1)
    for char in left:
        above = 0
        for at, other in enumerate(right, 1):
            above, row[at] = row[at], (above + 1 if char == other else 0)
            best = max(best, row[at])
    return best
