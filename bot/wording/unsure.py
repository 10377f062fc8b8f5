"""What the staff hear of posts nobody is sure of, and of accounts that must wait."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "delivery-unknown": Sentence(
        en=(
            "For ten minutes it has not been known whether {key} is on {account} ({reason}). The network is asked "
            "again and again; nothing is sent a second time meanwhile. If you can see it there: run.py resolve {key} "
            "there.",
            "",
        ),
        fr=(
            "Depuis dix minutes, on ne sait pas si {key} est sur {account} ({reason}). Le réseau est interrogé sans "
            "relâche ; rien n’est envoyé une seconde fois entre-temps. Si vous l’y voyez : run.py resolve {key} there.",
            "",
        ),
    ),
    "delivery-ask": Sentence(
        en=(
            "Is {key} on {account}? The bot cannot tell ({reason}). Look there, then say one of: "
            "run.py resolve {key} there (it is), run.py resolve {key} send (it is not: send it), "
            "run.py resolve {key} drop (leave it).",
            "",
        ),
        fr=(
            "{key} est-il sur {account} ? Le bot ne peut pas le savoir ({reason}). Regardez, puis dites : "
            "run.py resolve {key} there (il y est), run.py resolve {key} send (il n’y est pas : l’envoyer) ou "
            "run.py resolve {key} drop (y renoncer).",
            "",
        ),
    ),
    "double-found": Sentence(
        en=(
            "{key} is on {account} a second time: {url}. Nothing was deleted. To delete this copy: "
            "run.py retract --double {key} {remote_id}.",
            "",
        ),
        fr=(
            "{key} est une seconde fois sur {account} : {url}. Rien n’a été supprimé. Pour supprimer cette copie : "
            "run.py retract --double {key} {remote_id}.",
            "",
        ),
    ),
    "account-limited": Sentence(
        en=(
            "{account} must wait until {time}: {reason}. Its posts wait in order, the other accounts go on; what is "
            "too late by then is missed, and you will be told.",
            "",
        ),
        fr=(
            "{account} doit attendre jusqu’à {time} : {reason}. Ses publications attendent dans l’ordre, les autres "
            "comptes continuent ; ce qui sera alors trop tard sera manqué, et vous serez prévenus.",
            "",
        ),
    ),
    "account-budget-near": Sentence(
        en=(
            "{account} has spent {spent} of this month’s {budget} US dollars. When they are used up it pauses until "
            "the next month; to give it more, raise its budget: in settings.yaml.",
            "",
        ),
        fr=(
            "{account} a dépensé {spent} des {budget} dollars de ce mois. Une fois épuisés, il se met en pause "
            "jusqu’au mois prochain ; pour lui en donner plus, relevez son budget: dans settings.yaml.",
            "",
        ),
    ),
    "account-budget-used": Sentence(
        en=(
            "{account} is paused until the next month: {reason}. The others go on. To let it post before, raise its "
            "budget: in settings.yaml.",
            "",
        ),
        fr=(
            "{account} est en pause jusqu’au mois prochain : {reason}. Les autres continuent. Pour qu’il publie "
            "avant, relevez son budget: dans settings.yaml.",
            "",
        ),
    ),
}
