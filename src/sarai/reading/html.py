"""HTML to text: the article of a page, each letter with its place in the file.

trafilatura decides what of a page is its article; it does not say where in the file that stands. So the letters
that a reader sees are taken from the markup with their places, and the article is laid over them.
"""

import html
import re
from array import array
from itertools import count

from sarai.model.errors import UnreadableDocument

_TAG = re.compile(r"""</?[a-zA-Z!?](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_PLAIN_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*+>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "textarea", "select"})
_IN_LINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_NOTE = re.compile(
    r"((?:(?<=[^\W\d_]{3})|(?<=\b(?:19|20)\d\d)|(?<=[.,;:!?%)\"”’]))(?:</(?:a|b|em|i|span|strong|u)>){0,3})"
    r"(<sup(?:\s[^<>]*)?>(?:\s|<a(?:\s[^<>]*)?>|</a>){0,6}[\[(]?[\d*†]{1,3}[\])]?(?:\s|</a>){0,4}</sup>)",
    re.IGNORECASE,
)
"""The mark of a note after a word: beside a sum it would be read as a part of it. No power, as of km or m."""
_HIDDEN = (
    "//*[@hidden]",
    "//*[contains(translate(@style, ' ', ''), 'display:none')]",
    "//*[contains(translate(@style, ' ', ''), 'visibility:hidden')]",
)
"""What no reader of the page sees, though it stands in the article."""
_PIECE = re.compile(r"(?m)^- |\||\n")
_WINDOW = 100_000
_BROKEN = 100
"""Tags with quotes that do not close, after which a tag is read to the next angle: looking on would take long."""
_LOST = 200
"""Pieces of an article looked for in the whole of a page before the rest are looked for ahead only."""


def text_of(markup: str, *, where: str) -> tuple[str, "array[int]"]:
    """The article of a page, and for each of its code points the offset in ``markup`` (code points).

    Paragraphs stand apart by an empty line; a row of a table is a line with bars between its cells. Where no
    article can be told, all that a reader of the page sees is taken. A letter that stands for markup (a bar, a
    line's end) has the offset of the letter before it.

    Raises:
        UnreadableDocument: no HTML that can be read.
    """
    import trafilatura
    from lxml import etree

    # A comment as long as the mark: every other letter keeps its place.
    markup = _NOTE.sub(lambda found: f"{found[1]}<!--{' ' * (len(found[2]) - 7)}-->", markup)
    seen, places = visible(markup)
    try:
        article = (
            trafilatura.extract(
                markup, include_comments=False, include_tables=True, favor_recall=True, prune_xpath=list(_HIDDEN)
            )
            or ""
        )
    except (ValueError, TypeError, AttributeError, etree.LxmlError, RecursionError) as error:
        raise UnreadableDocument(
            f"is no HTML that can be read: {error}", where=where, cure="save it as text"
        ) from error
    bare = sum(not character.isspace() for character in article)
    if bare < 40 or bare < 0.02 * len(seen):
        return seen, places
    article = article.strip().replace("\n", "\n\n")
    return article, _laid(article, seen, places)


def visible(markup: str) -> tuple[str, "array[int]"]:
    """What a reader of a page sees, without scripts and styles, and the place in the markup of each code point.

    White space is as a browser shows it: one space, and an empty line between blocks. Linear in the markup.
    """
    out: list[str] = []
    at: array[int] = array("i")
    position, size, broken = 0, len(markup), 0
    # Once an end is not found it is not looked for again: many openings without an end would take long.
    no_end: set[str] = set()

    def put(text: str, place: int) -> None:
        for character in text:
            if character.isspace():
                character = " "
                if not out or out[-1].isspace():
                    continue
            out.append(character)
            at.append(place)

    def apart(place: int, between: str) -> None:
        while out and out[-1] == " ":
            out.pop()
            at.pop()
        if out and out[-1] != "\n":
            out.extend(between)
            at.extend([place] * len(between))

    while position < size:
        character = markup[position]
        if character == "<":
            if markup.startswith("<!--", position) and "-->" not in no_end:
                end = markup.find("-->", position + 4)
                if end >= 0:
                    position = end + 3
                    continue
                no_end.add("-->")
            tag = _TAG.match(markup, position) if broken < _BROKEN else None
            if tag is None:
                tag = _PLAIN_TAG.match(markup, position)
                broken += 1
            if tag is None:
                put("<", position)
                position += 1
                continue
            named = _NAME.match(tag[0], 1)
            name = named[1].lower() if named else ""
            position = tag.end()
            if name in ("td", "th") and tag[0][1] == "/":
                if out and out[-1] not in "\n|" and out[-2:] != ["|", " "]:
                    put(" | ", tag.start())
            elif name in ("br", "tr"):
                apart(tag.start(), "\n")
            elif name and name not in _IN_LINE and name not in ("td", "th"):
                apart(tag.start(), "\n\n")
            if name in _UNSEEN and tag[0][1] != "/" and not tag[0].endswith("/>") and name not in no_end:
                closed = _closing(markup, name, position)
                if closed is None:
                    no_end.add(name)
                else:
                    position = closed
            continue
        if character == "&" and (entity := _ENTITY.match(markup, position)):
            put(html.unescape(entity[0]), position)
            position = entity.end()
            continue
        following = position + 1
        while following < size and markup[following] not in "<&":
            following += 1
        for place, each in enumerate(markup[position:following], position):
            if each.isspace():
                if out and not out[-1].isspace():
                    out.append(" ")
                    at.append(place)
            else:
                out.append(each)
                at.append(place)
        position = following
    return "".join(out), at


def _closing(markup: str, name: str, position: int) -> int | None:
    found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(markup, position)
    return found.end() if found else None


def _laid(article: str, seen: str, places: "array[int]") -> "array[int]":
    """The place in the markup of each code point of the article."""
    kept = [index for index, character in enumerate(seen) if not character.isspace() and character != "|"]
    dense = "".join(seen[index] for index in kept)
    at = array("i", [-1]) * len(article)
    cursor = lost = 0
    start = 0
    ends = [*(match.span() for match in _PIECE.finditer(article)), (len(article), len(article))]
    for end, following in ends:
        letters = [index for index in range(start, end) if not article[index].isspace()]
        start = following
        if not letters:
            continue
        piece = "".join(article[index] for index in letters)
        found = dense.find(piece, cursor, cursor + _WINDOW + len(piece))
        if found < 0 and lost < _LOST:
            found = dense.find(piece)
            lost += 1
        if found < 0:
            continue
        for index, here in zip(letters, count(found), strict=False):
            at[index] = places[kept[here]]
        cursor = found + len(piece)
    before = 0
    for index, place in enumerate(at):
        before = place if place >= 0 else before
        at[index] = before
    return at
