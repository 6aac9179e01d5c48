"""What happens next to a matter that is decided: 按程序提请区委常委会审议, 修改后印发实施."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.units import is_unit

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from ingest.records import Fact

_NEXT = re.compile(
    r"(?P<step>(?:按(?:照)?[^，。；《》的]{2,8}(?:程序|管理权限)|按(?:照)?(?:规定|有关规定|法定|相关|上述)?(?:的)?(?:程序|规定|要求)|严格按[^，。；]{1,12}|依法(?:依规)?(?=提|报|办|公)|以[^，。；《》]{2,18}(?:名义|形式|文件|令)|"
    r"代表[^，。；]{2,10}签[署订]|向社会公[布告开]|"
    r"再(?:次|行)?(?:提请|提交|报)|再提会|重新(?:提请|提交|申?报|上会)|(?:提请|提交|报请|呈报|上报|送请|报送|函送|函报|函请|函颁)(?!的)|提(?:报|送)?下(?:一)?次|(?<![转函寄发报呈移])[转移]?送(?=[^，。；《》的]{2,14}(?:审议|审查|核定|备查|议决)(?:[，。；]|$))|另行报批|向[^，。；《》]{0,8}(?:政府|人大|常委会|党委|党工委|管委会|[省市区县州旗]委)[^，。；《》]{0,8}(?:报告|汇报|备案)|(?<![汇申填情通])报(?=[^告经名道刊纸请]{2,24}(?:[，。；]|$|审|备案|批|研究|同意|核|常务会议))|"
    r"印发|下发|发布|公布|公告|颁布|签署|签订|组织(?:实施|开展|推进|落实|招标|采购)|组织(?=与[^，。；]{0,20}(?:签订|实施))|抓好落实|贯彻执行|"
    r"(?:正式|尽快|抓紧|按程序)实施(?=[，。；]|$)|(?<!同意)办理(?=[，。；]|[^，。；]{0,10}手续|$)|依[^，。；《》]{0,8}?程序|存档|上会)[^，。；]*)"
)
_STEPS_ON = re.compile(r"(?<=[审批研议究定准案])(?:通过|同意)?后[，,]?(?=提请|提交|报|印发|按|以|组织|公布|发布|实施)")
_SOFT = re.compile(r"^(?:予以|并|尽快|抓紧|认真|及时|进一步|后|，|,|\s)+")
_TRAILING = re.compile(r"(?:，|,|后|并|\s)+$")
_STEP_HEAD = re.compile(
    r"(?:(?:会议)?(?:决定|同意|议定|明确|确定)|会后|最后)?(?:(?:由|请|授权|责成|委托)[^《》，。；]{2,40}?)?(?:[于在每]?[0-9一二三四五六七八九十年月日底末中上下旬至个工作天周内之以前每时点下班午]{2,14}?(?:前|内|末|底))?"
    r"(?:予以|并|适时|尽快|抓紧|认真|及时|后|负责|牵头|配合|共同|依法|严格|抓好|同步|正式|结果|按会议要求|(?:将|把)[^，。；]{2,16})*"
    r"|[^《》，。；]{2,40}?(?:牵头|负责|配合|后)(?:并|再|尽快|及时|按程序)*"
    r"|[^《》，。；]{0,40}?(?:拿出|提出|形成|制定|起草|编制|拟定|梳理)[^《》，。；]{2,24}|[^《》，。；]{0,6}(?:结果|情况|材料|清单)|受[^，。；《》]{2,14}委托"
)


def next_step(sheet: Sheet, start: int, last: int, *, behind_revision: bool) -> Fact[str] | None:
    """The first step in a stretch of a decision; with `behind_revision` it need not open its clause."""
    for found in _NEXT.finditer(sheet.text, start, last):
        first, end = found.span("step")
        if sheet.text.count("《", start, first) > sheet.text.count("》", start, first):
            continue
        if not behind_revision and not _is_step(sheet.text, start, first):
            continue
        soft = _SOFT.match(sheet.text[first:end])
        first += soft.end() if soft else 0
        on = _STEPS_ON.search(sheet.text, first, end)
        end = on.start() if on else end
        trail = _TRAILING.search(sheet.text[first:end])
        return sheet.fact(first, first + trail.start() if trail else end)
    return None


def _is_step(text: str, start: int, at: int) -> bool:
    """Without a revision in front a step opens its clause; elsewhere the word belongs to the matter (《…》印发情况)."""
    clause = max(max(text.rfind(mark, start, at) for mark in "，,；;。》") + 1, start)
    return _STEP_HEAD.fullmatch(text, clause, at) is not None or is_unit(text[clause:at].strip())
