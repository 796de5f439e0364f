"""The acts of a sentence: which verbs and nouns head a claim, and what each says happened, how surely, and
whether not.
"""

from sarai.reading.evoked import AWAITED, evoked, goods, pays
from sarai.reading.frames import Frame, aspects, frames
from sarai.reading.grammar import Syntax, Verb
from sarai.reading.joined import (
    Act,
    adjoins,
    purposeful,
    ruling_noun,
    said_of,
    same_clause,
    tells_more,
    told_that,
)
from sarai.reading.marks import Mark, Sentence
from sarai.reading.reduced import reduced, supposed
from sarai.reading.scope import certainty, denied, negations, said_untrue
from sarai.reading.tenses import FUTURE, MAY, aspect_of, chain_of
from sarai.reading.word_classes import BE, DO, HAVE, MODALS

_GOVERNING = frozenset(("promise", "intend", "suggest", "weigh"))
"""Classes of frames whose roles are those of the verb they govern."""
_TELLING = frozenset(("say", "intend"))


def acts(sentence: Sentence, syntax: Syntax) -> list[Act]:
    """The acts of a sentence in their order."""
    found: list[Act] = []
    for mark in sentence.cues:
        if mark.entry.kind == "noun":
            _noun(sentence, syntax, mark, found)
        else:
            verb = next((i for i, each in enumerate(syntax.verbs) if each.mark is mark), None)
            if verb is not None:
                _verb(sentence, syntax, verb, found)
            elif _also_noun(syntax, mark):
                _noun(sentence, syntax, mark, found)
    return found


_ALSO_NOUNS = frozenset("plan promise pledge offer request appeal".split())
"""Verbs whose noun heads an act as well: *Spain's plan to fund a port*."""
_COMPLETED = frozenset("to for of from by worth that".split())


def _also_noun(syntax: Syntax, mark: Mark) -> bool:
    """Whether a word that is no verb here is the noun of its frame, with what completes it."""
    if mark.entry.code not in _ALSO_NOUNS or mark.entry.form not in ("base", "third") or syntax.tags[mark.first] != "w":
        return False
    completed = mark.last > mark.first + 1 or (mark.last < len(syntax.keys) and syntax.keys[mark.last] in _COMPLETED)
    return completed and not (mark.last < len(syntax.breaks) and syntax.breaks[mark.last])


