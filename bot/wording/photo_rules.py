"""Why a photo stands where it stands, is left alone, or is shown with a word to its reviewer."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


_SKIP = {
    "own account": _one("it comes from the campaign’s own account", "elle vient d’un compte de la campagne"),
    "withdrawn": _one("it was withdrawn before", "elle a déjà été retirée"),
    "blocked": _one("its author is blocked", "son auteur est bloqué"),
    "bot": _one("its author is a bot", "son auteur est un robot"),
    "no bots wanted": _one("its author asks bots to keep away", "son auteur ne veut pas de robots"),
    "not to be found": _one("its author does not want to be found", "son auteur ne veut pas être trouvé"),
    "locked": _one("its author approves who follows", "son auteur choisit qui le suit"),
    "too early": _one("it is older than the collection", "elle date d’avant la collecte"),
    "too late": _one("the collection was over", "la collecte était finie"),
    "no picture": _one("there is no picture", "il n’y a pas d’image"),
    "not a picture": _one("it is a video or an animation", "c’est une vidéo ou une animation"),
    "not public": _one("it is not public", "elle n’est pas publique"),
    "no tag": _one("it does not carry the campaign’s hashtag", "elle ne porte pas le mot-dièse de la campagne"),
    "not mentioned": _one("it does not mention the campaign", "elle ne mentionne pas la campagne"),
    "taken already": _one("it was taken already", "elle a déjà été prise"),
}
_ASK = {
    "look-alike tag": _one(
        "its hashtag only looks like the campaign’s", "son mot-dièse ressemble seulement à celui de la campagne"
    ),
    "sensitive": _one("its author marked it as sensitive", "son auteur l’a signalée comme sensible"),
    "other media beside the picture": _one(
        "a repost would also show a video or an animation", "un repartage montrerait aussi une vidéo ou une animation"
    ),
    "like one that was withdrawn": _one(
        "it looks like one that was withdrawn", "elle ressemble à une photo qui a été retirée"
    ),
}
_FLAG = {
    "no alt text": _one("a picture has no description", "une image n’a pas de description"),
    "several pictures": _one("there are several pictures", "il y a plusieurs images"),
    "reply": _one("it is a reply", "c’est une réponse"),
    "edited": _one("it was edited", "elle a été modifiée"),
    "mentions the campaign": _one("it mentions the campaign", "elle mentionne la campagne"),
    "place not named": _one(
        "the name of its place is not shown: a village’s would point at whoever sent it",
        "le nom du lieu n’est pas montré\u00a0: celui d’un village désignerait la personne",
    ),
    "restored": _one(
        "the database was put back from a copy: it may have been withdrawn since",
        "la base a été remise depuis une copie : elle a pu être retirée depuis",
    ),
}
_FACES = {
    "faces found": _one(
        "faces found by the computer, and covered: {number}. It overlooks faces: look for more, and cover them",
        "visages trouvés par l’ordinateur, et masqués : {number}. Il en oublie : cherchez les autres et masquez-les",
    ),
    "no face found": _one(
        "the computer found no face. It overlooks faces: look yourself, and cover them",
        "l’ordinateur n’a trouvé aucun visage. Il en oublie : regardez vous-même et masquez-les",
    ),
    "faces not looked for": _one(
        "the computer has not looked for faces: look yourself, and cover them",
        "l’ordinateur n’a pas cherché les visages : regardez vous-même et masquez-les",
    ),
}
_REASON = {
    "consent": _one("its sender was asked for an explicit yes", "un oui explicite a été demandé à qui l’a envoyée"),
    "city": _one("its sender was asked for the city", "la ville a été demandée à qui l’a envoyée"),
    "delay": _one("its delay is not over", "son délai n’est pas écoulé"),
    "unusual": _one("a person must say whether it belongs here", "une personne doit dire si elle a sa place ici"),
    "changed since approval": _one("it changed since it was approved", "elle a changé depuis l’accord"),
    "reconsidered": _one("somebody wants it to be decided anew", "quelqu’un veut que ce soit décidé de nouveau"),
    "refused": _one("it was refused", "elle a été refusée"),
    "listed country": _one(
        "its city lies in a country from which nothing is published", "sa ville est dans un pays dont rien n’est publié"
    ),
    "duplicate": _one("another copy of it was kept", "une autre copie a été gardée"),
    "stop": _one("its sender said STOP", "la personne qui l’a envoyée a dit STOP"),
    "code": _one("its withdrawal code was sent", "son code de retrait a été envoyé"),
    "no consent": _one("its sender said no", "la personne qui l’a envoyée a dit non"),
    "by staff": _one("the team took it back", "l’équipe l’a retirée"),
    "deleted": _one("its author deleted it", "son auteur l’a supprimée"),
    "picture changed": _one("its author put another picture there", "son auteur a changé l’image"),
    "tag removed": _one("its author took the hashtag away", "son auteur a ôté le mot-dièse"),
    "no longer public": _one("it is no longer public", "elle n’est plus publique"),
    "opted out": _one("its author no longer wants to be reposted", "son auteur ne veut plus être repartagé"),
    "no answer": _one("the question was not answered in time", "la question est restée sans réponse"),
    "not reviewed": _one("nobody reviewed it in time", "personne ne l’a examinée à temps"),
    "campaign over": _one("the campaign ended first", "la campagne s’est terminée avant"),
    "kept long enough": _one("its time to be kept is over", "sa durée de conservation est passée"),
    "unreadable picture": _one("its picture cannot be read safely", "son image ne peut pas être lue sans risque"),
    "unreadable mail": _one("its mail cannot be read safely", "son courriel ne peut pas être lu sans risque"),
    "too many from one sender": _one("one sender sent too many", "une même personne en a envoyé trop"),
}

SENTENCES: dict[str, Sentence] = {
    f"photo {kind}: {why}": sentence
    for kind, sentences in {"skip": _SKIP, "ask": _ASK, "flag": {**_FLAG, **_FACES}, "reason": _REASON}.items()
    for why, sentence in sentences.items()
}


def flag_text(flag: str, language: str) -> str:
    """What a reviewer should know of a photo."""
    name, _, number = flag.partition(": ")
    sentence = _ASK.get(name) or _FLAG.get(name) or _FACES[name]
    return (sentence.fr if language == "fr" else sentence.en)[0].format(number=number)
