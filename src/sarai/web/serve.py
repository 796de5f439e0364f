"""The same pages from a server, made when they are asked for; and every public question as JSON and CSV. Read-only.

What is asked comes as named parameters: each is an enum, a bounded number, or a text that the study resolves against
what it holds; none reaches SQL as text. Answers have limits on rows, on time and on the size of a request.
"""

import datetime as dt
import io
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import duckdb
from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from sarai.model.answer import Answer
from sarai.model.errors import QuestionError, SaraiError
from sarai.model.question import DIMENSIONS, FILTERS
from sarai.model.spreadsheets import write_csv
from sarai.model.vocabulary import Counting, Measure, Rates
from sarai.study import Study
from sarai.web import draw
from sarai.web.ask import Ask, Scale
from sarai.web.page import Page
from sarai.web.pages import search
from sarai.web.plan import Made, plan
from sarai.web.publish import assets, texts

ROWS = 10_000
"""Rows of one answer at most."""
SECONDS = 30.0
"""How long a question may take."""
LONGEST = 4_000
"""Characters of a query at most."""
PAGES = 300
"""Pages kept once they are made."""
WHOLE = 200_000
"""Contributions up to which what pages ask is asked once for the whole study, and kept."""

HEADERS = {
    "Content-Security-Policy": draw.POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}
KINDS = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "json": "application/json",
}


class Format(StrEnum):
    """How an answer is given."""

    JSON = "json"
    CSV = "csv"


class Pages:
    """The pages of a release and all that belongs to them, made when they are asked for and kept."""

    def __init__(self, study: Study) -> None:
        small = study.release.counts.get("contribution", 0) <= WHOLE
        self.ask = Ask(study, scale=Scale.WHOLE if small else Scale.PAGE)
        planned = plan(self.ask)
        self.site = draw.site_of(self.ask, planned.nav)
        self._made: Mapping[str, Made] = {each.path: each for each in planned.pages}
        self._kept: dict[str, dict[str, str]] = {"": dict(assets())}
        self._htmls: dict[str, str] = {}
        self._searched: Mapping[str, str] | None = None

    def text(self, path: str, *, near: str = "") -> str | None:
        """A page, or what belongs to one; ``near`` is the page that asks for it. None where there is no such thing."""
        if path in self._kept[""]:
            return self._kept[""][path]
        if path.startswith(search.STEM):
            return self._index().get(path)
        if path in self._made:
            return self._html(path)
        for owner in self._owners(path, near):
            if (found := self._parts(owner).get(path)) is not None:
                return found
        return None

    def _html(self, path: str) -> str:
        """A page alone: what belongs to it is made when a figure is opened or a picture taken away."""
        if path not in self._htmls:
            if len(self._htmls) > PAGES:
                self._htmls.pop(next(iter(self._htmls)))
            self._htmls[path] = draw.html(self.site, self._page(path))
        return self._htmls[path]

    def _parts(self, path: str) -> dict[str, str]:
        if path not in self._kept:
            if len(self._kept) > PAGES:
                self._kept.pop(next(name for name in self._kept if name))
            self._kept[path] = dict(texts(self.site, self._page(path)))
        return self._kept[path]

    def _page(self, path: str) -> Page:
        return self._made[path].make()

    def _owners(self, path: str, near: str) -> Iterator[str]:
        """Pages that a file may belong to: the one that asks, then those whose names it begins with."""
        if near in self._made:
            yield near
        folder, _, name = path.partition("/")
        if folder not in ("data", "rows", "charts"):
            return
        stem = name.rpartition(".")[0]
        fits = []
        for made in self._made:
            own = made.removesuffix(".html").replace("/", "-")
            short = own.partition("-")[2] if "/" in made else own
            best = max(
                (
                    len(each)
                    for each in (own, short, "region" if made == "index.html" else own)
                    if each and stem.startswith(each)
                ),
                default=0,
            )
            if best:
                fits.append((best, made))
        yield from (made for _, made in sorted(fits, reverse=True)[:8] if made != near)

    def _index(self) -> Mapping[str, str]:
        """The index of a search; titles of all pages are known once, so that it is kept."""
        if self._searched is None:
            found = search.places(self.ask)
            for made in self._made.values():
                aliases = [name for code in made.codes for name in search.aliases_of(code)]
                try:
                    found += search.entries(made.path, made.known(), aliases)
                except SaraiError:
                    continue
            self._searched = search.scripts(found)
        return self._searched


