"""The sentence that answers in other words: what is sought where no item was matched by the question's own words.

Every sentence of the nearest passages is weighed by the characters and the pairs of characters it shares with the
question, the rare ones more (先修学校 and 抓紧修复学校 share 修); of the best few the meaning is weighed too. One
answers only where it also has what is asked for: a figure of that kind, a time, a unit or a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer.amounts import states_figure
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.answer.extract import holds_focus
from rag.answer.injected import instructs
from rag.answer.loose import OPENING
from rag.answer.premise import unsaid
from rag.answer.sentences import reports, untitled
from rag.answer.talk import in_one_breath
from rag.answer.things import names_kind
from rag.find.cutoff import MEANING
from rag.find.terms import Weights, joined, specific_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.records import Span
    from rag.answer.asking import Asking
    from rag.records import Query

_PASSAGES = 8
_ASKING = re.compile(
    r"为什么|为何|为啥|什么|哪些|哪个|哪几|哪里|哪儿|哪位|哪|怎么样|怎么|怎样|如何|多少|几|谁|啥|咋|吗|呢|吧|要求|提出|"
    r"强调|会议|会上|说法|说|讲|关于|对于|方面|问题|情况|工作|时候|应该|应当|需要|主要|具体|还有|没有|最后|这块|那块|这件事|那个"
)
_EMPTY = frozenset(
    "的了是在对就把将给由被与和跟及或也又还要向从为以其该等这那个上下中里内到有没不都会能可请再于并而且后前时做去来得让"
)
_SENTENCE = 8
_STOPS = re.compile(r"[，,。；;：:！!]")
_COUNTS = re.compile(r"多少|(?<!哪)几[次个项条家户人台套处种天组]")
_WHEN = re.compile(r"什么时候|何时|哪天|哪一天|多久|啥时候|几月|几号|期限|截止")
_WHO = re.compile(r"谁|哪(?:个|些|家|几个|一个)(?:部门|单位|局|司|处|署|委|办|领导|机构|公司|企业)|哪位")
_RATES = re.compile(r"[一二两三四五六七八九十\d]+(?:天|日|周|月)[一二两三四五六七八九十\d]+[检次报]|每[天日周月季年]")
_ONLY_HEARD = re.compile(r"(?:会议)?(?:分别)?(?:听取|学习|传达)[^，。；]{0,12}(?:汇报|关于|《)")
_CHAIRS = re.compile(
    r"(?:出席|列席|参加)(?:了)?(?:会议|本次会议)?[。；]?$|主持(?:召开)?(?:了|了?本次)?会议(?:并(?:讲话|作讲话))?[。；]?$"
)
"""Only says who led a meeting or was there."""
_ACTS = re.compile(r"(?:^|[，,、])(?:会议)?(?:还|并)?(?:听取|审议|研究|部署|讨论|传达|学习|通报)[^，。；]{3,}")
_OVERVIEW = 2
"""Matters that a sentence names one after another (听取…，审议通过…，研究…) from which on it only announces them."""
_KINDS: tuple[tuple[tuple[frozenset[str], re.Pattern[str]], re.Pattern[str]], ...] = (
    (
        (frozenset({"deadline"}), _WHEN),
        re.compile(
            r"\d\s*(?:年|月|日|天|周|小时)|[一二三四五六七八九十]+(?:天|周|个月|月)|[年月季]底|每[天日周月季年]|[上中下]旬|季度"
        ),
    ),
    (
        (frozenset({"responsible", "supporting", "reporter"}), _WHO),
        re.compile(
            r"[\u4e00-\u9fff](?:局|委|办|部|处|司|署|院|中心|集团|公司|企业|单位|学校|平台|商家|业主|组|室|街道|政府|乡镇)|书记|[区县市省署部组]长|主任|"
            r"^[\u4e00-\u9fff·]{2,8}(?:表示|介绍|要求|强调|指出|汇报|通报|说)"
        ),
    ),
    (
        (frozenset({"reason"}), re.compile(r"(?!)")),
        re.compile(
            r"因|由于|鉴于|为了|以[免防便]|避免|防止|有利于|导致|造成|所以|限制|规定|才能|否则|不然|需要|较|更|没有|无法|不足|考虑"
        ),
    ),
    ((frozenset({"next_step"}), re.compile(r"(?!)")), re.compile(r"将|要|下一步|接下来|提请|提交|报|签|再")),
    ((frozenset(), re.compile(r"哪里|哪儿|何处|什么地方")), re.compile(r"(?:于|到|至|在|往|向|请)[\u4e00-\u9fff]")),
)
"""By the detail that is asked for, or the words that ask, what a sentence must hold."""
_READ = 4
"""Sentences whose meaning is worked out, those with the most words of the question first.

Of 202 questions the nearest of all sentences was among four in 195, among two in 183.
"""
_ROLE = re.compile(r"(?:单位|企业|公司|机构|厂家?|方|商|人)(?:是|叫|为)(?:谁|哪|什么|啥|何)")
"""Asks who plays a part (施工单位是哪家): who is not named in it does not answer."""
_FOCUS = 0.3
"""What a sentence loses that does not name the thing that is asked after (施工单位 in 施工单位是哪家)."""
_WORTH = 12.0
"""What a cosine is worth in shares of the question's characters: of 4 to 24 the one that found most answers first."""


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence with why it may answer: shares of the question's characters and pairs."""

    draft: Draft
    text: str
    chars: float
    pairs: float

    @property
    def shared(self) -> float:
        """How much of the question it shares, characters and pairs alike."""
        return (self.chars + self.pairs) / 2


