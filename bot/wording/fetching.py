"""Why a supporter's picture could not be fetched; ``bot.wording.networks`` takes these in."""

from __future__ import annotations

from bot.wording.sentence import Sentence

FETCHING: dict[str, Sentence] = {
    "picture address refused": Sentence(
        en=(
            "the picture is not at a public web address (https, port 443)",
            "It is not fetched, for safety; open the post itself to see it.",
        ),
        fr=(
            "l'image n'est pas à une adresse web publique (https, port 443)",
            "Par prudence elle n'est pas chargée ; ouvrez le message lui-même pour la voir.",
        ),
    ),
    "picture withheld": Sentence(
        en=("the picture's server does not give it out", "Open the post itself to see whether it is still there."),
        fr=(
            "le serveur de l'image ne la donne pas",
            "Ouvrez le message lui-même pour voir si elle s'y trouve encore.",
        ),
    ),
    "picture file too big": Sentence(
        en=("the picture's file is bigger than 20 MB", "Open the post itself to see it."),
        fr=("le fichier de l'image dépasse 20 Mo", "Ouvrez le message lui-même pour la voir."),
    ),
    "picture answer unusable": Sentence(
        en=("the picture's server answered with no picture", "Open the post itself to see it."),
        fr=("le serveur de l'image a répondu sans image", "Ouvrez le message lui-même pour la voir."),
    ),
    "picture not loaded": Sentence(
        en=("the picture could not be loaded from its server", "It will be tried again."),
        fr=("l'image n'a pas pu être chargée depuis son serveur", "Un nouvel essai suivra."),
    ),
}
