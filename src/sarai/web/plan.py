"""Which pages a study has: their places, the functions that make them, and under which names a search finds them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sarai.web.ask import Ask
from sarai.web.page import Known, Nav, Page, Said
from sarai.web.pages import (
    corridor,
    data,
    dependence,
    documents,
    lived,
    method,
    new,
    occasions,
    pair,
    pairs,
    people,
    project,
    projects,
    promise,
    promises,
    questions,
    recipient,
    region,
    search,
    texts,
    ways,
)
from sarai.web.pages import groups as groups_of
from sarai.web.pages import partner as partners


@dataclass(frozen=True, slots=True)
class Made:
    """A page that can be made: its place, the function, and the codes under whose names a search finds it."""

    path: str
    make: Callable[[], Page]
    codes: tuple[str, ...] = ()
    knows: Callable[[], Known] | None = None
    """What a search knows of it, where that is known without making it."""

    def known(self) -> Known:
        """What a search knows of the page."""
        return self.make().known if self.knows is None else self.knows()


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a study, and the parts that the head of the site names."""

    pages: tuple[Made, ...]
    nav: tuple[tuple[Nav, str], ...]


def plan(ask: Ask, *, workbook: str | None = None) -> Plan:
    """Every page of a release; ``workbook`` is the place of the download, where there is one."""
    made = [Made(region.PATH, partial(region.page, ask)), Made(pairs.PATH, partial(pairs.page, ask))]
    made += [Made(recipient.path(code), partial(recipient.page, ask, code), (code,)) for code in ask.recipients]
    made += [Made(partners.path(code), partial(partners.page, ask, code), (code,)) for code in ask.partners]
    made += [
        Made(pair.path(*each), partial(pair.page, ask, *each), each, partial(pair.known, *each)) for each in ask.pairs
    ]
    nav = [(Nav.REGION, region.PATH), (Nav.PAIRS, pairs.PATH)]
    groups = groups_of.groups(ask)
    if groups:
        nav.append((Nav.PROJECTS, projects.PATH))
        made.append(Made(projects.PATH, partial(projects.page, ask)))
        made += [
            Made(groups_of.path(group), partial(project.page, ask, *held), (), partial(project.known, held[1]))
            for group, held in groups.items()
        ]
    if ask.promises:
        nav.append((Nav.PROMISES, promise.LIST))
        made.append(Made(promise.LIST, partial(promises.page, ask)))
        made += [Made(lived.path(row["id"]), partial(promise.page, ask, row["id"])) for row in ask.promises]
        held_at = occasions.of(ask)
        made += [Made(each.path, partial(occasions.page, ask, each)) for each in held_at]
        if held_at:
            made.append(Made(occasions.PATH, partial(occasions.page_of_all, ask)))
        if people.of(ask):
            made.append(Made(people.PATH, partial(people.page, ask)))
    if ask.depended_on:
        made += [
            Made(
                dependence.path(code),
                partial(dependence.page, ask, code),
                (code,),
                partial(dependence.known, ask, code),
            )
            for code in ask.recipients
        ]
    if ask.ways:
        nav.append((Nav.CORRIDORS, corridor.PATH))
        made.append(Made(corridor.PATH, partial(ways.page, ask)))
        made += [
            Made(corridor.path(row), partial(corridor.page, ask, row), (), partial(corridor.known, row))
            for row in ask.ways
        ]
    if ask.positions or ask.documents:
        nav.append((Nav.DOCUMENTS, documents.PATH))
        made.append(Made(documents.PATH, partial(documents.page, ask)))
        made += [Made(texts.path(each), partial(texts.page, ask, each)) for each in ask.documents]
        governments = sorted({row["government"] for row in ask.positions})
        made += [Made(documents.path(code), partial(documents.of, ask, code), (code,)) for code in governments]
    if ask.questions:
        nav.append((Nav.QUESTIONS, questions.PATH))
        said: dict[str, Said] = {}
        told = {each.path: partial(_first_of, said, each.path, each.make) for each in made}
        made = [replace(each, make=partial(_kept, said, each.path, each.make)) for each in made]
        made.append(Made(questions.PATH, partial(questions.page, ask, told), (), partial(questions.known, ask)))
    nav.append((Nav.DATA, data.PATH))
    made += [Made(data.PATH, partial(data.page, ask, workbook=workbook)), Made(method.PATH, partial(method.page, ask))]
    made += [Made(new.PATH, partial(new.page, ask)), Made(search.PATH, partial(search.page, ask))]
    return Plan(_unlike(made), tuple(nav))


def _kept(said: dict[str, Said], path: str, make: Callable[[], Page]) -> Page:
    """A page, of which is kept what it says first."""
    page = make()
    said[path] = page.said
    return page


def _first_of(said: dict[str, Said], path: str, make: Callable[[], Page]) -> Said:
    """What a page says first; it is made for that only where nobody has asked for it."""
    return said[path] if path in said else _kept(said, path, make).said


def _unlike(made: Sequence[Made]) -> tuple[Made, ...]:
    """Each place once: of two that would stand in one place the first stands."""
    places: dict[str, Made] = {}
    for each in made:
        places.setdefault(each.path, each)
    return tuple(places.values())
