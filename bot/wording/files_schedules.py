"""What the program says of schedules."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SCHEDULES: dict[str, Sentence] = {
    "visibility-twice": Sentence(
        en=("“{language}” is given two visibilities", "Keep one of them."),
        fr=("« {language} » reçoit deux visibilités", "Gardez-en une."),
    ),
    "picture-photo": Sentence(
        en=("picture: is for pictures the program draws", "Write photo: and the path of your picture instead."),
        fr=("picture: sert aux images que le programme dessine", "Écrivez plutôt photo: et le chemin de votre image."),
    ),
    "text-without-language": Sentence(
        en=("text: does not say its language", 'Write it like: text: {{fr: "Les mots."}}'),
        fr=("text: ne dit pas sa langue", 'Écrivez par exemple : text: {{fr: "Les mots."}}'),
    ),
    "text-comma": Sentence(
        en=(
            "“{found}” stands after a comma, so it is taken for a language and not for words",
            'Put the words in straight quotes: text: {{fr: "Les mots, ici même."}}',
        ),
        fr=(
            "« {found} » vient après une virgule : il est pris pour une langue, pas pour du texte",
            'Mettez le texte entre guillemets droits : text: {{fr: "Les mots, ici même."}}',
        ),
    ),
    "schedule-twice": Sentence(
        en=(
            "{count} entries of this file are in {other} too, “{key}” the first of them",
            "Is one file a copy? Take it out of schedules/. Until then nothing of these two files goes out.",
        ),
        fr=(
            "{count} publications de ce fichier sont aussi dans {other}, à commencer par « {key} »",
            "L’un est une copie ? Retirez-le de schedules/. D’ici là, rien ne part de ces deux fichiers.",
        ),
    ),
    "hold-wrong": Sentence(
        en=("“{found}” does not say what to wait for", "Write “until approved”, or remove the key."),
        fr=(
            "« {found} » ne dit pas ce qu’il faut attendre",
            "Écrivez « until approved » (jusqu’à l’accord d’une personne), ou retirez la clé.",
        ),
    ),
    "outcome-near-open": Sentence(
        en=("“{found}” is an outcome of its own, not “open”", "Did you mean “open”? Else choose another word."),
        fr=("« {found} » est une autre issue que « open »", "Vouliez-vous dire « open » ? Sinon, prenez un autre mot."),
    ),
    "only-if-wrong": Sentence(
        en=("“{found}” is not a condition", "Write it like: release is open."),
        fr=("« {found} » n’est pas une condition", "Écrivez par exemple : release is open."),
    ),
    "message-wrong": Sentence(
        en=(
            "“{found}” cannot be a message’s name",
            "Begin with a letter; then letters without accents, digits, - and _, as in messages/.",
        ),
        fr=(
            "« {found} » ne peut pas être le nom d’un message",
            "Commencez par une lettre ; puis lettres sans accent, chiffres, - et _, comme dans messages/.",
        ),
    ),
    "entry-key-wrong": Sentence(
        en=(
            "“{found}” cannot be an entry’s key",
            "Begin with a letter; then letters without accents, digits, - and _: it is also the message’s name.",
        ),
        fr=(
            "« {found} » ne peut pas être la clé d’une publication",
            "Commencez par une lettre ; puis lettres sans accent, chiffres, - et _ : c’est aussi le nom du message.",
        ),
    ),
    "schedule-no-posts": Sentence(
        en=("this schedule has no posts", "Nothing to do if that is meant."),
        fr=("ce calendrier ne contient aucune publication", "Rien à faire si c’est voulu."),
    ),
    "key-not-in-defaults": Sentence(
        en=("“{key}” cannot stand in defaults: it belongs to one entry", "Move it to each entry that needs it."),
        fr=(
            "« {key} » ne peut pas être dans defaults: il appartient à une seule publication",
            "Mettez-le dans chaque publication qui en a besoin.",
        ),
    ),
    "picture-and-photo": Sentence(
        en=("“{entry}” has both picture: and photo:; a post carries one", "Keep one of the two."),
        fr=("« {entry} » a picture: et photo: ; un message n’en porte qu’une", "Gardez l’un des deux."),
    ),
    "text-and-message": Sentence(
        en=("“{entry}” has both text: and message:; its words come from one place", "Keep one of the two."),
        fr=("« {entry} » a text: et message: ; ses mots viennent d’un seul endroit", "Gardez l’un des deux."),
    ),
    "entry-twice": Sentence(
        en=(
            "“{key}” is already an entry: {other}:{line}:{column}",
            "Give one of them another key. Until then nothing of these two files goes out.",
        ),
        fr=(
            "« {key} » existe déjà : {other}:{line}:{column}",
            "Donnez une autre clé à l’un des deux. D’ici là, rien ne part de ces deux fichiers.",
        ),
    ),
    "photo-outside": Sentence(
        en=(
            "the photo “{path}” is not inside the campaign’s folder",
            "Copy it into the campaign’s folder and write its path from there: photos/rally.jpg.",
        ),
        fr=(
            "la photo « {path} » n’est pas dans le dossier de la campagne",
            "Copiez-la dans le dossier de la campagne et écrivez son chemin à partir de là : photos/rally.jpg.",
        ),
    ),
    "photo-missing": Sentence(
        en=("there is no photo “{path}”", "Its path begins at the campaign’s folder; capitals count."),
        fr=("il n’y a pas de photo « {path} »", "Son chemin part du dossier de la campagne ; les majuscules comptent."),
    ),
    "photo-missing-near": Sentence(
        en=("there is no photo “{path}”", "Did you mean “{near}”?"),
        fr=("il n’y a pas de photo « {path} »", "Vouliez-vous dire « {near} » ?"),
    ),
    "photo-not-a-file": Sentence(
        en=("“{path}” is not a file", "Write the path of the picture itself."),
        fr=("« {path} » n’est pas un fichier", "Écrivez le chemin de l’image elle-même."),
    ),
}
