"""What ``check`` says of how a Fluent file is laid out, and of messages it has twice."""

from __future__ import annotations

from bot.wording.sentence import Sentence

LAYOUT: dict[str, Sentence] = {
    "ftl-space": Sentence(
        en=("a tab or a no-break space stands where only plain spaces may", "Delete it and type plain spaces."),
        fr=(
            "une tabulation ou une espace insécable se trouve là où il faut des espaces simples",
            "Supprimez-la et tapez des espaces simples.",
        ),
    ),
    "ftl-variant-twice": Sentence(
        en=(
            "“{message}” has the variant [{variant}] twice; the first is on line {first}, and only one is printed",
            "Delete one of the two, or give this one another number or form.",
        ),
        fr=(
            "« {message} » a deux fois le cas [{variant}] ; le premier est à la ligne {first}, et un seul est imprimé",
            "Effacez l’un des deux, ou donnez à celui-ci un autre nombre ou une autre forme.",
        ),
    ),
    "messages-twice": Sentence(
        en=(
            "{count} messages of this file are in {file} too, “{name}” the first of them",
            "Is one file a copy? Take it out of messages/.",
        ),
        fr=(
            "{count} messages de ce fichier sont aussi dans {file}, à commencer par « {name} »",
            "L’un est une copie ? Retirez-le de messages/.",
        ),
    ),
}