def _verb(sentence: Sentence, syntax: Syntax, index: int, found: list[Act]) -> None:
    verb = syntax.verbs[index]
    mark = verb.mark
    if mark is None or (frame := evoked(sentence, mark)) is None:
        return
    chain = list(chain_of(syntax, index))
    ruler = chain[-1] if chain else None
    if ruler is not None and not ruler.lead:
        act = next((each for each in found if each.verb >= 0 and syntax.verbs[each.verb] is ruler), None)
        if act is not None:
            _governed(sentence, syntax, found, act, frame, index, verb)
            return
        if not purposeful(sentence, frame, ruler, verb):
            return
    if found and told_that(syntax, found[-1], index):
        # "asked that Australia extend the project": the asking is the claim.
        found[-1] = found[-1]._replace(inner=index)
        return
    noun = ruling_noun(syntax, found, verb)
    if noun is not None:
        _governed(sentence, syntax, found, noun, frame, index, verb)
        return
    if verb.infinitive and not chain:
        return
    if verb.form == "G" and not verb.helpers & BE and not chain and not _absolute(sentence, syntax, verb):
        return
    cut_short = verb.form in "DN" and not verb.helpers and not chain and reduced(syntax, index)
    if cut_short and not tells_more(sentence, found, frame, verb):
        return
    if verb.form == "N" and not verb.helpers and not cut_short:
        return
    if verb.form in "DN" and "not" in verb.helpers and not verb.helpers & (BE | HAVE | DO | MODALS):
        # "not invited" without a helper describes what stands before it.
        return
    if supposed(syntax, index):
        return
    helpers, aspect, rules = aspect_of(verb, chain)
    modality, sure = aspects()[frame.family, "past" if cut_short else aspect]
    if aspect == "expected" and verb.infinitive and "have" in verb.helpers:
        # "is reported to have paid": done, as others say.
        modality, sure = aspects()[frame.family, "past"][0], "hedged"
    modality = frame.modality if modality == "*" else modality
    passive = cut_short or (verb.form in "DN" and bool(verb.helpers & BE))
    if frame.family in ("transfer", "receive") and modality == "disbursed" and goods(sentence, mark):
        modality, rules = "delivered", (*rules, "frame.goods")
    if frame.family == "transfer" and aspect == "present" and pays(sentence, mark):
        modality, rules = ("committed" if frame.sign == "+" else modality), (*rules, "frame.present_money")
    counted = mark.entry.code == "invite" and any(q.kind == "count" for q in sentence.quantities)
    if frame.name == "request" and (passive or counted) and aspect in ("future", "plan"):
        # To be going to be invited is an offer of the host, no wish.
        modality, sure, rules = "pledged", "planned", (*rules, "frame.invited")
    if frame.name in ("await", "withhold") and aspect in _DONE:
        modality, sure = frame.modality, "fact"
        if frame.name == "await":
            near = sentence.keys[verb.last : verb.last + 6]
            modality = next((AWAITED[key] for key in near if key in AWAITED), modality)
    start = _clause_start(syntax, index)
    count = denied(sentence, syntax, verb, start) + (frame.sign == "-")
    for lead in chain:
        count += negations(lead.helpers) + (lead.lead in ("fail", "doubted"))
        count += lead.lead == "fail" and lead.first > 0 and syntax.keys[lead.first - 1] == "no"
    if frame.family == "transfer" and aspect == "present" and count % 2:
        modality = "disbursed"
    polarity = "-" if count % 2 else "+"
    owned = begins = -1
    if found and found[-1].last <= verb.first and said_of(syntax, found[-1], chain[-1] if chain else verb, verb):
        # "Spain's plan to fund a port fell through": what is said of a plan is one claim with it.
        if found[-1].noun and frame.name == "run" and passive and mark.entry.code in _LIGHT:
            # "Negotiations are being conducted": the noun tells what happens.
            return
        told = found.pop()
        owned, begins = (told.at if told.noun else -1), told.first
    if (
        polarity == "-"
        and frame.family in ("promise", "intend", "suggest", "weigh")
        and sure in ("planned", "conditional")
        and aspect in _DONE
    ):
        # What was not promised is no plan.
        sure = "fact"
    if frame.name == "refuse" and polarity == "+":
        # Not to reject, not to rule out: nothing is decided by it.
        modality, sure, rules = "proposed", "conditional", (*rules, "frame.left_open")
    if polarity == "-" and aspect == "conditional" and not helpers.isdisjoint({"can", "cannot", "could"}):
        modality = frame.modality if frame.family not in _PAID else aspects()[frame.family, "past"][0]
        sure = "fact" if "could" in helpers and not helpers & HAVE else sure
    found.append(
        Act(
            index,
            mark,
            frame,
            modality,
            polarity,
            certainty(sentence, syntax, verb.at, sure),
            chain[-1].first if chain else verb.first,
            verb.at,
            verb.last,
            passive,
            False,
            cut_short,
            -1,
            (
                mark.entry.id,
                f"frame.{frame.name}.{aspect}",
                *rules,
                *(("polarity.negative",) if polarity == "-" else ()),
            ),
            owned,
            begins,
        )
    )


_OUTSTANDING = frozenset(("withhold", "await", "stall"))
_LIGHT = frozenset("conduct carry run hold lead".split())
_DONE = ("past", "present", "perfect", "pluperfect", "progressive")
_PAID = ("transfer", "deliver", "build", "ongoing")


def _governed(
    sentence: Sentence, syntax: Syntax, found: list[Act], act: Act, frame: Frame, index: int, verb: Verb
) -> None:
    """What the governed verb adds to the act: its roles, where it says what happens."""
    place = found.index(act)
    family = act.frame.family
    if act.inner >= 0:
        if verb.mark is not None and verb.first > act.last and act.frame.syntax != "ask":
            # "agreed to help build a port and provide $200 million".
            rules = (*act.rules, verb.mark.entry.id)
            found.append(
                act._replace(
                    frame=frame, mark=verb.mark, first=verb.first, at=verb.at, last=verb.last, verb=index, rules=rules
                )
            )
        return
    if not act.noun and act.frame.syntax != "ask" and not adjoins(syntax, act.last, verb.first):
        return
    if family in _GOVERNING or act.frame.name in ("agree", "approve") or act.frame.name == "expect":
        sure = act.certainty
        if (
            act.frame.name in ("agree", "approve")
            and frame.family in ("transfer", "deliver", "share")
            and sure == "fact"
        ):
            sure = "planned"
        made = act._replace(inner=index, certainty=sure)
        if frame.family in ("transfer", "receive", "deliver", "build", "ongoing", "share", "act", "promise", "intend"):
            made = made._replace(frame=frame)
        found[place] = made
    else:
        found[place] = act._replace(inner=index)


def _absolute(sentence: Sentence, syntax: Syntax, verb: Verb) -> bool:
    """Whether a gerund tells something of its own: behind a comma, or *having* done, with money."""
    if "having" in verb.helpers:
        return True
    if verb.at == 0 or syntax.breaks[verb.at] != "," or verb.mark is None:
        return False
    return any(q.kind == "amount" and verb.mark.end <= q.core < verb.mark.end + 40 for q in sentence.quantities)


