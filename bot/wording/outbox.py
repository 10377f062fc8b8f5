"""What the program says about the outbox and the daemon's lock."""

from __future__ import annotations

from bot.wording.outbox_photos import PHOTOS
from bot.wording.outbox_server import SERVER
from bot.wording.outbox_versions import VERSIONS
from bot.wording.sentence import Sentence

_RESTORE_EN = "Stop the daemon, keep a copy of the file, and put a backup back: python run.py restore FILE."
_RESTORE_FR = (
    "Arrêtez le démon, gardez une copie du fichier, puis remettez une sauvegarde\u00a0: python run.py restore FICHIER."
)

SENTENCES: dict[str, Sentence] = {
    **PHOTOS,
    **SERVER,
    **VERSIONS,
    "outbox-address": Sentence(
        en=(
            "“{url}” is not a database this program can use; sqlite:///var/campaign.db was expected.",
            (
                "Write database: sqlite:///var/campaign.db in settings.yaml (a path after /// starts at the "
                "campaign's folder)."
            ),
        ),
        fr=(
            (
                "«\u00a0{url}\u00a0» n'est pas une base de données utilisable ici\u00a0; sqlite:///var/campaign.db "
                "était attendu."
            ),
            (
                "Écrivez database: sqlite:///var/campaign.db dans settings.yaml (un chemin après /// part du dossier "
                "de la campagne)."
            ),
        ),
    ),
    "outbox-folder": Sentence(
        en=(
            "The folder {folder} cannot hold the outbox: {cause}. A folder this program may write in was expected.",
            "Make it writable for the user who runs the bot, or choose another path under database: in settings.yaml.",
        ),
        fr=(
            (
                "Le dossier {folder} ne peut pas contenir les envois\u00a0: {cause}. Il faut un dossier où ce "
                "programme peut écrire."
            ),
            (
                "Donnez le droit d'y écrire à l'utilisateur du bot, ou choisissez un autre chemin sous database: "
                "dans settings.yaml."
            ),
        ),
    ),
    "outbox-directory": Sentence(
        en=(
            "{file} is a folder; the file of the outbox was expected there.",
            "Move the folder away, or choose another path under database: in settings.yaml.",
        ),
        fr=(
            "{file} est un dossier\u00a0; le fichier des envois était attendu à cet endroit.",
            "Déplacez ce dossier, ou choisissez un autre chemin sous database: dans settings.yaml.",
        ),
    ),
    "outbox-not-ours": Sentence(
        en=(
            "{file} is not an outbox of this program; nothing was changed in it.",
            (
                "Choose another path under database: in settings.yaml; if it was the outbox, put a backup back: "
                "python run.py restore FILE."
            ),
        ),
        fr=(
            "{file} n'est pas un fichier d'envois de ce programme\u00a0; rien n'y a été changé.",
            (
                "Choisissez un autre chemin sous database: dans settings.yaml\u00a0; si c'était bien lui, remettez "
                "une sauvegarde\u00a0: python run.py restore FICHIER."
            ),
        ),
    ),
    "outbox-damaged": Sentence(
        en=("{file} is damaged ({cause}); nothing is sent from a damaged outbox.", _RESTORE_EN),
        fr=("{file} est abîmé ({cause})\u00a0; rien ne part d'un fichier d'envois abîmé.", _RESTORE_FR),
    ),
    "outbox-newer": Sentence(
        en=(
            "{file} was written by a newer version of this program (schema {found}; this one knows {known}).",
            "Install the newer version again, or put back a backup made before it: python run.py restore FILE.",
        ),
        fr=(
            (
                "{file} a été écrit par une version plus récente de ce programme (schéma {found}\u00a0; celle-ci "
                "connaît le {known})."
            ),
            (
                "Réinstallez la version récente, ou remettez une sauvegarde plus ancienne\u00a0: python run.py "
                "restore FICHIER."
            ),
        ),
    ),
    "outbox-full": Sentence(
        en=(
            "The disk that holds {file} is full; nothing was half-written and nothing more is sent.",
            "Free some space on that disk; the bot goes on from where it was.",
        ),
        fr=(
            "Le disque qui porte {file} est plein\u00a0; rien n'est écrit à moitié et rien de plus ne part.",
            "Libérez de la place sur ce disque\u00a0; le bot reprend là où il en était.",
        ),
    ),
    "outbox-locked": Sentence(
        en=(
            "Another program keeps {file} locked; nothing was changed.",
            "Close what holds it open (a database browser, a backup), then try again.",
        ),
        fr=(
            "Un autre programme tient {file} verrouillé\u00a0; rien n'a été changé.",
            "Fermez ce qui le tient ouvert (un explorateur de bases, une sauvegarde), puis recommencez.",
        ),
    ),
    "outbox-read-only": Sentence(
        en=(
            "{file} can only be read here; nothing was changed.",
            (
                "Let the daemon make the change, or give the user who runs the bot the right to write the file and "
                "its folder."
            ),
        ),
        fr=(
            "{file} n'est ouvert qu'en lecture\u00a0; rien n'a été changé.",
            (
                "Laissez le démon faire ce changement, ou donnez à l'utilisateur du bot le droit d'écrire ce fichier "
                "et son dossier."
            ),
        ),
    ),
    "outbox-disk": Sentence(
        en=(
            "The disk did not take or give {file}: {cause}. Nothing was half-written.",
            "Look at the disk and at the limits of the service (dmesg, df, ulimit); the bot goes on from where it was.",
        ),
        fr=(
            "Le disque n'a pas pu lire ou écrire {file}\u00a0: {cause}. Rien n'est écrit à moitié.",
            "Examinez le disque et les limites du service (dmesg, df, ulimit)\u00a0; le bot reprend là où il en était.",
        ),
    ),
    "outbox-journal": Sentence(
        en=(
            (
                "{file} did not accept the setting {setting} (it answered “{found}”); without it a power cut could "
                "lose a post."
            ),
            "Close other programs that have the file open, keep it on a local disk, then start again.",
        ),
        fr=(
            (
                "{file} n'a pas accepté le réglage {setting} (réponse\u00a0: «\u00a0{found}\u00a0»)\u00a0; sans lui, "
                "une coupure pourrait perdre un envoi."
            ),
            "Fermez les autres programmes qui l'ouvrent, gardez-le sur un disque local, puis redémarrez.",
        ),
    ),
    "outbox-closed": Sentence(
        en=("The outbox {file} is already closed.", "Start the bot again."),
        fr=("Le fichier d'envois {file} est déjà fermé.", "Redémarrez le bot."),
    ),
    "already-running": Sentence(
        en=(
            "Another daemon, or a command that is still at work (process {pid}), has this campaign: it holds {file}.",
            "A command (retract, correct, post) ends by itself. A daemon: let it run, or stop it: kill {pid}. "
            "Two at once could post twice.",
        ),
        fr=(
            "Un autre démon, ou une commande encore à l'œuvre (processus {pid}), tient cette campagne\u00a0: {file}.",
            "Une commande (retract, correct, post) finit d'elle-même. Un démon\u00a0: laissez-le tourner, "
            "ou arrêtez-le d'abord\u00a0: kill {pid}. Deux à la fois pourraient publier en double.",
        ),
    ),
}
