"""The words that names of columns are made of, and what each adds to a name's meaning.

In English, German, French, Spanish and Italian, without accents; seismologists' own headers (SAC) too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ....protocol.waves import VelocityType, Wave


class Word(NamedTuple):
    """What a word of a name adds to its meaning."""

    quantity: str = ""
    kind: VelocityType | None = None
    wave: Wave | None = None
    end: int = 0
    strong: bool = True
    relative: bool = False
    log: bool = False


_PHASE, _GROUP = VelocityType.PHASE, VelocityType.GROUP

# Endings are open where Shapefile's ten characters may have cut a word.
WORDS: dict[str, Word] = {
    r"f|fr|fre[ckq][a-z]*": Word("frequency"),
    r"t|per|period[a-z]*": Word("period"),
    r"wl|wavelen[a-z]*|wellenlange|lambda|\u03bb|longueuronde|lunghezzaonda|longitudonda": Word("wavelength"),
    r"c|v|vel[a-z]*|speed|observed|obs|geschwindigkeit|vitesse": Word("velocity"),
    r"cph|vph|phv|pv|pvel|phvel|vphase|phasevel[a-z]*": Word("velocity", kind=_PHASE),
    r"phasengeschw[a-z]*": Word("velocity", kind=_PHASE),
    r"u|vg|vgr|gv|gvel|grvel|vgroup|groupvel[a-z]*|gruppengeschw[a-z]*": Word("velocity", kind=_GROUP),
    r"vr|cr": Word("velocity", wave=Wave.RAYLEIGH),
    r"vl|cl": Word("velocity", wave=Wave.LOVE),
    r"slow[a-z]*": Word("slowness"),
    r"sig[a-z]*|\u03c3|std[a-z]*|stdev|sd|dev|deviation|err[a-z]*|unc|uncert[a-z]*": Word("sigma"),
    r"cov|cv|variation|variationskoeffizient|variazione|variacion": Word("sigma", relative=True),
    r"rel|relativ[a-z]*|coeff?|coefficient[a-z]*|coeficiente": Word(relative=True),
    r"ln|log|log10": Word(log=True),
    r"abweichung|standardabw[a-z]*|stabw|abw|fehler|unsicherheit|ecart|incert[a-z]*": Word("sigma"),
    r"desv[a-z]*|deviazione|deviacion|errore|incertidumbre|scarto": Word("sigma"),
    r"sc|ec|dc": Word("sigma"),
    r"evph|ecph": Word("sigma", kind=_PHASE),
    r"su|eu|du|evg|evgr": Word("sigma", kind=_GROUP),
    r"ph|phas|phase|fase": Word(kind=_PHASE),
    r"gr|grp|gro|grou|group|groupe|grupo|gruppo": Word(kind=_GROUP),
    r"rayl?|rayleigh": Word(wave=Wave.RAYLEIGH),
    r"lov|love": Word(wave=Wave.LOVE),
    r"site|station|sta|stn|stationname|sitename|name|standort|messpunkt|messstelle|sitio|sito": Word("site"),
    r"estacion|stazione|nom|nome|nombre|emplazamiento|ort|lieu|localita": Word("site"),
    r"staname|stname|receivername": Word("site", end=2),
    r"evname|evtname|evntname|eventname|sourcename": Word("site", end=1),
    r"id|code|index|in|ind|idx|no|nr|num|number|point|dataset|curve": Word("site", strong=False),
    r"location|loc|cell|node|label|fid|uid|key|punto|punkt|codigo|codice|numero": Word("site", strong=False),
    r"lon|long|longitude|lng|longitud|longitudine|lange|laenge": Word("lon"),
    r"lat|latitude|latitud|latitudine|breite": Word("lat"),
    r"x|east|easting|utme|xcoord|rechtswert|este|est|ost|ostwert|utmx": Word("x"),
    r"y|north|northing|utmn|ycoord|hochwert|norte|nord|nordwert|utmy": Word("y"),
    r"chainage|xmid|midpoint|pk|progressiva|progr|stationierung|stationing|kilomet[a-z]*": Word("chainage"),
    r"abscisse|ascissa|abscisa|abszisse": Word("chainage"),
    r"dist|distance|distanz|distancia|distanza|position|pos|posicion|posizione": Word("chainage"),
    r"line|profile|profil|profilo|perfil|ligne|linie|linea|traverse|transect": Word("line"),
    r"crs|epsg|srid|srs": Word("crs"),
    r"mode|overtone|modo|modus": Word("mode"),
    r"pol|polari[sz]ation|wellentyp|wellenart": Word("wave"),
    r"1|a|src|source": Word(end=1),
    r"2|b|rec|rcv|receiver": Word(end=2),
    r"evlo": Word("lon", end=1),
    r"evla": Word("lat", end=1),
    r"stlo": Word("lon", end=2),
    r"stla": Word("lat", end=2),
    r"type|kind|wave|surface|dispersion|standard|estandar|mean|avg|average|measured": Word(),
    r"geometry|coord|coordinate|coordinata|coordenada|coordonnee|koordinate|utm": Word(),
    r"de|del|della|dello|des|di|du|der|of|the|st|along|mid|geogr|geographische": Word(),
}
# Two words that are one.
PAIRS = {
    ("longueur", "onde"): "longueuronde",
    ("lunghezza", "onda"): "lunghezzaonda",
    ("longitud", "onda"): "longitudonda",
    ("log", "10"): "log10",
}
ENGLISH = {"onde": "wave", "onda": "wave", "tipo": "type", "typ": "type"}
# Words of ground models.
DOWN = {"depth", "thickness", "tiefe", "machtigkeit", "profondeur", "epaisseur", "profondita", "spessore"}
DOWN |= {"profundidad", "espesor", "z", "h", "dz", "layer"}
SPEEDS = {"vs", "vp", "vsh", "vsv", "beta", "shear", "swave", "velocity", "vel"}
BETWEEN = ("d", "de", "di", "du", "of")
STATIONS = re.compile(r"st(a|n|ation|azione)|estacion|sites?|siti?o")
