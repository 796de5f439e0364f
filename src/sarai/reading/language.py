"""Whether a text is in English; one that is not is refused by the name of its language.

Told by script, then by letters that one language alone uses, then, among languages in Latin letters, by common
words: a text is in the language whose common words are the largest share of its words, if they are clearly more
than the English ones. Where nothing speaks against English, as in a short text or a list of names, it passes.
"""

import re
import unicodedata
from collections import Counter

from sarai.model.errors import UnknownLanguage

_COMMON = {
    "English": "the of and to in a is that for it was on are as with his they at be this from have has will by not "
               "an its were said which their been would or",
    "French": "le la les de des du et en un une est que pour dans sur au aux par plus qui avec ne pas ce se sont il "
              "elle été ont cette leur entre d l",
    "German": "der die das und in den von zu mit ist auf für im dem nicht ein eine als auch es an werden wird sich "
              "des hat einen sind bei nach über",
    "Spanish": "el la los las de del y en un una que es por con para se su al como más no lo son ha sobre entre",
    "Portuguese": "o a os as de do da dos das e em um uma que é por com para se no na mais não ao foi pela",
    "Italian": "il lo la gli le di del della e in un una che è per con si al come più non sono dal nel alla",
    "Turkish": "ve bir bu ile için da de olarak daha çok olan en gibi kadar sonra ise göre ancak her "
    "tarafından arasında",
    "Azerbaijani": "və bir bu ilə üçün də olaraq daha çox olan ən kimi qədər sonra isə görə hər tərəfindən arasında",
    "Uzbek": "va bu bilan uchun bir ham esa yil edi boʻyicha o‘z deb kerak mumkin hamda haqida tomonidan",
    "Turkmen": "we bu bilen üçin bir hem ýyl boldy öz boýunça barada diýip tarapyndan",
    "Kazakh (Latin letters)": "men jáne bul úshin bir jyly boıynsha týraly turaly degen",
    "Indonesian": "yang dan di dari untuk dengan ini itu pada tidak dalam akan oleh juga ke adalah",
    "Dutch": "de het een en van in is dat op te met voor niet zijn aan er om ook als bij werd door",
    "Polish": "i w na z do się nie że to jest o jak za od przez po dla który oraz są",
    "Czech": "a v na se je že do z s o k pro jsou byl bude nebo jako ale také podle",
    "Romanian": "și în de la cu a pe care pentru din este nu mai o un sau prin sunt fost",
    "Hungarian": "a az és hogy nem egy is van volt meg de ez ki el csak már mint még lesz",
    "Swedish": "och i att det som en på är av för med den till inte om ett har de",
    "Finnish": "ja on ei se että oli hän mutta kun niin ovat tai kuin myös sekä joka",
    "Vietnamese": "và của là có trong cho được với các một không những này đã để người",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = {"HANGUL": "Korean", "HEBREW": "Hebrew", "DEVANAGARI": "a language in Devanagari script",
            "GREEK": "Greek", "ARMENIAN": "Armenian", "GEORGIAN": "Georgian", "THAI": "Thai",
            "MONGOLIAN": "Mongolian", "BENGALI": "Bengali", "TAMIL": "Tamil", "TIBETAN": "Tibetan"}  # fmt: skip
_CYRILLIC = (
    ("Ukrainian", "їєґ", ""),
    ("Belarusian", "ў", "ғқҳ"),
    ("Uzbek (Cyrillic letters)", "ў", "ы"),
    ("Tajik", "ӣӯҳҷ", ""),
    ("Kazakh", "әұі", ""),
    ("Kyrgyz or Mongolian", "өү", ""),
    ("Serbian or Macedonian", "ђћјљњџ", ""),
)
"""Language, letters that speak for it, letters that speak against it; the first that fits is named."""
_ARABIC = (("Urdu", "ٹڈےں"), ("Pashto", "ښځڅږۍ"), ("Uyghur", "ېۇۆۈ"), ("Persian (or Dari)", "پچژگکی"))
_SAMPLE = 20_000
_LETTERS = 4_000


def require_english(text: str, *, where: str | None = None) -> None:
    """Pass an English text, and one too short to tell.

    Raises:
        UnknownLanguage: most letters are of another script, or the common words are those of another language.
    """
    named = other_language(text)
    if named is not None:
        raise UnknownLanguage(
            f"the text is in {named}; only English is read",
            where=where,
            cure="give an English version of it, or plug in a reader that knows it: --reader llm",
        )


def other_language(text: str) -> str | None:
    """The language of a text that is not English; None for English or what cannot be told."""
    sample = text if len(text) <= 3 * _SAMPLE else text[:_SAMPLE] + " " + text[len(text) // 2 :][:_SAMPLE]
    sample = unicodedata.normalize("NFC", sample)
    step = max(1, len(sample) // (4 * _LETTERS))
    pieces = "".join(sample[place : place + 400] for place in range(0, len(sample), 400 * step))
    letters = Counter(c for c in pieces.casefold() if c.isalpha())
    scripts: Counter[str] = Counter()
    for letter, times in letters.items():
        scripts[unicodedata.name(letter, "?").split(" ")[0].split("-")[0]] += times
    total = letters.total()
    if total and scripts["LATIN"] < total / 2:
        return _by_script(scripts, letters)
    words = re.findall(r"[^\W\d_]+(?:['’‘ʻ][^\W\d_]+)?", sample.casefold())
    words += [word.partition(mark)[0] for word in words for mark in "'’" if mark in word]
    said = Counter(words)
    hits = {language: sum(said[word] for word in common) for language, common in _WORDS.items()}
    best = max(hits, key=lambda each: hits[each])
    clear = hits[best] > 0.08 * len(words) and hits[best] > 1.3 * hits["English"]
    # Four common words and not one English one tell a short text; two may be names. One word over and over tells none.
    several = len(_WORDS[best].intersection(said)) >= 3
    enough = len(words) >= 12 or (hits[best] >= 4 and not hits["English"])
    return best if best != "English" and clear and several and enough else None


def _by_script(scripts: Counter[str], letters: Counter[str]) -> str:
    script = max(scripts, key=lambda each: scripts[each])
    if script in ("CJK", "HIRAGANA", "KATAKANA"):
        kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
        return "Japanese" if kana > 0.05 * (kana + scripts["CJK"]) else "Chinese"
    if script == "CYRILLIC":
        # One letter of another language is a name; a few in a hundred are its spelling.
        few = max(2, 0.004 * scripts[script])
        for language, own, without in _CYRILLIC:
            if sum(letters[each] for each in own) >= few and not any(letters[each] for each in without):
                return language
        return "Bulgarian" if letters["ъ"] > 0.01 * scripts[script] and not letters["ы"] else "Russian"
    if script == "ARABIC":
        few = max(2, 0.004 * scripts[script])
        return next((name for name, own in _ARABIC if sum(letters[each] for each in own) >= few), "Arabic")
    return _SCRIPTS.get(script, f"a language in {script.title()} script")
