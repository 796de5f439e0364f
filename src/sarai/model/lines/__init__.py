"""The canonical tables, written down as lines of ``name  type  codelist-or-unit  about``.

One module per group of tables; each holds ``LINES``: table -> (what one row is, its lines).
"""

from sarai.model.lines import builds, corridors, facts, iati, links, promises, sources, stated, texts

LINES: dict[str, tuple[str, str]] = {
    **sources.LINES,
    **iati.LINES,
    **facts.LINES,
    **promises.LINES,
    **stated.LINES,
    **corridors.LINES,
    **texts.LINES,
    **links.LINES,
    **builds.LINES,
}
