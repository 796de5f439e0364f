"""The canonical tables, written down as lines of ``name  type  codelist-or-unit  about``.

One module per group of tables; each holds ``LINES``: table -> (what one row is, its lines).
"""

from sarai.model.lines import builds, facts, iati, links, promises, sources, texts

LINES: dict[str, tuple[str, str]] = {
    **sources.LINES,
    **iati.LINES,
    **facts.LINES,
    **promises.LINES,
    **texts.LINES,
    **links.LINES,
    **builds.LINES,
}
