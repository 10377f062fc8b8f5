"""What the staff's chat says and its buttons are called."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "desk-control": _one(
        "🎛 {campaign}: this message stops and starts everything. Pin it.",
        "🎛 {campaign} : ce message arrête et relance tout. Épinglez-le.",
    ),
    "desk-control-runs": _one(
        "▶ Running: posts go out at their hour.",
        "▶ En marche : les publications partent à leur heure.",
    ),
    "desk-control-paused": _one(
        "⏸ Everything is paused by {by} since {at}. Nothing goes out.",
        "⏸ Tout est en pause, par {by}, depuis {at}. Rien ne part.",
    ),
    "desk-control-stop": _one(
        "⛔ A file STOP lies in the campaign’s folder: nothing goes out until it is deleted.",
        "⛔ Un fichier STOP se trouve dans le dossier de la campagne : rien ne part tant qu’il y est.",
    ),
    "desk-resumed-stop": _one(
        "▶ Resumed by {person}, {at}. But a file STOP lies in the campaign’s folder: nothing goes out until it is "
        "deleted.",
        "▶ Repris par {person}, {at}. Mais un fichier STOP se trouve dans le dossier de la campagne : rien ne part "
        "tant qu’il y est.",
    ),
    "desk-button-pause": _one(
        "⏸ Pause everything",
        "⏸ Tout mettre en pause",
    ),
    "desk-button-resume": _one(
        "▶ Resume",
        "▶ Reprendre",
    ),
    "desk-button-status": _one(
        "📋 Status",
        "📋 État",
    ),
    "desk-button-approve": _one(
        "✅ Approve",
        "✅ Approuver",
    ),
    "desk-button-send-all": _one(
        "✅ Send them all",
        "✅ Tout envoyer",
    ),
    "desk-button-drop": _one(
        "🗑 Drop",
        "🗑 Abandonner",
    ),
    "desk-button-there": _one(
        "✔ It is there",
        "✔ Elle y est",
    ),
    "desk-button-send": _one(
        "✉ Send",
        "✉ Envoyer",
    ),
    "desk-button-delete": _one(
        "🗑 Delete the younger",
        "🗑 Supprimer la plus récente",
    ),
    "desk-button-leave": _one(
        "Leave both",
        "Laisser les deux",
    ),
    "desk-button-again": _one(
        "▶ Try this account again",
        "▶ Réessayer ce compte",
    ),
    "desk-button-go-on": _one(
        "Go on with the last good version",
        "Continuer avec la dernière bonne version",
    ),
    "desk-other": _one(
        "something else",
        "autre chose",
    ),
    "desk-button-say": _one(
        "I say: {deadline} is {outcome}",
        "Je déclare : {deadline} est {outcome}",
    ),
    "desk-paused": _one(
        "⏸ Paused by {person}, {at}. Nothing goes out until somebody resumes.",
        "⏸ En pause, par {person}, {at}. Rien ne part tant que personne ne reprend.",
    ),
    "desk-paused-already": _one(
        "Everything is paused already.",
        "Tout est déjà en pause.",
    ),
    "desk-resumed": _one(
        "▶ Resumed by {person}, {at}. What is late goes out spaced, or waits for you.",
        "▶ Repris par {person}, {at}. Ce qui est en retard part peu à peu, ou vous attend.",
    ),
    "desk-not-paused": _one(
        "Nothing was paused.",
        "Rien n’était en pause.",
    ),
    "desk-settled": _one(
        "This is settled already.",
        "C’est déjà réglé.",
    ),
    "desk-stale": _one(
        "The words have changed: read the message as it is now, then press again.",
        "Le texte a changé : relisez le message tel qu’il est maintenant, puis appuyez de nouveau.",
    ),
    "desk-orphan": _one(
        "This message is out of date: use the latest one about it.",
        "Ce message est périmé : servez-vous du plus récent à ce sujet.",
    ),
    "desk-not-for-you": _one(
        "These buttons are not for you: your number is not in staff.people.",
        "Ces boutons ne sont pas pour vous : votre numéro n’est pas dans staff.people.",
    ),
    "desk-stranger": _one(
        "Somebody who is not in staff.people pressed a button or gave a command in this chat (mark {mark}); "
        "nothing was done. Who is in this group?",
        "Quelqu’un qui n’est pas dans staff.people a appuyé sur un bouton ou donné un ordre dans ce groupe "
        "(repère {mark}) ; rien n’a été fait. Qui est dans ce groupe ?",
    ),
    "desk-broken": _one(
        "The staff chat cannot be reached: {reason}. Alarms wait there until it can; status shows them.",
        "Le groupe de l’équipe est injoignable : {reason}. Les alertes l’attendent ; status les montre.",
    ),
    "listener-deaf": _one(
        "The bot {bot} does not hear what is pressed and written to it: {reason}. Posts go out all the same.",
        "Le bot {bot} n’entend plus ce qu’on lui écrit ni les boutons : {reason}. Les publications partent quand même.",
    ),
    "desk-digest": _one(
        "🔔 {number} things happened:",
        "🔔 {number} choses se sont passées :",
    ),
    "desk-digest-more": _one(
        "… and {number} more: run.py status.",
        "… et {number} de plus : run.py status.",
    ),
    "desk-status-runs": _one(
        "▶ Running.",
        "▶ En marche.",
    ),
    "desk-status-next": _one(
        "Next: {at}.",
        "Prochaine : {at}.",
    ),
    "desk-status-counts": _one(
        "Sent {sent} · ahead {planned} · waiting {held} · unsure {unsure} · not sent {missed}",
        "Parties {sent} · à venir {planned} · en attente {held} · incertaines {unsure} · non parties {missed}",
    ),
    "desk-status-account": _one(
        "⚠ {account}: {reason}",
        "⚠ {account} : {reason}",
    ),
    "desk-status-file": _one(
        "⚠ {file} cannot be used.",
        "⚠ {file} est inutilisable.",
    ),
    "desk-help": _one(
        "/pause stops everything at once (words after it say why). /resume goes on. /status says how things "
        "are. /id tells your number and this chat’s. Messages with buttons wait for one of you; the first "
        "answer counts.",
        "/pause arrête tout aussitôt (les mots qui suivent disent pourquoi). /reprendre relance. /etat dit "
        "où on en est. /id donne votre numéro et celui du groupe. Les messages à boutons attendent l’un de "
        "vous ; la première réponse compte.",
    ),
    "desk-id": _one(
        "Your number: {person}\nThis chat’s number: {chat}\n(settings.yaml: staff.people, staff.chat)",
        "Votre numéro : {person}\nLe numéro de ce groupe : {chat}\n(settings.yaml : staff.people, staff.chat)",
    ),
    "desk-none": _one(
        "No staff chat (staff.chat in settings.yaml): alarms stand in the log and in status; nobody can "
        "press a button.",
        "Pas de groupe d’équipe (staff.chat dans settings.yaml) : les alertes sont dans le journal et dans "
        "status ; personne ne peut appuyer sur un bouton.",
    ),
    "desk-no-bot": _one(
        "staff.chat is set, but no account is on Telegram: there is no bot to speak there.",
        "staff.chat est écrit, mais aucun compte n’est sur Telegram : aucun bot ne peut y parler.",
    ),
    "status-desk": _one(
        "Staff chat: connected.",
        "Groupe de l’équipe : connecté.",
    ),
    "status-desk-broken": _one(
        "Staff chat: not reached since {at}: {reason}",
        "Groupe de l’équipe : injoignable depuis {at} : {reason}",
    ),
    "status-desk-unheard": _one(
        "Staff chat: not spoken to yet.",
        "Groupe de l’équipe : rien n’y a encore été écrit.",
    ),
}
