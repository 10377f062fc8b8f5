"""What the program says about an outbox of another version, or a damaged one that has a backup."""

from __future__ import annotations

from bot.wording.sentence import Sentence

_PUT_BACK_EN = "Stop the daemon, then put the newest backup back: python run.py restore {backup}."
_PUT_BACK_FR = "Arrêtez le démon, puis remettez la dernière sauvegarde\u00a0: python run.py restore {backup}."

VERSIONS: dict[str, Sentence] = {
    "outbox-damaged-backup": Sentence(
        en=("{file} is damaged ({cause}); nothing is sent from a damaged outbox.", _PUT_BACK_EN),
        fr=("{file} est abîmé ({cause})\u00a0; rien ne part d'un fichier d'envois abîmé.", _PUT_BACK_FR),
    ),
    "outbox-newer-backup": Sentence(
        en=(
            "{file} was written by a newer version of this program (schema {found}; this one knows {known}).",
            (
                "Install the newer version again, or put back the newest backup made before it: python run.py "
                "restore {backup}."
            ),
        ),
        fr=(
            (
                "{file} a été écrit par une version plus récente de ce programme (schéma {found}\u00a0; celle-ci "
                "connaît le {known})."
            ),
            (
                "Réinstallez la version récente, ou remettez la dernière sauvegarde d'avant\u00a0: python run.py "
                "restore {backup}."
            ),
        ),
    ),
    "outbox-not-ours-backup": Sentence(
        en=(
            "{file} is not an outbox of this program (any more); nothing was changed in it.",
            (
                "Put the newest backup back: python run.py restore {backup}; or choose another path under database: "
                "in settings.yaml."
            ),
        ),
        fr=(
            "{file} n'est pas (ou plus) un fichier d'envois de ce programme\u00a0; rien n'y a été changé.",
            (
                "Remettez la dernière sauvegarde\u00a0: python run.py restore {backup}\u00a0; ou choisissez un autre "
                "chemin sous database: dans settings.yaml."
            ),
        ),
    ),
    "outbox-older": Sentence(
        en=(
            "{file} is of an earlier version of this program, and the daemon that uses it (process {pid}) still runs.",
            "Stop that daemon (kill {pid}), then start this version: it brings the file up to date by itself.",
        ),
        fr=(
            "{file} vient d'une version précédente de ce programme, et le démon qui s'en sert (processus {pid}) "
            "tourne encore.",
            "Arrêtez ce démon (kill {pid}), puis démarrez cette version\u00a0: elle met le fichier à jour elle-même.",
        ),
    ),
    "outbox-copy": Sentence(
        en=(
            "{file} is of an earlier version, and its copy {copy} cannot be made first: {cause}. Nothing was changed.",
            "Free some space and let the user who runs the bot write in that folder, then start again.",
        ),
        fr=(
            "{file} vient d'une version précédente, et sa copie {copy} n'a pas pu être faite d'abord\u00a0: {cause}. "
            "Rien n'a été changé.",
            "Libérez de la place et donnez à l'utilisateur du bot le droit d'écrire dans ce dossier, puis redémarrez.",
        ),
    ),
}
