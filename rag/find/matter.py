"""What a question is about, once names, filters and question words are taken out of it."""

from __future__ import annotations

import re

_FURNITURE = (
    r"档案里|档案中|档案|资料库里|库里|几件事|件事|请问一下|请问|请教|麻烦|帮我|帮忙|帮|劳驾|问一下|问下|想问问|想问|想知道|想了解|我想|我要|查一下|查查|查询|查找|查|看一下|看看|告诉我|说一下|说说|讲讲|介绍一下|介绍下|简要|简单|列出来|列出|列举|罗列|列一下|盘点|汇总|总结|整理一下|一下|一共|总共|共计|合计|"
    r"能否|能不能|可否|可以|是不是|是否|有没有|有无|到底|究竟|最后|最终|最近|后来|当时|那天|当天|曾经|曾|已经|目前|现在|如今|具体|主要|全部|所有|分别|各自|都|"
    r"为什么会|为什么|为何|为啥|什么原因|原因|理由|缘由|怎么样|怎样|怎么|如何|咋样|咋|啥时候|啥|什么时候|什么时间|什么|何时|何地|何人|何种|多少|哪一次|哪几次|哪次|哪些|哪几|哪个|哪位|哪家|哪里|哪儿|哪天|哪一天|哪项|哪一项|哪|几个|几项|几条|几点|几位|几名|几次|几件|几|谁|多久|多长时间|多大|多高|多|"
    r"会议纪要|纪要里|纪要中|纪要上|纪要|会议上|会议中|会议里|会上|会里|本次会议|这次会议|该次会议|此次会议|当次会议|那次会议|次会议|前后经过|经过了|政府会议|会议|开会|召开过|举行过|开过|召开|举行|开的会|的会|"
    r"区政府|县政府|市政府|省政府|政府常务会|区委区政府|我区|我县|我市|我省|本区|本县|本市|全区|全县|全市|"
    r"议定事项|议题|议程|事项(?!目)|议案|那件事情|这件事情|那件事|这件事|那事儿|这事儿|那事|这事|事儿|的事情|的事|一事|那个|这个|这项|那项|该项|此项|这件|那件|这次|那次|该次|此次|上述|前述|刚才|那一项|这一项|一项|每项|各项议题|"
    r"研究过|讨论过|审议过|提到过|提过|说过|谈过|议过|听取过|部署过|涉及过|研究了|讨论了|审议了|听取了|通过了|同意了|批准了|决定了|强调了|要求了|指出了|提出了|部署了|明确了|安排了|涉及|提到|谈到|提及|"
    r"作出了|做出了|作出|做出|进行了|进行|给出|形成了|得到了|获得了|获得|得到|"
    r"怎么定|定下来|定的|定了|处理|答复|表态|拍板|裁示|结果|结论|决定|决议|意见(?=是|如何|呢|$)|态度|"
    r"审议通过|原则同意|原则通过|原则上同意|表决通过|同意|通过|批准|核准|暂缓审议|暂缓|缓议|搁置|否决|驳回|退回修改|退回|不予|未获|没有获得|推迟|"
    r"要求|强调|指出|认为|提出|部署|汇报(?:了|的|过)?|报告的|负责|牵头|落实|承办|配合|协助|主办|责任|部门|单位|时间|日期|地点|期限|时限|截止|完成(?=$|的|时)|"
    r"下一步|接下来|之后|以后|后续|安排|程序|流程|手续|应该|应当|必须|"
    r"关于|对于|有关|相关|针对|围绕|涉及|就|对|关系到|方面|问题(?=怎|如|是|上|的|有)|这块|那块|这方面|"
    r"它们|它|他们|他|她|其中|其|我们|我|你|您|大家|领导|"
    r"是什么|是多少|是谁|是哪|有什么|有哪些|有多少|有几|是|吗|呢|吧|啊|呀|么|没有|没|了吗|了没|了|的|过"
)
_SPLIT = re.compile(rf"(?<=\x00)(?:人民)?政府(?:党组)?(?!投资|采购|债|工作报告|性|质量|购买)|(?:{_FURNITURE})|[\x00\s，。？！、；：,.?!;:()（）“”\"'‘’]+")
_PROTECTED = re.compile(
    r"对口(?:支援|帮扶|协作)?|就(?:业|医|学|餐|地|近)|对(?:外|接|标|照|台|美|比)|多(?:元|式|层|部门|规合一|彩)|都市|目的|的确|过(?:渡|程|境|桥|街)|是非|总结|决定性|同意书|(?:施工|中标|设计|建设|监理|承建|运营|业主|产权|供应|服务|使用|用工|用人|勘察|代建|采购|主管|挂牌|拆迁|征收)(?:单位|机构|方)|部门(?:预算|决算|联动)|"
    r"政府(?:投资|采购|债|专项债|工作报告|性基金|购买|信息|网站)|会议(?:中心|室)|责任(?:制|书|清单|田|体系|保险)|安全生产责任|安全责任|落实情况|单位(?:改革|大院)|政务服务|事项(?:清单|目录|下放)|行政审批事项|程序(?:规定|办法)|通过率|"
    r"配合饲料|处理(?:厂|站|场|设施|能力|中心)|(?:污水|垃圾|废水|污泥|固废|信访|投诉|矛盾|无害化)处理|时间(?:节点|表)|领导(?:干部|小组|班子)|整理(?:土地|项目)|土地整理|责任(?:追究|落实)|重大事项|事项(?:赋权|清理)|安排(?:计划|方案)|资金安排|用地安排|几何|其他(?:财政|事项)|(?:后续|后)(?:扶持|管护)|需要(?:量)?|审批程序|问题楼盘"
    r"|查(?:处|摆|验|封|补|出)|审计查|普查|督查|巡查|核查|排查|检查|调查|抽查|自查|巡视巡察|抢险|帮(?:扶|办|代办|教)|我国|大家庭|他山|其他"
)
_TRIM_START = re.compile(r"^(?:的|了|是|在|和|与|跟|及|或|也|又|还|要|把|将|给|由|被|向|从|为|以|那么|那|等|里|上|中|个|项|条|次|会|到|让|呢|后|并|而|且|再|于|按|能|会上)(?=[\u4e00-\u9fff]{2,})")
_TRIM_END = re.compile(r"(?:的|了|是|在|和|与|跟|及|或|也|又|还|把|将|给|由|被|向|从|为|以|吗|呢|吧|中|上|里|内|时|后|等|那|这|到|会|要|做|说|去|来|曾|会上|于|有|能|不|个|项)$")
_GENERIC = frozenset(
    "工作 情况 内容 事项 方案 文件 办法 意见 报告 汇报 计划 规划 项目 事情 议题 议案 材料 措施 任务 问题 制度 政策 决定 通知 建议 有关工作 相关工作 情况汇报 工作情况 工作汇报 "
    "副区长 副县长 副市长 副局长 副主任 文号 编号 名称 全称 标题 索引号 人员 名单 人数 主持 主持人 出席 列席 请假 缺席 记录 记录人 应邀 邀请 参加 参会 与会 到会 地点 会场 会议室 时间 日期 成文 印发 发布 公开 研究 讨论 审议 听取 学习 传达 通报 书面通报 "
    "提请 提交 上报 实施 组织实施 办理 修改 完善 修改完善 区别 不同 比较 对比 异同 差异 历次 先后 过程 经过 进展 时间线 脉络 来龙去脉 来龙 常务 党组 专题 区长 县长 市长 局长 主任 书记 同志 代表 委员 第一 上次 下次 还有 另外 换成 呢 做 说 讲 谈 议 定 批 弄 办 搞 干 开 "
    "票 投票 表决 结果如何 金额 资金 数量 规模 比例 标准 期 届 号 页 区 县 市 省 两次 两个 两 一次 三次 每次 各次 清单 列表 目录 一览 完成 起草 编制 送审 提案 解读 领学 介绍 说明 制定 牵头 部署 安排 强调 要求 明确 一样 一致 相同".split()
)
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff\w]")


