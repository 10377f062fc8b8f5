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
    "rehearse-photos": Sentence(
        en=(
            "Supporters' photos: {received} sent, {queued} looked at, {reposted} reposted, {refused} refused, "
            "{withdrawn} withdrawn, {undecided} undecided",
            "",
        ),
        fr=(
            "Photos des soutiens\u00a0: {received} envoyées, {queued} regardées, {reposted} relayées, "
            "{refused} refusées, {withdrawn} retirées, {undecided} en attente",
            "",
        ),
    ),
    "rehearse-photos-ways": Sentence(
        en=("Of these in Telegram channels: {channels}, in chats with the bot: {chats}, by mail: {mail}", ""),
        fr=(
            "Dont dans des canaux Telegram\u00a0: {channels}, en conversation avec le robot\u00a0: {chats}, "
            "par courriel\u00a0: {mail}",
            "",
        ),
    ),
    "rehearse-photos-bad": Sentence(
        en=(
            "Not well: {left} posts of withdrawn photos still stand, {overlooked} photos nobody was shown, "
            "{intruders} came before a person and should not have, {uncleaned} went out as they came.",
            "This is a fault of the program, not of the campaign: please report it.",
        ),
        fr=(
            "Pas bien\u00a0: {left} publications de photos retirées restent, {overlooked} photos n’ont été montrées "
            "à personne, {intruders} l’ont été et ne devaient pas l’être, {uncleaned} sont parties sans nettoyage.",
            "C’est une faute du programme, pas de la campagne\u00a0: signalez-la.",
        ),
    ),
}

SHOWN: dict[str, tuple[str, str]] = {
    # English, French
    "title": ("Supporters’ photos", "Photos des soutiens"),
    "intro": (
        "Drawn for this rehearsal, and posted or sent by supporters who do not exist.",
        "Dessinées pour cette répétition, et publiées ou envoyées par des soutiens qui n’existent pas.",
    ),
    "received": ("sent", "envoyées"),
    "queued": ("looked at", "regardées"),
    "approved": ("approved", "approuvées"),
    "reposted": ("reposted", "relayées"),
    "refused": ("refused", "refusées"),
    "withdrawn": ("withdrawn", "retirées"),
    "left_after_withdrawal": ("left after withdrawal", "restées après retrait"),
    "from_channels": ("in Telegram channels", "dans des canaux Telegram"),
    "from_chats": ("sent to the bot", "envoyées au robot"),
    "from_mail": ("mailed", "par courriel"),
    "left_alone": ("left alone", "laissées"),
    "bomb": (
        "no picture: it unpacks to 400 million pixels",
        "pas d’image\u00a0: elle se déplie en 400 millions de pixels",
    ),
    "more": ("and {count} more", "et {count} de plus"),
    "alt": ("A drawn poster", "Une affiche dessinée"),
    "stop": ("asked to stop", "a demandé l’arrêt"),
    "deleted": ("deleted it", "l’a supprimée"),
    "its tag edited away": ("took the tag away", "a ôté le mot-dièse"),
    "its code": ("sent its code", "a envoyé son code"),
    "the bot stopped": ("stopped the bot", "a arrêté le robot"),
    "was out": ("reposted, taken back", "relayée, puis retirée"),
    "was not out": ("never reposted", "jamais relayée"),
    "plain": ("", ""),
    "without alt text": ("without alt text", "sans texte alternatif"),
    "sensitive": ("marked sensitive", "marquée sensible"),
    "a duplicate": ("a duplicate", "un doublon"),
    "a look-alike tag": ("a look-alike tag", "un mot-dièse ressemblant"),
    "a bot": ("a bot", "un robot"),
    "no bots wanted": ("#nobot", "#nobot"),
    "for followers only": ("for followers only", "pour abonnés seulement"),
    "without the tag": ("without the tag", "sans le mot-dièse"),
    "said no": ("said no", "a dit non"),
    "never answered": ("never answered", "n’a jamais répondu"),
    "from a listed country": ("from a listed country", "d’un pays listé"),
    "a bomb": ("a pixel bomb", "une bombe de pixels"),
    "posted": ("", ""),
    "to the bot": ("sent to the bot", "envoyée au robot"),
    "by mail": ("by mail", "par courriel"),
}

BOOK: dict[str, tuple[str, str]] = {
    # English, French
    "title": ("{campaign}: the picture book", "{campaign}\u00a0: le livre d’images"),
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
        "pas de texte alternatif\u00a0: l’image répète les mots",
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
