"""What the program says of an outcome's reason: ``why: the network's own words``."""

from __future__ import annotations

from bot.wording.sentence import Sentence

_PREFIX = "network: "

SENTENCES: dict[str, Sentence] = {
    f"{_PREFIX}{why}": sentence
    for why, sentence in {
        "unreachable": Sentence(
            en=("the server could not be reached; nothing was sent", "Check the network and the server's address."),
            fr=(
                "le serveur est injoignable ; rien n'est parti",
                "Vérifiez la connexion et l'adresse du serveur.",
            ),
        ),
        "no answer in time": Sentence(
            en=("the server did not answer in time", "The post will be looked for on the network."),
            fr=("le serveur n'a pas répondu à temps", "Le message va être cherché sur le réseau."),
        ),
        "answer cut off": Sentence(
            en=("the connection broke before the answer", "The post will be looked for on the network."),
            fr=("la connexion a été coupée avant la réponse", "Le message va être cherché sur le réseau."),
        ),
        "unreadable answer": Sentence(
            en=("the server's answer names no post", "Check that the address is that of the network's API."),
            fr=(
                "la réponse du serveur ne désigne aucun message",
                "Vérifiez que l'adresse est bien celle de l'API du réseau.",
            ),
        ),
        "redirected": Sentence(
            en=("the server sends us to another address", "Write the final address in settings.yaml."),
            fr=("le serveur renvoie vers une autre adresse", "Écrivez l'adresse définitive dans settings.yaml."),
        ),
        "server fault": Sentence(
            en=("the server failed", "The post will be looked for on the network."),
            fr=("le serveur est en panne", "Le message va être cherché sur le réseau."),
        ),
        "rate limit": Sentence(
            en=("the network asks us to wait", "It will be tried again when the network allows it."),
            fr=("le réseau demande d'attendre", "Un nouvel essai suivra dès que le réseau le permet."),
        ),
        "picture not ready": Sentence(
            en=("the network is still working on the picture", "It will be tried again."),
            fr=("le réseau traite encore l'image", "Un nouvel essai suivra."),
        ),
        "picture gone": Sentence(
            en=("the network no longer has the uploaded picture", "It will be uploaded again."),
            fr=("le réseau n'a plus l'image envoyée", "Elle sera envoyée de nouveau."),
        ),
        "duplicate": Sentence(
            en=("the network already has this post", "It will be looked for on the network."),
            fr=("le réseau a déjà ce message", "Il va être cherché sur le réseau."),
        ),
        "post refused": Sentence(
            en=("the network refuses this post", "Correct its words or its picture."),
            fr=("le réseau refuse ce message", "Corrigez son texte ou son image."),
        ),
        "too long": Sentence(
            en=("the text is too long", "Shorten it, or leave the picture out."),
            fr=("le texte est trop long", "Raccourcissez-le, ou retirez l'image."),
        ),
        "picture too big": Sentence(
            en=("the picture's file is too big", "Use a smaller picture."),
            fr=("le fichier de l'image est trop gros", "Prenez une image plus petite."),
        ),
        "account refused": Sentence(
            en=("the network refuses the account", "Check its token and its rights, then: run.py resume ACCOUNT."),
            fr=("le réseau refuse le compte", "Vérifiez son jeton et ses droits, puis : run.py resume COMPTE."),
        ),
        "no credit left": Sentence(
            en=("the account has no credit left", "Buy credit or raise the spending limit on the network."),
            fr=("le compte n'a plus de crédit", "Rechargez-le ou relevez sa limite de dépenses sur le réseau."),
        ),
        "other account": Sentence(
            en=("the token is that of another account", "Give the token of the account in settings.yaml."),
            fr=("le jeton est celui d'un autre compte", "Donnez le jeton du compte écrit dans settings.yaml."),
        ),
        "may not post": Sentence(
            en=("the bot may not post in the channel", "Make it an administrator who may post messages."),
            fr=(
                "le robot n'a pas le droit de publier dans le canal",
                "Faites-en un administrateur qui peut publier des messages.",
            ),
        ),
    }.items()
}


def reason_text(reason: str, language: str) -> tuple[str, str]:
    """An outcome's reason in the staff's language, and the next step; a reason of another room stays as it is."""
    why, _, detail = reason.partition(": ")
    sentence = SENTENCES.get(f"{_PREFIX}{why}")
    if sentence is None:
        return reason, ""
    message, hint = sentence.fr if language == "fr" else sentence.en
    return (f"{message} ({detail})" if detail else message), hint
