"""What the program says about the folder of supporters' photos."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "cabinet-disk": Sentence(
        en=(
            "The folder {folder} cannot keep supporters' photos: {cause}. No photo is taken or shown until it can.",
            "Give the bot's user this folder, and free some space on its disk; posts go on meanwhile.",
        ),
        fr=(
            (
                "Le dossier {folder} ne peut pas garder les photos des soutiens\u00a0: {cause}. Aucune photo n'est "
                "prise ni montrée d'ici là."
            ),
            (
                "Donnez ce dossier à l'utilisateur du bot et libérez de la place sur son disque\u00a0; les autres "
                "envois continuent."
            ),
        ),
    ),
}
