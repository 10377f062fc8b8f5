"""What is said of posts that are taken back or corrected."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    """A sentence without a next step of its own."""
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    # what the daemon tells the staff
    "not-taken-back": _one(
        "{account} refuses to delete {key} ({reason}), as {by} ordered. It is still there: {url}. Delete it there by "
        "hand, now.",
        "{account} refuse de supprimer {key} ({reason}), comme {by} l’a demandé. Il y est toujours : {url}. "
        "Supprimez-le là-bas à la main, maintenant.",
    ),
    "double-not-deleted": _one(
        "{account} refuses to delete the second copy of {key} ({reason}), as {by} ordered. It is still there: {url}. "
        "Delete it there by hand.",
        "{account} refuse de supprimer la seconde copie de {key} ({reason}), comme {by} l’a demandé. Elle y est "
        "toujours : {url}. Supprimez-la là-bas à la main.",
    ),
    "not-corrected": _one(
        "{account} does not change the words of {key} ({reason}), as {by} ordered. The old ones stand: {url}. Where "
        "it cannot change a post at all: run.py correct {key} --replace.",
        "{account} ne change pas les mots de {key} ({reason}), comme {by} l’a demandé. Les anciens restent : {url}. "
        "S’il ne sait pas du tout modifier une publication : run.py correct {key} --replace.",
    ),
    "not-replaced": _one(
        "{key} was not replaced on {account} ({reason}), as {by} ordered: nothing was deleted, the old words stand: "
        "{url}. To take it back: run.py retract {key}.",
        "{key} n’a pas été remplacé sur {account} ({reason}), comme {by} l’a demandé : rien n’a été supprimé, les "
        "anciens mots restent : {url}. Pour le reprendre : run.py retract {key}.",
    ),
    "not-yet-deleted": _one(
        "{key} cannot be deleted on {account} yet ({reason}), as {by} ordered. The bot goes on trying. If it cannot "
        "wait, delete it by hand: {url}.",
        "{key} ne peut pas encore être supprimé sur {account} ({reason}), comme {by} l’a demandé. Le bot continue "
        "d’essayer. Si c’est pressant, supprimez-le à la main : {url}.",
    ),
    "not-yet-corrected": _one(
        "{key} cannot be corrected on {account} yet ({reason}), as {by} ordered. The bot goes on trying: {url}.",
        "{key} ne peut pas encore être corrigé sur {account} ({reason}), comme {by} l’a demandé. Le bot continue "
        "d’essayer : {url}.",
    ),
    # what the commands show and ask
    "retract-deletes": _one(
        "Deleted for good, everywhere it went ({number}):", "Supprimés pour de bon, partout où c’est parti ({number}) :"
    ),
    "retract-finds": _one(
        "Perhaps out; deleted as soon as that is known ({number}):",
        "Peut-être partis ; supprimés dès qu’on le saura ({number}) :",
    ),
    "retract-cancels": _one(
        "Not out yet; will not go ({number}):", "Pas encore partis ; ne partiront pas ({number}) :"
    ),
    "retract-double": _one(
        "A second copy of {key} on {account} is deleted for good: {remote_id}. The first one stays: {url}.",
        "Une seconde copie de {key} sur {account} est supprimée pour de bon : {remote_id}. La première reste : {url}.",
    ),
    "ask-retract": _one("Take all of it back ({number})?", "Tout reprendre ({number}) ?"),
    "ask-double": _one("Delete this copy?", "Supprimer cette copie ?"),
    "retracted-all": _one("All {number} are gone.", "Les {number} ont disparu."),
    "not-all-gone": _one(
        "Not gone: {number} of {all}. A running daemon goes on trying; so does this command, given again.",
        "Pas encore disparus : {number} sur {all}. Un démon en marche continue d’essayer ; cette commande aussi, "
        "si on la redonne.",
    ),
    "retract-ask": _one(
        "Nobody can say whether {key} is out. Look, then: run.py resolve {key} there --url ADDRESS (it is deleted "
        "then), or run.py resolve {key} drop.",
        "Personne ne peut dire si {key} est parti. Regardez, puis : run.py resolve {key} there --url ADRESSE (il est "
        "alors supprimé), ou run.py resolve {key} drop.",
    ),
    "plan-not-read": _one(
        "The files were not read for it: {problem}", "Les fichiers n’ont pas été relus pour cela : {problem}"
    ),
    "correct-edits": _one("Changed where they stand ({number}):", "Modifiés là où ils sont ({number}) :"),
    "correct-replaces": _one(
        "Cannot be changed there: deleted, and said anew now, with what was answered to them lost ({number}; X bills "
        "{cost} USD):",
        "Ne peuvent pas y être modifiés : supprimés puis publiés de nouveau maintenant, réponses perdues ({number} ; "
        "X facture {cost} USD) :",
    ),
    "correct-untrue": _one(
        "{key}: cannot be said anew, {reason}. To take it back: run.py retract {key}.",
        "{key} : ne peut pas être publié de nouveau, {reason}. Pour le reprendre : run.py retract {key}.",
    ),
    "correct-unsure": _one(
        "{key}: nobody knows yet whether it is out; correct it again when it is known.",
        "{key} : on ne sait pas encore s’il est parti ; corrigez-le quand on le saura.",
    ),
    "ask-edit": _one("Give these {number} their new words?", "Donner leurs nouveaux mots à ces {number} ?"),
    "ask-replace": _one(
        "Delete these {number} and say them anew, now?",
        "Supprimer ces {number} et les publier de nouveau, maintenant ?",
    ),
    "replace-needs-yes": _one(
        "Not corrected, for it must be deleted and said anew: {keys}. To do that too, add --replace.",
        "Non corrigés, car il faut les supprimer et les publier de nouveau : {keys}. Pour le faire aussi, ajoutez "
        "--replace.",
    ),
    "corrected-all": _one("All {number} say the new words.", "Les {number} disent les nouveaux mots."),
    "not-all-corrected": _one(
        "Not corrected: {number} of {all}. A running daemon goes on trying; so does this command, given again.",
        "Non corrigés : {number} sur {all}. Un démon en marche continue d’essayer ; cette commande aussi, si on la "
        "redonne.",
    ),
    # what is refused
    "nothing-to-retract": Sentence(
        en=(
            "“{what}” has nothing that is out, or that will go.",
            "run.py posts --entry {entry} shows what became of it.",
        ),
        fr=("« {what} » n’a rien qui soit parti, ni qui doive partir.", "run.py posts --entry {entry} dit pourquoi."),
    ),
    "retract-what": Sentence(
        en=("Nothing is named to be taken back.", "Name an entry, or a copy: --double KEY REMOTE_ID, not both."),
        fr=("Rien à reprendre n’est nommé.", "Nommez une entrée, ou une copie : --double CLÉ NUMÉRO, pas les deux."),
    ),
    "no-such-double": Sentence(
        en=(
            "“{remote_id}” cannot be deleted as a second copy of {key}: it is the post itself, or that is not out.",
            "The alarm names both; to take the post itself back: run.py retract {key}.",
        ),
        fr=(
            "« {remote_id} » ne peut pas être supprimé comme seconde copie de {key} : c’est la publication même, ou "
            "elle n’est pas partie.",
            "L’alarme donne les deux ; pour reprendre la publication même : run.py retract {key}.",
        ),
    ),
    "double-of-another": Sentence(
        en=(
            "“{remote_id}” is no second copy of {key}: it is {other} itself.",
            "To take that back: run.py retract {other}.",
        ),
        fr=(
            "« {remote_id} » n’est pas une seconde copie de {key} : c’est {other} même.",
            "Pour reprendre celui-ci : run.py retract {other}.",
        ),
    ),
    "nothing-out": Sentence(
        en=("“{what}” has nothing that is out.", "What has not gone out yet takes its new words by itself."),
        fr=("« {what} » n’a rien qui soit parti.", "Ce qui n’est pas parti prend ses nouveaux mots de lui-même."),
    ),
    "nothing-differs": Sentence(
        en=("Every post of “{what}” that is out says what the files say.", "Edit the words, save, then correct."),
        fr=(
            "Tout ce qui est parti de « {what} » dit ce que disent les fichiers.",
            "Changez les mots, puis recommencez.",
        ),
    ),
    "correct-broken": Sentence(
        en=("{file} has errors, so nobody knows what {key} shall say.", "Correct the file first: run.py check."),
        fr=(
            "{file} a des erreurs : nul ne sait ce que {key} doit dire.",
            "Corrigez d’abord le fichier : run.py check.",
        ),
    ),
    "correct-not-planned": Sentence(
        en=("The files no longer have {key}.", "Put it back to correct it, or take it back: run.py retract {key}."),
        fr=("Les fichiers n’ont plus {key}.", "Remettez-le pour le corriger, ou reprenez-le : run.py retract {key}."),
    ),
    "correct-unfit": Sentence(
        en=("{key} cannot say its new words: {problem}.", "Edit them again; nothing was changed."),
        fr=("{key} ne peut pas dire ses nouveaux mots : {problem}.", "Modifiez-les encore ; rien n’a changé."),
    ),
}
