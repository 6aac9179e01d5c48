"""Minutes by the thousand with their gold, made up from a seed: for scale, and for layouts that nobody typed.

`python -m evals.generate N FOLDER [--seed S]` writes N files `NNNNNN.txt` and `gold/NNNNNN.jsonl` in the form of
`evals/corpus/gold`. Layouts, labels, rolls and decisions are drawn independently, so that every pair of them occurs.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from evals.growth_made import districts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Json = dict[str, Any]
"""One meeting of the gold, as the files of `evals/corpus/gold` have it."""

NUMERALS = "一二三四五六七八九十"
_SURNAMES, _GIVEN = "程许秦韩顾陆丁柳乔俞费蒲洪沈贺", "砚秋知远牧野苇庭芳闻笛露生小满仲达秀兰静宁"
_UNITS = ("住建局", "财政局", "教育局", "民政局", "水务局", "发改局", "交通局", "司法局", "审计局", "城管局")
_MATTERS = (
    "老旧小区改造", "校车安全管理", "排水防涝整治", "养老服务设施建设", "公共停车场收费", "农村供水保障", "危房治理",
    "河道清淤", "公交线网优化", "高标准农田建设", "森林防火", "供热管网更新", "垃圾分类", "文物保护", "社区食堂建设",
)  # fmt: skip
_PAPERS = ("实施方案", "管理办法", "三年行动计划", "工作细则", "应急预案")
LABELS: tuple[Callable[[int], str], ...] = (
    lambda at: f"{NUMERALS[at]}、",
    lambda at: f"（{NUMERALS[at]}）",
    lambda at: f"{at + 1}．",
    lambda at: f"第{NUMERALS[at]}项、",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One file of minutes and what a reader should find in it."""

    name: str
    text: str
    gold: Json


def generated(count: int, seed: int = 7) -> Iterator[Made]:
    """`count` meetings, the same ones for the same seed."""
    for at in range(count):
        yield _meeting(Random(f"{seed}/{at}"), at)  # noqa: S311 - the same draw every time is what is wanted


def _meeting(chance: Random, at: int) -> Made:
    place = chance.choice(districts())
    held = date(chance.randint(2015, 2025), 1, 1) + timedelta(days=chance.randrange(330))
    issued = held + timedelta(days=chance.randint(2, 20))
    session = chance.randint(1, 90)
    people = _people(chance, 9)
    chair, present, listed = people[0], people[:5], people[5:]
    units = chance.sample(_UNITS, len(listed))
    title = f"{place}人民政府第{session}次常务会议纪要"
    label = chance.choice(LABELS)
    items = [_item(chance, label(n), n, held) for n in range(chance.randint(3, 8))]
    opening = f"{_day(held)}上午，区长{chair}在区政府三楼会议室主持召开区政府第{session}次常务会议。现纪要如下："
    rolls = _rolls(chance, present, list(zip(units, listed, strict=True)))
    parts = [title, opening, *(text for text, _ in items), *rolls, f"{place}人民政府办公室\n{_day(issued)}"]
    gold = _gold(at, title, place, session, held, issued)
    gold |= {
        "chair": {"name": chair, "role": "区长"},
        "present": [_person(one) for one in present],
        "in_attendance": [_person(one, f"区{unit}") for unit, one in zip(units, listed, strict=True)],
        "items": [item for _, item in items],
    }
    return Made(f"{at:06}.txt", "\n".join(parts) + "\n", gold)


def _item(chance: Random, label: str, at: int, held: date) -> tuple[str, Json]:
    unit, other = (f"区{one}" for one in chance.sample(_UNITS, 2))
    matter = chance.choice(_MATTERS)
    paper = f"{matter}{chance.choice(_PAPERS)}"
    named = chance.random() < 0.5  # noqa: PLR2004 - half the items are about a document
    title = f"审议《{paper}》" if named else f"听取关于{matter}工作情况的汇报"
    heard = f"会议听取了{unit}关于{'《' + paper + '》起草' if named else matter + '工作'}情况的汇报。"
    decision, gold = _decision(chance, unit, other, held)
    body = f"{heard}会议指出，{matter}事关群众切身利益。{decision}"
    inline = chance.random() < 0.3  # noqa: PLR2004 - a third of the items run on behind their title
    text = f"{label}{title}。{body}" if inline else f"{label}{title}\n{body}"
    return text, {
        "label": label,
        "number": at + 1,
        "title": title,
        "title_inferred": False,
        "kind": "numbered",
        "actions": ["审议", "听取"] if named else ["听取"],
        "reporting_units": [unit],
        "presenters": [],
        "documents": [paper] if named else [],
        "decision": gold,
        "decisions": [gold] if gold else [],
        "directives": [],
        "body_absent": False,
    }


