"""Items found by words and facets: exact, counted, and each with a quote that shows why it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.report.items import FACETS, ItemFilter

if TYPE_CHECKING:
    from rag.archive import Archive


def test_without_words_every_item_is_there_and_the_latest_meeting_first(samples: Archive) -> None:
    everything = samples.reports.items(count=10_000)
    assert everything.total == len(everything.hits) == sum(one.item_count for one in samples.meetings())
    days = [(hit.entry.meeting.held_on or "").replace("X", "") for hit in everything.hits]
    assert days == sorted(days, reverse=True)
    assert [hit.citation.mark for hit in everything.hits[:3]] == [1, 2, 3]


def test_an_item_is_found_by_words_and_its_quote_is_a_slice(samples: Archive) -> None:
    everything = samples.reports.items(count=10_000)
    title = next(hit.entry.item.title for hit in everything.hits if hit.entry.item.title)
    found = samples.reports.items(ItemFilter(text=title[:8]))
    assert not found.near
    assert any(hit.entry.item.title == title for hit in found.hits)
    for hit in found.hits:
        document = samples.document(hit.citation.document_id)
        assert document.quote(hit.citation.span) == hit.citation.quote


def test_words_that_stand_nowhere_find_nothing(samples: Archive) -> None:
    assert samples.reports.items(ItemFilter(text="量子食堂 月球")).total == 0


def test_each_value_of_a_facet_leaves_as_many_items_as_it_says(samples: Archive) -> None:
    everything = samples.reports.items(count=0)
    for facet in FACETS:
        assert everything.facets[facet], facet
        for value, count in everything.facets[facet][:3]:
            chosen: dict[str, Any] = {facet: (value,)}
            assert samples.reports.items(ItemFilter(**chosen), count=0).total == count


def test_facets_are_counted_with_the_other_ones_applied(samples: Archive) -> None:
    outcome = samples.reports.items(count=0).facets["outcomes"][0][0]
    narrowed = samples.reports.items(ItemFilter(outcomes=(outcome,)), count=0)
    assert sum(count for _, count in narrowed.facets["meetings"]) == narrowed.total
    assert len(narrowed.facets["outcomes"]) > 1, "a facet does not narrow itself"


def test_pages_follow_each_other(samples: Archive) -> None:
    first, second = samples.reports.items(count=5), samples.reports.items(first=5, count=5)
    assert [hit.citation.mark for hit in second.hits] == [6, 7, 8, 9, 10]
    assert {hit.entry.item.id for hit in first.hits}.isdisjoint(hit.entry.item.id for hit in second.hits)
