"""Tables as the world publishes them, made from a seed: what is right is known because they were made.

A table is records of truth and the way they are printed: language, marks, units, dates, grain, shape, format. Each way
that has misled a reader is a *hazard* and has a name; a table has three or more. All names are made up.
"""

import csv
import datetime as dt
import gzip
import io
import random
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

LANGUAGES = ("en", "fr", "es", "pt", "de", "ru")
COUNTRIES = {
    "TJ": ("Tajikistan", "Tadjikistan", "Tayikistán", "Tadjiquistão", "Tadschikistan", "Таджикистан"),
    "UZ": ("Uzbekistan", "Ouzbékistan", "Uzbekistán", "Uzbequistão", "Usbekistan", "Узбекистан"),
    "KG": ("Kyrgyz Republic", "Kirghizistan", "Kirguistán", "Quirguistão", "Kirgisistan", "Киргизия"),
    "KZ": ("Kazakhstan", "Kazakhstan", "Kazajistán", "Cazaquistão", "Kasachstan", "Казахстан"),
    "TM": ("Turkmenistan", "Turkménistan", "Turkmenistán", "Turcomenistão", "Turkmenistan", "Туркменистан"),
    "MN": ("Mongolia", "Mongolie", "Mongolia", "Mongólia", "Mongolei", "Монголия"),
    "GE": ("Georgia", "Géorgie", "Georgia", "Geórgia", "Georgien", "Грузия"),
    "NP": ("Nepal", "Népal", "Nepal", "Nepal", "Nepal", "Непал"),
    "VN": ("Viet Nam", "Viet Nam", "Vietnam", "Vietnã", "Vietnam", "Вьетнам"),
    "KE": ("Kenya", "Kenya", "Kenia", "Quénia", "Kenia", "Кения"),
}
DONORS = {"en": "Germany", "fr": "Allemagne", "es": "Alemania", "pt": "Alemanha", "de": "Deutschland", "ru": "Германия"}
HEADERS = {
    "id": ("Project no", "N° de projet", "Código", "Código do projeto", "Projektnummer", "Номер проекта"),
    "country": ("Country", "Pays", "País", "País", "Land", "Страна"),
    "donor": ("Donor", "Bailleur", "Donante", "Doador", "Geber", "Донор"),
    "title": ("Project title", "Intitulé du projet", "Nombre del proyecto", "Título do projeto", "Projekttitel",
              "Название проекта"),
    "sector": ("Subsector", "Sous-secteur", "Subsector", "Subsetor", "Teilbereich", "Подсектор"),
    "signed": ("Signing date", "Date de signature", "Fecha de firma", "Data de assinatura", "Zusagedatum",
               "Дата подписания"),
    "paid_on": ("Payment date", "Date de paiement", "Fecha de pago", "Data de pagamento", "Auszahlungsdatum",
                "Дата выплаты"),
    "year": ("Year", "Année", "Año", "Ano", "Jahr", "Год"),
    "commitment": ("Commitment", "Montant engagé", "Monto comprometido", "Valor comprometido", "Zusage",
                   "Сумма обязательств"),
    "disbursement": ("Disbursed", "Montant décaissé", "Desembolso", "Desembolso", "Auszahlung", "Выплаты"),
    "amount": ("Amount", "Montant", "Importe", "Montante", "Betrag", "Сумма"),
    "total": ("Total", "Total", "Total", "Total", "Gesamt", "Итого"),
    "subtotal": ("Subtotal", "Sous-total", "Subtotal", "Subtotal", "Zwischensumme", "Итого"),
    "currency": ("Currency", "Devise", "Moneda", "Moeda", "Währung", "Валюта"),
    "count": ("Number of projects", "Nombre de projets", "Número de proyectos", "Número de projetos",
              "Anzahl der Projekte", "Количество проектов"),
    "remarks": ("Remarks", "Remarques", "Observaciones", "Observações", "Bemerkungen", "Примечание"),
    "note": ("Source: ministry of finance (made up)", "Source : ministère des finances (inventé)",
             "Fuente: ministerio de hacienda (inventado)", "Fonte: ministério das finanças (inventado)",
             "Quelle: Finanzministerium (erfunden)", "Источник: министерство финансов (вымышлено)"),
    "heading": ("Register of a made-up fund", "Registre d'un fonds inventé", "Registro de un fondo inventado",
                "Registo de um fundo inventado", "Register eines erfundenen Fonds", "Реестр вымышленного фонда"),
}  # fmt: skip
MILLION = ("million", "millions", "millones", "milhões", "Mio.", "млн")
THOUSAND = ("thousand", "milliers", "miles", "milhares", "Tsd.", "тыс.")
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
WAYS = {
    "plain": ("", "."), "english": (",", "."), "german": (".", ","), "swiss": ("'", "."), "spaced": ("\u00a0", ","),
    "narrow": ("\u202f", ","), "indian": (",", "."), "comma": ("", ","),
}  # fmt: skip
SHAPES = tuple(
    "list list list list list payments payments repeated years groups groups sections blocks cells units".split()
)
Cell = str | float | int | dt.date | None


