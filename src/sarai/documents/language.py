"""Whether a text is in English; one that is not is refused by the name of its language or script."""

import re
import unicodedata
from collections import Counter

from sarai.model.errors import UnknownLanguage

_COMMON = {
    "English": "the of and to in a is that for it was on are as with his they at be this from have has will by not",
    "French": "le la les de des du et en un une est que pour dans sur au par plus qui avec ne pas ce se sont",
    "German": "der die das und in den von zu mit ist auf für im dem nicht ein eine als auch es an werden wird sich",
    "Spanish": "el la los las de del y en un una que es por con para se su al como más no lo son",
    "Portuguese": "o a os as de do da dos das e em um uma que é por com para se no na mais não ao",
    "Italian": "il lo la gli le di del della e in un una che è per con si al come più non sono dal",
    "Turkish": "ve bir bu ile için da de olarak daha çok olan en gibi kadar sonra ise göre ancak her",
    "Uzbek": "va bu bilan uchun bir ham esa yil edi boʻyicha o‘z deb kerak mumkin hamda",
    "Indonesian": "yang dan di dari untuk dengan ini itu pada tidak dalam akan oleh juga ke adalah",
    "Dutch": "de het een en van in is dat op te met voor niet zijn aan er om ook als bij",
    "Polish": "i w na z do się nie że to jest o jak za od przez po dla który oraz są",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = {"CYRILLIC": "Cyrillic script (Russian, Kazakh, Kyrgyz, Tajik ...)", "CJK": "Chinese or Japanese",
            "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean", "ARABIC": "Arabic script",
            "HEBREW": "Hebrew", "DEVANAGARI": "Devanagari script", "GREEK": "Greek", "ARMENIAN": "Armenian",
            "GEORGIAN": "Georgian", "THAI": "Thai"}  # fmt: skip
_SAMPLE = 20_000


def require_english(text: str, *, where: str | None = None) -> None:
    """Pass an English text, and one too short to tell.

    Raises:
        UnknownLanguage: most letters are of another script, or the common words are those of another language.
    """
    named = other_language(text)
    if named is not None:
        raise UnknownLanguage(
            f"the text is in {named}; only English is read", where=where, cure="give an English version of it"
        )


def other_language(text: str) -> str | None:
    """The language or script of a text that is not English; None for English or what cannot be told."""
    sample = text[:_SAMPLE] if len(text) <= 3 * _SAMPLE else text[:_SAMPLE] + text[len(text) // 2 :][:_SAMPLE]
    letters = [c for c in sample[:4_000] if c.isalpha()]
    scripts = Counter(unicodedata.name(c, "?").split(" ")[0].split("-")[0] for c in letters)
    if letters and scripts.get("LATIN", 0) < len(letters) / 2:
        script = max(scripts, key=lambda each: scripts[each])
        return _SCRIPTS.get(script, f"{script.title()} script")
    words = re.findall(r"[^\W\d_]+(?:['’‘ʻ][^\W\d_]+)?", sample.casefold())
    if len(words) < 12:
        return None
    shares = {language: sum(word in common for word in words) / len(words) for language, common in _WORDS.items()}
    best = max(shares, key=lambda each: shares[each])
    return best if best != "English" and shares[best] > 0.08 and shares[best] > 1.3 * shares["English"] else None
