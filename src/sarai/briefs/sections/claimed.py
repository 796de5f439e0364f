"""What an agency states of its portfolio, beside the records that can be shown of it."""

from decimal import Decimal
from typing import Any

from sarai.briefs.content import Block, Section, sentence, table, words
from sarai.briefs.sections._promised import served
from sarai.briefs.sections._shared import prices, status
from sarai.briefs.words import Cell, Day, Quoted, Words, Year
from sarai.model.answer import Answer
from sarai.model.figures import Figure, Style
from sarai.study import Desk, StatedPortfolio


def section(desk: Desk) -> Section | None:
    """Each claim about these partners and recipients: claimed, found, counted by unit, the named projects."""
    blocks: list[Block] = []
    for claim in desk.study.stated():
        if (not desk.partners or claim.partner in desk.partners) and (
            not desk.recipients or claim.recipient in desk.recipients
        ):
            blocks += _blocks(desk, claim, desk.study.claim(claim.id))
    return Section("claimed", words("Claimed, and what can be shown"), tuple(blocks)) if blocks else None


def _blocks(desk: Desk, claim: StatedPortfolio, found: Answer) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        shown = _found(desk, claim, found, row)
        rows.append(
            (
                Words(row["component"].replace("-", " ").replace("_", " ")),
                _claimed(desk, claim, "money", row["component"], Style.MILLIONS),
                shown,
                _number(desk, claim, row["records"], f"records of {row['component']}", shown),
                _number(desk, claim, row["with_amount"], f"records of {row['component']} with an amount", shown),
                desk.share(shown, _claimed(desk, claim, "money", row["component"], Style.MILLIONS),
                           says=f"share of {row['component']} found, {claim.id}"),
            )
        )  # fmt: skip
    whole = next(row for row in found.rows if row["component"] == "all")
    sum_found = _found(desk, claim, found, whole)
    sure = _number(desk, claim, whole["records"], "records surely in it", sum_found)
    priced = _number(desk, claim, whole["with_amount"], "records surely in it with an amount", sum_found)
    projects = _claimed(desk, claim, "projects", "all", Style.COUNT)
    money = _claimed(desk, claim, "money", "all", Style.MILLIONS)
    blocks: list[Block] = [
        sentence(
            Quoted(claim.claimer), " states ", projects, " projects worth ", Quoted(desk.study.release.currency), " ",
            money, " million in ", Quoted(desk.name("recipient", claim.recipient)), ", ", Year(claim.first, claim.last),
            ". Here ", sure, " records surely belong to it, ", priced, " of them with a published amount.",
        ),
        table(
            f"claimed-{claim.id}",
            prices(desk, "Claimed and found"),
            [("Component", False), ("Claimed", True), ("Found", True), ("Records", True), ("With an amount", True),
             ("Found of claimed", True)],
            rows,
            [("An amount that is not published is not zero: found sums hold published amounts only.",)],
        ),
        table(
            f"steps-{claim.id}",
            prices(desk, "From claimed to what can be shown, step by step"),
            [("Step", False), ("Value", True), ("Records", True), ("Without a value", True)],
            [_step(desk, claim, row) for row in found.other("steps")],
            [("What stands beside is another definition of money: it is never taken off.",)],
        ),
        table(
            f"counted-{claim.id}",
            ("How many projects that is depends on what counts as one",),
            [("Counting unit", False), ("Surely in it", True), ("With what is possible", True)],
            [
                (Words(row["unit"]), _number(desk, claim, row["sure"], f"projects, {row['unit']}"),
                 _number(desk, claim, row["with_possible"], f"projects with possible ones, {row['unit']}"))
                for row in found.other("counts")
            ],
        ),
        *(sentence(Quoted(f"{why[0].upper()}{why[1:]}.")) for why in (row["reason"] for row in found.other("why"))),
    ]  # fmt: skip
    named = found.other("named")
    promised = {each["activity"]: each for each in served(desk)} if named else {}
    values = desk.money_of([row["record"] for row in named], says=f"committed by records named in {claim.id}")
    if named:
        blocks.append(
            table(
                f"named-{claim.id}",
                prices(desk, "The projects a text names"),
                [("Named", False), ("Record", False), ("Agreed", False), ("Stated", False), ("Value", True),
                 ("Status", False), ("Ended", False), ("Place", False), ("Partner", False),
                 ("Promise", False)],
                [_named(row, promised.get(row["record"]), values[row["record"]]) for row in named],
                [("Promise: the promise below that the record serves, and what came of it there.",)]
                if promised else [],
            )
        )  # fmt: skip
    return blocks


