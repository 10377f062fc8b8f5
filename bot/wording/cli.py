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
    "going-on": _one(
        "{file}: its posts go out from its last good version, until it changes again.",
        "{file} : ses publications partent dans leur dernière bonne version, jusqu’à sa prochaine modification.",
    ),
    "ask-approve": _one("Let these {number} go?", "Laisser partir ces {number} envois ?"),
    "ask-cancel": _one("Withdraw these {number}?", "Retirer ces {number} envois ?"),
    "ask-post": _one("Send these {number} now?", "Envoyer maintenant ces {number} publications ?"),
    "approved": _one("Approved: {number}.", "Approuvés : {number}."),
    "cancelled": _one("Withdrawn: {number}.", "Retirés : {number}."),
    "start-waits": _one(
        "The settings cannot be used, so nothing goes out. Waiting for them to be corrected and saved.",
        "Les réglages sont inutilisables : rien ne part. En attente de leur correction.",
    ),
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
    "file-trouble": Sentence(
        en=("{file} cannot be read or written: {cause}.", "Look at its name, its rights and the disk."),
        fr=("{file} ne peut être ni lu ni écrit : {cause}.", "Vérifiez son nom, ses droits et le disque."),
    ),
    "output-trouble": Sentence(
        en=("The answer could not be written: {cause}.", "Look at where the output goes, and at its disk."),
        fr=("La réponse n’a pas pu être écrite : {cause}.", "Vérifiez où va la sortie, et son disque."),
    ),
    "program-fault": Sentence(
        en=("A fault of this program: {kind}: {error}", "Run it again with --debug, and report what it says."),
        fr=("Un défaut de ce programme : {kind} : {error}", "Relancez avec --debug et signalez ce qu’il dit."),
    ),
    "settings-unusable": Sentence(
        en=(
            "settings.yaml cannot be used, and there is no earlier version of it.",
            "run.py check shows what is wrong; --campaign DIR names another folder.",
        ),
        fr=(
            "settings.yaml est inutilisable, et il n’en existe aucune version antérieure.",
            "run.py check montre pourquoi ; --campaign DOSSIER désigne un autre dossier.",
        ),
    ),
    "no-such-entry": Sentence(
        en=("There is no entry called “{given}”.", "There are: {known}."),
        fr=("Aucune entrée ne s’appelle « {given} ».", "Il y a : {known}."),
    ),
    "no-such-audience": Sentence(
        en=("There is no audience called “{given}”.", "There are: {known}."),
        fr=("Aucun public ne s’appelle « {given} ».", "Il y a : {known}."),
    ),
    "no-account-called": Sentence(
        en=("There is no account called “{given}”.", "There are: {known}."),
        fr=("Aucun compte ne s’appelle « {given} ».", "Il y a : {known}."),
    ),
    "nothing-chosen": Sentence(
        en=("Nothing goes out with these choices.", "run.py plan shows what goes out."),
        fr=("Rien ne part avec ces choix.", "run.py plan montre ce qui part."),
    ),
    "folder-taken": Sentence(
        en=("{folder} is there already and not empty.", "Name a new folder: run.py init my-campaign."),
        fr=("{folder} existe déjà et n’est pas vide.", "Donnez un nouveau dossier : run.py init ma-campagne."),
    ),
    "no-posts": Sentence(
        en=("There is nothing to rehearse: no entry has a post.", "run.py check says more."),
        fr=("Rien à répéter : aucune entrée n’a de publication.", "run.py check en dit plus."),
    ),
    "files-wait": _one(
        "Cannot be used, so their posts wait: {files}. run.py check shows why.",
        "Inutilisables, donc leurs publications attendent : {files}. run.py check montre pourquoi.",
    ),
    "status-going-on": _one(
        "  ! {file} cannot be used; its posts go out from its last good version.",
        "  ! {file} est inutilisable ; ses publications partent dans leur dernière bonne version.",
    ),
    "status-waits": _one("  ? {key} at {due}: {reason}", "  ? {key} à {due} : {reason}"),
    "status-waiting": _one(
        "Waiting for you ({number}): run.py approve, run.py cancel.",
        "En attente de vous ({number}) : run.py approve, run.py cancel.",
    ),
    "paused-by": _one("paused by {by}", "en pause, par {by}"),
}
