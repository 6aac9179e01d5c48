"""Containers built from nothing: a PDF of a few objects, Word files by their XML, archives, and the texts inside."""

from __future__ import annotations

import io
import zipfile

import docx

from ingest.limits import Limits

LIMITS = Limits()
MINUTES = """青岚区人民政府常务会议纪要
〔2031〕7号
2031年5月12日上午，区长闻远川在区政府二楼会议室主持召开区政府第19次常务会议。现将会议议定事项纪要如下：
一、关于审议《青岚区老旧水塔更新方案》
会议听取了区水务局关于方案的汇报，原则同意该方案，由区水务局会同区财政局修改完善后印发实施。
二、关于松涧街道社区食堂试点工作
会议强调，要坚持群众自愿，稳妥推进。会议议定，试点经费由区财政局统筹安排。
出席：闻远川、季若溪、陶知行。
"""
TRADITIONAL = """青嵐鄉公所鄉務會議紀錄
時間：民國一百二十年五月十二日上午九時
主席：聞遠川　紀錄：季若溪
一、案由：老舊水塔更新計畫，提請審議。
決議：照案通過，由建設課會同財政課辦理。
二、臨時動議：無。
"""


def make_docx(*paragraphs: str) -> bytes:
    """A document as python-docx saves it, a paragraph an argument."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A document of nothing but the XML given; `w:` and the namespaces of text boxes are bound."""
    namespaces = (
        f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    parts = {"numbering": numbering, "styles": styles}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{name}" Target="{name}.xml"/>' for name in parts if parts[name]
    )
    return make_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<R><Relationship Type="{_RELATION}/officeDocument" Target="word/document.xml"/></R>',
            "word/_rels/document.xml.rels": f"<R>{relations}</R>",
            "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:{name} {_W}>{xml}</w:{name}>" for name, xml in parts.items() if xml},
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """The XML of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def make_zip(members: dict[str, str | bytes]) -> bytes:
    """An archive in memory."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def encrypted(archive: bytes) -> bytes:
    """The same archive, each member marked as encrypted in its local header and in the directory."""
    data = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>"
)
_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents"


def make_pdf(*pages: str, trailer: str = "") -> bytes:
    """A PDF with a text layer, a line of each page a line of the text, in a Chinese font that needs no embedding."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        _FONT,
    ]
    for number, page in enumerate(pages):
        lines = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in page.splitlines())
        stream = f"BT /F 12 Tf 50 780 Td {lines} ET"
        objects += [
            f"{_PAGE} {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >> stream\n{stream}\nendstream",
        ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode("ascii")
