"""What is said to a person whose decision cannot be carried out."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "no-such-account": Sentence(
        en=("“{scope}” is not an account of this campaign.", "Use one of: {everything}, {accounts}."),
        fr=("« {scope} » n’est pas un compte de cette campagne.", "Choisissez : {everything}, {accounts}."),
    ),
    "no-such-delivery": Sentence(
        en=("There is no delivery or entry called “{what}”.", "run.py posts lists them."),
        fr=("Aucun envoi ni aucune entrée ne s’appelle « {what} ».", "run.py posts les liste."),
    ),
    "nothing-unsure-called": Sentence(
        en=("There is no delivery called “{key}”.", "run.py posts --state unknown lists the unsure ones."),
        fr=("Aucun envoi ne s’appelle « {key} ».", "run.py posts --state unknown liste ceux dont on n’est pas sûr."),
    ),
    "nothing-to-resolve": Sentence(
        en=("“{key}” is {state}: there is nothing to resolve.", "run.py posts --state unknown lists the unsure ones."),
        fr=(
            "« {key} » est à l’état {state} : il n’y a rien à trancher.",
            "run.py posts --state unknown liste ceux dont on n’est pas sûr.",
        ),
    ),
    "url-without-there": Sentence(
        en=("--url says where a post is, but “{verdict}” says that it is not there.", "Say there, or leave --url out."),
        fr=(
            "--url dit où est la publication, mais « {verdict} » dit qu’elle n’y est pas.",
            "Dites there, ou retirez --url.",
        ),
    ),
    "url-of-no-post": Sentence(
        en=(
            "“{url}” is not the address of a post on its own network.",
            "Open the post there and copy its address: it ends with the post’s number. Or leave --url out.",
        ),
        fr=(
            "« {url} » n’est pas l’adresse d’une publication sur son propre réseau.",
            "Ouvrez-y la publication et copiez son adresse : elle finit par son numéro. Ou retirez --url.",
        ),
    ),
    "may-still-appear": Sentence(
        en=(
            "“{key}” was called for a moment ago: its network may still be making the post.",
            "Nothing was changed. Say it again in {seconds} seconds, if it is not there then.",
        ),
        fr=(
            "« {key} » vient d’être demandé : son réseau est peut-être encore en train de le publier.",
            "Rien n’a été changé. Redites-le dans {seconds} secondes, s’il n’y est pas alors.",
        ),
    ),
    "resolved-meanwhile": Sentence(
        en=("“{key}” was settled by somebody else meanwhile.", "run.py posts shows how."),
        fr=("« {key} » a été tranché entre-temps par quelqu’un d’autre.", "run.py posts montre comment."),
    ),
    "was-not-paused": Sentence(
        en=("{scope} was not paused.", "Paused now: {paused}."),
        fr=("{scope} n’était pas en pause.", "En pause en ce moment : {paused}."),
    ),
    "no-such-scope": Sentence(
        en=("“{scope}” is neither an account nor a broken file.", "Accounts: {accounts}. Broken files: {files}."),
        fr=(
            "« {scope} » n’est ni un compte ni un fichier défectueux.",
            "Comptes : {accounts}. Fichiers défectueux : {files}.",
        ),
    ),
    "no-earlier-version": Sentence(
        en=("{file} has never been good: there is no earlier version to go on with.", "Correct it: run.py check."),
        fr=(
            "{file} n’a jamais été bon : il n’en existe aucune version antérieure.",
            "Corrigez-le : run.py check.",
        ),
    ),
    "nothing-to-approve": Sentence(
        en=("Nothing here waits for approval.", "run.py posts --state held lists what waits, and for what."),
        fr=("Rien ici n’attend d’approbation.", "run.py posts --state held liste ce qui attend, et quoi."),
    ),
    "nothing-to-cancel": Sentence(
        en=("Nothing here can be withdrawn any more.", "run.py posts lists deliveries."),
        fr=("Plus rien ici ne peut être retiré.", "run.py posts liste les envois."),
    ),
    "nothing-to-post": Sentence(
        en=("“{what}” has nothing left that could be sent now.", "run.py posts --entry {entry} shows why."),
        fr=("« {what} » n’a plus rien à envoyer maintenant.", "run.py posts --entry {entry} montre pourquoi."),
    ),
    "paused-now": Sentence(
        en=("{scope} is paused by {by}: nothing was sent. {reason}", "run.py resume {scope}, then post again."),
        fr=("{scope} est en pause, par {by} : rien n’est parti. {reason}", "run.py resume {scope}, puis recommencez."),
    ),
    "not-done": Sentence(
        en=("Nothing was done.", "Answer y, or give --yes."),
        fr=("Rien n’a été fait.", "Répondez o, ou ajoutez --yes."),
    ),
}
