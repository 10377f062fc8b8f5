"""What the program says about photos in the outbox."""

from __future__ import annotations

from bot.wording.sentence import Sentence

PHOTOS: dict[str, Sentence] = {
    "outbox-photo-step": Sentence(
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
}