@dataclass(frozen=True, slots=True)
class Fit:
    """A sentence with how well it fits: its share of the question's characters, and its meaning in such shares.

    `meaning` is the cosine above that from which on a sentence is as near as an answer is.
    """

    near: Near
    worth: float
    meaning: float


def sought(query: Query) -> str:
    """What a question is about, without the names of meetings and asking words; its stretches stand apart."""
    return " ".join(_ASKING.sub(" ", _told(query)).split())


def _told(query: Query) -> str:
    """The question without the names of meetings, behind the matter that it carries on from the question before."""
    own = query.bare or query.simplified
    carried = query.matter and not any(word in query.simplified for word in query.matter.split())
    return f"{query.matter} {own}" if carried else own


def _characters(told: str) -> tuple[str, ...]:
    """The telling characters, each once."""
    return tuple(dict.fromkeys(one for one in told if one.isalnum() and one not in _EMPTY))


def nearest(asking: Asking) -> list[Near]:
    """The sentences of the nearest passages, of whatever kind, the nearest to the question first."""
    return _nearest(asking, None)[0]


def fitting(asking: Asking) -> tuple[list[Near], Scale]:
    """The few sentences that hold the most of the question's words and are of the kind it asks for, on their scale."""
    found, scale = _nearest(asking, _kind_of(asking.query))
    asked = asking.query.simplified
    names = holds_focus if _ROLE.search(asked) else lambda _, text: names_kind(asked, text)
    kept = [one for one in found if names(asking.query, one.text) and not unsaid(asking.query, one.text)]
    return kept[:_READ], scale


def fits(asking: Asking, sentences: Sequence[Near]) -> list[Fit]:
    """How well each sentence fits by words and meaning together; empty where the embedder's cosines tell nothing."""
    calibrated = MEANING.get(asking.shelf.embedder.name)
    if calibrated is None or not sentences:
        return []
    wanted = asking.shelf.embedder.embed_query(_told(asking.query))
    cosines = (asking.shelf.meanings.of([one.text for one in sentences]) @ wanted).tolist()
    near = [cosine - calibrated.sentence for cosine in cosines]
    lacks = [0.0 if holds_focus(asking.query, one.text) else _FOCUS for one in sentences]
    return [
        Fit(one, one.chars + _WORTH * far - less, far) for one, far, less in zip(sentences, near, lacks, strict=True)
    ]


def _kind_of(query: Query) -> Callable[[str], bool] | None:
    """What a sentence must have to be of the kind that is asked for; None where any may answer."""
    asked = query.simplified
    if query.aspect == "amount" or _COUNTS.search(asked):
        return lambda text: states_figure(asked, text) or bool(_RATES.search(text))
    pattern = next((one for (aspects, cue), one in _KINDS if query.aspect in aspects or cue.search(asked)), None)
    return None if pattern is None else lambda text: bool(pattern.search(untitled(text)))


def tells(query: Query, text: str) -> bool:
    """Whether a sentence says more than that a meeting met or heard a report, where no reporter is asked for."""
    if instructs(text) or len(text) < _SENTENCE or not _STOPS.search(text):
        return False
    announces = len(_ACTS.findall(text)) >= _OVERVIEW
    said = announces or reports(text) or OPENING.search(text) or _ONLY_HEARD.match(text) or _CHAIRS.search(text)
    return query.aspect == "reporter" or bool(_WHO.search(query.simplified)) or not said


@dataclass(frozen=True, slots=True)
class Scale:
    """What a question's characters and pairs of them weigh among the sentences at hand."""

    chars: Weights
    pairs: Weights

    def of(self, draft: Draft, text: str) -> Near:
        """A sentence on it."""
        body = joined(text)
        return Near(draft, text, self.chars.coverage(body), self.pairs.coverage(body))

    def share(self, text: str) -> float:
        """How much of the question a text holds."""
        body = joined(text)
        return (self.chars.coverage(body) + self.pairs.coverage(body)) / 2


def _nearest(asking: Asking, kind: Callable[[str], bool] | None) -> tuple[list[Near], Scale]:
    """The sentences of the nearest passages that are of the kind asked for, the nearest to the question first."""
    query, told = asking.query, sought(asking.query)
    found: dict[Span, tuple[str, Draft]] = {}
    meetings = {row.id: row for row in asking.scope.meetings}
    for passage in asking.search()[:_PASSAGES]:
        meeting = meetings.get(passage.chunk.meeting_id)
        if meeting is None:
            continue
        pages = asking.shelf.pages(passage.chunk.document_id)
        for one in pages.sentences(passage.chunk.span, clauses=True):
            lost = any(damage.reading is None for damage in pages.hurt(one.span))
            if tells(query, one.text) and not lost:
                place = trimmed(pages, one.span)
                told_in = in_one_breath(pages, place)
                draft = Draft(pages.words(told_in), (Evidence(meeting, told_in),))
                found.setdefault(place, (one.text, draft))
    texts = [joined(text) for text, _ in found.values()]
    scale = Scale(Weights.of(_characters(told), texts), Weights.of(specific_terms(told), texts))
    near = [scale.of(draft, text) for text, draft in found.values() if kind is None or kind(text)]
    return sorted(near, key=lambda one: -one.shared), scale
