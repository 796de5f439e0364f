"""A text as a page: claims marked where they stand, coloured by stage, each unfolding to its fields."""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from sarai.documents.claim import SLOTS, STAGES, Claim
from sarai.documents.positions import Position

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
h1{font:600 1.35rem system-ui,sans-serif;margin:0 0 .3rem}p.sum,ul.key{font:14px system-ui,sans-serif;color:#444}
ul.key{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}ul.key li{padding:.1rem .5rem;border-radius:3px}
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
summary:focus-visible{outline:2px solid #174f96}
"""


def page(text: str, claims: Sequence[Claim], *, title: str) -> str:
    """The page as HTML; it needs nothing beside itself. Runs of empty lines are drawn as one."""
    counted = {stage: sum(_shown(c) == stage for c in claims if c.core) for stage in _COLOURS}
    key = "".join(
        f'<li style="background:{_COLOURS[stage][0]};color:{_COLOURS[stage][1]}">{_NAMES[stage]}: {number}</li>'
        for stage, number in counted.items()
    )
    aside = sum(not claim.core for claim in claims)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}: claims</title><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(title)}</h1><p class='sum'>{sum(counted.values())} claims of cooperation facts"
        f"{f' and {aside} set aside as opinion or repetition (dotted)' if aside else ''}. "
        f"Press a number to open a claim.</p><ul class='key'>{key}</ul><div class='text'>{_marked(text, claims)}</div>"
        "</body></html>\n"
    )


def positions_page(cells: Sequence[Position], *, title: str) -> str:
    """A page of positions: governments and topics down, stances across, each cell opening to its quotes."""
    held = {each.stance for each in cells}
    stances = [stance for stance in _STANCES if stance in held] + sorted(held - set(_STANCES))
    rows = sorted({(each.government, each.code, each.topic) for each in cells})
    found = {(each.government, each.code, each.topic, each.stance): each for each in cells}
    body = []
    for government, code, topic in rows:
        told = "".join(f"<td>{_opening(found.get((government, code, topic, stance)))}</td>" for stance in stances)
        body.append(
            f"<tr><th scope='row'>{escape(government)} [{escape(code)}]</th><td>{escape(topic)}</td>{told}</tr>"
        )
    heads = "".join(f"<th scope='col'>{escape(stance)}</th>" for stance in stances)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}: positions</title><style>{_STYLE}{_TABLE}</style></head>'
        f"<body><h1>Positions</h1><p class='sum'>What each government asked, offered, declared and was interested in, "
        f"by topic, as the texts say. Press a number to open its quotes.</p><div class='wide'><table><thead><tr>"
        f"<th scope='col'>Government</th><th scope='col'>Topic</th>{heads}</tr></thead><tbody>{''.join(body)}</tbody>"
        "</table></div></body></html>\n"
    )


_STANCES = ("asked", "interested", "offered", "declared")
_TABLE = """
body{max-width:70rem}.wide{overflow-x:auto}table{border-collapse:collapse;font:14px/1.4 system-ui,sans-serif;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid #ddd}
td details{display:block}td summary{vertical-align:baseline;background:#dcecff;color:#174f96;font-size:12px}
td blockquote{margin:.3rem 0;padding-left:.6rem;border-left:2px solid #bbb;font:14px/1.45 Georgia,serif;max-width:24rem}
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


def _marked(text: str, claims: Sequence[Claim]) -> str:
    edges = sorted({0, len(text), *(c.start for c in claims), *(c.end for c in claims)})
    ending: dict[int, list[Claim]] = {}
    for claim in claims:
        ending.setdefault(claim.end, []).append(claim)
    numbers = {claim.id: index for index, claim in enumerate(claims, 1)}
    out = []
    ordered = sorted(claims, key=lambda each: (each.end - each.start, each.start))
    for start, end in pairwise(edges):
        over = next((c for c in ordered if c.start <= start and end <= c.end), None) if len(claims) < 2_000 else None
        said = re.sub(r"\n{3,}", "\n\n", escape(text[start:end], quote=False))
        if over is not None:
            back, ink = _COLOURS[_shown(over)]
            aside = "" if over.core else ' class="aside"'
            out.append(f'<mark{aside} style="background:{back};border-color:{ink}">{said}</mark>')
        else:
            out.append(said)
        out += [_unfolding(claim, numbers[claim.id]) for claim in ending.get(end, ())]
    return "".join(out)


def _unfolding(claim: Claim, number: int) -> str:
    back, ink = _COLOURS[_shown(claim)]
    sign = " negated" if claim.polarity == "-" else ""
    rows = [("says", f"{claim.modality}{sign}, {claim.certainty}" + ("" if claim.core else f" ({claim.type})"))]
    for slot in SLOTS:
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
    rows += [("characters", f"{claim.start}-{claim.end}"), ("rules", ", ".join(claim.rules))]
    body = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return (
        f'<details><summary style="background:{back};color:{ink}" aria-label="claim {number}">{number}</summary>'
        f"<div><dl>{body}</dl></div></details>"
    )


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
