"""`jiyao list`: the documents of the archive and the meetings in each."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ui.cli.app import ANSWERED, App, emit, pass_app
from ui.cli.command import Command
from ui.i18n import say

if TYPE_CHECKING:
    from rag.archive import Archive
    from rag.records import MeetingRow


def _meetings(archive: Archive) -> dict[str, list[MeetingRow]]:
    """The meetings of each document, in the order of its text."""
    held: dict[str, list[MeetingRow]] = {}
    for meeting in sorted(archive.meetings(), key=lambda one: one.index):
        held.setdefault(meeting.document_id, []).append(meeting)
    return held


@click.command("list", cls=Command, help=say("list.help"))
@click.option("--json", "as_json", is_flag=True, help=say("list.json"))
@pass_app
def command(app: App, *, as_json: bool) -> int:
    """0, also for an empty archive."""
    from ui.view.plain import document_text

    with app.archive() as archive:
        documents, held = archive.documents(), _meetings(archive)
    if not as_json:
        click.echo(say("list.total", documents=len(documents), meetings=sum(map(len, held.values()))))
    for document in documents:
        meetings = held.get(document.id, [])
        if as_json:
            emit(asdict(document) | {"meetings": [asdict(meeting) for meeting in meetings]})
        else:
            click.echo(document_text(document.name, document.id, document.characters, meetings))
    return ANSWERED
