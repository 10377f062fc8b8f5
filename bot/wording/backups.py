"""What is said about copies of the outbox, putting them back, and a disk without room."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    """A sentence without a next step of its own."""
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "backup-done": _one(
        "{file}: {deliveries} deliveries ({states}), {size} MB, checked.",
        "{file} : {deliveries} envois ({states}), {size} Mo, vérifiée.",
    ),
    "backup-removed": _one("Removed, older than the newest {keep}: {files}", "Retirées, au-delà de {keep} : {files}"),
    "backup-progress": _one("Copied {percent} %", "Copié : {percent} %"),
    "backup-nothing": Sentence(
        en=(
            "There is nothing to back up: {file} does not exist yet.",
            "The first run.py start makes it; database: in settings.yaml says where it is.",
        ),
        fr=(
            "Il n’y a rien à sauvegarder : {file} n’existe pas encore.",
            "Le premier run.py start le crée ; database: dans settings.yaml dit où il est.",
        ),
    ),
    "backup-taken": Sentence(
        en=("{file} is there already; a backup never replaces a file.", "Name another file, or none."),
        fr=(
            "{file} existe déjà ; une sauvegarde ne remplace jamais un fichier.",
            "Nommez un autre fichier, ou aucun.",
        ),
    ),
    "backup-failed": Sentence(
        en=(
            "The copy {file} could not be made: {cause}. The database is as it was.",
            "Free some space, or name a file in a folder that this user may write in.",
        ),
        fr=(
            "La copie {file} n’a pas pu être faite : {cause}. La base est restée telle quelle.",
            "Libérez de la place, ou nommez un fichier dans un dossier où cet utilisateur peut écrire.",
        ),
    ),
    "restore-no-file": Sentence(
        en=("There is no backup {file}.", "ls var/backups lists those that run.py backup made."),
        fr=("Il n’y a pas de sauvegarde {file}.", "ls var/backups montre celles que run.py backup a faites."),
    ),
    "restore-itself": Sentence(
        en=("{file} is the present database itself; nothing was changed.", "Name the backup to put in its place."),
        fr=("{file} est la base actuelle elle-même ; rien n’a changé.", "Nommez la sauvegarde à mettre à sa place."),
    ),
    "restore-failed": Sentence(
        en=(
            "{file} could not be written: {cause}. The present database is still in its place.",
            "Free some space on that disk and let this user write in that folder, then try again.",
        ),
        fr=(
            "{file} n’a pas pu être écrit : {cause}. La base actuelle est toujours à sa place.",
            "Libérez de la place sur ce disque, donnez le droit d’y écrire, puis recommencez.",
        ),
    ),
    "restore-what": _one(
        "{file}, made {made}: {deliveries} deliveries ({states}), {calls} calls.",
        "{file}, faite {made} : {deliveries} envois ({states}), {calls} appels.",
    ),
    "restore-undated": _one("at a time it does not say", "à une date qu’elle ne dit pas"),
    "restore-ask": _one("Put it in the place of {database}?", "La mettre à la place de {database} ?"),
    "restore-done": Sentence(
        en=(
            "{database} is the backup now. What it believes unsent is looked for on the networks before anything goes "
            "out: run.py start.",
            "",
        ),
        fr=(
            "{database} est maintenant la sauvegarde. Ce qu’elle croit non envoyé sera d’abord cherché sur les "
            "réseaux. Ensuite : run.py start.",
            "",
        ),
    ),
    "restore-aside": _one("What was there before is kept as {file}.", "Ce qui y était avant est gardé dans {file}."),
    "database-in-use": Sentence(
        en=(
            "Another program of ours (server process {pid}) uses {database}; nothing was changed.",
            "Stop every daemon on this database, wherever it runs, then try again.",
        ),
        fr=(
            "Un autre de nos programmes (processus {pid} du serveur) se sert de {database} ; rien n’a changé.",
            "Arrêtez tous les démons de cette base, où qu’ils tournent, puis recommencez.",
        ),
    ),
    "store-distrusted": _one(
        "The database is an earlier copy ({reason}). {number} posts that it believes unsent may be out: each is looked "
        "for on its network before anything goes out. What went out and is not found by itself becomes a question to "
        "you.",
        "La base est une copie antérieure ({reason}). {number} envois qu’elle croit non partis le sont peut-être : "
        "chacun est d’abord cherché sur son réseau. Ce qui reste incertain deviendra une question pour vous.",
    ),
    "disk-full": _one(
        "The disk of {folder} is full ({free} MB left): the reserve was given up, so that what is in hand can be "
        "written down. Free some space soon: without any, nothing goes out.",
        "Le disque de {folder} est plein (reste {free} Mo) : la réserve a été libérée pour noter ce qui est en cours. "
        "Faites vite de la place : sans elle, rien ne part.",
    ),
    "disk-short": _one(
        "The disk of {folder} has {free} MB left, too little for the reserve that a full disk would need. Free some "
        "space: from 1 GB on the reserve is made by itself.",
        "Il reste {free} Mo sur le disque de {folder}, trop peu pour la réserve utile à un disque plein. Faites de la "
        "place : à partir de 1 Go, la réserve se fait d’elle-même.",
    ),
    "disk-again": _one(
        "The disk of {folder} has room again; the reserve is back.",
        "Le disque de {folder} a de nouveau de la place ; la réserve est refaite.",
    ),
}
