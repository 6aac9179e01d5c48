"""Old and foreign word processing files (.doc, .wps, .rtf, .odt) through a program that reads them, when there is one.

LibreOffice turns them into .docx, which keeps tables and numbers and has its reader here; antiword gives the text
of .doc. Each works on a copy in a folder of its own, without a shell, under a time limit.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import TooLarge, Unsupported
from ingest.read import docx
from ingest.read.extracted import Extracted, unix_newlines

if TYPE_CHECKING:
    from ingest.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0"
_MEDIA_TYPES = {
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}
# Where LibreOffice lies when it is installed but not on the path.
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
# A cold start of LibreOffice takes ten seconds; minutes convert in one.
_SECONDS = 90
_SAVE_AS = "请用 Word 或 WPS 另存为 docx 后再导入"


def read(data: bytes, source: str, limits: Limits) -> Extracted:
    """Read through LibreOffice or antiword.

    Raises Unsupported where neither is installed or the one there fails, TooLarge where it takes too long, and
    what the reader of .docx raises.
    """
    ending = _ending(data)
    if office := _soffice():
        converted = docx.read(_converted(office, data, ending, source), source, limits)
        return Extracted(converted.text, _MEDIA_TYPES[ending])
    if ending == ".doc" and (antiword := shutil.which("antiword")):
        return Extracted(_antiword(antiword, data, source), _MEDIA_TYPES[ending])
    raise Unsupported(source, f"读取 {ending} 文件需要 LibreOffice，本机没有", f"请安装 LibreOffice，或{_SAVE_AS[1:]}")


def _ending(data: bytes) -> str:
    """The ending under which programs know these bytes; a .wps of WPS Office is a .doc."""
    if data.startswith(_OLE):
        return ".doc"
    return ".rtf" if data.startswith(b"{\\rtf") else ".odt"


def _soffice() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def _converted(office: str, data: bytes, ending: str, source: str) -> bytes:
    """The document as .docx."""
    with tempfile.TemporaryDirectory(prefix="jiyao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        original, made = folder / f"source{ending}", folder / "out" / "source.docx"
        original.write_bytes(data)
        # A profile of its own: a LibreOffice that is open on the desktop would otherwise take the job and lose it.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(made.parent)]
        _run([office, profile, *options, str(original)], source)
        if not made.is_file():
            raise Unsupported(source, "LibreOffice 没能转换这个文件（可能已损坏或设有密码）", _SAVE_AS)
        return made.read_bytes()


def _antiword(antiword: str, data: bytes, source: str) -> str:
    with tempfile.TemporaryDirectory(prefix="jiyao-", ignore_cleanup_errors=True) as name:
        original = Path(name) / "source.doc"
        original.write_bytes(data)
        # -w 0: a paragraph a line; the mapping is antiword's own file for UTF-8.
        written = _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(original)], source)
    return unix_newlines(written.decode("utf-8", "replace"))


def _run(command: list[str], source: str) -> bytes:
    """Run a program without a shell; what it writes. Raises TooLarge, Unsupported."""
    try:
        return subprocess.run(  # noqa: S603 - a program of the house's choice on a file that it named itself
            command, capture_output=True, check=True, stdin=subprocess.DEVNULL, timeout=_SECONDS
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise TooLarge(source, f"转换超过 {_SECONDS} 秒", _SAVE_AS) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Unsupported(source, "无法转换（文件可能已损坏或设有密码）", _SAVE_AS) from error
