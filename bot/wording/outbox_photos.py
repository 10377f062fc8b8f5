"""What the program says about photos in the outbox, and about their files."""

from __future__ import annotations

from bot.wording.sentence import Sentence

PHOTOS: dict[str, Sentence] = {
    "photo-no-such-step": Sentence(
        en=(
            "A photo that is “{before}” cannot become “{after}” (reason: {reason}); nothing was changed.",
            "See where it stands now, and what can be done with it: python run.py photos list.",
        ),
        fr=(
            (
                "Une photo à l'état «\u00a0{before}\u00a0» ne peut pas passer à «\u00a0{after}\u00a0» (raison\u00a0: "
                "{reason})\u00a0; rien n'a été changé."
            ),
            "Regardez où elle en est et ce qui est possible\u00a0: python run.py photos list.",
        ),
    ),
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
