"""Every project of the study by name, largest first, to be filtered by partner, state, sector and status."""

from sarai.web import names, rows
from sarai.web.ask import COUNTED, Ask
from sarai.web.page import Column, Nav, Page, Phone, Section, Table
from sarai.web.pages.project import groups, path
from sarai.web.sentences import q, told
from sarai.web.spots import placed
from sarai.web.words import Beside, Cell, Link, Pill, When, Words, count, millions, quoted

PATH = "projects.html"
MOST = 600
"""Projects of the list that a page holds itself."""


def page(ask: Ask) -> Page:
    """The list of every project of the study."""
    found = groups(ask)
    lines: list[tuple[Cell, ...]] = []
    order = sorted(found.values(), key=lambda each: -(rows.sum_of(r for r in each[1] if r["counts"] in COUNTED) or -1))
    for _, tellings in order[:MOST]:
        counted = [row for row in tellings if row["counts"] in COUNTED]
        main, value = counted[0], rows.sum_of(counted)
        status, look = names.STATUSES.get(str(main["status"]), ("not stated", "unseen"))
        lines.append(
            (
                Link(rows.title_of(main), path(main["same_group"])),
                Beside("not published" if value is None else millions(value), float(-1 if value is None else value)),
                quoted(names.partner(main["partner"])),
                quoted(names.place(main["recipient"])),
                When(names.day(rows.when_of(main)) if rows.when_of(main) else "no date"),
                quoted(names.opening(names.sector(main["sector_group"]))),
                Beside(f"{len(tellings)}", len(tellings)),
                Pill(status, look),
            )
        )
    heads = (
        ("Project", False),
        (f"{ask.currency} m", True),
        ("Partner", False),
        ("State", False),
        ("Dated", False),
        ("Sector", False),
        ("Tellings", True),
        ("Last known", False),
    )
    places = sum(1 for _, tellings in found.values() if placed(tellings, currency=ask.currency).named)
    several = sum(1 for _, tellings in found.values() if len(tellings) > 1)
    cut = (
        told("The largest ", q(f"{MOST:,} of {len(found):,}"), "; the pages of pairs hold the others.")
        if len(found) > MOST
        else ()
    )
    table = Table(
        tuple(
            Column(Words(head), number, head in ("Partner", "State", "Sector", "Last known")) for head, number in heads
        ),
        tuple(lines),
        caption=cut,
        phone=Phone.LIST,
        tools=True,
        what=Words("projects"),
    )
    return Page(
        PATH,
        Nav.PROJECTS,
        "Projects",
        (Words("Projects"),),
        told(
            "This study tells of ",
            q(count(len(found), "projects")),
            " one by one; ",
            Beside(f"{several:,}"),
            " of them by more than one telling, ",
            Beside(f"{places:,}"),
            " with a place on the map.",
        ),
        "Every project of the study by name.",
        sections=(Section("projects", Words("Every project"), (table,)),),
    )
