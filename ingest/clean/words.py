"""The words web pages put around minutes, in simplified characters. Knows no page, only the genre of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Buttons and switches. A line made of these alone says nothing of a meeting, wherever it stands.
BUTTONS = """
首页 网站首页 返回首页 回到首页 返回顶部 回到顶部 回顶部 返回列表 返回上级 返回上一页 TOP Top top 登录 用户登录
个人登录 法人登录 统一登录 登录注册 登录个人中心 个人中心 用户中心 退出登录 我的主页 繁体中文 简体中文 繁体版 简体版
English ENGLISH EN 英文版 日本语 한국어 国际版 无障碍 无障碍浏览 无障碍阅读 无障碍辅助 进入无障碍 关怀版 长者版
长者模式 长者助手 老年版 老年模式 适老版 适老化 适老模式 大字版 智能问答 智能机器人 智能客服 智能问策 移动端应用
移动版 手机版 电脑版 手机端 移动客户端 微信小程序 官方微信 官方微博 新媒体矩阵 RSS RSS订阅 站内搜索 高级搜索
热门搜索 热搜词 请输入关键字 请输入关键词 请输入搜索内容 收藏 收藏本站 收藏本页 加入收藏 设为首页 设为主页 打印
打印本页 打印文章 打印页面 我要打印 打印此页 关闭 关闭窗口 关闭本页 关闭页面 保存本页 下载本信息公开文件 下载全文
全文下载 文件下载 文字版下载 图片版下载 附件下载 我要下载 分享 分享到 分享至 我要分享 分享本页 一键分享 转发到 点赞
点赞数 评论 我要评论 发表评论 我要纠错 纠错 网站纠错 政府网站找错 听全文 语音播报 语音朗读 字号 字体大小 视力保护色
背景色 护眼模式 夜间模式 扫一扫 微信扫一扫 扫码关注 扫码下载 扫码分享 扫码阅读 手机扫码阅读 扫描二维码 二维码
长按识别二维码 关注我们 关注公众号 扫一扫在手机打开当前页 扫一扫在手机打开当前页面 扫一扫在手机上打开当前页
扫一扫在手机上打开当前页面 扫一扫在手机上阅读 扫一扫在手机上查看当前页面 扫一扫手机打开当前页 扫一扫分享本页
扫一扫分享到微信 扫一扫关注 用微信扫一扫 用手机扫一扫 分享到微信朋友圈 微信好友 朋友圈 微信朋友圈 QQ QQ空间 QQ好友
新浪微博 腾讯微博 人人网 豆瓣 百度贴吧 复制链接 更多平台 更多>> 更多》 查看更多 更多内容 展开全文 阅读全文 查看原文
阅读原文 点击查看 点击下载 点击展开 上一篇 下一篇 上一条 下一条 上一页 下一页 首篇 末页 尾页 没有了 相关附件
相关链接 相关阅读 相关文档 相关新闻 相关文章 相关推荐 相关报道 相关解读 相关稿件 推荐阅读 延伸阅读 热门推荐 热点推荐
热门文章 猜你喜欢 为你推荐 网站地图 站点地图 网站导航 联系我们 关于我们 关于本站 隐私声明 隐私保护 隐私政策 网站声明
小字号 大字号 放大字体 缩小字体 展开详细 智能推荐 分享让更多人看到 点击查看大图 打印正文 听新闻
法律声明 版权声明 使用帮助 网站帮助 网站管理 网站维护 友情链接 常用链接 网站链接 技术支持 中国政府网 今天是 欢迎访问
"""

# Menu entries and scraps that could also be a heading or a word of the minutes: noise only outside the body.
MENU = """
政务动态 政务公开 政府信息公开 信息公开 信息公开目录 信息公开指南 政府信息公开指南 政府信息公开制度 法定主动公开内容
依申请公开 政府信息公开年报 政务服务 服务大厅 网上办事 办事服务 办事大厅 便民服务 公共服务 在线服务 在线办事
政民互动 互动交流 公众参与 公众互动 互动回应 领导信箱 区长信箱 县长信箱 市长信箱 书记信箱 在线访谈 民意征集 意见征集
网上调查 新闻中心 新闻动态 要闻动态 今日要闻 政务要闻 部门动态 通知公告 公示公告 政策文件 政策解读 数据开放 数据发布
数据公开 统计数据 专题专栏 专题 热点专题 招商引资 领导之窗 机构职能 机构设置 政府领导 领导信息 政府机构 城市概况
区情概况 县情概况 市情概况 会议信息 政府会议 常务会议 会议公开 主页 返回 顶部 置顶 注册 退出 繁体 简体 简 繁 英文
多语言 客户端 APP app 小程序 微信 微博 微信公众号 政务微信 政务微博 新媒体 政务新媒体 邮箱 邮件系统 订阅 搜索 检索
热词 保存 下载 下载文件 下载文档 下载本文 导出 预览 转发 赞 收起 展开 更多 朗读 播放 暂停 停止 字体 大 中 小 默认
标准 特大 超大 较大 上页 下页 暂无 无 相关文件 相关信息 相关政策 最新信息 最新发布 最新动态 今日推荐 精彩推荐
免责声明 版权保护 使用说明 网站标识码 国务院 欢迎您 TAG 标签
"""

# A heading under which other pages' titles stand.
ELSEWHERE = """
相关阅读 相关链接 相关文档 相关文件 相关信息 相关新闻 相关文章 相关推荐 相关报道 相关解读 相关稿件 相关政策 推荐阅读
延伸阅读 热门推荐 热点推荐 热门文章 猜你喜欢 你可能还喜欢 智能推荐 为你推荐 最新信息
最新发布 最新动态 今日推荐 精彩推荐 友情链接 常用链接
网站链接 热门搜索
"""

# Who made the page or the report, under its text.
CREDITS = """
信息来源 文章来源 稿件来源 来源 稿源 编辑 作者 供稿 撰稿 文字 图片 摄影 校对 审核 初审 复审 终审 监制 统筹
"""

# The labels of the table of data that sites set over (their own) or under (often another) document.
LABELS = """
信息名称 索引号 信息索引号 公开目录 信息分类 主题分类 体裁分类 组配分类 公文种类 文种 发文机关 发文单位 发文日期
发文字号 发布机构 发布单位 发布日期 发布时间 产生日期 生成日期 成文日期 废止日期 失效日期 生效日期 实施日期 有效期
时效性 有效性 效力状态 公开方式 公开时限 公开范围 公开形式 公开类别 公开日期 文号 文件编号 文件号 内容概述 内容摘要
摘要 关键词 主题词 信息来源 信息形式 载体类型 公文时效 标题 名称 文件名称 公文名称 责任部门 所属机构 制发机关
"""


def any_of(literals: Iterable[str]) -> str:
    """A regular expression for any of some literal words, the longest that fits.

    Words share their common beginnings, so that a place where none fits is passed after one character.

    >>> any_of(["打印", "打印本页", "关闭"])
    '(?:关闭|打(?:印(?:本页)?))'
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(set(literals)):
        branches.setdefault(word[:1], []).append(word[1:])
    optional = branches.pop("", None) is not None
    parts = []
    for first, rests in sorted(branches.items()):
        parts.append(re.escape(first) + _rest(rests))
    return f"(?:{'|'.join(parts)})" + ("?" if optional else "")


def _rest(rests: list[str]) -> str:
    if len(rests) == 1:
        return re.escape(rests[0])
    return any_of(rests)


def lines_with(word: re.Pattern[str], plain: str) -> Iterator[tuple[int, int]]:
    r"""The lines of a text that hold a word, each once: most hold none, and need not be looked at.

    >>> list(lines_with(re.compile("乙"), "甲\n乙乙\n丙乙"))
    [(2, 4), (5, 7)]
    """
    end = 0
    for match in word.finditer(plain):
        if match.start() < end:
            continue
        start = plain.rfind("\n", end, match.start()) + 1 or end
        end = plain.find("\n", match.end())
        end = len(plain) if end < 0 else end
        yield start, end
