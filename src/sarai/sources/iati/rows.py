"""From what one activity holds to canonical rows: keys, kinds, partners, shares, dates.

Columns still carry the texts of the file; ``columns`` turns them into dates and amounts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sarai import codelists
from sarai.model.vocabulary import Kind, PriceBasis, Tier, Timing
from sarai.sources.iati import codes
from sarai.sources.iati.dates import date_flow
from sarai.sources.iati.partners import Funding, funder, funding
from sarai.sources.iati.places import owned, places
from sarai.sources.iati.results import results
from sarai.sources.iati.shares import percent_of, recipients, sectors
from sarai.sources.iati.walk import Oddity, Raw, Walked

Rows = dict[str, list[Raw]]

CONSTANTS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "activity": {"marks": [], "tier": Tier.OFFICIAL_LEDGER.value, "year_basis": "calendar"},
        "flow": {"price_basis": PriceBasis.CURRENT.value},
    }
)
"""Columns that have one value in every row of IATI."""

_EXTRAS = frozenset({"legacy", "fss", "planned"})
_HANGERS_ON = frozenset({"related", "identifier", "contact", "condition", "loan", "loan_status", "document_link"})

_ON_DATE, _IN_PERIOD = Timing.ON_DATE.value, Timing.IN_PERIOD.value

_YES = {"1": "yes", "true": "yes", "0": "no", "false": "no"}
_SECONDARY = {"1": "secondary", "true": "secondary", "0": "primary", "false": "primary"}


def canonical(walked: Walked, key: str, rows: Rows) -> None:
    """Add the canonical rows of one activity to ``rows``; what cannot be understood is added to ``walked.odd``."""
    _Activity(walked, key, rows).all()


class _Activity:
    """One activity on its way to canonical rows."""

    def __init__(self, walked: Walked, key: str, rows: Rows) -> None:
        self.raw = walked.activity
        self.found = walked.rows
        self.walked = walked
        self.key = key
        self.rows = rows
        self.start = len(self.raw["where"])
        self.raw["key"] = key
        self.taken: set[str] = set()
        self.ordinal = 0
        self.funding = funding([(each.get("organisation"), each.get("name")) for each in self._funders()])

    def all(self) -> None:
        self._transactions()
        if "planned" in self.found:
            self._planned()
        if "budget" in self.found or "forecast" in self.found:
            self._budgets()
        self._activity()
        self._participants()
        self._places()
        self._splits()
        if "result" in self.found:
            self.rows["result"] += results(self.found, self.key, self._key)
        if not _HANGERS_ON.isdisjoint(self.found):
            self._hangers_on()
        self._narratives()

    def odd(self, raw: Raw, column: str, value: str, reason: str) -> None:
        self.walked.odd.append(Oddity(raw["where"], column, value, reason))

    def _key(self, raw: Raw) -> str:
        """The key of a row that has no better one: where it stands in its activity."""
        found: str | None = raw.get("key")
        if found is None:
            found = raw["key"] = self.key + raw["where"][self.start :]
        return found

    def _unique(self, key: str) -> str:
        taken = self.taken
        if key not in taken:
            taken.add(key)
            return key
        nth = 2
        while (told := f"{key}~{nth}") in taken:
            nth += 1
        taken.add(told)
        return told

    def _code(self, raw: Raw, column: str, listed: str, *, upper: bool = False) -> None:
        """Keep a code only where its list knows it."""
        stated = raw.get(column)
        if stated is None:
            return
        code = stated.upper() if upper else stated
        if code in codelists.load(listed):
            raw[column] = code
            return
        self.odd(raw, column, stated, f"is unknown in the list {listed}")
        raw[column] = None

    def _funders(self) -> list[Raw]:
        return [each for each in self.found.get("participant", ()) if _role(each) == "funding"]

    def _activity(self) -> None:
        raw = self.raw
        for each in self.found.get("date", ()):
            self._date(each)
        stated = raw.get("status_stated") or raw.get("status_words")
        if stated is not None:
            raw["status_stated"] = stated
            raw["status"] = codes.STATUSES.get(stated) or codes.STATUSES.get(stated.casefold())
            if raw["status"] is None:
                self.odd(raw, "activity-status", stated, "is no status that the standard has")
        if "reporter_role" in raw:
            raw["reporter_role"] = _said(raw["reporter_role"], _SECONDARY)
        if "humanitarian" in raw:
            raw["humanitarian"] = _said(raw["humanitarian"], _YES)
        raw["reporter"] = raw.get("reporter") or raw.get("reporter_ref")
        self._defaults(raw)
        if "crs_channel" in raw:
            raw["channel"] = raw["crs_channel"]
            self._code(raw, "channel", "channels")
        raw["agency"] = self.funding.agency
        for each in self.found.get("related", ()):
            if each.get("type") == "1" and "ref" in each and "parent" not in raw:
                raw["parent"] = f"iati:{each['ref']}"
        if "budget_not_provided" in raw or "conditions" in raw or not _EXTRAS.isdisjoint(self.found):
            self._extras(raw)
        self.rows["activity"].append(raw)

    def _date(self, raw: Raw) -> None:
        column = codes.DATES.get(raw.get("type", "").casefold())
        stated = raw.get("day") or raw.get("words")
        if column is None or stated is None:
            self.odd(raw, "activity-date", str(stated or raw.get("type")), "has no type or no date that is known")
        elif column in self.raw:
            if self.raw[column] != stated:
                self.odd(raw, "activity-date", stated, f"stands beside another {column.replace('_', ' ')}")
        else:
            self.raw[column] = stated

    def _defaults(self, raw: Raw) -> None:
        self._code(raw, "flow_type", "flow_types")
        self._code(raw, "finance_type", "finance_types")
        self._code(raw, "tied_status", "tied_statuses")
        if (flow_type := raw.get("flow_type")) is not None:
            raw["flow_class_stated"] = flow_type
            raw["flow_class"] = codes.FLOW_CLASSES.get(flow_type)
        self._aid_types(raw)

    def _aid_types(self, owner: Raw) -> None:
        """The DAC type of aid is a column; types in other vocabularies are labels."""
        for each in self.found.get("aid_type", ()):
            if each["in"] is not owner or "code" not in each:
                continue
            if each.get("vocabulary", "1") == "1" and "aid_type" not in owner:
                owner["aid_type"] = each["code"]
                self._code(owner, "aid_type", "aid_types")
            else:
                each.update(dimension="aid-type", label=None)
                self._label(each, owner)

    def _extras(self, raw: Raw) -> None:
        told = [(raw, "budget-not-provided", raw.get("budget_not_provided"))]
        told += [(raw, "conditions-attached", raw.get("conditions"))]
        for each in self.found.get("fss", ()):
            for name in ("extracted", "priority", "phaseout_year"):
                told.append((each, f"forward spending survey: {name}", each.get(name)))
        for each in self.found.get("planned", ()):
            told.append((each, "planned-disbursement updated", each.get("updated")))
        for row, name, value in told:
            if value is not None:
                self._extra(row, name, value)
        for each in self.found.get("legacy", ()):
            # Its text is a narrative, which belongs to this row.
            each["key"] = self._extra(
                each, f"legacy: {each.get('name', 'no name')}", each.get("value"), each.get("equivalent")
            )

    def _extra(self, row: Raw, name: str, value: str | None, detail: str | None = None) -> str:
        key = self._unique(f"{self.key}/extra/{name}")
        owner = row.get("key") or self.key
        self.rows["extra"].append(
            {"key": key, "where": row["where"], "owner": owner, "name": name, "value": value, "detail": detail}
        )
        return key

    def _transactions(self) -> None:
        listed = self.found.get("transaction", ())
        for raw in listed:
            stated = raw.get("type")
            kind = codes.KINDS.get(stated or "", Kind.NOT_STATED)
            if kind is Kind.NOT_STATED:
                self.odd(raw, "transaction-type", stated or "", "is no type that the standard has; it is in no total")
            raw["kind"] = kind
            raw["kind_stated"] = stated
            if "date" not in raw and "date_words" in raw:
                raw["date"] = raw["date_words"]
            raw["timing"] = _ON_DATE
            date_flow(raw, self.walked.odd.append)
        references = Counter(raw["reference"] for raw in listed if "reference" in raw)
        for raw in listed:
            reference = raw.get("reference")
            if reference is not None and references[reference] == 1:
                raw["key"] = self._unique(f"{self.key}#ref:{reference}")
            else:
                receiver = raw.get("receiver_ref") or raw.get("receiver_name") or ""
                raw["key"] = self._unique(f"{self.key}#{raw['kind']}/{raw['date'] or ''}/{receiver}")
        self._flows(listed)

    def _planned(self) -> None:
        listed = self.found.get("planned", ())
        for raw in listed:
            raw["kind"] = Kind.PLANNED
            raw["kind_stated"] = raw.get("plan")
            raw["plan"] = _said(raw.get("plan", "1"), codes.PLANS)
            raw["timing"] = _IN_PERIOD
            raw["date"] = raw.get("period_start") or raw.get("period_end")
            date_flow(raw, self.walked.odd.append)
            if raw["date"] is not None and "period_start" not in raw:
                raw["year_rule"] = "the end of the period: its start is not stated"
            raw["key"] = self._unique(
                f"{self.key}#{Kind.PLANNED}/{raw['plan']}/{raw['date'] or ''}/{raw.get('receiver_ref', '')}"
            )
        self._flows(listed)

    def _flows(self, listed: Sequence[Raw]) -> None:
        for place, raw in enumerate(listed, self.ordinal + 1):
            raw["activity"] = self.key
            raw["ordinal"] = place
            self._currency(raw)
            self._parties(raw)
            if "flow_type" in raw or "finance_type" in raw or "tied_status" in raw:
                self._code(raw, "flow_type", "flow_types")
                self._code(raw, "finance_type", "finance_types")
                self._code(raw, "tied_status", "tied_statuses")
                raw["flow_class"] = codes.FLOW_CLASSES.get(raw.get("flow_type") or "")
            if "aid_type" in self.found:
                self._aid_types(raw)
            if "humanitarian" in raw:
                raw["humanitarian"] = _said(raw["humanitarian"], _YES)
            self.rows["flow"].append(raw)
        self.ordinal += len(listed)

    def _currency(self, raw: Raw) -> None:
        stated = raw.get("currency") or self.raw.get("default_currency")
        raw["currency"] = stated
        raw["currency_stated"] = stated
        if stated is not None and stated not in codelists.load("currencies"):
            self._code(raw, "currency", "currencies", upper=True)

    def _parties(self, raw: Raw) -> None:
        ref, name = raw.get("provider_ref"), raw.get("provider_name")
        stated = funder(ref, name) if ref or name else None
        if stated is not None:
            raw["provider"], raw["provider_rule"] = stated.partner, "the transaction's provider"
            raw["agency"] = stated.agency or stated.partner
        else:
            self._funded(raw)
        raw["receiver"] = raw.get("receiver_ref") or raw.get("receiver_name")

    def _funded(self, raw: Raw) -> None:
        told: Funding = self.funding
        raw["provider"], raw["provider_rule"] = told.partner, told.rule

    def _budgets(self) -> None:
        for raw in self.found.get("budget", ()):
            raw["type"] = _said(raw.get("type", "1"), codes.PLANS)
            raw["status"] = _said(raw.get("status", "1"), codes.BUDGET_STATUSES)
            raw["activity"] = self.key
            raw["key"] = self._unique(f"{self.key}/budget/{raw['type']}/{raw.get('period_start', '')}")
            self._currency(raw)
            self._funded(raw)
            self.rows["budget"].append(raw)
        for raw in self.found.get("forecast", ()):
            stated = raw.get("year", "")
            raw["type"] = "forecast"
            raw["activity"] = self.key
            if len(stated) == 4 and stated.isdigit():
                raw["period_start"], raw["period_end"] = f"{stated}-01-01", f"{stated}-12-31"
            raw["key"] = self._unique(f"{self.key}/forecast/{stated}")
            self._currency(raw)
            self._funded(raw)
            self.rows["budget"].append(raw)

    def _participants(self) -> None:
        for raw in self.found.get("participant", ()):
            stated = raw.get("role")
            role = _role(raw)
            if role is None:
                self.odd(raw, "@role", stated or "", "is no role that the standard has")
            raw["role"] = role or "not stated"
            raw["activity"] = self.key
            self._code(raw, "channel", "channels")
            name = raw.get("organisation") or raw.get("name") or ""
            raw["key"] = self._unique(f"{self.key}/{raw['role']}/{name}")
            self.rows["participant"].append(raw)

    def _places(self) -> None:
        for raw in places(self.found, self.walked.odd.append):
            raw["activity"] = self.key
            self._key(raw)
            self.rows["location"].append(raw)

    def _splits(self) -> None:
        for dimension, fill in (("recipient", recipients), ("sector", sectors)):
            listed = self.found.get(dimension)
            if not listed:
                continue
            for raws in owned(listed).values():
                owner = raws[0]["in"]
                fill(raws, self.walked.odd.append)
                for raw in raws:
                    raw["dimension"] = dimension
                    self._split(raw, owner)
        for raw in self.found.get("label", ()):
            self._label(raw, self.raw)
        of = {id(each): each.get("vocabulary", "1") for each in self.found.get("budget_items", ())}
        for raw in self.found.get("budget_item", ()):
            raw["dimension"] = "budget-item"
            raw["vocabulary"] = of.get(id(raw["in"]), "1")
            percent_of(raw, self.walked.odd.append)
            self._label(raw, self.raw)

    def _label(self, raw: Raw, owner: Raw) -> None:
        raw["vocabulary"] = raw.get("vocabulary") or "1"
        raw["percent"] = None
        raw["basis"] = "label"
        self._split(raw, owner)

    def _split(self, raw: Raw, owner: Raw) -> None:
        raw["key"] = self._unique(f"{owner['key']}/{raw['dimension']}/{raw['vocabulary']}/{raw.get('code') or ''}")
        raw["owner"] = owner["key"]
        self.rows["split"].append(raw)

    def _hangers_on(self) -> None:
        for raw in self.found.get("related", ()):
            raw["type"] = codes.RELATIONS.get(raw.get("type", ""), raw.get("type"))
            raw["ref"] = raw.get("ref") or raw.get("words")
            raw["related"] = f"iati:{raw['ref']}" if raw["ref"] else None
        for table in sorted(_HANGERS_ON - {"document_link"}):
            for raw in self.found.get(table, ()):
                raw["activity"] = self.key
                self._key(raw)
                if table == "loan_status":
                    self._currency(raw)
                self.rows[table].append(raw)
        for raw in self.found.get("document_link", ()):
            raw["owner"] = self._key(raw["in"])
            self._key(raw)
            self.rows["document_link"].append(raw)

    def _narratives(self) -> None:
        rows = self.rows["narrative"]
        for words in self.walked.words:
            owner = self._key(words.owner)
            language = words.language
            rows.append(
                {
                    "key": self._unique(f"{owner}/{words.element}/{language or ''}"),
                    "where": words.where,
                    "owner": owner,
                    "element": words.element,
                    "language": language,
                    "text": words.text,
                }
            )


def _said(stated: str, words: Mapping[str, str]) -> str:
    """A code in words; as stated where it is none that the standard has."""
    return words.get(stated.casefold(), stated)


def _role(raw: Raw) -> str | None:
    return codes.ROLES.get(raw.get("role", "").casefold())
