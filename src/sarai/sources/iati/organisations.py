"""From what one organisation holds to canonical rows: its budgets and spending as a whole, by whom, where and when.

They are plans and sums of the organisation itself. Each has a kind of its own, so that no total adds them to the
budgets and transactions of activities, or a total budget to the budgets it is made of.
"""

from sarai.sources.iati import codes
from sarai.sources.iati.partners import Parties, Party, funder
from sarai.sources.iati.rows import RecordRows, Rows, word_of
from sarai.sources.iati.walk import Walked

_RULE = "the organisation whose budget it is"


def organisation_rows(walked: Walked, key: str, rows: Rows) -> None:
    """Add the canonical rows of one organisation to ``rows``; what cannot be understood is added to ``walked.odd``."""
    _Organisation(walked, key, rows).all()


class _Organisation(RecordRows):
    """One organisation on its way to canonical rows."""

    def all(self) -> None:
        raw = self.raw
        self.reporter()
        itself = Party(raw["record_id"], raw.get("title"), "funding")
        reporter = Party(raw.get("reporter_ref"), raw["reporter"], raw.get("reporter_type"))
        raw["tier"] = Parties(reporter, raw.get("reporter_role"), raw["record_id"], (itself,)).tier()
        self.rows["organisation"].append(raw)
        self._plans()
        self.splits("recipient")
        self.documents(self.found.get("document_link", ()))
        self.narratives()

    def _plans(self) -> None:
        provider = funder(self.raw["record_id"], self.raw.get("title"))
        for raw in self.found.get("plan", ()):
            raw["activity"] = self.key
            if "status" in raw:
                raw["status"] = word_of(raw["status"], codes.BUDGET_STATUSES)
            raw["receiver"] = raw.get("receiver_ref") or raw.get("receiver_name")
            raw["provider"] = provider.partner if provider else None
            raw["provider_rule"] = _RULE
            told = (raw["kind"], raw.get("period_start", ""), raw["receiver"] or "")
            raw["key"] = self.unique("/".join([self.key, *told]).rstrip("/"))
            self.currency(raw)
            self.rows["budget"].append(raw)
        for raw in self.found.get("budget_line", ()):
            raw["owner"] = raw["in"]["key"]
            raw["key"] = self.unique(f"{raw['owner']}/line/{raw.get('reference') or raw.get('label') or ''}")
            self.currency(raw)
            self.rows["budget_line"].append(raw)