def app(study: Study, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]", "testserver")) -> FastAPI:
    """The server of one release. Only the named hosts are answered, so that no other page can reach it by a name."""
    made = FastAPI(title=f"Sarai: {study.title}", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    made.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    pages = Pages(study)
    lock = threading.Lock()
    root = f"/r{study.release.number}"

    @contextmanager
    def limited() -> Iterator[None]:
        """One question at a time of the release's connection, and none for longer than it may take."""
        with lock:
            timer = threading.Timer(SECONDS, study.connection.interrupt)
            timer.start()
            try:
                yield
            except duckdb.InterruptException:
                raise QuestionError(
                    f"the question took longer than {SECONDS:g} seconds", where="query", cure="ask for less"
                ) from None
            finally:
                timer.cancel()

    @made.middleware("http")
    async def guarded(request: Request, call: Callable[[Request], Any]) -> Response:
        if len(str(request.url.query)) > LONGEST:
            return _fault(
                QuestionError("the question is too long", where="query", cure=f"{LONGEST:,} characters at most"), 414
            )
        response: Response = await call(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @made.exception_handler(SaraiError)
    def refused(_: Request, error: SaraiError) -> Response:
        return _fault(error, 422)

    @made.get("/")
    def first() -> Response:
        return RedirectResponse(f"{root}/index.html")

    @made.get(root + "/{path:path}")
    def shown(request: Request, path: str) -> Response:
        near = request.headers.get("referer", "").partition(root + "/")[2].partition("?")[0].partition("#")[0]
        with limited():
            text = pages.text(path or "index.html", near=near)
        if text is None:
            return Response("There is no such page.", 404, media_type="text/plain")
        return Response(text, media_type=f"{KINDS.get(path.rpartition('.')[2], 'text/html')}; charset=utf-8")

    _questions(made, study, limited)
    return made


def _questions(made: FastAPI, study: Study, limited: Callable[[], Any]) -> None:
    """Every public question under ``/api``, with the words of the command line."""
    Text = Annotated[str | None, Query(max_length=400)]
    Limit = Annotated[int, Query(ge=1, le=ROWS)]

    def money(request: Request, ask: Callable[..., Answer], by: str, **more: Any) -> Answer:
        words = {name.replace("-", "_"): value for name, value in request.query_params.items()}
        known = {*FILTERS, "by", "prices", "measure", "counting", "limit", "format", "mixed", "rates"}
        if unknown := sorted(set(words) - known):
            raise QuestionError(
                f"unknown parameter {unknown[0]!r}", where="query", cure=f"known: {', '.join(sorted(known))}"
            )
        for dimension in filter(None, by.split(",")):
            if dimension not in DIMENSIONS:
                raise QuestionError(
                    f"unknown dimension {dimension!r}", where="by", cure=f"known: {', '.join(DIMENSIONS)}"
                )
        filters = {name: value for name, value in words.items() if name in FILTERS}
        with limited():
            return ask(by=by, **more, **filters)

    @made.get("/api/total")
    def total(
        request: Request,
        by: Annotated[str, Query(max_length=200)] = "",
        prices: Annotated[str, Query(max_length=20)] = "current",
        measure: Measure = Measure.COMMITTED,
        rates: Rates = Rates.MONTHLY,
        counting: Counting = Counting.PREFERRED,
        mixed: bool = False,
        limit: Limit = 1000,
        format: Format = Format.JSON,
    ) -> Response:
        asked = {"prices": prices, "measure": measure, "counting": counting, "rates": rates}
        found = money(request, study.total, by, mixed=mixed, **asked)
        return _given(found, limit, format)

    @made.get("/api/explain")
    def explain(
        request: Request,
        prices: Annotated[str, Query(max_length=20)] = "current",
        measure: Measure = Measure.COMMITTED,
        rates: Rates = Rates.MONTHLY,
        counting: Counting = Counting.PREFERRED,
        limit: Limit = 1000,
        format: Format = Format.JSON,
    ) -> Response:
        asked = {"prices": prices, "measure": measure, "counting": counting, "rates": rates}
        return _given(money(request, study.explain, "", **asked), limit, format)

    @made.get("/api/promises")
    def promises(
        maker: Text = None,
        addressee: Text = None,
        year: Text = None,
        outcome: Text = None,
        sector: Text = None,
        topic: Text = None,
        on: dt.date | None = None,
        limit: Limit = 1000,
        format: Format = Format.JSON,
    ) -> Response:
        asked = {
            "maker": maker,
            "addressee": addressee,
            "year": year,
            "outcome": outcome,
            "sector": sector,
            "topic": topic,
        }
        with limited():
            found = study.promises(
                on=on or study.release.committed_at.date(), **{name: value for name, value in asked.items() if value}
            )
        return _given(found, limit, format)

    @made.get("/api/promise/{name}")
    def promise(name: str, on: dt.date | None = None) -> Response:
        with limited():
            return JSONResponse(study.promise(name, on=on or study.release.committed_at.date()).to_json())

    @made.get("/api/positions")
    def positions(
        government: Text = None, topic: Text = None, limit: Limit = 1000, format: Format = Format.JSON
    ) -> Response:
        with limited():
            return _given(study.positions(government=government, topic=topic), limit, format)

    @made.get("/api/dependence/{recipient}")
    def dependence(recipient: str, partner: Text = None, limit: Limit = 1000, format: Format = Format.JSON) -> Response:
        with limited():
            return _given(study.dependence(recipient, partner=partner), limit, format)

    @made.get("/api/alignment")
    def alignment(partner: str, recipient: str, limit: Limit = 1000, format: Format = Format.JSON) -> Response:
        with limited():
            return _given(study.alignment(partner=partner, recipient=recipient), limit, format)

    @made.get("/api/profile/{partner}")
    def profile(partner: str, limit: Limit = 1000, format: Format = Format.JSON) -> Response:
        with limited():
            return _given(study.profile(partner), limit, format)

    @made.get("/api/route")
    def route(
        start: Annotated[str, Query(alias="from", max_length=80)],
        end: Annotated[str, Query(alias="to", max_length=80)],
        avoid: Text = None,
        k: Annotated[int, Query(ge=1, le=5)] = 1,
    ) -> Response:
        with limited():
            left_out = tuple(each.strip() for each in (avoid or "").split(",") if each.strip())
            return JSONResponse(study.route(start, end, avoid=left_out, k=k).to_json())


def _given(found: Answer, limit: int, form: Format) -> Response:
    told = found.to_json()
    rows = told["rows"] if isinstance(told["rows"], list) else []
    if len(rows) > limit:
        told["rows"] = rows[:limit]
        told["notes"] = [
            *found.notes,
            f"the first {limit:,} of {len(rows):,} rows; ask for more with limit, {ROWS:,} at most",
        ]
    if form is Format.JSON:
        return JSONResponse(told)
    stream = io.StringIO()
    write_csv(stream, found.table.column_names, (map(_joined, row.values()) for row in rows[:limit]))
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8")


def _joined(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _fault(error: SaraiError, status: int) -> Response:
    return JSONResponse({"what": error.what, "where": error.where, "cure": error.cure}, status)
