"""Why the mailbox for photos cannot be read or answered from, and why a mail is quarantined."""

from __future__ import annotations

from bot.wording.mail import mail_reason_text
from bot.wording.sentence import Sentence

_PREFIX = "mailbox reason: "


def _one(en: str, fr: str, next_en: str = "", next_fr: str = "") -> Sentence:
    return Sentence(en=(en, next_en), fr=(fr, next_fr))


_SETTINGS = ("Correct mailbox: in settings.yaml.", "Corrigez mailbox: dans settings.yaml.")
_REASONS: dict[str, Sentence] = {
    f"{_PREFIX}{why}": sentence
    for why, sentence in {
        "mailbox does not answer": _one("the mailbox’s server does not answer", "le serveur de la boîte ne répond pas"),
        "mailbox not reached": _one("the mailbox’s server is not reached", "le serveur de la boîte est injoignable"),
        "mailbox hung up": _one(
            "the mailbox’s server ended the connection", "le serveur de la boîte a coupé la connexion"
        ),
        "mailbox refuses a command": _one(
            "the mailbox’s server refuses a command that it should know",
            "le serveur de la boîte refuse une commande qu’il devrait connaître",
        ),
        "mailbox refuses for now": _one(
            "the mailbox’s server refuses for now", "le serveur de la boîte refuse pour l’instant"
        ),
        "mailbox’s certificate": _one(
            "the certificate of the mailbox’s server is not to be trusted",
            "le certificat du serveur de la boîte n’est pas sûr",
            *_SETTINGS,
        ),
        "mailbox offers no TLS": _one(
            "the mailbox’s server offers no TLS, and the password is not told without",
            "le serveur de la boîte n’offre pas TLS, et le mot de passe n’est pas dit sans lui",
            "Write port 993 in mailbox: of settings.yaml, or ask your provider.",
            "Écrivez le port 993 dans mailbox: de settings.yaml, ou demandez à votre hébergeur.",
        ),
        "mailbox refuses the log-in": _one(
            "the mailbox refuses the user or the password",
            "la boîte refuse l’utilisateur ou le mot de passe",
            "Correct user: in settings.yaml, or MAILBOX_PASSWORD.",
            "Corrigez user: dans settings.yaml, ou MAILBOX_PASSWORD.",
        ),
        "mailbox folder missing": _one(
            "the mailbox has no folder of that name",
            "la boîte n’a pas de dossier de ce nom",
            "Make the folder, with a rule that moves supporters’ mails into it, or correct folder: in settings.yaml.",
            "Créez le dossier, avec une règle qui y range les courriels reçus, ou corrigez folder: dans settings.yaml.",
        ),
        "mailbox folder is read-only": _one(
            "mails in the folder cannot be deleted",
            "les courriels du dossier ne peuvent pas être supprimés",
            "Give the user the right to delete there: supporters are promised that their mails are.",
            "Donnez à l’utilisateur le droit d’y supprimer : c’est promis à qui écrit.",
        ),
        "mail not opened": _one(
            "a mail could not be opened on this computer; it is tried again",
            "un courriel n’a pas pu être ouvert sur cet ordinateur ; un autre essai suivra",
        ),
        "mail not found": _one("the mail is not in the folder any more", "le courriel n’est plus dans le dossier"),
        "mail not to be answered": _one(
            "the mail comes from a program, or not from one address: it is not answered",
            "le courriel vient d’un programme, ou pas d’une seule adresse : il reste sans réponse",
        ),
    }.items()
}

_LOOK = (
    "Look at it in the mailbox; run.py photos lets it through or refuses it.",
    "Regardez-le dans la boîte ; run.py photos le laisse passer ou le refuse.",
)
_LOOK_ONLY = ("Look at it in the mailbox.", "Regardez-le dans la boîte.")
SENTENCES: dict[str, Sentence] = {
    **_REASONS,
    "mail-too-big": _one("The mail is larger than 25 MB.", "Le courriel dépasse 25 Mo.", *_LOOK),
    "mail-long-header": _one(
        "A header of the mail is longer than 64 kB.", "Un en-tête du courriel dépasse 64 ko.", *_LOOK
    ),
    "mail-many-parts": _one("The mail has more than 100 parts.", "Le courriel a plus de 100 parties.", *_LOOK),
    "mail-too-deep": _one(
        "The mail’s parts are nested more than 20 deep.", "Les parties du courriel ont plus de 20 étages.", *_LOOK
    ),
    "mail-too-heavy": _one(
        "The mail takes more memory than one may take.", "Le courriel demande plus de mémoire que permis.", *_LOOK
    ),
    "mail-too-slow": _one(
        "The mail takes longer than 10 seconds to read.", "Le courriel demande plus de 10 secondes de lecture.", *_LOOK
    ),
    "mail-broken": _one("The mail cannot be read.", "Le courriel est illisible.", *_LOOK),
    "mail-not-opened": _one(
        "The mail could not be opened three times.", "Le courriel n’a pas pu être ouvert trois fois de suite.", *_LOOK
    ),
    "mail-not-fetched": _one(
        "The mail could not be fetched three times: the server ended the connection, or refused.",
        "Le courriel n’a pas pu être pris trois fois de suite : le serveur a coupé, ou refusé.",
        *_LOOK,
    ),
    "mail-too-costly": _one(
        "The mail’s pictures take longer than 3 minutes to open, or are more than 30 to be opened.",
        "Les images du courriel demandent plus de 3 minutes, ou il y en a plus de 30 à ouvrir.",
        *_LOOK_ONLY,
    ),
    "mail-deadly": _one(
        "This program ended in the middle of the mail, twice.",
        "Ce programme s’est arrêté deux fois au milieu du courriel.",
        *_LOOK_ONLY,
    ),
    "mail-fault": _one(
        "This program failed at the mail, twice.", "Ce programme a échoué deux fois sur le courriel.", *_LOOK_ONLY
    ),
    "mail-put-aside": _one(
        "A mail to the mailbox for photos was put aside: {why} It stays there for a while; the others are read.",
        "Un courriel à la boîte des photos a été mis de côté : {why} Il y reste quelque temps ; les autres sont lus.",
        *_LOOK_ONLY,
    ),
    "mailbox-not-read": _one(
        "The mailbox for photos cannot be read or answered from: {why}. It is tried again; posts go on. {next_step}",
        "La boîte des photos ne se lit pas, ou ne répond pas : {why}. Nouvel essai bientôt ; les publications "
        "continuent. {next_step}",
    ),
}


def put_aside_text(code: str, language: str) -> str:
    """Why a mail was put aside, in the staff's language: one of the codes above."""
    sentence = SENTENCES[code]
    return (sentence.fr if language == "fr" else sentence.en)[0]


def mailbox_reason_text(reason: str, language: str) -> tuple[str, str]:
    """A stored reason and its next step, in the staff's language."""
    why, _, detail = reason.partition(": ")
    sentence = SENTENCES.get(f"{_PREFIX}{why}")
    if sentence is None:
        return mail_reason_text(reason, language), ""
    message, hint = sentence.fr if language == "fr" else sentence.en
    return f"{message} ({detail})" if detail else message, hint
