"""What is said of the look for faces, which proposes what to cover."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "faces-off": _one(
        "{why}. Photos that are sent in come with no face covered until the bot is started anew: cover them by hand.",
        "{why}. Les photos envoyées arrivent sans visage masqué jusqu’au redémarrage du bot : masquez-les à la main.",
    ),
    "faces-unfit": Sentence(
        en=(
            "no face will be found in photos that are sent in: {why}",
            "Cover faces by hand. Run `make faces` again, or remove the extra: docs/operating.md says how.",
        ),
        fr=(
            "aucun visage ne sera trouvé dans les photos envoyées : {why}",
            "Masquez les visages à la main. Refaites `make faces`, ou retirez ce complément : voir docs/operating.md.",
        ),
    ),
    "faces-garbage": _one(
        "What looks for faces answers nonsense to a drawing that it knows, so it is not believed",
        "Ce qui cherche les visages répond n’importe quoi à un dessin connu : on ne s’y fie pas",
    ),
    "faces-no-cage": _one(
        "This computer cannot lock up the program that looks for faces, so it does not look",
        "Cet ordinateur n’enferme pas le programme qui cherche les visages : il ne cherche pas",
    ),
    "faces-not-started": _one(
        "The program that looks for faces cannot begin",
        "Le programme qui cherche les visages ne peut pas commencer",
    ),
    "faces-too-slow": _one(
        "Looking for faces took too long, or too much memory",
        "Chercher les visages a pris trop de temps, ou trop de mémoire",
    ),
    "faces-died": _one(
        "The program that looks for faces ended before it could answer",
        "Le programme qui cherche les visages s’est arrêté avant de répondre",
    ),
}
