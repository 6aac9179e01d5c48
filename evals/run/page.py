"""A run as one HTML file that needs nothing else: tables, plots and failures side by side; two runs compared.

The page loads no script, font or style from anywhere. Everything from minutes and questions is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from evals.run.records import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.run.records import Failure, Result, Run

STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6878;--line:#dfe4ea;--bar:#2f6fb5;--other:#b9c4d2;--bad:#b3463a;
--page:#fff;--card:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa7b8;--line:#303a47;--bar:#6aa5e6;--other:#465467;
--bad:#e08a7f;--page:#12171e;--card:#1a212a}}
body{font:15px/1.6 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;color:var(--ink);
background:var(--page);max-width:1080px;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.5rem;margin-bottom:.2rem}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem}p.meta{color:var(--soft);margin-top:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.32rem .6rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.up{color:var(--bar)}.down{color:var(--bad)}svg{width:100%;height:auto;display:block}
details{background:var(--card);border-radius:8px;margin:.5rem 0;padding:.5rem .9rem}summary{cursor:pointer}
dl{display:grid;grid-template-columns:5.5em 1fr;gap:.25rem .8rem;margin:.6rem 0}dt{color:var(--soft)}dd{margin:0;
white-space:pre-wrap;overflow-wrap:anywhere}
"""
NAMES = {
    "parsing": "读懂纪要：字段 F1",
    "asking": "问答（不用模型）",
    "ledger": "决策台账",
    "guard": "核对：拦下谎话、放行真话",
    "retrieval": "检索",
    "own": "自带用例",
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
    "precision": "准确率",
    "recall": "召回率",
}
CHANGED = 0.0005
"""Differences below this are not shown as changes."""


def page(run: Run, before: Run | None = None) -> str:
    """The whole file; with `before`, every value beside the one it had."""
    held = before.by_key() if before else {}
    by_suite: dict[str, list[Result]] = defaultdict(list)
    for one in run.results:
        by_suite[one.suite].append(one)
    body = "".join(_suite(name, found, held) for name, found in by_suite.items())
    fell = _failures(run.failures)
    seconds = "、".join(f"{escape(name)} {value:.0f} 秒" for name, value in run.seconds.items())
    made = (run.made_at, f"语料 {run.corpus}", f"版本 {run.version}", run.embedder, run.model or "不用模型")
    meta = escape(" · ".join(made))
    against = f"<p class=meta>对照：{escape(before.made_at)}（语料 {escape(before.corpus)}）</p>" if before else ""
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>纪要评测</title><style>{STYLE}</style>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><h1>纪要评测</h1>'
        f"<p class=meta>{meta}<br>{seconds}</p>{against}{body}{fell}</html>"
    )


def _suite(name: str, found: Sequence[Result], held: dict[str, Result]) -> str:
    rows = "".join(_row(one, held.get(one.key)) for one in found)
    head = "<tr><th>指标<th>对象<th>系统<th class=n>值<th class=n>95% 区间<th class=n>n" + (
        "<th class=n>较前" if held else ""
    )
    return f"<h2>{escape(NAMES.get(name, name))}</h2>{_plot(found)}<table>{head}{rows}</table>"


def _row(one: Result, before: Result | None) -> str:
    value = "–" if one.value is None else f"{one.value:.3f}"
    bounds = "" if one.low is None or one.high is None else f"{one.low:.2f}–{one.high:.2f}"
    change = ""
    if before is not None:
        change = "<td class=n>"
        if one.value is not None and before.value is not None and abs(one.value - before.value) > CHANGED:
            way = "up" if one.value > before.value else "down"
            change += f"<span class={way}>{one.value - before.value:+.3f}</span>"
    cells = "".join(f"<td>{escape(part)}" for part in (METRICS.get(one.metric, one.metric), one.split, one.system))
    return f"<tr>{cells}<td class=n>{value}<td class=n>{bounds}<td class=n>{one.n}{change}"


def _plot(found: Sequence[Result]) -> str:
    """Bars of the suite's first metric over its splits, ours dark, baselines pale."""
    metric = found[0].metric
    bars = [one for one in found if one.metric == metric and one.value is not None]
    if len(bars) < 2:  # noqa: PLR2004 - one bar is no plot
        return ""
    height, left, width = 22, 190, 1000
    lines = []
    for at, one in enumerate(bars):
        value = one.value or 0.0
        top, ends = at * height, left + max(value, one.high or 0.0) * (width - left - 60) + 6
        label = one.split if one.system == OURS else f"{one.split} · {one.system}"
        colour = "--bar" if one.system == OURS else "--other"
        lines.append(
            f'<text x="{left - 8}" y="{top + 15}" text-anchor="end" font-size="12" fill="var(--soft)">'
            f"{escape(label)}</text>"
            f'<rect x="{left}" y="{top + 4}" width="{max(value, 0.0) * (width - left - 60):.1f}" height="14" rx="3" '
            f'fill="var({colour})"/>'
            f'<text x="{ends:.1f}" y="{top + 15}" font-size="12" '
            f'fill="var(--ink)">{value:.3f}</text>{_whisker(one, left, width - left - 60, top)}'
        )
    box = f"0 0 {width} {len(bars) * height}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(metric)}">{"".join(lines)}</svg>'


def _whisker(one: Result, left: int, width: int, top: int) -> str:
    if one.low is None or one.high is None:
        return ""
    from_x, to_x = left + one.low * width, left + one.high * width
    return f'<path d="M{from_x:.1f} {top + 11}H{to_x:.1f}" stroke="var(--soft)" stroke-width="1.5"/>'


def _failures(failures: Iterable[Failure]) -> str:
    rows = "".join(
        f"<details><summary>{escape(one.suite)} · {escape(one.id)}　{escape(one.question)}</summary><dl>"
        f"<dt>回答<dd>{escape(one.answer)}<dt>应有<dd>{escape(one.expected)}"
        + "".join(f"<dt>引文<dd>{escape(quote)}" for quote in one.evidence)
        + "</dl></details>"
        for one in failures
    )
    return f"<h2>没有答对的</h2>{rows}" if rows else ""