def matter(text: str) -> str:
    """The words of the matter, in the order of the question, parted by spaces; empty where it names none.

    `text` is simplified, with names that filter blanked out (NUL).

    >>> matter("装电梯那事儿最后咋定的"), matter("\\x00\\x00会议什么时候召开的？"), matter("会议对对口支援工作提出了哪些要求")
    ('装电梯', '', '对口支援工作')
    """
    kept = _protect(text)
    pieces = []
    for piece in kept:
        piece = _trimmed(piece)
        if piece and _HAN_OR_WORD.search(piece) and piece not in _GENERIC and (len(piece) > 1 or not piece.isascii()):
            pieces.append(piece)
    return " ".join(one for one in pieces if len(one) > 1)


def _protect(text: str) -> list[str]:
    """Split at furniture, except where it is part of a protected word."""
    guarded = [one.span() for one in _PROTECTED.finditer(text)]
    pieces, at = [], 0
    position = 0
    while match := _SPLIT.search(text, position):
        start, end = match.span()
        inside = next((span for span in guarded if span[0] < end and start < span[1] and not (start <= span[0] and span[1] <= end)), None)
        if inside is not None or any(span[0] <= start and end <= span[1] for span in guarded):
            position = max(position + 1, (inside or (start, end))[1]) if inside else end
            continue
        pieces.append(text[at:start])
        at = position = max(end, position + 1)
    pieces.append(text[at:])
    return pieces


def _trimmed(piece: str) -> str:
    before = None
    while before != piece:
        before = piece
        if not _PROTECTED.match(piece):
            piece = _TRIM_START.sub("", piece)
        piece = _TRIM_END.sub("", piece)
    return piece.strip()


def is_specific(words: str) -> bool:
    """Whether the matter says more than 工作 or 情况.

    >>> is_specific("安全生产工作"), is_specific("工作 汇报")
    (True, False)
    """
    return any(re.sub("|".join(sorted(map(re.escape, _GENERIC), key=len, reverse=True)), "", one) for one in words.split())
