"""The language of a text, as a BCP 47 tag, or "und" where nothing tells it.

In this order: the script (kana is Japanese, Hangul Korean; brand names in Latin
letters do not drown them), the frequent words of the lexicons, the language that
the source declares, and last langdetect, which costs milliseconds, errs with great
confidence on titles, and so is asked only about sentences that nothing else settles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from langdetect import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from pipelines import lexicon

DetectorFactory.seed = 0

_SAMPLE = 3000
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_EASTERN = re.compile(f"{_KANA.pattern}|{_HANGUL.pattern}|{_HAN.pattern}")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0590-\u06ff\u0900-\u10ff\u1780-\u17ff]")
#: A syllable of kana, Han or Hangul says about as much as four Latin letters.
_LETTERS_A_SYLLABLE = 4
#: Scripts that (nearly) one language alone writes.
_BY_SCRIPT = {
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "ml": re.compile(r"[\u0d00-\u0d7f]"),
    "ta": re.compile(r"[\u0b80-\u0bff]"),
    "te": re.compile(r"[\u0c00-\u0c7f]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "km": re.compile(r"[\u1780-\u17ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
}
#: Letters of the Arabic script that Arabic does not have: Persian, Urdu and others do.
_NOT_ARABIC = re.compile(r"[\u067e\u0686\u0688\u0691\u06a9\u06af\u06ba\u06cc\u06d2]")
#: Languages that langdetect may also answer with, besides those of the lexicons.
_NEIGHBOURS = (
    "no",
    "id",
    "ro",
    "fi",
    "tr",
    "sk",
    "sl",
    "hr",
    "et",
    "lt",
    "lv",
    "ca",
    "uk",
    "bg",
    "mk",
    "fa",
    "ur",
    "mr",
    "ne",
)
_SIMPLIFIED_ALONE = (True, False, False)
_LEAST_WORDS = 6
_LEAST_PROBABILITY = 0.95
_LONG_TITLE = 20


@dataclass(frozen=True, slots=True)
class _FrequentWords:
    """Every frequent word with the weight it gives to each language that has it."""

    weights: Mapping[str, tuple[tuple[str, float], ...]]
    letters: Mapping[str, tuple[str, ...]]
    rivals: Mapping[str, tuple[str, ...]]


@cache
def _frequent_words() -> _FrequentWords:
    having: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    rivals: dict[str, tuple[str, ...]] = {}
    for tag in lexicon.languages():
        table = lexicon.load(tag)["language"]
        for word in dict.fromkeys(table["words"]):
            having.setdefault(word, []).append(tag)
        for letter in table["letters"]:
            letters.setdefault(letter, []).append(tag)
        rivals[tag] = tuple(table["rivals"])
    weights = {word: tuple((tag, 1 / len(tags)) for tag in tags) for word, tags in having.items()}
    return _FrequentWords(weights, {letter: tuple(tags) for letter, tags in letters.items()}, rivals)


def detect(text: str, declared: str | None = None) -> str:
    """The language of a text.

    Args:
        text: a title or an article; the first 3,000 characters are looked at.
        declared: the language that the source names, in any BCP 47 spelling; it
            decides where the words do not.

    Returns:
        A BCP 47 tag ("de", "zh-Hans", "zh" where the script of a Chinese text is
        open), or "und".
    """
    sample = text[:_SAMPLE]
    if _EASTERN.search(sample):
        kana, han, hangul = (len(script.findall(sample)) for script in (_KANA, _HAN, _HANGUL))
        syllables = kana + han + hangul
        if syllables * _LETTERS_A_SYLLABLE >= len(_LATIN.findall(sample)) or not _says_much(sample):
            return _eastern(sample, kana, han, hangul, declared)
    if not sample.isascii() and (tag := _by_script(sample)):
        return tag
    return _by_words(sample, declared)


def _says_much(sample: str) -> bool:
    """Whether the Latin words of a mixed text are a language of their own and not names."""
    scores = _scores([word.lower() for word in _WORD.findall(sample)])
    return bool(scores) and max(scores.values()) >= 3


def _eastern(sample: str, kana: int, han: int, hangul: int, declared: str | None) -> str:
    if hangul >= kana and hangul * 2 >= han:
        return "ko"
    # One stray の in a Chinese name does not make a text Japanese.
    if kana >= 2 and kana * 15 >= han:
        return "ja"
    told = _canonical(declared)
    if kana and not told and not any(_encodings(letter) == _SIMPLIFIED_ALONE for letter in _HAN.findall(sample)):
        return "ja"
    return _han_only(sample, told)


@lru_cache(maxsize=8192)
def _encodings(letter: str) -> tuple[bool, bool, bool]:
    """Whether the standards for simplified, traditional and Japanese text have a character."""
    return _has("gb2312", letter), _has("big5", letter), _has("shift_jis", letter)


def _has(encoding: str, letter: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _han_only(sample: str, told: str | None) -> str:
    """Chinese in one script or the other, or a Japanese title without kana.

    Rule: a character that GB 2312 has and Big5 lacks is simplified, the reverse
    traditional, one that only JIS X 0208 has is Japanese.
    """
    simplified = traditional = japanese = count = 0
    for letter in _HAN.findall(sample):
        hans, hant, jis = _encodings(letter)
        count += 1
        simplified += hans and not hant and not jis
        traditional += hant and not hans
        japanese += jis and not hans and not hant
    if told == "ja" and simplified <= japanese + 1 and (count < _LONG_TITLE or japanese):
        return "ja"
    if japanese > simplified and japanese * 3 > traditional:
        return "ja"
    if simplified > traditional:
        return "zh-Hans"
    if traditional > simplified:
        return "zh-Hant"
    return told if told and told.startswith("zh") else "zh" if count >= 2 else "und"


def _by_script(sample: str) -> str | None:
    """The language of a text in neither Latin nor an eastern script, or None."""
    if not _OTHER.search(sample) or len(_OTHER.findall(sample)) * 2 < len(_LATIN.findall(sample)):
        return None
    counts = {tag: len(script.findall(sample)) for tag, script in _BY_SCRIPT.items()}
    tag = max(counts, key=lambda one: counts[one])
    if tag == "ar" and _NOT_ARABIC.search(sample):
        return _asked(sample, ("fa", "ur", "ar")) or "und"
    if tag == "hi":
        return _asked(sample, ("hi", "mr", "ne")) or "und"
    return tag if counts[tag] else None


def _scores(words: list[str]) -> Counter[str]:
    """The weight of the frequent words a text has, by language; each word once."""
    weights = _frequent_words().weights
    scores: Counter[str] = Counter()
    for word in dict.fromkeys(words):
        for tag, weight in weights.get(word, ()):
            scores[tag] += weight  # type: ignore[assignment]
    return scores


def _by_words(sample: str, declared: str | None) -> str:
    words = [word.lower() for word in _WORD.findall(sample.replace("’", "'"))]
    scores = _scores(words)
    frequent = _frequent_words()
    if not sample.isascii():
        small = sample.lower()
        for letter, tags in frequent.letters.items():
            if letter in small:
                for tag in tags:
                    scores[tag] += 1 / len(tags)  # type: ignore[assignment]
    told = _canonical(declared)
    ranked = scores.most_common(2)
    if ranked:
        best, score = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        share = score / max(len(set(words)), 1)
        if score >= 1.2 and score >= 1.4 * second and share >= 0.06:
            return _against_rivals(sample, best, frequent.rivals[best], told)
        if told and scores[told] >= 0.7 * score and scores[told] > 0:
            return told
    asked = None
    if len(set(words)) >= _LEAST_WORDS and not (told and not ranked and len(words) < 2 * _LEAST_WORDS):
        asked = _asked(sample, None)
    if asked and (told is None or asked == told or not scores[told]):
        return asked
    if told and _may_be(told, sample):
        return told
    if ranked and ranked[0][1] >= 0.9 and (len(ranked) < 2 or ranked[0][1] > 1.9 * ranked[1][1]):
        # One frequent word may be a name's: the v of "SoundCore v1" is no Czech.
        return ranked[0][0] if _votes(words, ranked[0][0]) >= 2 else "und"
    return "und"


def _votes(words: list[str], tag: str) -> int:
    """How many different words of a text are frequent ones of a language."""
    weights = _frequent_words().weights
    return sum(any(tag == one for one, _ in weights.get(word, ())) for word in dict.fromkeys(words))


def _against_rivals(sample: str, best: str, rivals: tuple[str, ...], told: str | None) -> str:
    """The best language by its words, unless a sister language without a lexicon explains the text better."""
    own = lexicon.load(best)["language"]["own_letters"]
    if not rivals or told == best or any(letter in own for letter in sample.lower()):
        return best
    return _asked(sample, (best, *rivals)) or best


def _may_be(tag: str, sample: str) -> bool:
    """Whether a text has letters of the script in which a language is written."""
    script = lexicon.load(tag)["language"]["script"] if lexicon.resolve(tag) else "Latin"
    if script == "Cyrillic":
        return bool(_CYRILLIC.search(sample))
    if script == "Latin":
        return bool(_LATIN.search(sample)) and not _CYRILLIC.search(sample)
    return bool(_KANA.search(sample) or _HAN.search(sample) or _HANGUL.search(sample))


def _canonical(declared: str | None) -> str | None:
    """A declared language as the tag of its lexicon, or its bare language where we have none."""
    if not declared or not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", declared) or declared == "und":
        return None
    return lexicon.resolve(declared) or re.split(r"[-_]", declared)[0].lower()


@cache
def _factory() -> DetectorFactory:
    """langdetect with the profiles of our languages and their neighbours alone; seeded above."""
    from langdetect import detector_factory

    detector_factory.init_factory()
    return detector_factory._factory


@cache
def _by_code() -> dict[str, str]:
    return {lexicon.load(tag)["language"]["langdetect"]: tag for tag in lexicon.languages()}


@lru_cache(maxsize=256)
def _asked(sample: str, candidates: tuple[str, ...] | None) -> str | None:
    """What langdetect answers among the candidates, where it is sure."""
    codes = _by_code()
    allowed = set(candidates or ()) or {*codes.values(), *_NEIGHBOURS}
    detector = _factory().create()
    try:
        detector.set_prior_map(dict.fromkeys([code for code in _profiles() if codes.get(code, code) in allowed], 1.0))
        detector.append(sample)
        answers = detector.get_probabilities()
    except LangDetectException:
        return None
    if not answers or answers[0].prob < _LEAST_PROBABILITY:
        return None
    code = str(answers[0].lang)
    return codes.get(code, code)


@cache
def _profiles() -> tuple[str, ...]:
    return tuple(_factory().langlist)
