"""The words of signing in, of users, and of serving programs: key → (Chinese, English)."""

from __future__ import annotations

ACCESS: dict[str, tuple[str, str]] = {
    "access.title": ("登录纪要", "Sign in to Jiyao"),
    "access.name": ("用户名", "User name"),
    "access.password": ("密码", "Password"),
    "access.sign_in": ("登录", "Sign in"),
    "access.wrong": (
        "登录：用户名或密码不对；请核对后再试",
        "The name or the password is not right; please check both",
    ),
    "access.wait": ("登录：错误次数过多；请 {wait} 秒后再试", "Too many wrong tries; please wait {wait} seconds"),
    "access.sign_out": ("退出", "Sign out"),
    "serve.help": ("开放 HTTP API 与 MCP（默认连同网页）。", "Serve the HTTP API and MCP (with the page by default)."),
    "serve.api_only": ("只要 API 和 MCP，不要网页。", "The API and MCP alone, without the page."),
    "serve.host": (
        "监听的地址（默认 127.0.0.1）；要从别的机器访问，先用 jiyao user add 设用户。",
        "Address to listen on (default 127.0.0.1); to be reached from elsewhere, first add users: jiyao user add.",
    ),
    "serve.no_users": (
        "{host}：不是本机地址，而档案还没有用户，任何人都能进来；请先 jiyao user add 用户名，再打开",
        "{host}: others could come in, and the archive has no users; first run jiyao user add NAME",
    ),
    "serve.plain": (
        "{host}：连接不加密；请在前面放一个提供 HTTPS 的反向代理",
        "{host}: the connection is not encrypted; put a reverse proxy with HTTPS in front",
    ),
    "mcp.help": (
        "作为 MCP 服务器运行（标准输入输出），供语言模型的客户端调用。",
        "Run as an MCP server over standard input and output, for clients of language models.",
    ),
    "user.help": (
        "管理用户、密码、令牌，查看日志。",
        "Users: add, list, remove, password, token, log.",
    ),
    "user.add": ("增加用户；从标准输入或提示读密码。", "Add a user; the password is prompted for, or read from input."),
    "user.role": (
        "reader 提问阅读，editor 可改档案，admin 管用户。",
        "Role: reader asks, editor changes, admin.",
    ),
    "user.program": ("给程序用：没有密码，只发令牌。", "For a program: no password, tokens only."),
    "user.list": ("列出用户。", "List users."),
    "user.remove": ("移除用户，连同其令牌。", "Remove a user and their tokens."),
    "user.password": ("改密码。", "Change a password."),
    "user.token": ("发一个 API 令牌（只显示一次）。", "Give an API token (shown once)."),
    "user.revoke": ("作废这个用户的全部令牌。", "Revoke all tokens of this user."),
    "user.log": ("打印日志：谁在何时问了什么、改了什么。", "Print the journal: who asked or changed what, and when."),
    "user.ask_password": ("密码（至少 {n} 个字符）", "Password (at least {n} characters)"),
    "user.added": ("已增加 {name}（{role}）", "Added {name} ({role})"),
    "user.removed": ("已移除 {name}", "Removed {name}"),
    "user.changed": ("已改 {name} 的密码", "Changed the password of {name}"),
    "user.revoked": ("已作废 {name} 的 {n} 个令牌", "Revoked {n} tokens of {name}"),
    "user.none": ("还没有用户；只有本机能用", "No users yet; this machine only"),
    "user.line": ("{name}\t{role}\t{tokens} 个令牌", "{name}\t{role}\t{tokens} tokens"),
}
