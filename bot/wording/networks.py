"""What the program says of an outcome's reason: ``why: the network's own words``."""

from __future__ import annotations

from bot.wording.boosts import BOOSTS
from bot.wording.fetching import FETCHING
from bot.wording.sentence import Sentence

_PREFIX = "network: "

SENTENCES: dict[str, Sentence] = {
    f"{_PREFIX}{why}": sentence
    for why, sentence in {
        **FETCHING,
        **BOOSTS,
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
        "another post": Sentence(
            en=("the network answers with a post that is not this one", "It will be looked for on the network."),
            fr=(
                "le réseau répond par un message qui n'est pas celui-ci",
                "Le message va être cherché sur le réseau.",
            ),
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
        "no staff chat": Sentence(
            en=(
                "this channel can only be read back through a staff chat, and there is none",
                "Write staff: chat: in settings.yaml; look in the channel yourself, then: run.py resolve KEY.",
            ),
            fr=(
                "ce canal ne peut être relu que par le groupe de l'équipe, et il n'y en a pas",
                "Écrivez staff: chat: dans settings.yaml ; regardez vous-même le canal, puis : run.py resolve CLÉ.",
            ),
        ),
        "staff chat unreachable": Sentence(
            en=(
                "the bot cannot write to the staff chat, through which it reads the channel back",
                "Add the bot to that chat and check its number in settings.yaml; look in the channel yourself.",
            ),
            fr=(
                "le robot ne peut pas écrire dans le groupe de l'équipe, par lequel il relit le canal",
                "Ajoutez-le à ce groupe et vérifiez son numéro dans settings.yaml ; regardez vous-même dans le canal.",
            ),
        ),
        "protected content": Sentence(
            en=(
                "the channel's posts cannot be forwarded, so the bot cannot read them back",
                "Look in the channel yourself; allow saving and forwarding there to have it read back next time.",
            ),
            fr=(
                "les messages du canal ne peuvent pas être transférés, le robot ne peut donc pas les relire",
                "Regardez vous-même dans le canal ; autorisez-y le transfert pour qu'il soit relu la prochaine fois.",
            ),
        ),
        "no earlier post known": Sentence(
            en=(
                "no earlier post of the channel is known, and it was not found where one was searched for",
                "Look in the channel yourself, then: run.py resolve KEY.",
            ),
            fr=(
                "aucun message antérieur du canal n'est connu, et la recherche n'a rien trouvé",
                "Regardez vous-même dans le canal, puis : run.py resolve CLÉ.",
            ),
        ),
        "too many posts": Sentence(
            en=(
                "there are too many posts of others in the channel to read through",
                "Look in the channel yourself, then: run.py resolve KEY.",
            ),
            fr=(
                "le canal contient trop d'autres messages pour être relu",
                "Regardez vous-même dans le canal, puis : run.py resolve CLÉ.",
            ),
        ),
        "not read to the end": Sentence(
            en=("the channel was not read to its end in time", "The next look goes on from there."),
            fr=("le canal n'a pas été relu jusqu'au bout à temps", "La prochaine lecture reprendra de là."),
        ),
        "group moved": Sentence(
            en=("the group became a supergroup and has another number", "Write the new number in settings.yaml."),
            fr=("le groupe est devenu un supergroupe et a changé de numéro", "Écrivez le nouveau dans settings.yaml."),
        ),
        "post gone": Sentence(
            en=("the post is no longer there", "Nothing can be changed in it; look at what stands there now."),
            fr=("le message n'est plus là", "Il ne peut plus être modifié ; regardez ce qui s'y trouve."),
        ),
        "cannot be deleted": Sentence(
            en=("the network does not let the bot delete this post", "Delete it yourself in the network's own app."),
            fr=(
                "le réseau ne laisse pas le robot supprimer ce message",
                "Supprimez-le vous-même dans l'application du réseau.",
            ),
        ),
        "another poller": Sentence(
            en=(
                "another program reads this bot's messages",
                "Stop it, or give this campaign a bot of its own: one program at a time may read them.",
            ),
            fr=(
                "un autre programme lit les messages de ce robot",
                "Arrêtez-le, ou donnez à cette campagne son propre robot : un seul programme à la fois peut les lire.",
            ),
        ),
        "webhook set": Sentence(
            en=(
                "this bot's messages are sent to a web address",
                "Remove its webhook (deleteWebhook), or give this campaign a bot of its own.",
            ),
            fr=(
                "les messages de ce robot sont envoyés à une adresse web",
                "Supprimez son webhook (deleteWebhook), ou donnez à cette campagne son propre robot.",
            ),
        ),
        "button too long": Sentence(
            en=(
                "a button carries more than Telegram allows",
                "Report this message to whoever looks after the program.",
            ),
            fr=("un bouton porte plus que Telegram ne permet", "Signalez ce message à qui s'occupe du programme."),
        ),
        "cannot be read back": Sentence(
            en=(
                "the network does not let this account's posts be read",
                "Look at the account yourself, then: run.py resolve KEY; a token that may read would spare you that.",
            ),
            fr=(
                "le réseau ne laisse pas lire les messages de ce compte",
                "Regardez vous-même le compte, puis : run.py resolve CLÉ ; un jeton qui peut lire vous l'épargnerait.",
            ),
        ),
        "account not read to its end": Sentence(
            en=(
                "the account's posts could not be read back far enough",
                "It will be read again; look at the account yourself if this goes on.",
            ),
            fr=(
                "les messages du compte n'ont pas pu être relus assez loin",
                "Ils le seront de nouveau ; regardez vous-même le compte si cela dure.",
            ),
        ),
        "cannot be edited": Sentence(
            en=("this network cannot change a post", "Delete it and post it anew: run.py correct KEY."),
            fr=(
                "ce réseau ne peut pas modifier un message",
                "Supprimez-le et publiez-le de nouveau : run.py correct CLÉ.",
            ),
        ),
        "reposted post gone": Sentence(
            en=(
                "the supporter's post is not there, or not for this account to see; it was not reposted",
                "Nothing is left to do if its author took it away; on Telegram the bot must be in its channel.",
            ),
            fr=(
                "le message à relayer n'est pas là, ou ce compte ne peut pas le voir ; il n'a pas été relayé",
                "Si son auteur l'a retiré, il n'y a rien à faire ; sur Telegram, le robot doit être dans son canal.",
            ),
        ),
        "reposted post protected": Sentence(
            en=(
                "the supporter's channel does not allow its posts to be forwarded",
                "Ask its owner to allow forwarding, or leave the photo where it is.",
            ),
            fr=(
                "le canal d'où vient la photo ne permet pas le transfert de ses messages",
                "Demandez à son propriétaire de l'autoriser, ou laissez la photo où elle est.",
            ),
        ),
        "reposted post out of reach": Sentence(
            en=(
                "the bot is not, or no longer, in the channel of the supporter's post",
                "Ask the owner of that channel to add the bot again, or reject the photo.",
            ),
            fr=(
                "le robot n'est pas, ou plus, dans le canal d'où vient la photo",
                "Demandez au propriétaire de ce canal d'y remettre le robot, ou refusez la photo.",
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