@dataclass(frozen=True)
class Flow:
    """One statement of truth, in whole units of its currency; none is not reported."""

    record: str
    country: str
    kind: str
    date: dt.date
    currency: str
    amount: Decimal | None


@dataclass
class Made:
    """A made table: its hazards, its bytes, and the sums that are right: by kind and currency, and by country."""

    seed: int
    name: str
    content: bytes
    hazards: tuple[str, ...]
    flows: tuple[Flow, ...]
    answers: dict[str, str] = field(default_factory=dict)

    def sums(self) -> dict[tuple[str, str], Decimal]:
        """What was committed and paid, by currency."""
        found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for flow in self.flows:
            found[(flow.kind, flow.currency)] += flow.amount or 0
        return {key: value for key, value in found.items() if value}

    def by_country(self) -> dict[str, Decimal]:
        """What each country received, all kinds and currencies together: a check of places, no figure."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for flow in self.flows:
            found[flow.country] += flow.amount or 0
        return {key: value for key, value in found.items() if value}


def make(seed: int, folder: Path) -> tuple[Path, Made]:
    """The table of a seed, written into a folder."""
    made = _Table(seed).made()
    path = folder / made.name
    path.write_bytes(made.content)
    return path, made


class _Table:
    """One table on its way: truth first, then one hazard after the other."""

    def __init__(self, seed: int) -> None:
        self.seed, self.rng = seed, random.Random(seed)
        self.language = self.rng.choice(LANGUAGES)
        self.at = LANGUAGES.index(self.language)
        self.hazards: set[str] = set()
        self.currency = self.rng.choice(("USD", "EUR", "EUR", "JPY", "CHF", "KZT", "GBP"))
        self.shape = self.rng.choice(SHAPES)
        self.way = self.rng.choice(tuple(WAYS))
        self.size = Decimal(self.rng.choice((1, 1, 1, 1000, 1_000_000)))
        self.merged: list[tuple[int, int, int, int]] = []
        self.blocks_once = self.rng.random() < 0.3

    def word(self, key: str) -> str:
        return HEADERS[key][self.at]

    def hazard(self, name: str, share: float) -> bool:
        """Whether a hazard befalls the table."""
        if self.rng.random() < share:
            self.hazards.add(name)
            return True
        return False

    # --- what is true ---------------------------------------------------------------------------------------------

    def amount(self) -> Decimal:
        """An amount as it will be printed, times the size of the column."""
        rng = self.rng
        if self.size == 1:
            value = Decimal(rng.randrange(1_000, 9_000_000))
            if self.cents:
                value += Decimal(rng.randrange(1, 100)) / 100
        else:
            value = Decimal(rng.randrange(1, 90_000)) / (100 if self.cents else 1)
        return value * self.size

    def flows(self) -> list[Flow]:
        rng = self.rng
        self.cents = rng.random() < 0.5
        codes = rng.sample(sorted(COUNTRIES), rng.randrange(3, 7))
        flows: list[Flow] = []
        for number in range(rng.randrange(6, 22)):
            country = rng.choice(codes)
            record = f"{rng.choice('PQX')}-{rng.randrange(100, 999)}{number:02}"
            date = dt.date(rng.randrange(2008, 2023), rng.randrange(1, 13), rng.randrange(1, 29))
            kind = "disbursement" if self.shape == "payments" else "commitment"
            times = rng.randrange(1, 4) if self.shape == "payments" else 1
            for _ in range(times):
                flows.append(Flow(record, country, kind, date, self.currency, self.amount()))
                date += dt.timedelta(days=rng.randrange(20, 300))
        return flows

    # --- how it is printed ----------------------------------------------------------------------------------------

    def number(self, value: Decimal) -> str:
        """A number in the table's way."""
        mark, decimal = WAYS[self.way]
        shown = value / self.size
        negative = shown < 0
        digits = f"{abs(shown):.2f}" if self.cents else f"{abs(shown):.0f}"
        whole, _, part = digits.partition(".")
        if self.way == "indian" and len(whole) > 3:
            head, groups = whole[:-3], [whole[-3:]]
            while head:
                groups.insert(0, head[-2:])
                head = head[:-2]
            whole = mark.join(groups)
        elif mark:
            whole = f"{int(whole):,}".replace(",", mark)
        told = whole + (decimal + part if part else "")
        if negative:
            return f"({told})" if "brackets for negatives" in self.hazards else f"{told}-"
        return told

    def day(self, date: dt.date) -> Cell:
        match self.dates:
            case "iso":
                return date.isoformat()
            case "time":
                return f"{date.isoformat()}T00:00:00Z"
            case "dots":
                return f"{date:%d.%m.%Y}"
            case "day-first":
                return f"{date:%d/%m/%Y}"
            case "month-first":
                return f"{date:%m/%d/%Y}"
            case "words":
                month = MONTHS[self.language].split()[date.month - 1]
                joined = {"es": " de ", "pt": " de ", "de": ". "}.get(self.language, " ")
                return f"{date.day}{joined}{month}{' de ' if joined == ' de ' else ' '}{date.year}"
            case "fiscal":
                return f"FY{date.year}/{(date.year + 1) % 100:02}"
            case _:
                return str(date.year)

    def made(self) -> Made:
        """The whole table."""
        rng = self.rng
        if self.language != "en":
            self.hazards.add(f"headers in {self.language}")
        flows = self.flows()
        self.dates = rng.choice(("iso", "time", "dots", "day-first", "month-first", "words", "fiscal", "year"))
        if self.dates not in ("iso", "year"):
            self.hazards.add(f"dates: {self.dates}")
        if self.way != "plain":
            self.hazards.add(f"numbers: {self.way}")
        if self.shape != "list":
            self.hazards.add(f"shape: {self.shape}")
        if self.shape == "list" and self.hazard("negative amounts", 0.2):
            self.hazards.add(rng.choice(("brackets for negatives", "trailing minus")))
            flows[0] = Flow(**{**flows[0].__dict__, "amount": -abs(flows[0].amount or Decimal(1))})
        blank = ""
        if self.shape in ("list", "payments") and self.hazard("words for not reported", 0.3):
            blank = rng.choice(("n/a", "tbc", "-", "…", "н/д", "k. A."))
            flows[-1] = Flow(**{**flows[-1].__dict__, "amount": None})
        header, body = getattr(self, f"_{self.shape}")(flows, blank)
        titles = self._unit(header)
        rows = self._around(header, body, titles, flows)
        content, name = self._written(rows)
        while len(self.hazards) < 3:
            self.hazards.add(f"small table {len(self.hazards)}")
        return Made(self.seed, name, content, tuple(sorted(self.hazards)), tuple(flows), self._answers())

    def _answers(self) -> dict[str, str]:
        """What its maker would answer to a draft's questions."""
        mark, decimal = WAYS[self.way]
        once = self.shape == "blocks" and self.blocks_once
        return {
            "kind": "disbursement" if self.shape == "payments" else "commitment",
            "grain": "repeated" if self.shape == "repeated" else "flows",
            "numbers": f'"(1{mark}234{decimal}5)"',
            "dates": self.dates,
            "fill": self.word("country") if once else "none",
            "sections": "recipient" if self.shape == "sections" else "none",
            "currency": self.currency,
            "sums": f"{self.word('total')};{self.word('subtotal')}",
        }

    def _country(self, code: str) -> str:
        return COUNTRIES[code][self.at]

    def _list(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        header = [self.word(key) for key in ("id", "title", "country", "donor", "signed", "commitment", "remarks")]
        body: list[list[Cell]] = [
            [flow.record, f"{self.word('title')} {n}", self._country(flow.country), DONORS[self.language],
             self.day(flow.date), blank if flow.amount is None else self.number(flow.amount), ""]
            for n, flow in enumerate(flows, 1)
        ]  # fmt: skip
        self.money, self.key = [5], 2
        if self.hazard("no id column", 0.2):
            header, body = header[1:], [row[1:] for row in body]
            self.money, self.key = [4], 1
        if self.hazard("a count beside countries", 0.2):
            header.insert(self.key, self.word("count"))
            for row in body:
                row.insert(self.key, str(self.rng.randrange(1, 9)))
            self.money, self.key = [self.money[0] + 1], self.key + 1
        return [header], body

    def _blocks(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        """Blocks of one country, named once, each with its subtotal."""
        header = [self.word(key) for key in ("country", "id", "title", "signed", "commitment")]
        self.money, self.key = [4], 0
        self.hazards.add("a subtotal for each block")
        flows.sort(key=lambda flow: flow.country)
        body: list[list[Cell]] = []
        for code in dict.fromkeys(flow.country for flow in flows):
            block = [flow for flow in flows if flow.country == code]
            for n, flow in enumerate(block):
                name = self._country(code) if n == 0 or not self.blocks_once else ""
                row = [name, flow.record, f"{self.word('title')} {flow.record}", self.day(flow.date)]
                body.append([*row, self.number(flow.amount or Decimal())])
            total = sum((flow.amount or Decimal() for flow in block), Decimal())
            body.append([self.word("subtotal"), "", "", "", self.number(total)])
        if self.blocks_once:
            self.hazards.add("a country named once for its block")
        return [header], body

    def _cells(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        """The currency stands in the cells, and differs between them."""
        self.hazards.add("currencies in the cells")
        header = [self.word(key) for key in ("id", "title", "country", "signed", "commitment")]
        self.money, self.key, self.size = [4], 2, Decimal(1)
        body: list[list[Cell]] = []
        for n, flow in enumerate(flows):
            flows[n] = flow = Flow(**{**flow.__dict__, "currency": self.rng.choice(("EUR", "CHF", "KZT"))})
            told = self.number(flow.amount or Decimal())
            sign = {"EUR": "€"}.get(flow.currency, flow.currency)
            money = f"{sign} {told}" if n % 2 else f"{told} {sign}"
            row = [flow.record, f"{self.word('title')} {n}", self._country(flow.country), self.day(flow.date)]
            body.append([*row, money])
        return [header], body

    def _units(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        """A column of currencies beside the amounts, several countries in a cell, a region among them."""
        header = [self.word(key) for key in ("id", "country", "signed", "commitment", "currency")]
        self.money, self.key = [3], 1
        self.hazards.add("currencies in a column")
        body: list[list[Cell]] = []
        for n, flow in enumerate(flows):
            flows[n] = flow = Flow(**{**flow.__dict__, "currency": self.rng.choice(("EUR", "USD", "GBP"))})
            row = [flow.record, self._country(flow.country), self.day(flow.date)]
            body.append([*row, self.number(flow.amount or Decimal()), flow.currency])
        if self.hazard("two countries in a cell", 0.5):
            other = self.rng.choice(sorted(set(COUNTRIES) - {flows[0].country}))
            joint = self.rng.choice(("; ", " / ", ", "))
            body[0][1] = f"{body[0][1]}{joint}{self._country(other)}"
            half = (flows[0].amount or Decimal()) / 2
            flows[:1] = [
                Flow(**{**flows[0].__dict__, "country": code, "amount": half}) for code in (flows[0].country, other)
            ]
        if self.hazard("the world as recipient", 0.5):
            body[-1][1] = "World"
            flows[-1] = Flow(**{**flows[-1].__dict__, "country": "998"})
        return [header], body

    def _payments(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        header = [self.word(key) for key in ("id", "country", "paid_on", "disbursement")]
        self.money, self.key = [3], 1
        return [header], [
            [flow.record, self._country(flow.country), self.day(flow.date),
             blank if flow.amount is None else self.number(flow.amount)]
            for flow in flows
        ]  # fmt: skip

    def _repeated(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        header = [self.word(key) for key in ("id", "country", "sector", "signed", "commitment")]
        self.money, self.key = [4], 1
        body: list[list[Cell]] = []
        for flow in flows:
            for part in range(self.rng.choice((1, 2, 3))):
                row = [flow.record, self._country(flow.country), f"AB{part}", self.day(flow.date)]
                body.append([*row, self.number(flow.amount or Decimal())])
        return [header], body

    def _years(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        return self._wide(flows, ("commitment",))

    def _groups(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        return self._wide(flows, ("commitment", "disbursement"))

    def _wide(self, flows: list[Flow], kinds: tuple[str, ...]) -> tuple[list[list[str]], list[list[Cell]]]:
        rng = self.rng
        years = list(range(rng.randrange(2009, 2016), 2018))
        codes = list(dict.fromkeys(flow.country for flow in flows))
        flows.clear()
        cells = [(kind, year) for kind in kinds for year in years]
        body: list[list[Cell]] = []
        for code in codes:
            row: list[Cell] = [DONORS[self.language], self._country(code)]
            for kind, year in cells:
                amount = self.amount() if rng.random() < 0.85 else None
                flows.append(Flow(code, code, kind, dt.date(year, 1, 1), self.currency, amount))
                row.append("" if amount is None else self.number(amount))
            body.append(row)
        self.money, self.key = list(range(2, 2 + len(cells))), 1
        self.dates = "year"
        labels = [
            f"{year}/{(year + 1) % 100:02}" if rng.random() < 0.2 else str(year) for _, year in cells[: len(years)]
        ]
        if len(kinds) == 1:
            header = [[self.word("donor"), self.word("country"), *labels]]
            if rng.random() < 0.8:
                self.hazards.add("a kind in the title")
                self.heading = f"{self.word('commitment')}"
            if self.hazard("a total column", 0.4):
                header[0].append(self.word("total"))
                for row, code in zip(body, codes, strict=True):
                    row.append(self.number(sum((f.amount or Decimal() for f in flows if f.country == code), Decimal())))
        else:
            self.hazards.add("two rows of headers")
            top = ["", ""]
            for kind in kinds:
                top += [self.word(kind), *[""] * (len(years) - 1)]
            header = [top, [self.word("donor"), self.word("country"), *labels, *labels]]
            self.merged = [(0, 2 + n * len(years), 0, 1 + (n + 1) * len(years)) for n in range(len(kinds))]
        return header, body

    def _sections(self, flows: list[Flow], blank: str) -> tuple[list[list[str]], list[list[Cell]]]:
        header = [self.word(key) for key in ("id", "title", "signed", "commitment")]
        self.money, self.key = [3], 1
        body: list[list[Cell]] = []
        flows.sort(key=lambda flow: flow.country)
        last = ""
        for flow in flows:
            if flow.country != last:
                body.append([self._country(flow.country), "", "", ""])
                last = flow.country
            row = [flow.record, f"{self.word('title')} {flow.record}", self.day(flow.date)]
            body.append([*row, self.number(flow.amount or Decimal())])
        return [header], body

    def _unit(self, header: list[list[str]]) -> list[list[Cell]]:
        """Say what the money is counted in: in the header, in a title, or in the cells."""
        rng = self.rng
        sign = {"EUR": "€", "USD": "US$", "GBP": "£", "CHF": "CHF", "JPY": "JPY", "KZT": "KZT"}[self.currency]
        told = rng.choice((self.currency, sign))
        if self.size != 1:
            scale = (MILLION if self.size == 1_000_000 else THOUSAND)[self.at]
            told = rng.choice((f"{told} {scale}", f"{scale} {told}")) if self.language != "en" else f"{told} {scale}"
            self.hazards.add("thousands or millions")
        if self.shape in ("cells", "units"):
            if self.size != 1:
                scale = (MILLION if self.size == 1_000_000 else THOUSAND)[self.at]
                header[-1][self.money[0]] += f" ({scale})"
            return []
        titled = self.shape in ("years", "groups") or rng.random() < 0.3
        if titled:
            self.hazards.add("unit in a title")
            return [[getattr(self, "heading", self.word("heading"))], [f"({told})"]]
        header[-1][self.money[0]] += rng.choice((f" ({told})", f", {told}"))
        return []

    def _around(
        self, header: list[list[str]], body: list[list[Cell]], titles: list[list[Cell]], flows: list[Flow]
    ) -> list[list[Cell]]:
        """Titles above, sums inside and below, notes, headers again."""
        wide = len(header[-1])
        if not titles and self.hazard("titles above", 0.4):
            titles = [[self.word("heading")], []]

        def sum_of(rows: list[list[Cell]], name: str) -> list[Cell]:
            told: list[Cell] = [""] * wide
            told[self.key] = name
            for place in self.money:
                amounts = [self._back(row[place]) for row in rows]
                told[place] = self.number(sum(amounts, Decimal()))
            return told

        plain = [row for row in body if any(row[1:])]
        summed = self.shape not in ("repeated", "cells", "units", "blocks")
        if summed and self.hazard("a sum at the end", 0.4) and len(plain) > 2:
            total = sum_of(plain, self.word("total"))
            if len(header[-1]) > max(self.money) + 1 and header[-1][-1] == self.word("total"):
                total[-1] = self.number(sum((self._back(row[-1]) for row in plain), Decimal()))
            body = [*body, total]
        if self.shape == "list" and self.hazard("headers said again", 0.1):
            body = [*body[:3], list(header[-1]), *body[3:]]
        if self.hazard("blank rows", 0.2):
            body = [*body[:2], [], *body[2:]]
        if self.hazard("a note below", 0.4):
            body = [*body, [], [self.word("note")]]
        self.merged = [(a + len(titles), b, c + len(titles), d) for a, b, c, d in self.merged]
        return [*titles, *[list(row) for row in header], *body]

    def _back(self, cell: Cell) -> Decimal:
        """The truth of a printed number."""
        told = str(cell or "")
        if not any(map(str.isdigit, told)):
            return Decimal()
        decimal = WAYS[self.way][1]
        negative = told.startswith("(") or told.endswith("-")
        whole, _, part = told.strip("()-").rpartition(decimal) if self.cents else (told.strip("()-"), "", "0")
        value = Decimal("".join(filter(str.isdigit, whole)) + "." + part) * self.size
        return -value if negative else value

    def _written(self, rows: list[list[Cell]]) -> tuple[bytes, str]:
        rng = self.rng
        form = rng.choice(("csv", "csv", "semicolon", "tab", "pipe", "utf-16", "8-bit", "gzip", "xlsx", "xlsx"))
        if form in ("csv",) and WAYS[self.way][1] == ",":
            form = "semicolon"
        if form != "csv":
            self.hazards.add(f"written as {form}")
        name = f"made-{self.seed}"
        if form == "xlsx":
            return self._workbook(rows), f"{name}.xlsx"
        out = io.StringIO(newline="")
        delimiter = {"semicolon": ";", "tab": "\t", "pipe": "|", "utf-16": "\t", "8-bit": ";", "gzip": ","}.get(
            form, ","
        )
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        told = out.getvalue()
        if form == "8-bit":
            encoding = "cp1251" if self.language == "ru" else "cp1252"
            try:
                return told.replace("\u202f", "\u00a0").encode(encoding), f"{name}.csv"
            except UnicodeEncodeError:
                return told.encode("utf-8"), f"{name}.csv"
        if form == "utf-16":
            return told.encode("utf-16"), f"{name}.txt"
        if form == "gzip":
            return gzip.compress(told.encode("utf-8"), mtime=0), f"{name}.csv.gz"
        return told.encode("utf-8"), f"{name}.{'txt' if form == 'pipe' else 'csv'}"

    def _workbook(self, rows: list[list[Cell]]) -> bytes:
        import openpyxl

        own = self.rng.random() < 0.5
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Data"
        for at, row in enumerate(rows, 1):
            for place, cell in enumerate(row, 1):
                if cell in ("", None):
                    continue
                value: object = cell
                if own and place - 1 in self.money and at > 1 and any(map(str.isdigit, str(cell))):
                    told = str(cell)
                    if not told.isalpha() and told[:4] not in [str(year) for year in range(2000, 2020)]:
                        value = self._spreadsheet_number(told)
                sheet.cell(at, place, value)
        for top, left, bottom, right in self.merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        if self.rng.random() < 0.3:
            self.hazards.add("a hidden sheet")
            hidden = book.create_sheet("Old")
            for row in rows:
                hidden.append([cell if cell != "" else None for cell in row])
            hidden.sheet_state = "hidden"
        if self.rng.random() < 0.3:
            self.hazards.add("a sheet of notes")
            book.create_sheet("Notes").append([self.word("note")])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _spreadsheet_number(self, told: str) -> object:
        if not set(told) <= set("0123456789.,'()- \u00a0\u202f"):
            return told
        return float(self._back(told) / self.size)
