from __future__ import annotations

import pytest

from ingest.contract import minutes_as_dict
from ingest.minutes import read_bytes
from tests.ingest.parse.sheets import reading
from tests.ingest.read.make import word

HEAD = "青岚区人民政府专题会议纪要\n2031年4月2日，副区长季若溪主持召开专题会议，议定事项如下：\n"


def test_a_row_of_a_table_is_an_item_with_what_its_columns_say() -> None:
    text = f"""{HEAD}序号 | 议定事项 | 牵头单位 | 配合单位 | 完成时限
1 | 清理松涧河漂浮物 | 区水务局 | 区城管局、松涧街道 | 4月底前
2 | 同意增设两处公交站点 | 区交通局 |  | 5月15日
3 | 建立月通报制度 |  | 区政府督查室 | —
出席：季若溪、陶知行
"""
    (minutes,) = reading(text).meetings
    found = minutes_as_dict(minutes)
    assert [one["label"] for one in found["items"]] == ["1", "2", "3"]
    assert [one["title"] for one in found["items"]][1:] == ["同意增设两处公交站点", "建立月通报制度"]
    decisions = [one["decision"] for one in found["items"]]
    assert [one["outcome"] for one in decisions] == ["议定", "同意", "议定"]
    assert [one["responsible_units"] for one in decisions] == [["区水务局"], ["区交通局"], []]
    assert [one["supporting_units"] for one in decisions] == [["区城管局", "松涧街道"], [], ["区政府督查室"]]
    assert [one["deadline_date"] for one in decisions] == ["2031-04-30", "2031-05-15", None]
    assert [one["name"] for one in found["present"]] == ["季若溪", "陶知行"]


def test_the_column_of_what_was_decided_gives_the_outcome() -> None:
    text = f"""{HEAD}议题 | 汇报单位 | 议定意见 | 责任单位
《水塔更新方案》 | 区水务局 | 原则同意，修改完善后印发。 | 区水务局
食堂试点 | 区民政局 | 暂缓，待摸底完成后再议。 | 区民政局
"""
    (minutes,) = reading(text).meetings
    items = minutes_as_dict(minutes)["items"]
    assert [one["decision"]["outcome"] for one in items] == ["原则同意", "暂缓"]
    assert [one["reporting_units"] for one in items] == [["区水务局"], ["区民政局"]]
    assert items[0]["documents"] == ["水塔更新方案"]


@pytest.mark.parametrize(
    "table", ["序号 | 姓名 | 职务\n1 | 季若溪 | 副区长\n2 | 陶知行 | 局长", "时间 | 地点 | 内容\n甲 | 乙 | 丙"]
)
def test_other_tables_hold_no_items(table: str) -> None:
    (minutes,) = reading(f"{HEAD}{table}\n").meetings
    assert not any(one.label for one in minutes.items)


def test_a_cell_of_paragraphs_and_an_empty_one_keep_their_columns() -> None:
    def row(*cells: str) -> str:
        inner = ["".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in cell.split("\n")) for cell in cells]
        return f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in inner)}</w:tr>"

    lines = [f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in HEAD.splitlines()]
    told = "（一）对沿河二十三处排水口逐一登记造册并公示。\n（二）由区水务局会同区生态环境局于6月底前完成封堵。"
    table = row("序号", "事项", "议定意见", "责任单位", "时限") + row("1", "排水口整治", told, "", "6月底前")
    data = word(f"{''.join(lines)}<w:tbl>{table}</w:tbl>")
    (minutes,) = read_bytes(data, "甲.docx").meetings
    (item,) = minutes_as_dict(minutes)["items"]
    assert item["title"] == "排水口整治"
    assert item["decision"]["deadline"] == "6月底前"
    assert item["decision"]["responsible_units"] == ["区水务局"]
