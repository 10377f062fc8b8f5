"""What the program says about cards, posters and photos."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "card-empty": Sentence(
        en=(
            "A countdown card has no words.",
            "Write the message's .card: the first line is drawn big, the others beside or beneath it.",
        ),
        fr=(
            "Une carte du compte à rebours n’a pas de mots.",
            "Écrivez le .card du message : la première ligne est dessinée en grand, les autres à côté ou dessous.",
        ),
    ),
    "card-no-glyph": Sentence(
        en=(
            "The font of the cards cannot draw these characters: {characters} (card “{text}”).",
            "It has Latin, Greek, Cyrillic and Armenian letters and common signs, no emoji: take those characters out.",
        ),
        fr=(
            "La police des cartes ne sait pas dessiner ces caractères : {characters} (carte « {text} »).",
            (
                "Elle a les lettres latines, grecques, cyrilliques et arméniennes et les signes "
                "courants, sans émojis : retirez ces caractères."
            ),
        ),
    ),
    "card-too-long": Sentence(
        en=(
            "The words of the card “{text}” do not fit on it, even in small type.",
            "Shorten the message's .card: a number or a word, then a sentence or two.",
        ),
        fr=(
            "Les mots de la carte « {text} » n’y tiennent pas, même en petit.",
            "Raccourcissez le .card du message : un nombre ou un mot, puis une phrase ou deux.",
        ),
    ),
    "poster-empty": Sentence(
        en=("The poster has no words.", "Give it one to three short lines, such as FREE AZAT and 04.09."),
        fr=("L’affiche n’a pas de mots.", "Donnez-lui une à trois lignes courtes, comme FREE AZAT et 04.09."),
    ),
    "mosaic-too-few": Sentence(
        en=(
            "The mosaic has fewer than {least} photos of which the files are there.",
            "It goes out once more approved photos are out: run.py photos list.",
        ),
        fr=(
            "La mosaïque a moins de {least} photos dont les fichiers sont là.",
            "Elle partira quand d’autres photos acceptées seront publiées : run.py photos list.",
        ),
    ),
    "picture-missing": Sentence(
        en=(
            "The photo {file} cannot be opened: {reason}.",
            "Put the file into the campaign's folder, or correct the entry's photo key.",
        ),
        fr=(
            "La photo {file} ne peut pas être ouverte : {reason}.",
            "Mettez le fichier dans le dossier de la campagne, ou corrigez la clé photo de l’entrée.",
        ),
    ),
    "picture-outside": Sentence(
        en=("The photo {file} lies outside the campaign's folder.", "Copy it into the folder and name that copy."),
        fr=("La photo {file} est hors du dossier de la campagne.", "Copiez-la dans le dossier et nommez cette copie."),
    ),
    "picture-too-large": Sentence(
        en=("The photo {file} is larger than 32 MB.", "Export it at 2048 pixels or so: networks show no more."),
        fr=(
            "La photo {file} dépasse 32 Mo.",
            "Exportez-la à 2048 pixels environ : les réseaux n’en montrent pas plus.",
        ),
    ),
    "picture-format": Sentence(
        en=("{file} is not a JPEG, PNG or WebP picture.", "Export it as JPEG (photos) or PNG (drawings)."),
        fr=("{file} n’est pas une image JPEG, PNG ou WebP.", "Exportez-la en JPEG (photos) ou en PNG (dessins)."),
    ),
    "picture-heic": Sentence(
        en=(
            "{file} is an iPhone HEIC picture, which is not read here.",
            "Export it as JPEG: on the phone, share it by e-mail, or set Camera → Formats → Most Compatible.",
        ),
        fr=(
            "{file} est une image HEIC d’iPhone, qui n’est pas lue ici.",
            (
                "Exportez-la en JPEG : envoyez-la par courriel depuis le téléphone, ou réglez Appareil photo → "
                "Formats → Le plus compatible."
            ),
        ),
    ),
    "picture-bomb": Sentence(
        en=(
            "The photo {file} asks for too much work: over 50 million pixels, or a file made to exhaust the computer.",
            "If it is yours, export it as JPEG at 2048 pixels or so; if a stranger sent it, delete it.",
        ),
        fr=(
            (
                "La photo {file} demande trop de travail : plus de 50 millions de pixels, ou un fichier fait pour "
                "épuiser l’ordinateur."
            ),
            "Si elle est à vous, exportez-la en JPEG à 2048 pixels environ ; si elle vient d’un inconnu, supprimez-la.",
        ),
    ),
    "picture-broken": Sentence(
        en=("The photo {file} is damaged or incomplete.", "Open it, export it again as JPEG, and replace the file."),
        fr=(
            "La photo {file} est abîmée ou incomplète.",
            "Ouvrez-la, exportez-la de nouveau en JPEG et remplacez le fichier.",
        ),
    ),
}
