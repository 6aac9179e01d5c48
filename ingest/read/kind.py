"""What kind of container bytes are: by their own signature first, by the ending of the name only then."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from ingest.errors import Encrypted, NotMinutes, Unsupported
from ingest.read.mhtml import is_web_archive
from ingest.read.zips import ZIP_SIGNATURES, office_kind

Kind = Literal["text", "html", "mhtml", "docx", "pdf", "office"]

_HTML_ENDINGS = frozenset((".htm", ".html", ".shtml", ".xhtml"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024

_AS_TEXT = "请另存为 docx、pdf 或 txt 后再导入"
_RECOGNISE = "请先做文字识别（OCR），再导入识别出的文本"
_UNPACK = "请解压后再导入"
_SIGNATURES = (
    (b"\x89PNG", "图片", _RECOGNISE),
    (b"\xff\xd8\xff", "图片", _RECOGNISE),
    (b"GIF8", "图片", _RECOGNISE),
    (b"II*\0", "图片", _RECOGNISE),
    (b"MM\0*", "图片", _RECOGNISE),
    (b"\0\0\1\0", "图标", _RECOGNISE),
    (b"\x1f\x8b", "gzip 压缩文件", _UNPACK),
    (b"BZh", "bzip2 压缩文件", _UNPACK),
    (b"\xfd7zXZ\0", "xz 压缩文件", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _UNPACK),
    (b"Rar!\x1a\x07", "rar 压缩包", _UNPACK),
    (b"\x7fELF", "可执行文件", "请移出要导入的文件夹"),
    (b"SQLite format 3\0", "数据库", _AS_TEXT),
    (b"%!PS", "PostScript 文件", "请转换成 pdf 后再导入"),
    (b"ID3", "录音", "请先转写成文字"),
    (b"OggS", "录音", "请先转写成文字"),
)
# Endings that never name minutes, whatever text the file may hold.
_FOREIGN_KINDS = (
    ("bmp gif heic jpeg jpg png svg tif tiff webp", "图片", _RECOGNISE),
    ("csv et json jsonl ods sqlite tsv xls xlsx xml yaml yml", "数据表", _AS_TEXT),
    ("dps odp ppt pptx", "演示文稿", _AS_TEXT),
    ("aac amr avi flac m4a mkv mov mp3 mp4 wav wma wmv", "录音或录像", "请先转写成文字"),
    ("7z bz2 gz rar tar tgz xz zip", "压缩包", _UNPACK),
    ("bat c com css dll exe js msi py sh so", "程序", "请移出要导入的文件夹"),
    ("caj ceb ofd xps", "版式文件", "请用阅读器另存为 pdf 或 txt 后再导入"),
)
_FOREIGN = {f".{ending}": (name, remedy) for endings, name, remedy in _FOREIGN_KINDS for ending in endings.split()}


def kind_of(data: bytes, source: str) -> Kind:
    """The reader that takes these bytes.

    Raises Unsupported for what none takes, Encrypted for Office files behind a password, NotMinutes for no bytes.
    """
    if not data.strip():
        raise NotMinutes(source, "空文件", "请换一个有正文的文件")
    ending = PurePosixPath(source).suffix.lower()
    if data.startswith(b"%PDF-") or (ending == ".pdf" and b"%PDF-" in data[:_PDF_WITHIN]):
        return "pdf"
    if data.startswith(ZIP_SIGNATURES):
        return _zip_kind(data, source)
    if data.startswith(_OLE):
        return _ole_kind(data, source)
    if data.startswith(b"{\\rtf"):
        return "office"
    if is_web_archive(data):
        return "mhtml"
    _refuse_foreign(data, source, ending)
    return "html" if ending in _HTML_ENDINGS else "text"


def _zip_kind(data: bytes, source: str) -> Kind:
    match office_kind(data, source):
        case "docx":
            return "docx"
        case "odt":
            return "office"
        case None:
            raise Unsupported(source, "是压缩包，不是单个文件", _UNPACK)
        case other:
            raise Unsupported(source, f"是 {other} 文件，没有可用的读取方式", _AS_TEXT)


def _ole_kind(data: bytes, source: str) -> Kind:
    """Old Office files are told apart by the names of their streams, which stand in the file as UTF-16."""
    if _stream("EncryptedPackage") in data:
        raise Encrypted(source, "文档设有打开密码", "请去掉密码另存后再导入")
    if _stream("WordDocument") in data:
        return "office"
    raise Unsupported(source, "不是 Word 文档（可能是 xls、ppt 或邮件）", _AS_TEXT)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refuse_foreign(data: bytes, source: str, ending: str) -> None:
    for signature, name, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise Unsupported(source, f"是{name}，没有可用的读取方式", remedy)
    if data.startswith(b"RIFF") or data[4:8] == b"ftyp":
        raise Unsupported(source, "是图片、录音或录像，没有可用的读取方式", _RECOGNISE)
    if data.startswith(b"MZ") and b"\0" in data[:_PDF_WITHIN]:
        raise Unsupported(source, "是可执行文件，没有可用的读取方式", "请移出要导入的文件夹")
    if foreign := _FOREIGN.get(ending):
        name, remedy = foreign
        raise Unsupported(source, f"是{name}（{ending}），没有可用的读取方式", remedy)
