"""What commands say."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    """A sentence without a next step of its own."""
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "check-good": _one(
        "Good. {posts} posts become {deliveries} deliveries, {first} to {last}. X: about {cost} USD. Notes: {notes}.",
        "Tout est bon. {posts} publications, {deliveries} envois, du {first} au {last}. X : environ {cost} USD. "
        "Remarques : {notes}.",
    ),
    "check-bad": _one(
        "Errors: {errors}, notes: {notes}. The posts of these files wait until they are corrected.",
        "Erreurs : {errors}, remarques : {notes}. Les publications de ces fichiers attendent leur correction.",
    ),
    "plan-incomplete": _one(
        "The files have errors ({errors}): what is wrong is missing here. run.py check shows it.",
        "Les fichiers ont des erreurs ({errors}) : ce qui est faux manque ici. run.py check les montre.",
    ),
    "plan-held": _one("held until approved", "retenu jusqu’à approbation"),
    "plan-total": _one("{posts} posts, {deliveries} deliveries.", "{posts} publications, {deliveries} envois."),
    "day-1": _one("Monday", "lundi"),
    "day-2": _one("Tuesday", "mardi"),
    "day-3": _one("Wednesday", "mercredi"),
    "day-4": _one("Thursday", "jeudi"),
    "day-5": _one("Friday", "vendredi"),
    "day-6": _one("Saturday", "samedi"),
    "day-7": _one("Sunday", "dimanche"),
    "visibility-public": _one("public", "public"),
    "visibility-unlisted": _one("unlisted", "non listé"),
    "visibility-private": _one("followers only", "abonnés seulement"),
    "silent": _one("silent", "sans son"),
    "status-running": _one("A daemon is running.", "Un démon est en marche."),
    "status-stopped": _one("No daemon is running: run.py start.", "Aucun démon en marche : run.py start."),
    "status-paused": _one(
        "EVERYTHING IS PAUSED by {by} since {since}. {reason}",
        "TOUT EST EN PAUSE, par {by}, depuis {since}. {reason}",
    ),
    "status-next": _one("Next: {key} at {due}.", "Prochain envoi : {key} à {due}."),
    "status-broken": _one(
        "  ✗ {file} cannot be used; its posts wait. run.py check shows why.",
        "  ✗ {file} est inutilisable ; ses publications attendent. run.py check dit pourquoi.",
    ),
    "resolved": _one("{key} is now {state}.", "{key} est maintenant {state}."),
    "paused": _one("Paused: {scope}. run.py resume undoes it.", "En pause : {scope}. run.py resume l’annule."),
    "resumed": _one("Goes on: {scope}.", "Reprise : {scope}."),
    "was-not-paused": _one("{scope} was not paused.", "{scope} n’était pas en pause."),
    "going-on": _one(
        "{file}: its posts go out from its last good version, until it changes again.",
        "{file} : ses publications partent dans leur dernière bonne version, jusqu’à sa prochaine modification.",
    ),
    "no-such-scope": _one(
        "“{scope}” is neither an account nor a broken file.", "« {scope} » n’est ni un compte ni un fichier défectueux."
    ),
    "scopes": _one("Accounts: {accounts}.", "Comptes : {accounts}."),
    "nothing-to-approve": _one("Nothing here waits for approval.", "Rien ici n’attend d’approbation."),
    "nothing-to-cancel": _one("Nothing here can be withdrawn any more.", "Plus rien ici ne peut être retiré."),
    "nothing-to-post": _one("“{what}” has nothing left to send.", "« {what} » n’a plus rien à envoyer."),
    "posts-lists": _one("run.py posts lists deliveries.", "run.py posts liste les envois."),
    "ask-approve": _one("Let these {number} go?", "Laisser partir ces {number} envois ?"),
    "ask-cancel": _one("Withdraw these {number}?", "Retirer ces {number} envois ?"),
    "ask-post": _one("Send these {number} now?", "Envoyer maintenant ces {number} publications ?"),
    "approved": _one("Approved: {number}.", "Approuvés : {number}."),
    "cancelled": _one("Withdrawn: {number}.", "Retirés : {number}."),
    "not-done": _one("Nothing was done.", "Rien n’a été fait."),
    "say-yes": _one("Answer y, or give --yes.", "Répondez o, ou ajoutez --yes."),
    "start-broken": _one(
        "These files cannot be used; their posts wait, the others go out: {files}",
        "Ces fichiers sont inutilisables ; leurs publications attendent, les autres partent : {files}",
    ),
    "nothing-ahead": _one(
        "The campaign is over: its last post was due on {day}. See it: make run. Make your own: run.py init.",
        "La campagne est finie : sa dernière publication était prévue le {day}. Pour la voir : make run. "
        "Pour faire la vôtre : run.py init.",
    ),
    "init-done": _one(
        "A new campaign is in {folder}. Next: edit settings.yaml, then run.py --campaign {folder} check.",
        "Une nouvelle campagne est dans {folder}. Ensuite : modifiez settings.yaml, puis "
        "run.py --campaign {folder} check.",
    ),
    "rehearse-opening": _one(
        "Rehearsing {first} to {last} on this computer; nothing leaves it.",
        "Répétition du {first} au {last} sur cet ordinateur ; rien n’en sort.",
    ),
    "rehearse-not": _one(
        "There is nothing to rehearse before these {errors} errors are corrected.",
        "Rien à répéter avant que ces {errors} erreurs soient corrigées.",
    ),
    "rehearse-cost": _one(
        "X would bill {cost} USD. It took {seconds} seconds.",
        "X facturerait {cost} USD. Durée : {seconds} secondes.",
    ),
    "rehearse-good": _one(
        "Good: every post that was due reached its stand-in exactly once ({sent}).",
        "Tout est bon : chaque publication prévue est arrivée, exactement une fois ({sent}).",
    ),
    "rehearse-bad": _one(
        "Not good: look at missed, rejected, ask, lost and twice above.",
        "Quelque chose manque : voyez ci-dessus manqués, refusés, à trancher, perdus, en double.",
    ),
    "count-planned": _one("planned", "prévus"),
    "count-sent": _one("sent", "envoyés"),
    "count-missed": _one("missed", "manqués"),
    "count-held": _one("held", "retenus"),
    "count-rejected": _one("rejected", "refusés"),
    "count-ask": _one("asked", "à trancher"),
    "count-lost": _one("lost", "perdus"),
    "count-twice": _one("twice", "en double"),
    "sent-word": _one("sent", "envoyés"),
    "book-written": _one("The picture book: {file}", "Le livre d’images : {file}"),
}
