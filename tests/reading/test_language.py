"""Other languages are refused by name; English is not, however short."""

import unicodedata

import pytest

from sarai.model.errors import UnknownLanguage
from sarai.reading import read_text
from sarai.reading.language import other_language

OTHERS = {
    "Russian": "Правительство Японии выделило Таджикистану грант на строительство школ и дорог в горных районах. "
    "Соглашение было подписано в среду в столице, сообщила пресс-служба министерства.",
    "Kazakh": "Қазақстан үкіметі мен Жапония арасында мектептер мен жолдар салу туралы келісімге қол қойылды. "
    "Бұл жоба екі жылға арналған, оның құны әлі айтылған жоқ.",
    "Uzbek": "Oʻzbekiston hukumati va Yaponiya maktablar hamda yoʻllar qurish uchun shartnoma imzoladi. Bu haqida "
    "vazirlik maʼlum qildi va loyiha bir yil davom etadi, deb bilan aytdi.",
    "Uzbek (Cyrillic letters)": "Ўзбекистон ҳукумати ва Япония мактаблар ҳамда йўллар қуриш учун шартнома имзолади. "
    "Лойиҳа икки йил давом этади, деб хабар берди вазирлик.",
    "Tajik": "Ҳукумати Тоҷикистон ва Ҷопон дар бораи сохтмони мактабҳо ва роҳҳо созишнома имзо карданд. "
    "Маблағи лоиҳа ҳанӯз эълон нашудааст.",
    "Kyrgyz or Mongolian": "Кыргызстандын өкмөтү менен Япония мектептерди жана жолдорду куруу жөнүндө келишимге кол "
    "коюшту. Долбоор эки жылга созулат жана үч облусту камтыйт.",
    "Ukrainian": "Уряд Японії підписав із Таджикистаном угоду про будівництво шкіл і доріг у гірських районах країни, "
    "про що повідомило міністерство, яке її готувало.",
    "Belarusian": "Урад Японіі падпісаў з Таджыкістанам пагадненне аб будаўніцтве школ і дарог у горных раёнах краіны, "
    "паведаміў прэс-сакратар, які ўдзельнічаў у падрыхтоўцы.",
    "Japanese": "日本政府はタジキスタンに対して学校建設のための無償資金協力を行うことを発表した。",
    "Chinese": "中国政府宣布向塔吉克斯坦提供无偿援助，用于在山区修建学校和道路，协议已于星期三签署。",
    "German": "Die Regierung von Japan hat mit Tadschikistan ein Abkommen über den Bau von Schulen und Straßen in den "
    "Bergen des Landes unterzeichnet, wie das Ministerium mitteilte.",
    "French": "Le gouvernement du Japon a signé un accord avec le Tadjikistan pour la construction de routes et "
    "d'écoles dans les montagnes du pays, a annoncé le ministère.",
    "Turkish": "Japonya hükümeti ile Tacikistan arasında okul ve yol yapımı için bir anlaşma imzalandı. Bakanlık "
    "tarafından yapılan açıklamaya göre proje iki yıl sürecek ve daha çok dağlık bölgeleri kapsayacak.",
    "Persian (or Dari)": "دولت ژاپن و تاجیکستان برای ساخت مدرسه و جاده در مناطق کوهستانی کشور توافقنامه ای امضا کردند. "
    "این پروژه دو سال طول می کشد.",
    "Arabic": "وقعت حكومة اليابان وطاجيكستان اتفاقية لبناء المدارس والطرق في المناطق الجبلية من البلاد.",
    "Korean": "일본 정부는 타지키스탄에 학교와 도로를 건설하기 위한 무상 원조를 제공한다고 발표했다.",
    "Turkmen": "Türkmenistanyň hökümeti we Ýaponiýa mekdepleri hem-de ýollary gurmak üçin ylalaşyga gol çekdi. Bu "
    "barada ministrlik habar berdi we taslama bir ýyl dowam eder diýip bilen aýtdy.",
    "Spanish": "El gobierno de Japón firmó un acuerdo con Tayikistán para la construcción de escuelas y caminos en "
    "las montañas del país, según informó el ministerio.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_refused_by_name(language: str) -> None:
    with pytest.raises(UnknownLanguage) as refused:
        read_text(OTHERS[language], where="made.txt")
    assert str(refused.value).startswith(f"made.txt: the text is in {language}; only English is read")


@pytest.mark.parametrize("language", OTHERS)
def test_a_long_text_is_told_as_a_short_one_is(language: str) -> None:
    assert other_language(OTHERS[language] * 1_500) == language


def test_letters_may_come_taken_apart() -> None:
    assert other_language(unicodedata.normalize("NFD", OTHERS["French"])) == "French"
    assert other_language("e\u0301 " * 500) is None


@pytest.mark.parametrize(
    "text",
    [
        "Japan pledged $5 million.",
        "Tokyo: aid to Dushanbe",
        "Kyrgyzstan, Kazakhstan, Tajikistan, Turkmenistan, Uzbekistan",
        "Table 2. Grants, loans, totals",
        "Mr. De la Cruz and Ms. van den Berg met in Den Haag and in Le Mans on Monday.",
        "The Agence Française de Développement and the Kreditanstalt für Wiederaufbau signed on Monday.",
        "$427.4 million = $97.2 million + $330.2 million",
        "",
    ],
)
def test_short_english_is_not_refused(text: str) -> None:
    assert other_language(text) is None


def test_english_with_names_in_their_own_script_is_read() -> None:
    text = (
        "The Ministry of Foreign Affairs (Министерство иностранных дел) said that Japan (日本) will pay for the road."
    )
    assert other_language(text) is None
