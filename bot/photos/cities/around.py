"""The words that stand around a city's name in eight languages, by their sound: they name nothing themselves.

Words that change which place is meant (near, north of, new, old, against) are left out on purpose: a person reads them.
"""

from __future__ import annotations

_PREPOSITIONS = (
    "a au aux d de des du depuis en dans from in at of to aus von bei im da dal dalla di do no na em "
    "desde is nuo v vo iz ot s so i "
)
_LABELS = (
    "ville commune lieu city town place location stadt ort miestas miesto miestelis vieta gorod g gor "
    "mesto naselennyy citta comune luogo cidade municipio local lugar kaghak kaghakits k pays country "
    "land strana paese pais shalis nom name taken made prise faite aufgenommen fatta scattata tirada "
    "feita sdelano snyato padaryta arrondissement arr "
)
_SENTENCES = (
    "je suis j habite vis nous sommes habitons vivons viens c est ici voici ma mon notre et i am m we re "
    "are live my our here this it and the ich bin wir sind wohne wohnen lebe leben komme hier mein meine "
    "unser unsere und das der die io sono siamo vivo viviamo abito abitiamo ecco mia mio nostra e il lo "
    "la le les eu sou estou somos estamos moro vivemos aqui minha meu nossa o os as um uma esu mes "
    "esame gyvenu gyvename cia mano musu ir ya zhivu zhivem zhivyom nakhozhus vot eto moy moya nashe nash "
    "es em menk enk aprum im mer sa ays "
)
_GREETINGS = (
    "bonjour salut bonsoir merci cordialement solidarite salutations hello hi hey dear thanks thank you "
    "greetings regards solidarity hallo guten tag danke gruss grusse solidarische ciao buongiorno grazie "
    "saluti solidarieta ola bom dia obrigado obrigada saudacoes solidariedade labas laba diena aciu "
    "linkejimai privet zdravstvuyte dobryy den spasibo barev dzez shnorhakalutyun voghjuyn "
)
_CAMPAIGN = (
    "photo photos foto fotos fotografia fotografie nuotrauka fotka fotografiya lusankar image picture bild free azat "
)

PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words that may melt with a name into another town's (``a Mora``, ``Amora``): both readings then count."""
AROUND = frozenset((_PREPOSITIONS + _LABELS + _SENTENCES + _GREETINGS + _CAMPAIGN).split())
"""Every such word; alone, each may still be a town's name."""
