"""What the command line says of whose a photo is, and of what was forgotten of it."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "photo-forgotten-unsearched": Sentence(
        en=("Photo {photo} is forgotten. What it was had been wiped before, so nothing was left to look for.", ""),
        fr=(
            "La photo {photo} est oubliée. Tout avait été effacé avant\u00a0: il n’y avait plus rien à chercher.",
            "",
        ),
    ),
    "photo-author-unknown": Sentence(
        en=(
            "Who photo {photo} is by cannot be told now: nobody is kept out, and nothing was withdrawn.",
            "Withdraw it without --for-good, or try again later: of a photo on X its author is asked of X each time.",
        ),
        fr=(
            "L’auteur de la photo {photo} reste inconnu pour l’instant\u00a0: personne n’est exclu, rien n’est retiré.",
            "Retirez-la sans --for-good, ou réessayez plus tard\u00a0: l’auteur d’une photo sur X est demandé à X.",
        ),
    ),
}
