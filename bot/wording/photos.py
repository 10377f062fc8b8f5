"""Why a supporter's photo is not taken: for the staff, and for the reply to whoever sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.sentence import Sentence

if TYPE_CHECKING:
    from bot.ports.photos import Refused

SENTENCES: dict[str, Sentence] = {
    "photo-too-big": Sentence(
        en=(
            "The file has {megabytes} MB; at most 25 are taken.",
            "Send the photo in a smaller size, or as JPEG.",
        ),
        fr=(
            "Le fichier fait {megabytes} Mo ; 25 au plus sont acceptés.",
            "Envoyez la photo dans une taille plus petite, ou en JPEG.",
        ),
    ),
    "photo-not-a-picture": Sentence(
        en=(
            "The file is not a picture of any known kind.",
            "Send the photo itself, as JPEG, PNG, WebP or HEIC.",
        ),
        fr=(
            "Le fichier n’est une image d’aucune sorte connue.",
            "Envoyez la photo elle-même, en JPEG, PNG, WebP ou HEIC.",
        ),
    ),
    "photo-kind": Sentence(
        en=(
            "The file is of the kind {kind}; photos are taken as JPEG, PNG, WebP or HEIC.",
            "Save the picture as JPEG and send it again.",
        ),
        fr=(
            "Le fichier est du genre {kind} ; les photos sont acceptées en JPEG, PNG, WebP ou HEIC.",
            "Enregistrez l’image en JPEG et renvoyez-la.",
        ),
    ),
    "photo-broken": Sentence(
        en=(
            "The picture is damaged: it cannot be read to its end.",
            "Send it again from the device that took it, or send a screenshot of it.",
        ),
        fr=(
            "L’image est abîmée : elle ne se lit pas jusqu’au bout.",
            "Renvoyez-la depuis l’appareil qui l’a prise, ou envoyez-en une capture d’écran.",
        ),
    ),
    "photo-bomb": Sentence(
        en=(
            "The picture has {width} × {height} pixels; at most 50 million are taken.",
            "Send it in a smaller size: networks show about 4 million.",
        ),
        fr=(
            "L’image a {width} × {height} pixels ; 50 millions au plus sont acceptés.",
            "Envoyez-la dans une taille plus petite : les réseaux en montrent environ 4 millions.",
        ),
    ),
    "photo-many-scans": Sentence(
        en=(
            "The JPEG draws itself {scans} times or more; photos do about ten times, at most 64 are taken.",
            "Save the picture as JPEG again, not progressive, or send a screenshot of it.",
        ),
        fr=(
            "Le JPEG se dessine {scans} fois ou plus ; une photo dix fois environ, 64 au plus sont acceptées.",
            "Enregistrez de nouveau l’image en JPEG non progressif, ou envoyez-en une capture d’écran.",
        ),
    ),
    "photo-too-small": Sentence(
        en=(
            "The picture has {width} × {height} pixels; it needs at least 120 each way for its poster to be read.",
            "Send the photo in its own size, not its thumbnail.",
        ),
        fr=(
            "L’image a {width} × {height} pixels ; il en faut 120 dans chaque sens pour que l’affiche se lise.",
            "Envoyez la photo dans sa taille d’origine, pas sa vignette.",
        ),
    ),
    "photo-too-narrow": Sentence(
        en=(
            "The picture has {width} × {height} pixels; one side may be at most 20 times the other.",
            "Cut out the part with the poster and send that.",
        ),
        fr=(
            "L’image a {width} × {height} pixels ; un côté peut faire au plus 20 fois l’autre.",
            "Découpez la partie où est l’affiche et envoyez-la.",
        ),
    ),
    "photo-too-heavy": Sentence(
        en=(
            "The picture needs more memory to open than a photo does.",
            "Save it as JPEG in a smaller size, or send a screenshot of it.",
        ),
        fr=(
            "L’image demande pour s’ouvrir plus de mémoire qu’une photo.",
            "Enregistrez-la en JPEG dans une taille plus petite, ou envoyez-en une capture d’écran.",
        ),
    ),
    "photo-too-slow": Sentence(
        en=(
            "The picture takes longer than 12 seconds to open; a photo takes less than one.",
            "Save it as JPEG in a smaller size, or send a screenshot of it.",
        ),
        fr=(
            "L’image met plus de 12 secondes à s’ouvrir ; une photo en met moins d’une.",
            "Enregistrez-la en JPEG dans une taille plus petite, ou envoyez-en une capture d’écran.",
        ),
    ),
    "photo-hostile": Sentence(
        en=(
            "The file made its reader try what no picture needs, and was stopped.",
            "Do not pass this file on. A new photo, or a screenshot of this one, is welcome.",
        ),
        fr=(
            "Le fichier a fait tenter à son lecteur ce dont aucune image n’a besoin, et a été arrêté.",
            "Ne transmettez pas ce fichier. Une nouvelle photo, ou une capture d’écran de celle-ci, est bienvenue.",
        ),
    ),
    "photo-no-cage": Sentence(
        en=(
            "This computer ({machine}) cannot lock up the program that opens photos, so none is opened.",
            "Run the bot on 64-bit Linux (x86, ARM) where a process may set a seccomp filter. Posts go on.",
        ),
        fr=(
            "Cet ordinateur ({machine}) n’enferme pas le programme qui ouvre les photos : aucune n’est ouverte.",
            "Il faut un Linux 64 bits (x86, ARM) où un processus peut poser un filtre seccomp. Le reste continue.",
        ),
    ),
    "photo-cleaner-failed": Sentence(
        en=(
            "The program that cleans photos failed (exits {decoder} and {encoder}).",
            "Install the bot again with its locked packages, Pillow and pillow-heif among them; start it anew.",
        ),
        fr=(
            "Le programme qui nettoie les photos a échoué (sorties {decoder} et {encoder}).",
            "Réinstallez le robot avec ses paquets verrouillés, dont Pillow et pillow-heif ; relancez-le.",
        ),
    ),
}


def refusal_text(refused: Refused, language: str) -> tuple[str, str]:
    """Why the file is not taken, and what its sender can do."""
    sentence = SENTENCES[refused.code]
    message, next_step = sentence.fr if language == "fr" else sentence.en
    return message.format(**refused.facts), next_step.format(**refused.facts)
