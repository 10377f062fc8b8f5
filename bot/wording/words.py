"""What the program says about words: hashtags, files of messages, and what keeps a slot from being printed."""

from __future__ import annotations

from bot.wording.sentence import Sentence
from bot.wording.words_fluent import FLUENT
from bot.wording.words_layout import LAYOUT

SENTENCES: dict[str, Sentence] = {
    **FLUENT,
    **LAYOUT,
    # hashtags
    "hashtag-without-hash": Sentence(
        en=(
            "“{tag}” is no hashtag: it does not begin with #",
            "Write “#{tag}”.",
        ),
        fr=(
            "« {tag} » n’est pas un hashtag : il ne commence pas par #",
            "Écrivez « #{tag} ».",
        ),
    ),
    "hashtag-bad-character": Sentence(
        en=(
            "{network} would cut “{tag}” short: a hashtag is letters, digits and _",
            "Leave out spaces, points, hyphens and accents written apart.",
        ),
        fr=(
            "{network} couperait « {tag} » : un hashtag est fait de lettres, de chiffres et de _",
            "Retirez espaces, points, traits d’union et accents écrits à part.",
        ),
    ),
    "hashtag-without-letter": Sentence(
        en=(
            "{network} makes no link of “{tag}”: a hashtag needs a letter",
            "Add a letter, as in #Azat0409.",
        ),
        fr=(
            "{network} ne fait pas de lien de « {tag} » : il faut au moins une lettre",
            "Ajoutez une lettre, comme dans #Azat0409.",
        ),
    ),
    # plural forms
    "plural-form-missing": Sentence(
        en=(
            "“{message}” ({language}) has no [{form}] form, which {numbers} needs",
            "Add a line to this choice: [{form}] and its words.",
        ),
        fr=(
            "« {message} » ({language}) n’a pas de forme [{form}], qu’il faut pour {numbers}",
            "Ajoutez une ligne à ce choix : [{form}] et son texte.",
        ),
    ),
    # true for:
    "true-for-unreadable": Sentence(
        en=(
            "“{line}” cannot be read",
            "Write it exactly so: # true for: rally 2023-09-02, with 14:00 after the day if the hour counts.",
        ),
        fr=(
            "« {line} » n’est pas compris",
            "Écrivez exactement : # true for: rally 2023-09-02, suivi de 14:00 si l’heure compte.",
        ),
    ),
    "true-for-no-such-day": Sentence(
        en=(
            "there is no day or hour “{day}”",
            "Write the year, month and day as 2023-09-02, the hour as 14:00.",
        ),
        fr=(
            "« {day} » n’existe pas",
            "Écrivez l’année, le mois et le jour ainsi : 2023-09-02, et l’heure : 14:00.",
        ),
    ),
    "true-for-alone": Sentence(
        en=(
            "this line belongs to no message",
            "Put it right above the message that it is about, without an empty line between.",
        ),
        fr=(
            "cette ligne n’appartient à aucun message",
            "Placez-la juste au-dessus du message concerné, sans ligne vide entre les deux.",
        ),
    ),
    # a slot's words
    "text-not-in-language": Sentence(
        en=(
            "“{entry}” has no text: in {language}",
            "Add “{language}: …” under text:, or leave that audience out of to:.",
        ),
        fr=(
            "« {entry} » n’a pas de text: en {language}",
            "Ajoutez « {language}: … » sous text:, ou retirez ce public de to:.",
        ),
    ),
    "words-not-printable": Sentence(
        en=(
            "“{message}” ({language}) cannot be printed: {reason}",
            "Write it more simply: words, {{ $days }} or {{ $hours }}, and terms.",
        ),
        fr=(
            "« {message} » ({language}) ne peut pas être imprimé : {reason}",
            "Écrivez-le plus simplement : des mots, {{ $days }} ou {{ $hours }}, et des termes.",
        ),
    ),
    "words-without-number": Sentence(
        en=(
            "“{message}” ({language}) prints {variables}, which “{entry}” does not count",
            "Count in that unit in the when: of “{entry}”, or take the number out of the message.",
        ),
        fr=(
            "« {message} » ({language}) imprime {variables}, que « {entry} » ne compte pas",
            "Comptez dans cette unité dans le when: de « {entry} », ou retirez le nombre du message.",
        ),
    ),
    "words-empty": Sentence(
        en=(
            "“{entry}” would have no words in {language}",
            "Write some; no network takes an empty post.",
        ),
        fr=(
            "« {entry} » n’aurait pas de texte en {language}",
            "Écrivez-en un ; aucun réseau ne prend une publication vide.",
        ),
    ),
}