def _step(desk: Desk, claim: StatedPortfolio, row: dict[str, Any]) -> tuple[Cell, ...]:
    opens = row["opens"] if row["records"] is not None else ""

    def figure(column: str, unit: str, style: Style) -> Figure | None:
        if row[column] is None:
            return None
        says, how = (
            f"{column.replace('_', ' ')}: {row['step']}, {claim.id}",
            "as stated" if not opens else "sum of rows",
        )
        return desk.passports.issue(says=says, value=row[column], unit=unit, how=how, command=opens, style=style)

    return (
        Quoted(row["step"]),
        figure("value", desk.study.release.currency, Style.MILLIONS),
        figure("records", "records", Style.COUNT),
        figure("without_value", "records", Style.COUNT),
    )


def _named(row: dict[str, Any], promised: dict[str, Any] | None, value: Figure) -> tuple[Cell, ...]:
    return (
        Quoted(row["named"]),
        Quoted(row["title"]),
        _when(row["agreed"]),
        Quoted(row["stated"]),
        value,
        None if row["status"] is None else Words(status(row["status"])),
        None if row["ended"] is None else Day(row["ended"]),
        None if row["place"] is None else Quoted(row["place"]),
        None if row["partner"] is None else Quoted(row["partner"]),
        Words("none linked") if promised is None else Quoted(_promised(promised)),
    )


def _promised(pair: dict[str, Any]) -> str:
    return f"{'' if pair['sure'] else 'likely '}{pair['promise']}: {pair['outcome']}"


def _when(stated: str | None) -> Cell:
    if stated is None:
        return None
    return Day(stated) if len(stated) == 10 else Year(int(stated[:4]))


def _claimed(desk: Desk, claim: StatedPortfolio, quantity: str, component: str, style: Style) -> Figure:
    stated = claim.figure(quantity, component)
    value = None if stated is None else int(stated.value) if style is Style.COUNT else Decimal(stated.value)
    return desk.passports.issue(
        says=f"{quantity} of {component}, stated by {claim.claimer}",
        value=value,
        unit="" if stated is None else stated.unit,
        how="as stated" if stated is not None else "not stated",
        rows=()
        if stated is None
        else (
            {"value": stated.value, "key": claim.id, "title": stated.source, "dataset": "claims/claims.csv",
             "locator": f"{stated.url}, retrieved {stated.retrieved}", "tier": stated.tier},
        ),
        style=style,
    )  # fmt: skip


def _found(desk: Desk, claim: StatedPortfolio, found: Answer, row: dict[str, Any]) -> Figure:
    rows = found.explain(row).rows
    shown = [each for each in rows[:3] if each["value"] is not None]
    rest = sum((each["value"] for each in rows[len(shown) :] if each["value"] is not None), Decimal())
    names = desk.study.file_names
    return desk.passports.issue(
        says=f"found of {row['component']} in the claim {claim.id}",
        value=row["found"],
        unit=desk.study.release.currency,
        how="sum of the records that surely belong to the claim and have a published amount",
        rows=tuple({**each, "file_name": names.get(each["file"])} for each in shown),
        more_rows=len(rows) - len(shown),
        more_value=rest,
        command=f"sarai claim {desk.study.folder.name} {claim.id}",
    )


def _number(desk: Desk, claim: StatedPortfolio, value: int, says: str, behind: Figure | None = None) -> Figure:
    return desk.passports.issue(
        says=f"{says}, {claim.id}",
        value=value,
        unit="records",
        how="count of the records of claims/claim_records.csv that stand in the release",
        parts=() if behind is None else (behind.passport,),
        command=f"sarai claim {desk.study.folder.name} {claim.id}",
        style=Style.COUNT,
    )
