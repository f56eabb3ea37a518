"""Coordinate systems that the names of columns state, as in ``X (Lambert 93)`` or ``Easting [UTM 33N]``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

# What is left of a name in lower case, without blanks and signs: authority code. The commoner national grids.
SYSTEMS = {
    r"(rgf93)?(v[12][ab]?)?(lambert|l|lamb)93|rgf93": "EPSG:2154",
    r"lambert(2|ii)(etendu|e|extended)": "EPSG:27572",
    r"belgian?lambert72|lambert72|l72": "EPSG:31370",
    r"lambert2008": "EPSG:3812",
    r"(ch1903\+|ch1903plus)?(lv|mn)95|ch1903\+": "EPSG:2056",
    r"(ch1903)?(lv|mn)03|ch1903": "EPSG:21781",
    r"rdnew|amersfoort(rd(new)?)?|rijksdriehoek(sstelsel)?": "EPSG:28992",
    r"(osgb(36)?)?britishnationalgrid|bng|osgb(36)?|nationalgrid(gb|uk)": "EPSG:27700",
    r"itm|irishtransversemercator": "EPSG:2157",
    r"nzgd2000transversemercator|nztm(2000)?": "EPSG:2193",
    r"(montemario)?gaussboaga(ovest|1|fuso1|west)|montemarioitalyzone1": "EPSG:3003",
    r"(montemario)?gaussboaga(est|2|fuso2|east)|montemarioitalyzone2": "EPSG:3004",
    **{
        rf"(dhdn)?(3degree)?(gausskrue?ger|gauss|gk)(zone)?{zone}": f"EPSG:{31464 + zone}"
        for zone in (2, 3, 4, 5)
    },
    r"sweref99tm": "EPSG:3006",
    r"pl1992|puwg1992|etrs89polandcs92": "EPSG:2180",
    r"sjtsk(krovak(eastnorth)?)?": "EPSG:5514",
    r"(etrs89)?laeaeurope": "EPSG:3035",
    r"webmercator|pseudomercator": "EPSG:3857",
}
# Code of the zone 0 of UTM in the north.
_DATUMS = {"": 32600, "wgs84": 32600, "wgs1984": 32600, "etrs89": 25800, "nad83": 26900, "ed50": 23000}
_NORTHERN = ("etrs89", "nad83", "ed50")
_UTM = re.compile(
    rf"(?P<datum>{'|'.join(_DATUMS)})utm(?P<word>zone|fuso|fuseau|huso|z)?(?P<zone>\d{{1,2}})(?P<side>[c-x]?)"
)
_CODE = re.compile(r"(?:epsg:?|srid:?)(\d{4,6})")
_LENGTHS = r"\b(?:m|metres?|meters?|metri|meter)\b"
_BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")


def split_system(name: str) -> tuple[str, str]:
    """Return a column name without the coordinate system in it, and the system's code, empty where none is.

    Examples
    --------
    >>> split_system("X (Lambert 93)")
    ('X', 'EPSG:2154')
    >>> split_system("Est_UTM33N")
    ('Est', 'EPSG:32633')
    """
    for bracket in _BRACKET.finditer(name):
        if code := _code(bracket[1]):
            return f"{name[: bracket.start()]} {name[bracket.end() :]}".strip(), code
    words = [word for word in re.split(r"[\s_]+", name.strip()) if word]
    for first in range(1, len(words)):
        if code := _code(" ".join(words[first:])):
            return " ".join(words[:first]), code
    return name, ""


def without_bracket(name: str) -> str:
    """Return a column name without what stands in brackets in it."""
    return _BRACKET.sub(" ", name).strip()


def agreed(codes: Iterable[str]) -> str | None:
    """Return the system that the columns of a place name, None where none does or they differ."""
    found = {code for code in codes if code}
    return found.pop() if len(found) == 1 else None


def _code(words: str) -> str:
    """Return the code of the system that words name, empty where they name none that we know."""
    plain = "".join(sign for sign in normalize("NFKD", words.lower()) if not combining(sign))
    text = re.sub(r"[\s/,;_.-]+|\u2013", "", re.sub(_LENGTHS, "", plain))
    if found := _CODE.fullmatch(text):
        return f"EPSG:{found[1]}"
    return next((code for pattern, code in SYSTEMS.items() if re.fullmatch(pattern, text)), "") or _utm(text)


def _utm(text: str) -> str:
    """Return the code of a zone of UTM, of WGS84's without a datum; empty where its side is not plain.

    A letter from N on is a latitude band in the north; S is one too (southern Spain), unless the word zone
    tells that it is the south.
    """
    found = _UTM.fullmatch(text)
    if found is None or not 1 <= int(found["zone"]) <= 60:
        return ""
    datum, side = found["datum"], found["side"]
    northern = datum in _NORTHERN
    if not northern and (not side or (side == "s" and not found["word"])):
        return ""
    south = not northern and (side < "n" or side == "s")
    return f"EPSG:{_DATUMS[datum] + int(found['zone']) + (100 if south else 0)}"
