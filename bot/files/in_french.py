"""Keys as a French organiser writes them from memory: each with the key that is meant."""

from __future__ import annotations

import unicodedata

_MEANT = {
    "quand": "when",
    "date": "when",
    "texte": "text",
    "titre": "title",
    "langue": "language",
    "langues": "languages",
    "comptes": "accounts",
    "compte": "account",
    "publics": "audiences",
    "ville": "city",
    "echeances": "deadlines",
    "equipe": "staff",
    "campagne": "campaign",
    "affiche": "poster",
    "visibilite": "visibility",
    "silencieux": "silent",
    "avertissement": "warning",
    "retenir": "hold",
    "attendre": "hold",
    "si-retard": "if-late",
    "seulement-si": "only-if",
    "vrai-jusqu-a": "true-until",
    "heures-calmes": "quiet-hours",
    "sauf": "except",
    "a": "to",
    "pour": "to",
    "genre": "kind",
    "serveur": "server",
    "canal": "channel",
    "espacement": "spacing",
    "personnes": "people",
    "publications": "posts",
    "depuis": "from",
    "de": "from",
    "jusqu-a": "until",
    "jusqu-au": "until",
    "mots-dieses": "tags",
    "serveurs": "servers",
    "rythme": "pace",
    "heure": "hour",
    "jour": "day",
    "delai": "delay",
    "visages": "faces",
    "pays-exclus": "listed-countries",
    "garder": "keep",
    "boite-aux-lettres": "mailbox",
    "adresse": "address",
    "utilisateur": "user",
    "dossier": "folder",
}


def meant(name: str, keys: list[str]) -> str | None:
    """The one of ``keys`` that ``name`` is French for."""
    letters = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    for separator in "_ '’":
        bare = bare.replace(separator, "-")
    key = _MEANT.get(bare)
    return key if key in keys else None
