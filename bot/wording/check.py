"""What ``check`` says of a campaign as a whole: messages, texts, accounts, cost, truth."""

from __future__ import annotations

from bot.wording.check_words import WORDS
from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    **WORDS,
    "check-note": Sentence(en=("note: {message}", ""), fr=("à noter : {message}", "")),
    # who is reached
    "reaches-nobody": Sentence(
        en=(
            "“{entry}” goes to nobody: its audiences, its languages and its accounts have nothing in common",
            "Widen to:, languages: or accounts:, or give text: in a language that its audiences speak.",
        ),
        fr=(
            "« {entry} » ne va nulle part : ses publics, ses langues et ses comptes n’ont rien en commun",
            "Élargissez to:, languages: ou accounts:, ou donnez text: dans une langue de ses publics.",
        ),
    ),
    "inline-not-in-all": Sentence(
        en=(
            "the words of “{entry}” are written in {languages} alone; nothing goes out in {missing}",
            "Nothing to do if that is meant; otherwise add these languages under text:.",
        ),
        fr=(
            "le texte de « {entry} » est écrit seulement en {languages} ; rien ne partira en {missing}",
            "Rien à faire si c’est voulu ; sinon, ajoutez ces langues sous text:.",
        ),
    ),
    "inline-unheard": Sentence(
        en=(
            "“{entry}” has words in {language}, but none of its audiences speaks {language}",
            "Add an audience of that language to to:, or remove these words.",
        ),
        fr=(
            "« {entry} » a un texte en {language}, mais aucun de ses publics ne parle {language}",
            "Ajoutez à to: un public de cette langue, ou retirez ce texte.",
        ),
    ),
    "audience-idle": Sentence(
        en=("no entry goes to the audience “{audience}”", "Name it in an entry’s to:, or remove it."),
        fr=("aucune publication ne va au public « {audience} »", "Nommez-le dans un to:, ou retirez-le."),
    ),
    "account-unused": Sentence(
        en=("no audience uses the account “{account}”", "Name it in an audience’s accounts:, or remove it."),
        fr=("aucun public n’utilise le compte « {account} »", "Nommez-le dans accounts: d’un public, ou retirez-le."),
    ),
    "account-twice": Sentence(
        en=(
            "“{account}” and “{other}” (line {line}) are the same account: its posts would appear there twice",
            "Keep one of the two, or correct its address.",
        ),
        fr=(
            "« {account} » et « {other} » (ligne {line}) sont le même compte : tout y paraîtrait deux fois",
            "Gardez l’un des deux, ou corrigez son adresse.",
        ),
    ),
    # entries
    "nobody-approves": Sentence(
        en=(
            "“{entry}” waits for an approval, but staff: names nobody who could give it in Telegram",
            "Add people: {{Name: number}} under staff: in settings.yaml, or approve on the command line.",
        ),
        fr=(
            "« {entry} » attend une approbation, mais staff: ne nomme personne qui puisse la donner dans Telegram",
            "Ajoutez people: {{Nom: numéro}} sous staff: dans settings.yaml, ou approuvez en ligne de commande.",
        ),
    ),
    "carried-by-nothing": Sentence(
        en=("“{entry}” sets {key}, which only {network} knows, and never goes out there", "Remove {key}:."),
        fr=("« {entry} » demande {key}, que seul {network} connaît, et n’y paraît jamais", "Retirez {key}:."),
    ),
    "campaign-over": Sentence(
        en=(
            "the campaign is over: its last post was due on {day}",
            "Correct the dates if that is not meant; nothing of the past is ever sent.",
        ),
        fr=(
            "la campagne est finie : sa dernière publication était prévue le {day}",
            "Corrigez les dates si ce n’est pas voulu ; rien de passé n’est jamais envoyé.",
        ),
    ),
    # pace and cost
    "too-many-public": Sentence(
        en=(
            "“{entry}” ({language}) is one public post too many on {account} on {day}: it allows {allowed} a day",
            "Make a language unlisted, as in visibility: {{public: fr}}, or move the entry to another day.",
        ),
        fr=(
            "« {entry} » ({language}) est une publication publique de trop sur {account} le {day} : "
            "au plus {allowed} par jour",
            "Rendez une langue non listée, par exemple visibility: {{public: fr}}, ou changez de jour.",
        ),
    ),
    "spacing-too-long": Sentence(
        en=(
            "“{entry}” would wait {minutes} minutes for its turn on {account} ({spacing} s between posts), "
            "and be dropped as too late",
            "Move some of the posts due together, shorten spacing:, or lengthen if-late:.",
        ),
        fr=(
            "« {entry} » attendrait son tour {minutes} minutes sur {account} ({spacing} s entre deux publications) "
            "et serait abandonné car trop tardif",
            "Déplacez des publications simultanées, réduisez spacing: ou allongez if-late:.",
        ),
    ),
    "x-over-budget": Sentence(
        en=(
            "{account} would cost {cost} USD in {month}, over its budget of {budget} USD",
            "Drop some posts on X, take links out of them (a link makes a post cost 0.20 USD instead of 0.015), "
            "or raise budget:.",
        ),
        fr=(
            "{account} coûterait {cost} USD en {month}, plus que son budget de {budget} USD",
            "Retirez des publications de X ou leurs liens (avec un lien, une publication coûte 0,20 USD et non 0,015), "
            "ou augmentez budget:.",
        ),
    ),
    "x-near-budget": Sentence(
        en=("{account} will cost {cost} USD in {month}, of a budget of {budget} USD", ""),
        fr=("{account} coûtera {cost} USD en {month}, sur un budget de {budget} USD", ""),
    ),
}