def _clause_start(syntax: Syntax, index: int) -> int:
    """The word at which the clause of a verb begins, as far as its subject reaches."""
    verb = syntax.verbs[index]
    low = syntax.verbs[index - 1].last if index else 0
    at = verb.first
    while at > low:
        if syntax.breaks[at] in (";", "^") or syntax.tags[at - 1] in "sr":
            break
        at -= 1
    return at


def _noun(sentence: Sentence, syntax: Syntax, mark: Mark, found: list[Act]) -> None:
    """A noun or adjective that heads an act: alone, or in place of a verb that only tells it."""
    frame = frames().get(mark.entry.value)
    if frame is None or any(syntax.tags[i] in "m" for i in range(mark.first, mark.last)):
        return
    before = found[-1] if found else None
    if before is not None and before.noun and frame.name in _OUTSTANDING and before.frame.sign == "+":
        between = range(before.last, mark.first)
        if any(syntax.keys[i] in BE or syntax.keys[i].startswith("remain") for i in between) and not any(
            syntax.tags[i] in "csr" or syntax.breaks[i] for i in between
        ):
            # "Kuwait's pledge of $20 million is still outstanding": what is said of the pledge.
            told = found.pop()
            found.append(_of_noun(sentence, syntax, mark, frame)._replace(owned=told.at, begins=told.first))
            return
    if before is not None and before.last <= mark.first and same_clause(syntax, before.last, mark.first):
        near = mark.first - before.last <= 7
        if before.polarity == "-" and before.frame.sign == "-":
            return
        tells = before.frame.family in _TELLING or before.frame.name in ("welcome", "thank")
        if not (near and tells and before.inner < 0):
            return
        if before.noun and before.frame.name == frame.name:
            return
        found.pop()
        made = _of_noun(sentence, syntax, mark, frame)
        if before.frame.name == "thank":
            # "thanked for the donation of 50 computers": who thanks was given them.
            made = made._replace(frame=before.frame, noun=False, at=before.at, last=max(before.last, made.last))
        flipped = made.polarity if before.polarity == "+" else ("-" if made.polarity == "+" else "+")
        found.append(
            made._replace(
                verb=before.verb, first=before.first, polarity=flipped, rules=(*made.rules, *before.rules[:1])
            )
        )
        return
    made = _of_noun(sentence, syntax, mark, frame)
    ruler = next((i for i in range(len(syntax.verbs) - 1, -1, -1) if syntax.verbs[i].last <= mark.first), -1)
    if ruler >= 0 and same_clause(syntax, syntax.verbs[ruler].last, mark.first):
        verb = syntax.verbs[ruler]
        made = made._replace(verb=ruler, first=min(made.first, verb.first))
        if verb.last < mark.first and _evokes_nothing(verb) and negations(verb.helpers) % 2:
            made = made._replace(
                polarity="-" if made.polarity == "+" else "+",
                certainty="fact" if made.polarity == "+" and made.certainty == "planned" else made.certainty,
                rules=(*made.rules, "polarity.negative"),
            )
    found.append(made)


def _evokes_nothing(verb: Verb) -> bool:
    return verb.mark is None or verb.mark.entry.value not in frames()


def _of_noun(sentence: Sentence, syntax: Syntax, mark: Mark, frame: Frame) -> Act:
    keys, tags = syntax.keys, syntax.tags
    at = mark.first
    helpers: set[str] = set()
    while at > 0 and tags[at - 1] in "xnad" and not syntax.breaks[at]:
        at -= 1
        helpers.add(keys[at])
    nearby = set(keys[max(0, at - 3) : mark.first])
    negative = not nearby.isdisjoint({"no", "not", "without", "lack", "lacks", "never", "hardly", "neither", "nor"})
    negative = negative or any(each.endswith(("n't", "n’t")) for each in nearby)
    aspect = "present" if frame.family in ("promise", "intend", "suggest", "weigh", "speech", "ongoing") else "past"
    if not MAY.isdisjoint(helpers):
        aspect = "conditional"
    elif not FUTURE.isdisjoint(helpers) and frame.family not in ("speech", "intend", "promise"):
        aspect = "future"
    modality, sure = aspects()[frame.family, aspect]
    modality = frame.modality if modality == "*" else modality
    count = negative + (frame.sign == "-") + said_untrue(sentence, mark.start)
    polarity = "-" if count % 2 else "+"
    sure = "fact" if polarity == "-" and sure == "planned" else sure
    first = at
    while first < mark.first and tags[first] in "ad":
        first += 1
    return Act(
        -1, mark, frame, modality, polarity, certainty(sentence, syntax, mark.first, sure), first, mark.first,
        mark.last, False, True, False, -1,
        (mark.entry.id, f"frame.{frame.name}.noun", *(("polarity.negative",) if polarity == "-" else ())), mark.first,
    )  # fmt: skip
