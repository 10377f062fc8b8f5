"""Why a delivery stands where it stands, or an account is paused: what is stored, in the staff's words.

Reasons are stored as ``why`` or ``why: detail``, in English, so that they mean the same after the staff change their
language; they are said here when somebody reads them.
"""

from __future__ import annotations

from bot.wording import networks
from bot.wording.sentence import Sentence

_PREFIX = "reason: "


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    f"{_PREFIX}{why}": sentence
    for why, sentence in {
        "approval": _one("it needs your approval", "il lui faut votre accord"),
        "changed since approval": _one(
            "its words changed since they were approved", "son texte a changé depuis l’accord"
        ),
        "restored from a copy": _one("the database was put back from a copy", "la base a été remise depuis une copie"),
        "fewer calls than were made": _one(
            "it knows of less than was done", "elle en sait moins que ce qui a été fait"
        ),
        "paused": _one("it is paused", "c’est en pause"),
        "account": _one(
            "its account could not send it, however often it tried",
            "son compte n’a pas pu l’envoyer, malgré ses essais",
        ),
        "clock": _one("the computer’s clock is in doubt", "l’horloge de l’ordinateur est douteuse"),
        "broken file": _one("its file cannot be used", "son fichier est inutilisable"),
        "late": _one("its time has passed", "son heure est passée"),
        "too late": _one("its time passed too long ago", "son heure est passée depuis trop longtemps"),
        "too few photos": _one(
            "fewer than four photos are out that a mosaic may show",
            "moins de quatre photos publiées peuvent figurer dans une mosaïque",
        ),
        "no longer true": _one("it would no longer be true", "ce ne serait plus vrai"),
        "no longer in the plan": _one("it is no longer in the plan", "il n’est plus dans le plan"),
        "no longer planned": _one("it is no longer in the files", "il n’est plus dans les fichiers"),
        "only-if": _one("its condition is not met", "sa condition n’est pas remplie"),
        "decision": _one("what its only-if asks for is not stated", "ce que demande son only-if n’a pas été déclaré"),
        "STOP": _one("a file STOP lies in the campaign’s folder", "un fichier STOP est dans le dossier de la campagne"),
        "moved by an edit": _one("an edit gave it another time", "une modification lui a donné une autre heure"),
        "makes way for a post": _one("a post of its account goes first", "une publication de son compte passe d’abord"),
        "quiet hours": _one(
            "it is late, and these are quiet hours", "c’est en retard, et ce sont les heures de silence"
        ),
        "lease over": _one(
            "the program stood still just before it went", "le programme s’est figé juste avant son départ"
        ),
        "stopped just before sending": _one(
            "something changed just before it went", "quelque chose a changé juste avant son départ"
        ),
        "the account changed": _one("its account was changed", "son compte a été modifié"),
        "paused just before sending": _one("it was paused just before it went", "mis en pause juste avant son départ"),
        "changed while its picture was uploaded": _one(
            "its words changed while its picture was being uploaded", "son texte a changé pendant l’envoi de son image"
        ),
        "a fault of this program": _one("a fault of this program", "un défaut de ce programme"),
        "a fault of this program while sending": _one(
            "a fault of this program while it was sending", "un défaut de ce programme pendant l’envoi"
        ),
        "budget used up": _one(
            "the money its budget allows for this month is used up",
            "l’argent que son budget lui accorde ce mois-ci est épuisé",
        ),
        "not found on the network": _one(
            "it was looked for twice and is not on the network",
            "cherché deux fois, il n’est pas sur le réseau",
        ),
        "called a duplicate, and not found": _one(
            "the network calls it a duplicate, but it is not there",
            "le réseau dit l’avoir déjà, mais il n’y est pas",
        ),
        "the same words are there as another post": _one(
            "the network has these words already, as another post",
            "le réseau a déjà ces mots, dans une autre publication",
        ),
        "others say the same, and nobody said which is whose": _one(
            "another post says the same, and nobody has said which of them is there",
            "une autre publication dit la même chose, et personne n’a dit laquelle est là",
        ),
        "not found after eight calls": _one(
            "it was called eight times and is not there", "huit appels, et il n’y est toujours pas"
        ),
        "cannot be read back": _one("this network cannot be read back", "ce réseau ne peut pas être relu"),
        "its account is no longer in the settings": _one(
            "its account is no longer in the settings", "son compte n’est plus dans les réglages"
        ),
        "the files say other words by now": _one(
            "the files say other words by now", "les fichiers disent d’autres mots à présent"
        ),
        "being deleted": _one("it is being deleted", "c’est en cours de suppression"),
        "nobody knows its address": _one("nobody knows its address", "personne ne connaît son adresse"),
        "no longer approved": _one("its photo is not approved any more", "sa photo n’est plus acceptée"),
        "its source is gone or changed": _one("its source is gone or was changed", "sa source a disparu ou changé"),
        "its source was edited": _one(
            "its source was edited: its newer version goes out, the picture and the tag are the same",
            "sa source a été modifiée : c’est sa nouvelle version qui part, image et mot-dièse sont les mêmes",
        ),
        "its source cannot be looked at": _one(
            "its source cannot be looked at now", "sa source ne peut pas être vue pour l’instant"
        ),
        "stopped while sending": _one(
            "the daemon stopped while it was sending it", "le démon s’est arrêté pendant l’envoi"
        ),
    }.items()
}


def reason_text(reason: str, language: str) -> str:
    """A stored reason in the staff's language; one that nobody here knows stays as it is."""
    told, _ = networks.reason_text(reason, language)
    if told != reason:
        return told
    why, mark, detail = reason.partition(": ")
    if not mark:
        why, _, detail = reason.removesuffix(")").partition(" (")
    sentence = SENTENCES.get(f"{_PREFIX}{why}")
    if sentence is None:
        return reason
    message, _ = sentence.fr if language == "fr" else sentence.en
    return f"{message} ({detail})" if detail else message
