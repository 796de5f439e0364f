"""From what one activity holds to canonical rows: keys, kinds, partners, shares, dates."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sarai.model.vocabulary import Kind, PriceBasis, Timing
from sarai.sources.iati import codes
from sarai.sources.iati.dates import date_flow
from sarai.sources.iati.partners import Funding, Parties, Party, funder
from sarai.sources.iati.places import places
from sarai.sources.iati.results import results
from sarai.sources.iati.rows import RecordRows, Rows, role_of, word_of
from sarai.sources.iati.shares import percent_of
from sarai.sources.iati.walk import Raw, Walked

CONSTANTS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "activity": {"marks": [], "year_basis": "calendar"},
        "flow": {"price_basis": PriceBasis.CURRENT.value},
        "organisation": {"marks": []},
    }
)
"""Columns that have one value in every row of IATI."""

_EXTRAS = frozenset({"legacy", "fss", "planned"})
_HANGERS_ON = frozenset({"related", "identifier", "contact", "condition", "loan", "loan_status", "document_link"})

_ON_DATE, _IN_PERIOD = Timing.ON_DATE.value, Timing.IN_PERIOD.value

_INCOMING = (Kind.INCOMING, Kind.INCOMING_COMMITMENT, Kind.INCOMING_PLEDGE)

_YES = {"1": "yes", "true": "yes", "0": "no", "false": "no"}


def activity_rows(walked: Walked, key: str, rows: Rows) -> None:
    """Add the canonical rows of one activity to ``rows``; what cannot be understood is added to ``walked.odd``."""
    _Activity(walked, key, rows).all()


class _Activity(RecordRows):
    """One activity on its way to canonical rows."""

    def __init__(self, walked: Walked, key: str, rows: Rows) -> None:
        super().__init__(walked, key, rows)
        self.ordinal = 0
        self.reporter()
        self.parties = Parties(
            reporter=Party(self.raw.get("reporter_ref"), self.raw["reporter"], self.raw.get("reporter_type")),
            reporter_role=self.raw.get("reporter_role"),
            record=self.raw["record_id"],
            named=tuple(
                Party(each.get("organisation"), each.get("name"), role_of(each))
                for each in self.found.get("participant", ())
            ),
        )
        self.funding = self.parties.funding()

    def all(self) -> None:
        self._transactions()
        if "planned" in self.found:
            self._planned()
        if "budget" in self.found or "forecast" in self.found:
            self._budgets()
        self._activity()
        self._participants()
        self._places()
        for dimension in ("recipient", "sector"):
            self.splits(dimension)
        self._labels()
        if "result" in self.found:
            self.rows["result"] += results(self.found, self.key, self.key_of)
        if not _HANGERS_ON.isdisjoint(self.found):
            self._hangers_on()
        self.narratives()

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
        if "humanitarian" in raw:
            raw["humanitarian"] = word_of(raw["humanitarian"], _YES)
        raw["tier"] = self.parties.tier()
        self._defaults(raw)
        if "crs_channel" in raw:
            raw["channel"] = raw["crs_channel"]
            self.code(raw, "channel", "channels")
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
        self.code(raw, "flow_type", "flow_types")
        self.code(raw, "finance_type", "finance_types")
        self.code(raw, "tied_status", "tied_statuses")
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
                self.code(owner, "aid_type", "aid_types")
            else:
                each.update(dimension="aid-type", label=None)
                self.label(each, owner)

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
        key = self.unique(f"{self.key}/extra/{name}")
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
                raw["key"] = self.unique(f"{self.key}#ref:{reference}")
            else:
                receiver = raw.get("receiver_ref") or raw.get("receiver_name") or ""
                raw["key"] = self.unique(f"{self.key}#{raw['kind']}/{raw['date'] or ''}/{receiver}")
        self._flows(listed)

    def _planned(self) -> None:
        listed = self.found.get("planned", ())
        for raw in listed:
            raw["kind"] = Kind.PLANNED
            raw["kind_stated"] = raw.get("plan")
            raw["plan"] = word_of(raw.get("plan", "1"), codes.PLANS)
            raw["timing"] = _IN_PERIOD
            raw["date"] = raw.get("period_start") or raw.get("period_end")
            date_flow(raw, self.walked.odd.append)
            if raw["date"] is not None and "period_start" not in raw:
                raw["year_rule"] = "the end of the period: its start is not stated"
            raw["key"] = self.unique(
                f"{self.key}#{Kind.PLANNED}/{raw['plan']}/{raw['date'] or ''}/{raw.get('receiver_ref', '')}"
            )
        self._flows(listed)

    def _flows(self, listed: Sequence[Raw]) -> None:
        for place, raw in enumerate(listed, self.ordinal + 1):
            raw["activity"] = self.key
            raw["ordinal"] = place
            self.currency(raw)
            self._parties(raw)
            if "flow_type" in raw or "finance_type" in raw or "tied_status" in raw:
                self.code(raw, "flow_type", "flow_types")
                self.code(raw, "finance_type", "finance_types")
                self.code(raw, "tied_status", "tied_statuses")
                raw["flow_class"] = codes.FLOW_CLASSES.get(raw.get("flow_type") or "")
            if "aid_type" in self.found:
                self._aid_types(raw)
            if "humanitarian" in raw:
                raw["humanitarian"] = word_of(raw["humanitarian"], _YES)
            self.rows["flow"].append(raw)
        self.ordinal += len(listed)

    def _parties(self, raw: Raw) -> None:
        ref, name = raw.get("provider_ref"), raw.get("provider_name")
        stated = funder(ref, name) if ref or name else None
        if stated is not None:
            raw["provider"], raw["provider_rule"] = stated.partner, "the transaction's provider"
            raw["agency"] = stated.agency or stated.partner
        else:
            self._funded(raw, self.parties.funding(incoming=True) if raw["kind"] in _INCOMING else self.funding)
        raw["receiver"] = raw.get("receiver_ref") or raw.get("receiver_name")

    def _funded(self, raw: Raw, told: Funding) -> None:
        raw["provider"], raw["provider_rule"] = told.partner, told.rule

    def _budgets(self) -> None:
        for raw in self.found.get("budget", ()):
            raw["type"] = word_of(raw.get("type", "1"), codes.PLANS)
            raw["status"] = word_of(raw.get("status", "1"), codes.BUDGET_STATUSES)
            raw["activity"] = self.key
            raw["kind"] = Kind.BUDGET
            raw["key"] = self.unique(f"{self.key}/budget/{raw['type']}/{raw.get('period_start', '')}")
            self.currency(raw)
            self._funded(raw, self.funding)
            self.rows["budget"].append(raw)
        for raw in self.found.get("forecast", ()):
            stated = raw.get("year", "")
            raw["type"] = "forecast"
            raw["kind"] = Kind.BUDGET
            raw["activity"] = self.key
            if len(stated) == 4 and stated.isdigit():
                raw["period_start"], raw["period_end"] = f"{stated}-01-01", f"{stated}-12-31"
            raw["key"] = self.unique(f"{self.key}/forecast/{stated}")
            self.currency(raw)
            self._funded(raw, self.funding)
            self.rows["budget"].append(raw)

    def _participants(self) -> None:
        for raw in self.found.get("participant", ()):
            stated = raw.get("role")
            role = role_of(raw)
            if role is None:
                self.odd(raw, "@role", stated or "", "is no role that the standard has")
            raw["role"] = role or "not stated"
            raw["activity"] = self.key
            self.code(raw, "channel", "channels")
            name = raw.get("organisation") or raw.get("name") or ""
            raw["key"] = self.unique(f"{self.key}/{raw['role']}/{name}")
            self.rows["participant"].append(raw)

    def _places(self) -> None:
        for raw in places(self.found, self.walked.odd.append):
            raw["activity"] = self.key
            self.key_of(raw)
            self.rows["location"].append(raw)

    def _labels(self) -> None:
        for raw in self.found.get("label", ()):
            self.label(raw, self.raw)
        of = {id(each): each.get("vocabulary", "1") for each in self.found.get("budget_items", ())}
        for raw in self.found.get("budget_item", ()):
            raw["dimension"] = "budget-item"
            raw["vocabulary"] = of.get(id(raw["in"]), "1")
            percent_of(raw, self.walked.odd.append)
            self.label(raw, self.raw)

    def _hangers_on(self) -> None:
        for raw in self.found.get("related", ()):
            raw["type"] = codes.RELATIONS.get(raw.get("type", ""), raw.get("type"))
            raw["ref"] = raw.get("ref") or raw.get("words")
            raw["related"] = f"iati:{raw['ref']}" if raw["ref"] else None
        for table in sorted(_HANGERS_ON - {"document_link"}):
            for raw in self.found.get(table, ()):
                raw["activity"] = self.key
                self.key_of(raw)
                if table == "loan_status":
                    self.currency(raw)
                self.rows[table].append(raw)
        self.documents(self.found.get("document_link", ()))
