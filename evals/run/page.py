"""A run as one HTML file that needs nothing else: tables, plots and failures side by side; two runs compared.

The page loads no script, font or style from anywhere. Everything from minutes and questions is escaped.
"""

from __future__ import annotations

import json
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.published import beside
from evals.run.headline import TILES
from evals.run.plots import bars, calibration, columns, growth
from evals.run.records import OURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evals.run.records import Failure, Result, Run

STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6878;--line:#dfe4ea;--bar:#2f6fb5;--other:#b9c4d2;--bad:#b3463a;
--page:#fff;--card:#f6f8fa;--a:#d3a04f;--b:#c9cfd8;--c:#7fb7a4;--d:#a9b4c4;--e:#8d7fb5;--f:#c48f9f}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa7b8;--line:#303a47;--bar:#6aa5e6;--other:#465467;
--bad:#e08a7f;--page:#12171e;--card:#1a212a;--a:#a57f42;--b:#3f4a59;--c:#4f8574;--d:#5c6a7d;--e:#7a6da6;--f:#8f6673}}
body{font:15px/1.6 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;color:var(--ink);
background:var(--page);max-width:1080px;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.5rem;margin-bottom:.2rem}h3{font-size:1rem;margin:1.2rem 0 .4rem}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem}p.meta{color:var(--soft);margin-top:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.32rem .6rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.up{color:var(--bar)}.down{color:var(--bad)}svg{width:100%;height:auto;display:block;margin:.4rem 0}
details{background:var(--card);border-radius:8px;margin:.5rem 0;padding:.5rem .9rem}summary{cursor:pointer}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.7rem;margin:1.2rem 0}
.tiles div{background:var(--card);border-radius:8px;padding:.7rem .9rem}.tiles b{display:block;font-size:1.45rem;
font-variant-numeric:tabular-nums}.tiles span{color:var(--soft);font-size:.85rem}
.legend{color:var(--soft);font-size:.85rem;margin:.3rem 0}.legend span{margin-right:1.1em;white-space:nowrap}
.legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem;margin:.6rem 0}.pair p{margin:0 0 .5rem;
white-space:pre-wrap;overflow-wrap:anywhere}.pair small{color:var(--soft);display:block}
td.long{min-width:13rem}.plot{overflow-x:auto}
@media (max-width:640px){.pair{grid-template-columns:1fr}table{display:block;overflow-x:auto}.plot svg{min-width:760px}}
"""
NAMES = {
    "parsing": "读懂纪要：字段 F1",
    "asking": "问答（不用模型）",
    "ledger": "决策台账",
    "guard": "核对：拦下谎话、放行真话",
    "summary": "摘要：字段 F1",
    "retrieval": "检索，与别的做法对比",
    "noise": "噪声：同样的问题，问干净的和受损的纪要",
    "speed": "用时与提示词",
    "public": "公开数据集",
    "judge": "模型评判，与规则的一致程度",
    "own": "自带用例",
    "model": "用模型：教程做法与我们的",
}
METRICS = {
    "macro_f1": "字段 F1（宏平均）",
    "kept_under_noise": "噪声下保持的比例",
    "right": "答对",
    "refusal.precision": "拒答·准确率",
    "refusal.recall": "拒答·召回率",
    "refusal.f1": "拒答·F1",
    "citation.precision": "引文·准确率",
    "citation.recall": "引文·召回率",
    "citation.f1": "引文·F1",
    "truths_passed": "真话放行",
    "lies_stopped": "谎话拦下",
    "answer": "答案里有应有的话",
    "answer@5": "前五段里有应有的话",
    "answer@1000c": "前一千字里有应有的话",
    "ms.p50": "一问毫秒·中位",
    "ms.p95": "一问毫秒·第 95 百分位",
    "prompt_tokens": "提示词 token（平均）",
    "quote_in_prompt": "提示词里有金标准引文",
    "invented": "该拒答而编造",
    "model_asked": "问到模型的比例",
    "tokens_read": "每问读入 token",
    "tokens_written": "每问写出 token",
    "seconds": "每问秒数",
    "cost_per_1000": "每千问花费",
    "claims_dropped": "模型的话被核对拦下",
    "key_information": "答案里有关键信息",
    "RR": "MRR",
    "precision": "准确率",
    "recall": "召回率",
}
SHORT = 12
"""Rows up to which a table is shown open; a longer one is folded, since its plot says the most of it."""
CHANGED = 0.0005
"""Differences below this are not shown as changes."""


AGAINST = ("R@1", "R@5", "RR", "nDCG@10", "answer", "answer@5", "answer@1000c")
RESULTS = Path(__file__).parents[1] / "results"


def page(run: Run, before: Run | None = None) -> str:
    """The whole file; with `before`, every value beside the one it had."""
    held = before.by_key() if before else {}
    by_suite: dict[str, list[Result]] = defaultdict(list)
    for one in run.results:
        by_suite[one.suite].append(one)
    body = "".join(_suite(name, found, held) for name, found in by_suite.items())
    seconds = "、".join(f"{escape(name)} {value:.0f} 秒" for name, value in run.seconds.items())
    made = (run.made_at, f"语料 {run.corpus}", f"版本 {run.version}", run.embedder, run.model or "不用模型")
    meta = escape(" · ".join(made))
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>纪要评测</title><style>{STYLE}</style>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><h1>纪要评测</h1>'
        f"<p class=meta>{meta}<br>{seconds}</p>{_tiles(run)}{_compared(run, before)}{body}{_kept()}"
        f"{_failures(run.failures)}</html>"
    )


def _tiles(run: Run) -> str:
    found = run.by_key()
    shown = [(name, found[key], share) for name, key, share in TILES if key in found and found[key].value is not None]
    tiles = "".join(
        f"<div><b>{(one.value or 0) * 100:.1f}%</b><span>{escape(name)}（n={one.n}）</span></div>"
        if share
        else f"<div><b>{one.value:.0f}</b><span>{escape(name)}（n={one.n}）</span></div>"
        for name, one, share in shown
    )
    return f"<div class=tiles>{tiles}</div>" if tiles else ""


def _compared(run: Run, before: Run | None) -> str:
    """What changed since an earlier run: how many values rose and fell, and which cases went wrong or came right."""
    if before is None:
        return ""
    ways = [_moved(one, before.by_key().get(one.key)) for one in run.results]
    suites = set(run.seconds) & set(before.seconds)
    now, then = ({f"{one.suite} · {one.id}" for one in each.failures if one.suite in suites} for each in (run, before))
    lines = [
        f"对照：{before.made_at}（语料 {before.corpus}）",
        f"{ways.count('up')} 项上升，{ways.count('down')} 项下降",
    ]
    lines += [f"新答错：{'、'.join(sorted(now - then))}"] if now - then else []
    lines += [f"新答对：{'、'.join(sorted(then - now))}"] if then - now else []
    return f"<h2>与上次对比</h2><p>{'<br>'.join(map(escape, lines))}</p>"


def _moved(one: Result, before: Result | None) -> str | None:
    if before is None or one.value is None or before.value is None or abs(one.value - before.value) <= CHANGED:
        return None
    return "up" if one.value > before.value else "down"


def _suite(name: str, found: Sequence[Result], held: dict[str, Result]) -> str:
    rows = "".join(_row(one, held.get(one.key)) for one in found)
    head = "<tr><th>指标<th>对象<th>系统<th class=n>值<th class=n>95% 区间<th class=n>n" + (
        "<th class=n>较前" if held else ""
    )
    table = f"<table>{head}{rows}</table>"
    if len(found) > SHORT:
        table = f"<details><summary>全部 {len(found)} 项</summary>{table}</details>"
    return f"<h2>{escape(NAMES.get(name, name))}</h2>{_plot(found)}{table}{_published(found)}"


def _published(found: Sequence[Result]) -> str:
    """What others have published on the public sets of a suite, with source and what differs."""
    quoted = beside(frozenset(one.split for one in found if one.suite == "public"))
    if not quoted:
        return ""
    rows = "".join(
        f"<tr><td>{escape(one.set)}<td>{escape(one.system)}<td>{escape(one.metric)}<td class=n>{one.value:.3f}"
        f"<td class=long>{escape(one.source)}<td class=long>{escape(one.differs)}"
        for one in quoted
    )
    head = "<tr><th>数据集<th>系统<th>指标<th class=n>值<th>出处<th>任务有何不同"
    return f"<h3>别人公布的数（任务不同，不能直接比）</h3><table>{head}{rows}</table>"


def _row(one: Result, before: Result | None) -> str:
    value = "–" if one.value is None else f"{one.value:.3f}"
    bounds = "" if one.low is None or one.high is None else f"{one.low:.2f}–{one.high:.2f}"
    change = ""
    if before is not None:
        way = _moved(one, before)
        moved = f"<span class={way}>{(one.value or 0) - (before.value or 0):+.3f}</span>" if way else ""
        change = f"<td class=n>{moved}"
    cells = "".join(f"<td>{escape(part)}" for part in (METRICS.get(one.metric, one.metric), one.split, one.system))
    return f"<tr>{cells}<td class=n>{value}<td class=n>{bounds}<td class=n>{one.n}{change}"


def _plot(found: Sequence[Result]) -> str:
    """Columns a metric where systems are compared, else bars of the suite's first metric over its splits."""
    systems = list(dict.fromkeys(one.system for one in found if one.system != OURS))
    if not systems:
        return bars([one for one in found if one.metric == found[0].metric])
    plots = {
        split: columns([one for one in found if one.split == split], AGAINST, [*systems, OURS])
        for split in dict.fromkeys(one.split for one in found)
    }
    return "".join(f"<h3>{escape(split)}</h3>{plot}" for split, plot in plots.items() if plot)


def _kept() -> str:
    """Curves that take longer than a run, as they were last measured."""
    drawings: dict[str, tuple[str, Callable[[Any], str]]] = {
        "cutoff.json": ("拒答的界线", calibration),
        "growth.json": ("档案变大时一问的毫秒（p95）", growth),
    }
    return "".join(
        f"<h2>{name}</h2>{draw(json.loads((RESULTS / file).read_text('utf-8')))}"
        for file, (name, draw) in drawings.items()
        if (RESULTS / file).exists()
    )


def _failures(failures: Iterable[Failure]) -> str:
    rows = "".join(
        f"<details><summary>{escape(one.suite)} · {escape(one.id)}　{escape(one.question)}</summary>"
        f"<div class=pair><div><small>回答</small><p>{escape(one.answer)}</p></div>"
        f"<div><small>应有</small><p>{escape(one.expected)}</p></div></div>"
        + "".join(f"<small>引文</small><p>{escape(quote)}</p>" for quote in one.evidence)
        + "</details>"
        for one in failures
    )
    return f"<h2>没有答对的</h2>{rows}" if rows else ""