def _decision(chance: Random, unit: str, other: str, held: date) -> tuple[str, Json | None]:
    """A deciding sentence with its gold; one item in five decides nothing."""
    if chance.random() < 0.2:  # noqa: PLR2004 - see above
        return "会议强调，要坚持问题导向，抓好工作落实。", None
    month = chance.randint(held.month, 12)
    due = date(held.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    fields: dict[str, tuple[str, Json]] = {
        "原则同意": (
            f"会议原则同意该方案，由{unit}根据会议意见修改完善后，按程序印发。",
            {"condition": "根据会议意见修改完善", "next_step": "按程序印发"},
        ),
        "审议通过": (
            f"会议审议通过该方案，由{unit}牵头，{other}配合，{month}月底前完成。",
            {"supporting_units": [other], "deadline": f"{month}月底前", "deadline_date": due.isoformat()},
        ),
        "暂缓": (
            f"会议决定暂缓该事项，由{unit}进一步论证后再提请审议。",
            {"condition": "进一步论证", "next_step": "再提请审议"},
        ),
        "同意": (f"会议同意该事项，由{unit}负责组织实施。", {"next_step": "组织实施"}),
    }
    outcome = chance.choice(list(fields))
    text, said = fields[outcome]
    empty: Json = {
        "condition": None,
        "next_step": None,
        "deadline": None,
        "deadline_date": None,
        "supporting_units": [],
    }
    told = {"text": text, "outcome": outcome, "outcome_text": outcome, "responsible_units": [unit]}
    return text, empty | told | said


def _rolls(chance: Random, present: Sequence[str], listed: Sequence[tuple[str, str]]) -> list[str]:
    """The lists of people in one of three ways to print them."""
    way = chance.randrange(3)
    if way == 0:
        told = "、".join(f"区{unit}{name}" for unit, name in listed)
        return [f"出席：{'、'.join(present)}", f"列席：{told}"]
    if way == 1:
        return [f"出席：{'　'.join(present)}", "列席：", *(f"区{unit}：{name}" for unit, name in listed)]
    told = "，".join(f"区{unit} {name}" for unit, name in listed)
    return [f"参加会议的有：{'，'.join(present)}。", f"列席：{told}"]


def _gold(at: int, title: str, place: str, session: int, held: date, issued: date) -> Json:  # noqa: PLR0913, PLR0917 - a head's fields
    absent = ("term", "session_year", "published_on", "document_number", "index_number", "recorder")
    return dict.fromkeys(absent) | {
        "source": f"{at:06}.txt",
        "meeting_index": 1,
        "title": title,
        "body": f"{place}人民政府",
        "kind": "常务会议",
        "session": session,
        "held_on": held.isoformat(),
        "issued_on": issued.isoformat(),
        "place": {"district": place, "city": None, "province": None, "stated": ["district"]},
        "venue": "区政府三楼会议室",
        "invited": [],
        "apologies": [],
    }


def _people(chance: Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join((chance.choice(_SURNAMES), *chance.sample(_GIVEN, chance.choice((1, 2, 2)))))] = None
    return list(found)


def _person(name: str, unit: str | None = None) -> Json:
    return {"name": name, "unit": unit, "role": None}


def _day(one: date) -> str:
    return f"{one.year}年{one.month}月{one.day}日"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    gold = options.folder / "gold"
    gold.mkdir(parents=True, exist_ok=True)
    for one in generated(options.count, options.seed):
        (options.folder / one.name).write_text(one.text, "utf-8")
        (gold / one.name).with_suffix(".jsonl").write_text(json.dumps(one.gold, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
