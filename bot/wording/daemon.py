"""What the daemon tells the staff."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "delivery-missed": Sentence(
        en=("Not sent: {key} ({reason}).", ""),
        fr=("Non envoyé : {key} ({reason}).", ""),
    ),
    "delivery-rejected": Sentence(
        en=("{account} refuses {key}: {reason}. It will not be tried again; correct the words and post it anew.", ""),
        fr=("{account} refuse {key} : {reason}. Pas de nouvel essai ; corrigez le texte et publiez-le à nouveau.", ""),
    ),
    "delivery-held": Sentence(
        en=("{key} waits for you: {reason}. Let it go with run.py approve {key}, or drop it with run.py cancel.", ""),
        fr=("{key} vous attend : {reason}. Publiez avec run.py approve {key}, ou retirez avec run.py cancel.", ""),
    ),
    "delivery-delayed": Sentence(
        en=("{key} is delayed by {reason}; it is tried again in five minutes.", ""),
        fr=("{key} est retardé par {reason} ; nouvel essai dans cinq minutes.", ""),
    ),
    "account-broken": Sentence(
        en=(
            "The account {account} cannot post: {reason}. It is paused; the others go on. It is asked again every hour "
            "and goes on by itself once it is mended; at once with run.py resume {account}.",
            "",
        ),
        fr=(
            "Le compte {account} ne peut pas publier : {reason}. Il est en pause ; les autres continuent. Il est "
            "interrogé chaque heure et reprend de lui-même une fois réparé ; tout de suite avec run.py resume "
            "{account}.",
            "",
        ),
    ),
    "account-shut": Sentence(
        en=(
            "The account {account} cannot be opened; the others go on. {problem} It opens by itself when secrets.env "
            "is saved with what it needs; secrets from elsewhere need a restart of the daemon.",
            "",
        ),
        fr=(
            "Le compte {account} ne peut pas être ouvert ; les autres continuent. {problem} Il s’ouvre de lui-même "
            "dès que secrets.env est enregistré avec ce qu’il lui faut ; des secrets venus d’ailleurs demandent de "
            "redémarrer le démon.",
            "",
        ),
    ),
    "secrets-unread": Sentence(
        en=(
            "The secrets of {account} can no longer be read. {problem} Until they can, it goes on with those it has; "
            "after a restart it could not be opened.",
            "",
        ),
        fr=(
            "Les secrets de {account} ne peuvent plus être lus. {problem} En attendant, il continue avec ceux qu’il "
            "a ; après un redémarrage, il ne pourrait pas être ouvert.",
            "",
        ),
    ),
    "file-broken": Sentence(
        en=(
            "{file} cannot be used: {problem} Its posts wait, those of other files go out. Next to wait: {next}. "
            "Correct it, or go on with its last good version: run.py resume {file}.",
            "",
        ),
        fr=(
            "{file} est inutilisable : {problem} Ses publications attendent, celles des autres fichiers partent. "
            "La prochaine à attendre : {next}. Corrigez-le, ou continuez avec sa dernière bonne version : "
            "run.py resume {file}.",
            "",
        ),
    ),
    "files-good": Sentence(
        en=("Live at {time}: {posts} posts, {deliveries} deliveries ahead.", ""),
        fr=("En service à {time} : {posts} publications, {deliveries} envois à venir.", ""),
    ),
    "files-unusable": Sentence(
        en=("The campaign's files cannot be used and there is no earlier version: {problem} Nothing goes out.", ""),
        fr=("Les fichiers de la campagne sont inutilisables, sans version antérieure : {problem} Rien ne part.", ""),
    ),
    "edit-refused": Sentence(
        en=("An edit is refused: {problem} The version in force goes on.", ""),
        fr=("Une modification est refusée : {problem} La version en service continue.", ""),
    ),
    "duty-failed": Sentence(
        en=("A part of the daemon failed ({duty}: {error}); it starts again by itself.", ""),
        fr=("Une partie du démon est tombée ({duty} : {error}) ; elle repart d’elle-même.", ""),
    ),
    "entry-moved-after-sent": Sentence(
        en=("{key} already went out and cannot be moved", "write a new entry, with a key of its own"),
        fr=("{key} est déjà parti et ne peut plus être déplacé", "écrivez une nouvelle entrée, avec sa propre clé"),
    ),
    "entry-renamed-after-sent": Sentence(
        en=(
            "{key} says what “{earlier}” already said: under a new name it would go out a second time",
            "put the old key back, or write other words",
        ),
        fr=(
            "{key} dit ce que « {earlier} » a déjà dit : sous un nouveau nom, cela partirait une seconde fois",
            "remettez l’ancienne clé, ou écrivez d’autres mots",
        ),
    ),
}
