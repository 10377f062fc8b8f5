"""What the staff's e-mail says, and why it does not arrive."""

from __future__ import annotations

from bot.wording.sentence import Sentence

_PREFIX = "reason: "


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


_REASONS: dict[str, Sentence] = {
    f"{_PREFIX}{why}": sentence
    for why, sentence in {
        "mail server does not answer": _one("the mail server does not answer", "le serveur de courrier ne répond pas"),
        "mail server not reached": _one("the mail server is not reached", "le serveur de courrier est injoignable"),
        "mail server’s certificate": _one(
            "the mail server’s certificate is not to be trusted", "le certificat du serveur de courrier n’est pas sûr"
        ),
        "mail server offers no TLS, or no log-in": _one(
            "the mail server offers no TLS, or no log-in",
            "le serveur de courrier n’offre pas TLS, ou pas d’identification",
        ),
        "mail server refuses the log-in": _one(
            "the mail server refuses the user or the password",
            "le serveur de courrier refuse l’utilisateur ou le mot de passe",
        ),
        "mail server refuses every address": _one(
            "the mail server refuses every address", "le serveur de courrier refuse toutes les adresses"
        ),
        "mail server refuses the sender": _one(
            "the mail server refuses the sender", "le serveur de courrier refuse l’expéditeur"
        ),
        "mail server refuses the letter": _one(
            "the mail server refuses the letter", "le serveur de courrier refuse la lettre"
        ),
        "mail server refuses for now": _one(
            "the mail server refuses for now", "le serveur de courrier refuse pour l’instant"
        ),
        "some addresses are refused": _one(
            "the mail server does not take some of the addresses", "le serveur de courrier refuse certaines adresses"
        ),
        "mail password not read": _one("the secrets cannot be read", "les secrets ne peuvent pas être lus"),
    }.items()
}

SENTENCES: dict[str, Sentence] = {
    **_REASONS,
    "mail-more": _one("{first} (+{more})", "{first} (+{more})"),
    "mail-again": _one("{text} ({times} times)", "{text} ({times} fois)"),
    "mail-left-out": _one(
        "{number} more alarms came meanwhile; run.py status shows the latest.",
        "{number} autres alertes sont venues entre-temps ; run.py status montre les dernières.",
    ),
    "mail-foot": _one(
        "The campaign bot of {campaign} wrote this by itself; nobody reads an answer. At most one such e-mail comes "
        "every ten minutes. run.py status says how things are.",
        "Le robot de campagne de {campaign} a écrit ceci de lui-même ; personne ne lit de réponse. Il en vient au "
        "plus un toutes les dix minutes. run.py status dit où on en est.",
    ),
    "status-mail": _one("E-mail to the staff: works.", "Courriel à l’équipe : marche."),
    "status-mail-partly": _one(
        "E-mail to the staff: works, but {reason}.", "Courriel à l’équipe : marche, mais {reason}."
    ),
    "status-mail-broken": _one(
        "E-mail to the staff: fails since {at}: {reason}", "Courriel à l’équipe : échoue depuis {at} : {reason}"
    ),
    "status-mail-unused": _one(
        "E-mail to the staff: nothing was sent yet.", "Courriel à l’équipe : rien n’a encore été envoyé."
    ),
}


def mail_reason_text(reason: str, language: str) -> str:
    """A stored reason in the staff's language."""
    why, _, detail = reason.partition(": ")
    sentence = SENTENCES.get(f"{_PREFIX}{why}")
    if sentence is None:
        return reason
    message, _ = sentence.fr if language == "fr" else sentence.en
    return f"{message} ({detail})" if detail else message
