"""What a Mastodon server says of boosts and mentions; ``bot.wording.networks`` takes these in."""

from __future__ import annotations

from bot.wording.sentence import Sentence

BOOSTS: dict[str, Sentence] = {
    "may not be reposted": Sentence(
        en=(
            "the network does not let this account repost the supporter's post",
            "Nothing to do: its author, or their server, does not allow it.",
        ),
        fr=(
            "le réseau ne laisse pas ce compte repartager le message de la personne",
            "Rien à faire : son auteur, ou son serveur, ne le permet pas.",
        ),
    ),
    "still shown": Sentence(
        en=(
            "the network took the order to delete, and still shows the post",
            "It will be looked at again; delete it yourself in the network's own app if this goes on.",
        ),
        fr=(
            "le réseau a accepté la suppression, mais montre encore le message",
            "Il sera regardé de nouveau ; supprimez-le vous-même dans l'application du réseau si cela dure.",
        ),
    ),
    "mentions not readable": Sentence(
        en=(
            "the account's token may not read who mentions it, so a STOP said there is not heard",
            "Give it a token with the scope read:notifications; until then look at the mentions yourself.",
        ),
        fr=(
            "le jeton du compte ne permet pas de lire qui le mentionne : un STOP écrit là n'est pas entendu",
            "Donnez-lui un jeton avec le droit read:notifications ; d'ici là, regardez vous-même les mentions.",
        ),
    ),
}
