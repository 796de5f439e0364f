"""The server: the pages of the disk, every question as JSON and CSV, what it refuses, and how quick it is."""

import csv
import io
import time

import pytest
from fastapi.testclient import TestClient

from sarai.web import serve
from sarai.web.ask import Ask
from sarai.web.plan import Made, plan

PAGES = ("index.html", "pairs.html", "recipient/tj.html", "partner/cn.html", "pair/jp-tj.html", "project/japan-jp-tj-010.html",
         "promise/cn011.html", "promises.html", "data.html")  # fmt: skip


@pytest.fixture(scope="module")
def client(bundled) -> TestClient:
    """A browser of the server of the bundled study."""
    return TestClient(serve.app(bundled))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_that_of_the_disk(client: TestClient, site, name: str) -> None:
    got = client.get(f"/r1/{name}")
    assert got.status_code == 200
    assert "default-src 'none'" in got.headers["content-security-policy"]
    disk = (site.root / name).read_text(encoding="utf-8")
    assert got.text == disk or name == "data.html"


def test_rows_and_pictures_are_found_without_their_page(client: TestClient, site) -> None:
    for name in ("data/jp-tj-committed-ceiling.js", "rows/jp-tj-committed-ceiling.html", "charts/pair-jp-tj-map.svg",
                 "data/region-cn-committed-tracked.js", "data/promise-cn011-looks.js", "charts/promise-cn011-life.csv"):  # fmt: skip
        assert client.get(f"/r1/{name}").text == (site.root / name).read_text(encoding="utf-8"), name


def test_a_total_is_that_of_python_and_csv_holds_the_same(client: TestClient, bundled) -> None:
    asked = {"by": "recipient", "partner": "JP"}
    got = client.get("/api/total", params=asked).json()
    assert got == bundled.total(by="recipient", partner="JP").to_json()
    lines = list(csv.DictReader(io.StringIO(client.get("/api/total", params={**asked, "format": "csv"}).text)))
    assert [line["preferred"] or None for line in lines] == [row["preferred"] for row in got["rows"]]


def test_rows_are_limited_and_say_so(client: TestClient) -> None:
    got = client.get("/api/explain", params={"partner": "CN", "limit": 5}).json()
    assert len(got["rows"]) == 5
    assert "the first 5 of" in got["notes"][-1]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/total?by=recipient;drop", 422),
        ("/api/total?recipient=%27%20OR%201=1", 422),
        ("/api/total?measure=anything", 422),
        ("/api/total?prices=constant:1", 422),
        ("/api/total?limit=1000000", 422),
        ("/api/total?colour=red", 422),
        ("/api/promise/NOPE", 422),
        ("/api/dependence/Atlantis", 422),
        (f"/api/total?partner={'x' * 5000}", 414),
        ("/r1/pair/no-where.html", 404),
        ("/r1/../../etc/passwd", 404),
        ("/r1/data/nothing.js", 404),
        ("/r2/index.html", 404),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_words(client: TestClient, path: str, status: int) -> None:
    got = client.get(path)
    assert got.status_code == status
    assert "Traceback" not in got.text


def test_nothing_can_be_written_and_no_other_host_is_answered(client: TestClient) -> None:
    assert client.post("/api/total").status_code == 405
    assert client.get("/r1/index.html", headers={"host": "evil.example"}).status_code == 400


def test_kept_pages_are_quick(client: TestClient) -> None:
    took = []
    for name in PAGES:
        client.get(f"/r1/{name}")
        started = time.perf_counter()
        client.get(f"/r1/{name}")
        took.append(time.perf_counter() - started)
    assert sorted(took)[len(took) // 2] < 0.05


def test_a_search_knows_of_a_page_what_the_page_itself_says(bundled) -> None:
    ask = Ask(bundled)
    kinds: dict[str, Made] = {}
    for made in plan(ask).pages:
        if made.knows is not None:
            kinds.setdefault(made.path.partition("/")[0], made)
    assert {"pair", "project", "route"} <= set(kinds)
    for made in kinds.values():
        known, page = made.known(), made.make()
        assert (known.nav, known.name, set(known.found)) == (page.nav, page.name, set(page.found))
