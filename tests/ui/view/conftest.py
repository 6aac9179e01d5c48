"""An archive of two fictional meetings, the second full of markup, for the pages of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.read.walk import Source
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKUP = "<桥梁 onclick=window.hit=1>${1}{{2}}"
EARLIER = (
    "云泽区人民政府第8次常务会议纪要\n2024年5月20日，区长辛弃梧主持召开区政府第8次常务会议。\n"
    "一、关于《云泽区校舍加固实施方案》的事项\n会议听取了区教育局关于《云泽区校舍加固实施方案》起草情况的汇报。"
    "会议原则同意该方案，由区教育局牵头，区财政局配合，修改完善后印发，2024年8月底前完成。\n"
    "二、关于渡口整修的事项\n会议决定暂缓该项目。会议要求，区交通局要在2024年10月前提出新的方案。\n"
    "三、关于信访工作的情况汇报\n出席：辛弃梧、陆沉舟、温如玉\n列席：区教育局方知白\n"
)
LATER = (
    "云泽区人民政府第12次常务会议纪要\n2024年9月2日，区长辛弃梧主持召开区政府第12次常务会议。\n"
    f"一、关于《云泽区校舍加固实施方案》落实情况的汇报\n会议同意区教育局的汇报{MARKUP}，由区教育局继续组织实施。\n"
    f"二、关于桥梁{MARKUP}维修的事项\n会议原则同意维修方案，由区住建局负责。\n"
)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    settings = Settings(home=tmp_path_factory.mktemp("desk"))
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as opened:
        for name, text in (("earlier.txt", EARLIER), ("later.txt", LATER)):
            opened.add(Source(name, text.encode()))
        yield opened
