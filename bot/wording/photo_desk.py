"""What people are told when they look at photos and decide about them, and what the daemon tells them of photos."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


_STATES = {
    "found": _one("found, its picture is being fetched", "trouvée, son image est en cours de lecture"),
    "asked": _one("its sender was asked", "en attente de la personne qui l’a envoyée"),
    "waiting": _one("waits for its delay", "attend la fin de son délai"),
    "queued": _one("waits for you", "vous attend"),
    "approved": _one("approved", "acceptée"),
    "rejected": _one("rejected", "refusée"),
    "withdrawn": _one("withdrawn", "retirée"),
    "gone": _one("gone", "disparue"),
    "expired": _one("expired", "expirée"),
    "quarantined": _one("set apart", "mise à l’écart"),
}

SENTENCES: dict[str, Sentence] = {
    **{f"photo state: {state}": sentence for state, sentence in _STATES.items()},
    "photos-none": _one("No photos.", "Aucune photo."),
    "status-photos": _one("Photos: {photos}", "Photos : {photos}"),
    "photo-unknown": Sentence(
        en=("No photo is called {said}.", "run.py photos list shows them; a withdrawal code has the form ABCD-EFGH."),
        fr=(
            "Aucune photo ne s’appelle {said}.",
            "run.py photos list les montre ; un code de retrait a la forme ABCD-EFGH.",
        ),
    ),
    "photo-several": Sentence(
        en=("{number} photos begin with {said}.", "Write more of its id."),
        fr=("{number} photos commencent par {said}.", "Écrivez une plus grande partie de son identifiant."),
    ),
    "photo-not-queued": Sentence(
        en=(
            "Photo {photo} does not wait for a decision: its state is {state}.",
            "run.py photos show {photo} tells more.",
        ),
        fr=(
            "La photo {photo} n’attend pas de décision : son état est {state}.",
            "run.py photos show {photo} en dit plus.",
        ),
    ),
    "photo-not-open": Sentence(
        en=("Photo {photo} is over already: {state}.", "Nothing more can be done with it; photos forget wipes it."),
        fr=("La photo {photo} est déjà close : {state}.", "Rien d’autre n’est possible ; photos forget l’efface."),
    ),
    "photo-not-rejected": Sentence(
        en=("Photo {photo} was not rejected: its state is {state}.", "Only a rejected photo can be reconsidered."),
        fr=("La photo {photo} n’a pas été refusée : son état est {state}.", "Seule une photo refusée se réexamine."),
    ),
    "photo-changed": Sentence(
        en=("Photo {photo} changed while it was looked at.", "Look at it again: run.py photos show {photo}"),
        fr=("La photo {photo} a changé pendant l’examen.", "Regardez-la de nouveau : run.py photos show {photo}"),
    ),
    "photo-look": _one(
        "to approve exactly this: photos approve {photo} --seen {seen}",
        "pour accepter exactement ceci : photos approve {photo} --seen {seen}",
    ),
    "photo-not-seen": Sentence(
        en=(
            "Somebody may have changed photo {photo} since you looked at it.",
            "run.py photos show {photo} --picture FILE tells a code; then: photos approve {photo} --seen CODE",
        ),
        fr=(
            "Quelqu’un a pu changer la photo {photo} depuis que vous l’avez regardée.",
            "run.py photos show {photo} --picture FICHIER donne un code ; puis : photos approve {photo} --seen CODE",
        ),
    ),
    "photo-listed-country": Sentence(
        en=(
            "Photo {photo} comes from {country}, from where nothing is published: it could endanger whoever it shows.",
            'Reject it with --reason "listed country"; its sender learns why.',
        ),
        fr=(
            "La photo {photo} vient de {country}, d’où rien n’est publié : cela mettrait quelqu’un en danger.",
            'Refusez-la avec --reason "listed country" ; la personne qui l’a envoyée apprend pourquoi.',
        ),
    ),
    "photo-city-open": Sentence(
        en=(
            "Nobody has said in which country the city of photo {photo} lies.",
            "Say it with two letters: run.py photos city {photo} FR",
        ),
        fr=(
            "Personne n’a dit dans quel pays est la ville de la photo {photo}.",
            "Dites-le en deux lettres : run.py photos city {photo} FR",
        ),
    ),
    "photo-out-of-reach": Sentence(
        en=(
            "Photo {photo} stands on a server from which the campaign’s own cannot repost it.",
            "Follow its author’s server from your own, or reject it.",
        ),
        fr=(
            "La photo {photo} est sur un serveur d’où celui de la campagne ne peut pas la repartager.",
            "Faites connaître ce serveur au vôtre, ou refusez-la.",
        ),
    ),
    "photo-needs-alt": Sentence(
        en=(
            "Photo {photo} has no words for people who cannot see it.",
            'Say what it shows, without names or places: photos approve {photo} --seen CODE --alt "…"',
        ),
        fr=(
            "La photo {photo} n’a pas de texte pour qui ne la voit pas.",
            'Dites ce qu’elle montre, sans nom ni lieu : photos approve {photo} --seen CODE --alt "…"',
        ),
    ),
    "photo-faces-open": Sentence(
        en=(
            "Nothing is covered in photo {photo}, and its sender was told that faces are.",
            "Cover them: photos cover {photo} 20,10,35,30; or, if there are none, or all are covered: "
            "photos approve {photo} --seen CODE --no-faces",
        ),
        fr=(
            "Rien n’est masqué sur la photo {photo}, et on a dit à qui l’a envoyée que les visages le sont.",
            "Masquez-les : photos cover {photo} 20,10,35,30 ; ou, s’il n’y en a pas, ou si tous le sont : "
            "photos approve {photo} --seen CODE --no-faces",
        ),
    ),
    "photo-nowhere": Sentence(
        en=("There is no account that photo {photo} could go out on.", "See to: under photos: in settings.yaml."),
        fr=("Aucun compte ne peut publier la photo {photo}.", "Voyez to: sous photos: dans settings.yaml."),
    ),
    "photo-not-postable": Sentence(
        en=("Photo {photo} cannot go out on {account}: {why}.", "Mend the words in messages/, or its --alt."),
        fr=("La photo {photo} ne peut pas partir sur {account} : {why}.", "Corrigez messages/, ou son --alt."),
    ),
    "photo-not-coverable": Sentence(
        en=(
            "Photo {photo} ({state}) cannot be covered: only one that was sent to the campaign, before its approval.",
            "A photo on a network is reposted as its author made it, or not at all.",
        ),
        fr=(
            "La photo {photo} ({state}) ne se masque pas : seulement une photo envoyée à la campagne, avant l’accord.",
            "Une photo d’un réseau est repartagée telle que son auteur l’a faite, ou pas du tout.",
        ),
    ),
    "photo-file-gone": Sentence(
        en=("The picture of photo {photo} is not kept any more.", "Reject it, or ask its sender for it again."),
        fr=("L’image de la photo {photo} n’est plus conservée.", "Refusez-la, ou redemandez-la à son auteur."),
    ),
    "photo-none-alike": Sentence(
        en=("No picture is kept that looks like photo {photo}.", "run.py photos show {photo} tells which ever did."),
        fr=(
            "Aucune image conservée ne ressemble à la photo {photo}.",
            "run.py photos show {photo} dit lesquelles lui ressemblaient.",
        ),
    ),
    "photo-not-written": Sentence(
        en=("{file} cannot be written: {reason}.", "Choose another place."),
        fr=("{file} ne peut pas être écrit : {reason}.", "Choisissez un autre endroit."),
    ),
    "photo-box": Sentence(
        en=("“{said}” is no box.", "Write left,top,right,bottom in percent, as in 20,10,35,30"),
        fr=("« {said} » n’est pas un cadre.", "Écrivez gauche,haut,droite,bas en pour cent, comme 20,10,35,30"),
    ),
    "photo-no-such-box": Sentence(
        en=("“{said}” takes nothing away: there are {number} boxes.", "Write - and the number of one, as in -1"),
        fr=("« {said} » n’ôte rien : il y a {number} cadres.", "Écrivez - et le numéro de l’un d’eux, comme -1"),
    ),
    "photo-country": Sentence(
        en=("There is no country {said}.", "Two letters, as in FR, AM or LT."),
        fr=("Il n’y a pas de pays {said}.", "Deux lettres, comme FR, AM ou LT."),
    ),
    "photo-still-out": Sentence(
        en=(
            "Photo {photo} is still out in {left} places; it is being taken back.",
            "Repeat the command in a minute; run.py posts --entry photos shows what is left.",
        ),
        fr=(
            "La photo {photo} est encore publiée en {left} endroits ; le retrait est en cours.",
            "Relancez la commande dans une minute ; run.py posts --entry photos montre ce qui reste.",
        ),
    ),
    "photo-alike": _one("looks like {photo} ({state})", "ressemble à {photo} ({state})"),
    "ask-photo": _one(
        "Could this harm anyone shown, or its author? If nobody: let it go out?",
        "Cela peut-il nuire à quelqu’un ? Si personne : la laisser partir ?",
    ),
    "ask-photo-withdraw": _one("Take {number} back everywhere?", "En retirer {number} partout ?"),
    "ask-photo-forget": _one("Take it back and wipe it for good?", "La retirer et l’effacer pour toujours ?"),
    "photo-approved": _one(
        "Photo {photo} is approved; it goes out in its turn.",
        "La photo {photo} est acceptée ; elle partira à son tour.",
    ),
    "photo-rejected": _one("Photo {photo} is rejected.", "La photo {photo} est refusée."),
    "photo-queued": _one(
        "Photo {photo} waits for a decision again.", "La photo {photo} attend de nouveau une décision."
    ),
    "photo-covered": _one(
        "Photo {photo} is covered anew; look at it: photos show {photo} --picture FILE",
        "La photo {photo} est masquée ; regardez-la : photos show {photo} --picture FICHIER",
    ),
    "photo-covers": _one("covered: {boxes}", "masqué : {boxes}"),
    "photo-withdrawn": _one(
        "Photo {photo} is withdrawn; nothing of it is out.", "La photo {photo} est retirée ; rien n’en est plus publié."
    ),
    "photo-being-withdrawn": _one(
        "Photo {photo} is withdrawn; {left} reposts are still being taken back.",
        "La photo {photo} est retirée ; {left} repartages sont en cours de retrait.",
    ),
    "photo-forgotten": _one(
        "Photo {photo} is forgotten: no trace of it is left in the campaign’s state{files}.",
        "La photo {photo} est oubliée : il n’en reste aucune trace dans l’état de la campagne{files}.",
    ),
    "photo-traces": _one(
        "Photo {photo} is forgotten, but traces are left in: {files}.",
        "La photo {photo} est oubliée, mais il en reste des traces dans : {files}.",
    ),
    "photos-key-missing": Sentence(
        en=(
            "The key of supporters’ photos is missing: without it nobody in this store is known again, neither by a "
            "code nor after STOP",
            "Put {file} back, or give {name} to this command or service too, as it was when photos were taken.",
        ),
        fr=(
            "La clé des photos des soutiens manque : sans elle, personne dans cette base n’est reconnu, ni par un code "
            "ni après STOP",
            "Remettez {file}, ou donnez {name} à cette commande ou à ce service aussi, telle qu’elle était.",
        ),
    ),
    "photos-key-other": Sentence(
        en=(
            "This is not the key that supporters’ photos were taken with: nobody in this store is known again by it, "
            "neither by a code nor after STOP",
            "Give {name} as it was when photos were taken; without {name} the file {file} counts.",
        ),
        fr=(
            "Ce n’est pas la clé avec laquelle les photos des soutiens ont été prises : personne dans cette base n’est "
            "reconnu par elle, ni par un code ni après STOP",
            "Donnez {name} telle qu’elle était ; sans {name}, c’est le fichier {file} qui compte.",
        ),
    ),
    "photos-locked": _one(
        "{why}. Until then photos are neither taken, reposted nor forgotten, and what supporters write to the Telegram "
        "bot waits; posts go on, and what was withdrawn is taken back. {next_step}",
        "{why}. D’ici là, aucune photo n’est prise, repartagée ni oubliée, et ce que les soutiens écrivent au bot "
        "Telegram attend ; les publications continuent, ce qui est retiré l’est. {next_step}",
    ),
    "photos-not-read": _one(
        "Supporters’ photos cannot be read on {account}: {reason}. It is tried again; posts go on.",
        "Les photos ne se lisent pas sur {account} : {reason}. Nouvel essai bientôt ; les publications continuent.",
    ),
    "photos-reading-paid-up": _one(
        "Searching {account} for photos has cost {spent} of {budget} USD this month: it rests until the next one. "
        "Withdrawals are still heard.",
        "Chercher des photos sur {account} a coûté {spent} sur {budget} USD ce mois-ci : repos jusqu’au suivant. "
        "Les retraits restent entendus.",
    ),
    "photo-perhaps-out": _one(
        "{key} may be out on {account}, and may not be: look, and delete it by hand if it is there.",
        "{key} est peut-être publié sur {account} et ne doit pas l’être : regardez, et supprimez-le s’il y est.",
    ),
    "photo-faces-may-be-seen": _one(
        "Its sender asks to leave faces uncovered, and says that everyone in it agrees and is an adult: you decide.",
        "La personne qui l’envoie demande de laisser les visages découverts et dit que chacun le veut et est majeur : "
        "à vous de décider.",
    ),
    "photo-perhaps-posted": _one(
        "Photo {photo} is taken back. It may have been posted after the copy that the database was put back from: look "
        "on every account that photos are posted on, and delete it by hand if it is there.",
        "La photo {photo} est retirée. Elle a pu être publiée après la copie depuis laquelle la base a été remise : "
        "regardez sur chaque compte où des photos sont publiées, et supprimez-la si elle y est.",
    ),
    "mosaic-taken-back": _one(
        "{key} is taken back on {account}: a photo in its mosaic was withdrawn.",
        "{key} est retiré de {account} : une photo de sa mosaïque a été retirée.",
    ),
    "photo-restored-unseen": _one(
        "The database was put back from a copy, which says that {key} is out on {account}; nobody can look there "
        "({reason}). It is shown nowhere else. If it is gone, or its sender said stop: run.py photos withdraw.",
        "La base a été remise depuis une copie, qui dit que {key} est publié sur {account} ; personne ne peut y "
        "regarder ({reason}). Elle n’est montrée nulle part ailleurs. Si elle n’y est plus, ou si on a dit "
        "stop : run.py photos withdraw.",
    ),
    "repost-rejected": _one(
        "{account} refuses to repost {key}: {reason}. Its photo is not tried again there.",
        "{account} refuse de repartager {key} : {reason}. Pas de nouvel essai pour cette photo.",
    ),
}


def state_text(state: str, language: str) -> str:
    """Where a photo stands."""
    return _said(SENTENCES[f"photo state: {state}"], language)


def _said(sentence: Sentence, language: str) -> str:
    return (sentence.fr if language == "fr" else sentence.en)[0]
