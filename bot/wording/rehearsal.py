"""What the program says about rehearsal, and the words of the picture book."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "stage-not-started": Sentence(
        en=("The stand-ins of the networks did not start.", "python -m bot.sandbox shows why."),
        fr=("Les doublures des réseaux n’ont pas démarré.", "python -m bot.sandbox montre pourquoi."),
    ),
    "stage-gone": Sentence(
        en=("The stand-ins of the networks no longer answer ({error}).", "Rehearse again."),
        fr=("Les doublures des réseaux ne répondent plus ({error}).", "Relancez la répétition."),
    ),
}

BOOK: dict[str, tuple[str, str]] = {
    # English, French
    "title": ("{campaign}: the picture book", "{campaign} : le livre d’images"),
    "intro": (
        "Every post as its followers would see it. Nothing here was published.",
        "Chaque publication telle que ses abonnés la verraient. Rien de ceci n’a été publié.",
    ),
    "nothing": ("There is no post to show.", "Il n’y a aucune publication à montrer."),
    "result": ("The result", "Le résultat"),
    "planned": ("planned", "prévues"),
    "sent": ("sent", "envoyées"),
    "missed": ("missed", "manquées"),
    "held": ("held", "retenues"),
    "ask": ("to be decided", "à trancher"),
    "rejected": ("rejected", "refusées"),
    "lost": ("lost", "perdues"),
    "twice": ("sent twice", "en double"),
    "x_cost_usd": ("X would bill", "X facturerait"),
    "show": ("Show", "Afficher"),
    "network": ("Network", "Réseau"),
    "language": ("Language", "Langue"),
    "all": ("all", "tout"),
    "index": ("Index", "Index"),
    "top": ("Back to the top", "Retour en haut"),
    "posts": ("{count} posts", "{count} publications"),
    "post": ("1 post", "1 publication"),
    "alt": ("Alt text", "Texte alternatif"),
    "no-alt": (
        "no alt text: the picture repeats the words",
        "pas de texte alternatif : l’image répète les mots",
    ),
    "no-picture": ("The picture is not in this book.", "L’image n’est pas dans ce livre."),
    "warning": ("Content warning", "Avertissement"),
    "silent": ("without sound", "sans son"),
    "sound": ("with sound", "avec son"),
    "length": ("{length}/{limit} characters", "{length}/{limit} caractères"),
    "too-long": ("too long", "trop long"),
    "key": ("Key", "Clé"),
    "local": ("each city’s own time", "heure de chaque ville"),
    "no-match": ("No post matches.", "Aucune publication ne correspond."),
}

DAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}

MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}

STATES: dict[str, tuple[str, str]] = {
    "planned": ("planned", "prévue"),
    "claimed": ("about to be sent", "sur le point de partir"),
    "sending": ("being sent", "en cours d’envoi"),
    "sent": ("sent", "envoyée"),
    "unknown": ("answer lost", "réponse perdue"),
    "ask": ("to be decided", "à trancher"),
    "held": ("held", "retenue"),
    "missed": ("missed", "manquée"),
    "past": ("past", "passée"),
    "rejected": ("rejected", "refusée"),
    "cancelled": ("cancelled", "annulée"),
    "retracting": ("being withdrawn", "en cours de retrait"),
    "retracted": ("withdrawn", "retirée"),
}

VISIBILITIES: dict[str, tuple[str, str]] = {
    "public": ("public", "public"),
    "unlisted": ("unlisted", "non listé"),
    "private": ("followers only", "abonnés seulement"),
}
