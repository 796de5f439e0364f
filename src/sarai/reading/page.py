"""A text as a page: claims marked where they stand, coloured by stage, each unfolding to its fields."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from sarai.model.claim import SLOTS, STAGES, Claim
from sarai.reading.plugged import Differing
from sarai.reading.positions import Position
from sarai.reading.rules import in_words as rule_in_words

_COLOURS = {
    "wanted": ("#fff0c2", "#8a6100"), "intended": ("#dcecff", "#174f96"), "agreed": ("#e5dcfa", "#54319b"),
    "paid": ("#d8f1dd", "#1c6330"), "stated": ("#ececec", "#444444"), "denied": ("#fbdcdc", "#8f1d1d"),
}  # fmt: skip
_NAMES = {"wanted": "wanted (asked, proposed, interested)", "intended": "intended (announced, pledged)",
          "agreed": "agreed (signed, adopted, launched, committed)",
          "paid": "paid or delivered (also under way)", "stated": "stated",
          "denied": "denied (said not to be so)"}  # fmt: skip

_STYLE = """
:root{color-scheme:light}body{font:17px/1.65 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}
h1{font:600 1.35rem system-ui,sans-serif;margin:0 0 .3rem}p.sum,fieldset{font:14px system-ui,sans-serif;color:#444}
fieldset{border:0;padding:0;margin:.6rem 0;display:flex;flex-wrap:wrap;gap:.3rem .4rem}
legend{padding:0 0 .2rem;float:left;width:100%}
label{padding:.1rem .5rem;border-radius:3px;cursor:pointer;border:1px solid transparent}
label:has(:focus-visible){outline:2px solid #174f96}fieldset.who label{border-color:#ccc}
label:has(input:not(:checked)){opacity:.55}fieldset.who label:has(input:not(:checked)){opacity:1}
fieldset.who label:has(:checked){background:#333;color:#fff}
fieldset.who input{position:absolute;opacity:0;pointer-events:none}
@supports not selector(:has(*)){fieldset input{display:none}}
@media print{fieldset.who{display:none}}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
mark{padding:.1em 0;color:inherit;border-bottom:2px solid}
mark.aside{background:none!important;border-bottom-style:dotted}
details{display:inline}
details::details-content{display:inline}details:not([open])::details-content{display:none}
details>summary{display:inline;cursor:pointer;font:600 11px system-ui,sans-serif;padding:0 .3em;
border-radius:3px;vertical-align:super;list-style:none}summary::-webkit-details-marker{display:none}
details[open]>div{display:block;background:#fff;border:1px solid #bbb;border-radius:4px;padding:.5rem .8rem;
margin:.4rem 0;font:13px/1.45 system-ui,sans-serif;white-space:normal}
dl{display:grid;grid-template-columns:7.5rem 1fr;gap:.1rem .6rem;margin:0}dt{color:#666}dd{margin:0}
footer{border-top:1px solid #ccc;margin-top:2rem}ul.sum{font:13px system-ui,sans-serif;color:#444}
dd ul{margin:0;padding-left:1rem}code{font-size:11px;color:#777}
summary:focus-visible{outline:2px solid #174f96}
"""


_MOST_ACTORS = 16
"""Actors that can be chosen alone: the most named."""


def page(
    text: str,
    claims: Sequence[Claim],
    *,
    title: str,
    left_out: Sequence[str] = (),
    unlike: Sequence[Differing] = (),
) -> str:
    """The page as HTML; it needs nothing beside itself. Runs of empty lines are drawn as one.

    Kinds of act can be switched off, and one actor looked at alone, by style sheet only: where a browser does not know
    ``:has``, the whole text is shown. ``left_out`` are lines of the file that are no part of its text, ``unlike``
    where a second reader reads otherwise: both are shown side by side.
    """
    counted = {stage: sum(_shown(c) == stage for c in claims if c.core) for stage in _COLOURS}
    acting = Counter(name for claim in claims for name in _actors(claim)).most_common(_MOST_ACTORS)
    chosen = {name: f"w{number}" for number, (name, _) in enumerate(sorted(acting), 1)}
    stages = "".join(
        f'<label class="{stage}"><input type="checkbox" id="s-{stage}" checked> {_NAMES[stage]}: {number}</label>'
        for stage, number in counted.items()
        if number or any(_shown(claim) == stage for claim in claims)
    )
    who = "".join(
        f'<label><input type="radio" name="who" id="{number}"> {escape(name)}</label>'
        for name, number in chosen.items()
    )
    everyone = '<label><input type="radio" name="who" id="w0" checked> everyone</label>'
    aside = sum(not claim.core for claim in claims)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}: claims</title><style>{_STYLE}{_filters(chosen.values())}'
        f"</style></head><body><h1>{escape(title)}</h1>"
        f"<p class='sum'>{sum(counted.values())} claims of cooperation facts"
        f"{f' and {aside} set aside (dotted; why, at the foot)' if aside else ''}. "
        f"Press a number to open a claim.</p>"
        f"{f'<fieldset><legend>Show</legend>{stages}</fieldset>' if stages else ''}"
        f"{f'<fieldset class=who><legend>by</legend>{everyone}{who}</fieldset>' if len(chosen) > 1 else ''}"
        f"<div class='text'>{_marked(text, claims, chosen)}</div>{_unlike(unlike)}{_set_aside(claims)}"
        f"{_left_out(left_out)}"
        f"</body></html>\n"
    )


def _left_out(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    told = Counter(re.sub(r"\d+", "#", " ".join(line.split())) for line in lines)
    items = "".join(f"<li>{escape(line)} <span>({times} times)</span></li>" for line, times in told.most_common())
    return (
        f"<footer><p class='sum'>{len(lines)} lines were left out as running heads and footers (# stands for a number):"
        f"</p><ul class='sum'>{items}</ul></footer>"
    )


def _filters(chosen: Iterable[str]) -> str:
    """The style of each kind of act, and what hides a claim of a kind switched off or of others than the one chosen."""
    rules = [
        f"mark.{stage}{{background:{back};border-color:{ink}}}"
        f"label.{stage},summary.{stage}{{background:{back};color:{ink}}}"
        for stage, (back, ink) in _COLOURS.items()
    ]
    hidden = [(f"#s-{stage}:not(:checked)", f".{stage}") for stage in _COLOURS]
    hidden += [(f"#{number}:checked", f":not(.{number})") for number in chosen]
    for switch, claims in hidden:
        rules.append(f"body:has({switch}) mark{claims}{{background:none;border-color:transparent}}")
        rules.append(f"body:has({switch}) details.c{claims}{{display:none}}")
    return "".join(rules)


def _actors(claim: Claim) -> list[str]:
    """Who acts, by the name of the state or agency; a leader acts for the state."""
    return list(dict.fromkeys(str(item.value) for item in claim.items("actor") if item.more.get("kind") != "leader"))


def _classes(claim: Claim, chosen: Mapping[str, str]) -> str:
    return " ".join((_shown(claim), *(chosen[name] for name in _actors(claim) if name in chosen)))


def positions_page(cells: Sequence[Position], *, title: str) -> str:
    """A page of positions: governments and topics down, stances across, each cell opening to its quotes."""
    held = {each.stance for each in cells}
    stances = [stance for stance in _STANCES if stance in held] + sorted(held - set(_STANCES))
    found = {(each.government, each.code, each.topic, each.stance): each for each in cells}
    body = []
    for government, code in sorted({(each.government, each.code) for each in cells}):
        head = f"{escape(government)} [{escape(code)}]"
        body.append(f"<tbody><tr><th scope='rowgroup' colspan='{1 + len(stances)}'>{head}</th></tr>")
        for topic in sorted({each.topic for each in cells if each.code == code and each.government == government}):
            told = "".join(
                f"<td data-stance='{escape(stance)}'>{_opening(found.get((government, code, topic, stance)))}</td>"
                for stance in stances
            )
            body.append(f"<tr><th scope='row'>{escape(topic)}</th>{told}</tr>")
        body.append("</tbody>")
    heads = "".join(f"<th scope='col'>{escape(stance)}</th>" for stance in stances)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}: positions</title><style>{_STYLE}{_TABLE}</style></head>'
        f"<body><h1>Positions</h1><p class='sum'>What each government asked, offered, declared and was interested in, "
        f"by topic, as the texts say. Press a number to open its quotes.</p><table><thead><tr>"
        f"<th scope='col'>Topic</th>{heads}</tr></thead>{''.join(body)}</table></body></html>\n"
    )


_STANCES = ("asked", "interested", "offered", "declared")
_TABLE = """
body{max-width:70rem}table{border-collapse:collapse;font:14px/1.4 system-ui,sans-serif;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid #ddd}
th[scope=rowgroup]{padding-top:1.1rem;font-size:16px}th[scope=row]{font-weight:400;padding-left:.8rem}
td details{display:block}td summary{vertical-align:baseline;background:#dcecff;color:#174f96;font-size:12px}
td blockquote{margin:.3rem 0;padding-left:.6rem;border-left:2px solid #bbb;font:14px/1.45 Georgia,serif;max-width:24rem}
@media(max-width:600px){thead,td:empty{display:none}tr,th,td{display:block}td{border:0;padding-left:.8rem}
td::before{content:attr(data-stance) " ";color:#666}td details{display:inline}th[scope=row]{border:0;padding-bottom:0}}
"""


def _opening(cell: Position | None) -> str:
    if cell is None:
        return ""
    quotes = "".join(
        f"<blockquote>{escape(' '.join(claim.quote.split()))} <span class='sum'>({escape(claim.doc)}, characters "
        f"{claim.start}-{claim.end})</span></blockquote>"
        for claim in cell.claims
    )
    return f"<details><summary>{len(cell.claims)}</summary>{quotes}</details>"


def _shown(claim: Claim) -> str:
    """The colour's name: what is said not to be so must not look as if it were."""
    return "denied" if claim.polarity == "-" else STAGES[claim.modality]


def _marked(text: str, claims: Sequence[Claim], chosen: Mapping[str, str]) -> str:
    edges = sorted({0, len(text), *(c.start for c in claims), *(c.end for c in claims)})
    beginning: dict[int, list[Claim]] = {}
    ending: dict[int, list[Claim]] = {}
    for claim in claims:
        beginning.setdefault(claim.start, []).append(claim)
        ending.setdefault(claim.end, []).append(claim)
    numbers = {claim.id: index for index, claim in enumerate(claims, 1)}
    out = []
    over: list[Claim] = []
    for start, end in pairwise(edges):
        over = [claim for claim in over if claim.end > start] + beginning.get(start, [])
        told = re.sub(r"\n{3,}", "\n\n", escape(text[start:end], quote=False))
        if over:
            inner = min(over, key=lambda each: each.end - each.start)
            aside = "" if inner.core else " aside"
            told = f'<mark class="{_classes(inner, chosen)}{aside}">{told}</mark>'
        out.append(told)
        out += [_unfolding(claim, numbers[claim.id], chosen) for claim in ending.get(end, ())]
    return "".join(out)


def _unfolding(claim: Claim, number: int, chosen: Mapping[str, str]) -> str:
    sign = " negated" if claim.polarity == "-" else ""
    rows = [("who", arrow)] if (arrow := _arrow(claim)) else []
    rows += [("says", f"{claim.modality}{sign}, {claim.certainty}" + ("" if claim.core else f" ({claim.type})"))]
    for slot in SLOTS:
        if arrow and slot in ("actor", "recipient", "channel") and all(item.stated for item in claim.items(slot)):
            continue
        said = "; ".join(_said(slot, item.to_json()) for item in claim.items(slot))
        if said:
            rows.append((slot, said))
    if claim.part_of:
        rows.append(("part of", claim.part_of))
    if claim.duplicate_of:
        rows.append(("repeats", claim.duplicate_of))
    if claim.relation:
        holds = "holds" if claim.relation["holds"] else "does not hold"
        parts = ", ".join(f"{part:,.10g}" for part in claim.relation["parts"])
        rows.append(
            ("arithmetic", f"{claim.relation['kind']} of {parts} against {claim.relation['total']:,.10g}: {holds}")
        )
    place = f"{claim.start}-{claim.end}" if claim.page is None else f"{claim.start}-{claim.end}, page {claim.page}"
    if claim.in_file not in (None, (claim.start, claim.end)):
        place += f"; {claim.in_file[0]}-{claim.in_file[1]} of the file, with its markup"
    rows.append(("characters", place))
    body = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    rules = "".join(f"<li>{escape(rule_in_words(rule))} <code>{escape(rule)}</code></li>" for rule in claim.rules)
    return (
        f'<details class="c {_classes(claim, chosen)}"><summary class="{_shown(claim)}" aria-label="claim {number}">'
        f"{number}</summary><div><dl>{body}<dt>because</dt><dd><ul>{rules}</ul></dd></dl></div></details>"
    )


def _arrow(claim: Claim) -> str:
    """Who gives or acts, to whom and through whom, as one line; empty where only one side is known."""
    sides = [
        " + ".join(dict.fromkeys(str(item.value) for item in claim.items(slot) if item.more.get("kind") != "leader"))
        for slot in ("actor", "recipient", "channel")
    ]
    if not (sides[0] and sides[1]):
        return ""
    return f"{sides[0]} → {sides[1]}" + (f", through {sides[2]}" if sides[2] else "")


def _unlike(found: Sequence[Differing]) -> str:
    """Where two readers differ, side by side."""
    if not found:
        return ""
    rows = "".join(
        f"<tr><td>{_brief(each.ours)}</td><td>{_brief(each.theirs)}</td><td>{escape(', '.join(each.on))}</td></tr>"
        for each in found
    )
    return (
        f"<footer><p class='sum'>The second reader reads {len(found)} places otherwise. Neither is believed: settle"
        " each by its characters.</p><table class='sum'><thead><tr><th scope='col'>the rules</th>"
        "<th scope='col'>the second"
        f" reader</th><th scope='col'>they differ on</th></tr></thead><tbody>{rows}</tbody></table></footer>"
    )


def _brief(claim: Claim | None) -> str:
    if claim is None:
        return "nothing"
    sums = ", ".join(_said("amount", item.to_json()) for item in claim.items("amount"))
    sign = " negated" if claim.polarity == "-" else ""
    told = "; ".join(each for each in (_arrow(claim), f"{claim.modality}{sign}, {claim.certainty}", sums) if each)
    return f"{escape(told)}<br>“{escape(_short(claim.quote))}” ({claim.start}-{claim.end})"


def _set_aside(claims: Sequence[Claim]) -> str:
    """What is no cooperation fact, each with its reason and its number in the text."""
    numbers = {claim.id: index for index, claim in enumerate(claims, 1)}
    told = [
        f"<li>{numbers[claim.id]}: “{escape(_short(claim.quote))}” <span>({escape(_reason(claim))})</span></li>"
        for claim in claims
        if not claim.core
    ]
    if not told:
        return ""
    return f"<footer><p class='sum'>{len(told)} set aside:</p><ul class='sum'>{''.join(told)}</ul></footer>"


def _reason(claim: Claim) -> str:
    rule = next((each for each in reversed(claim.rules) if each.startswith("aside.")), claim.type)
    return rule_in_words(rule).removeprefix("set aside: ")


_LONGEST_QUOTE = 120


def _short(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= _LONGEST_QUOTE else f"{plain[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


_SIGNS = {"=": "", "~": "about ", ">": "more than ", ">=": "at least ", "<": "nearly ", "<=": "up to "}


def _said(slot: str, item: dict[str, object]) -> str:
    value = item.get("value")
    if slot == "amount":
        shown = "-".join(f"{v:,.10g}" for v in value) if isinstance(value, list) else f"{value:,.10g}"
        role = f" ({item['role']})" if "role" in item else ""
        return f"{_SIGNS[str(item['cmp'])]}{shown} {item['currency']}{role}"
    if slot in ("count", "percent"):
        return (
            f"{_SIGNS[str(item['cmp'])]}{value:,.10g} {item['unit']}"
            if not isinstance(value, list)
            else f"{value} {item['unit']}"
        )
    if slot == "period":
        span = f" = {item['from'] or '?'} to {item['to'] or '?'}" if item["from"] or item["to"] else ""
        return f"{' '.join(str(item['text']).split())}{span}"
    if slot == "cue":
        return " ".join(str(item["text"]).split())
    antecedent = "" if item["in_quote"] else " (from before)"
    code = f" [{item['code']}]" if item.get("code") and item.get("kind") != "leader" else ""
    return f"{value}{code}{antecedent}"
