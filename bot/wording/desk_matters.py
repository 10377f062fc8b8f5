"""What the staff's chat says of posts, accounts and files that wait for somebody."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "desk-held-approval": _one(
        "⏳ To approve: {what}\nDue {due}. Without a yes it does not go out.",
        "⏳ À approuver : {what}\nPrévue {due}. Sans votre accord, elle ne part pas.",
    ),
    "desk-held-changed": _one(
        "⏳ Its words changed since they were approved: {what}\nDue {due}. Read them again.",
        "⏳ Son texte a changé depuis l’accord : {what}\nPrévue {due}. Relisez-le.",
    ),
    "desk-held-late": _one(
        "⏰ Too late to go by itself: {what}\nIt was due {due}. Send it still?",
        "⏰ Trop tard pour partir seule : {what}\nElle était prévue {due}. L’envoyer quand même ?",
    ),
    "desk-held-other": _one(
        "✋ Waiting for you: {what}\n{reason}",
        "✋ Vous attend : {what}\n{reason}",
    ),
    "desk-many-late": _one(
        "⏰ {number} posts are late and wait, so that they do not all go out at once:",
        "⏰ {number} publications sont en retard et attendent, pour ne pas partir toutes à la fois :",
    ),
    "desk-many-late-foot": _one(
        "“Send them all” sends, spaced, those that are still true. For single ones: run.py approve.",
        "« Tout envoyer » envoie peu à peu celles qui sont encore vraies. Pour une seule : run.py approve.",
    ),
    "desk-warning": _one(
        "⚠ Content warning: {warning}",
        "⚠ Avertissement : {warning}",
    ),
    "desk-picture": _one(
        "🖼 Picture: {alt}",
        "🖼 Image : {alt}",
    ),
    "desk-approved": _one(
        "✅ {person} says yes, {at}.",
        "✅ {person} dit oui, {at}.",
    ),
    "desk-dropped": _one(
        "🗑 Dropped by {person}, {at}. It will not go out.",
        "🗑 Abandonnée par {person}, {at}. Elle ne partira pas.",
    ),
    "desk-approved-elsewhere": _one(
        "✅ {person} said yes elsewhere.",
        "✅ {person} a dit oui ailleurs.",
    ),
    "desk-dropped-elsewhere": _one(
        "🗑 It was withdrawn; it will not go out.",
        "🗑 Elle a été retirée ; elle ne partira pas.",
    ),
    "desk-missed": _one(
        "✗ Nobody said yes in time: it did not go out.",
        "✗ Personne n’a dit oui à temps : elle n’est pas partie.",
    ),
    "desk-asked-again": _one(
        "↓ Asked again further down.",
        "↓ Redemandé plus bas.",
    ),
    "desk-no-more": _one(
        "This waits for nobody any more.",
        "Cela n’attend plus personne.",
    ),
    "desk-ask": _one(
        "❓ Is this post on {account}? The bot cannot tell ({reason}).\nTried {at}. Look here: {address}",
        "❓ Cette publication est-elle sur {account} ? Le bot ne peut pas le savoir ({reason}).\nEssai : "
        "{at}. Regardez ici : {address}",
    ),
    "desk-unknown": _one(
        "❓ For ten minutes it has not been known whether this post is on {account} ({reason}). The bot goes "
        "on looking.\nTried {at}. If you look yourself: {address}",
        "❓ Depuis dix minutes, on ne sait pas si cette publication est sur {account} ({reason}). Le bot "
        "continue de chercher.\nEssai : {at}. Pour regarder vous-même : {address}",
    ),
    "desk-ask-how": _one(
        "It is there: good. It is not: Send says it once more, Drop leaves it.",
        "Elle y est : bien. Elle n’y est pas : Envoyer la publie, Abandonner y renonce.",
    ),
    "desk-there": _one(
        "✔ {person} sees it there, {at}.",
        "✔ {person} l’y a vue, {at}.",
    ),
    "desk-send-again": _one(
        "✉ {person} has it sent, {at}.",
        "✉ {person} la fait envoyer, {at}.",
    ),
    "desk-given-up": _one(
        "🗑 {person} gives it up, {at}.",
        "🗑 {person} y renonce, {at}.",
    ),
    "desk-found": _one(
        "✔ It is there.",
        "✔ Elle y est.",
    ),
    "desk-absent": _one(
        "✔ It was not there; it is being sent.",
        "✔ Elle n’y était pas ; elle est en cours d’envoi.",
    ),
    "desk-given-up-elsewhere": _one(
        "🗑 It was given up.",
        "🗑 On y a renoncé.",
    ),
    "desk-double": _one(
        "‼ {key} stands on {account} twice. The younger one: {url}",
        "‼ {key} est deux fois sur {account}. La plus récente : {url}",
    ),
    "desk-deleting": _one(
        "🗑 {person} has the younger one deleted, {at}.",
        "🗑 {person} fait supprimer la plus récente, {at}.",
    ),
    "desk-left": _one(
        "{person} leaves both, {at}.",
        "{person} laisse les deux, {at}.",
    ),
    "desk-account": _one(
        "⚠ {account} cannot post since {at}: {reason}.\nIts posts wait, the other accounts go on. See there: "
        "{address}\nOnce it is mended, press the button.",
        "⚠ {account} ne peut plus publier depuis {at} : {reason}.\nSes publications attendent, les autres "
        "comptes continuent. Voyez là-bas : {address}\nUne fois réparé, appuyez sur le bouton.",
    ),
    "desk-account-again": _one(
        "▶ {person} has it tried again, {at}.",
        "▶ {person} le fait réessayer, {at}.",
    ),
    "desk-account-well": _one(
        "✔ It is no longer paused.",
        "✔ Il n’est plus en pause.",
    ),
    "desk-file": _one(
        "⚠ {file}, line {line}: {problem}\nThe posts of this file wait; those of the others go out.",
        "⚠ {file}, ligne {line} : {problem}\nLes publications de ce fichier attendent ; celles des autres partent.",
    ),
    "desk-file-next": _one(
        "Next to wait: {what}, {at}.",
        "La prochaine à attendre : {what}, {at}.",
    ),
    "desk-file-go-on": _one(
        "Correct the file, or go on as it was before this edit.",
        "Corrigez le fichier, ou continuez comme avant cette modification.",
    ),
    "desk-file-mend": _one(
        "Correct the file: it has never been good, there is nothing to go on with.",
        "Corrigez le fichier : il n’a jamais été bon, il n’y a pas de version antérieure.",
    ),
    "desk-file-good": _one(
        "✔ The file is good again.",
        "✔ Le fichier est de nouveau bon.",
    ),
    "desk-gone-on": _one(
        "✔ {person} goes on with the last good version, {at}.",
        "✔ {person} continue avec la dernière bonne version, {at}.",
    ),
    "desk-gone-on-elsewhere": _one(
        "✔ It goes on with the last good version.",
        "✔ On continue avec la dernière bonne version.",
    ),
    "desk-decide": _one(
        "🗳 What came of “{deadline}”? Posts depend on it.",
        "🗳 Quelle est l’issue de « {deadline} » ? Des publications en dépendent.",
    ),
    "desk-decide-open": _one(
        "· {outcome} (nothing has happened yet): {posts}, from {at}. Anybody who says otherwise stops them at once.",
        "· {outcome} (rien ne s’est encore passé) : {posts}, dès {at}. Quiconque dit autre chose les arrête aussitôt.",
    ),
    "desk-decide-two": _one(
        "· {outcome}: {posts}, from {at}. Only when {people} different people say so, and nobody otherwise.",
        "· {outcome} : {posts}, dès {at}. Seulement si {people} personnes différentes le disent, et "
        "personne autre chose.",
    ),
    "desk-said": _one(
        "{person} says: {outcome} — {at}",
        "{person} dit : {outcome} — {at}",
    ),
    "desk-nobody-said": _one(
        "Nobody has said anything yet.",
        "Personne n’a encore rien dit.",
    ),
    "desk-contested": _one(
        "⚠ You contradict each other: nothing that depends on it goes out.",
        "⚠ Vous vous contredisez : rien de ce qui en dépend ne part.",
    ),
    "desk-stated": _one(
        "🗳 {person}, {at}: noted.",
        "🗳 {person}, {at} : c’est noté.",
    ),
    "desk-second-needed": _one(
        "🗳 {person}, {at}: noted. A second person must say the same before anything goes out.",
        "🗳 {person}, {at} : c’est noté. Une deuxième personne doit dire la même chose avant que rien ne parte.",
    ),
    "desk-said-so-already": _one(
        "You said so already.",
        "Vous l’avez déjà dit.",
    ),
    "desk-nothing-depends": _one(
        "No post ahead depends on it any more.",
        "Plus aucune publication à venir n’en dépend.",
    ),
}
