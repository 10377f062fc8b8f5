"""What ``check`` says of messages and texts; ``bot.wording.check`` takes it in."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _too_long(what_en: str, what_fr: str, hint_en: str, hint_fr: str) -> tuple[Sentence, Sentence]:
    """The sentence for a text of one length, and for one whose length depends on its countdown's number."""
    en = f"“{{message}}” ({{language}}) makes {what_en} of {{length}} characters; {{network}} takes {{limit}}"
    fr = f"« {{message}} » ({{language}}) donne {what_fr} de {{length}} caractères ; {{network}} en prend {{limit}}"
    return (
        Sentence(en=(en, hint_en), fr=(fr, hint_fr)),
        Sentence(en=(f"{en} (at {{number}})", hint_en), fr=(f"{fr} (à {{number}})", hint_fr)),
    )


_TEXT, _TEXT_AT = _too_long(
    "a text",
    "un texte",
    "Shorten it by {over}, hashtags included, or give a shorter one for {network} alone: a line “    .{variant} = …”.",
    "Retirez-en {over}, hashtags compris, ou donnez-en un plus court pour {network} seul : une ligne "
    "« .{variant} = … » en retrait.",
)
_CAPTION, _CAPTION_AT = _too_long(
    "a caption",
    "une légende",
    "Shorten it by {over}: hashtags and alt text count. Or give a shorter one: a line “    .telegram = …”.",
    "Retirez-en {over} : hashtags et texte de remplacement comptent. Ou donnez-en une plus courte : une ligne "
    "« .telegram = … » en retrait.",
)

WORDS: dict[str, Sentence] = {
    "text-too-long": _TEXT,
    "text-too-long-at": _TEXT_AT,
    "caption-too-long": _CAPTION,
    "caption-too-long-at": _CAPTION_AT,
    "alt-too-long": Sentence(
        en=(
            "the alt text of “{message}” ({language}) has {length} characters; {network} takes {limit}",
            "Shorten .alt by {over}.",
        ),
        fr=(
            "le texte de remplacement de « {message} » ({language}) a {length} caractères ; {network} en prend {limit}",
            "Retirez-en {over} à .alt.",
        ),
    ),
    "message-missing": Sentence(
        en=(
            "“{entry}” needs the message “{message}”, which no language has",
            "Write it in messages/<language>/*.ftl, or name another: message: …",
        ),
        fr=(
            "« {entry} » demande le message « {message} », qu’aucune langue n’a",
            "Écrivez-le dans messages/<langue>/*.ftl, ou nommez-en un autre : message: …",
        ),
    ),
    "message-missing-near": Sentence(
        en=("“{entry}” needs the message “{message}”, which no language has", "Did you mean “{near}”?"),
        fr=(
            "« {entry} » demande le message « {message} », qu’aucune langue n’a",
            "Vouliez-vous dire « {near} » ?",
        ),
    ),
    "translation-missing": Sentence(
        en=(
            "“{entry}” goes out in {language}, but “{message}” is not translated into it",
            "Add “{message} = …” to {file} (as in {like}), or leave {language} out: languages: …",
        ),
        fr=(
            "« {entry} » part en {language}, mais « {message} » n’y est pas traduit",
            "Ajoutez « {message} = … » à {file} (comme dans {like}), ou laissez {language} de côté : languages: …",
        ),
    ),
    "language-silent": Sentence(
        en=(
            "“{audience}” speaks {language}, and there are no messages in {language}",
            "Write them in messages/{language}/, in a file such as campaign.ftl.",
        ),
        fr=(
            "« {audience} » parle {language}, et il n’y a aucun message en {language}",
            "Écrivez-les dans messages/{language}/, dans un fichier comme campaign.ftl.",
        ),
    ),
    "folder-misspelt": Sentence(
        en=(
            "messages/{found} is not read, and “{audience}” has no messages in {language}",
            "Rename the folder: messages/{language}.",
        ),
        fr=(
            "messages/{found} n’est pas lu, et « {audience} » n’a aucun message en {language}",
            "Renommez le dossier : messages/{language}.",
        ),
    ),
    "message-unused": Sentence(
        en=(
            "no entry uses the message “{message}” ({languages})",
            "Nothing to do for a draft; otherwise name it in a schedule, or remove it.",
        ),
        fr=(
            "aucune publication n’utilise le message « {message} » ({languages})",
            "Rien à faire pour un brouillon ; sinon, nommez-le dans un calendrier, ou retirez-le.",
        ),
    ),
    "language-unspoken": Sentence(
        en=(
            "messages/{language}/ is in a language no audience speaks (they speak {spoken})",
            "Add an audience with language: {language}, or rename the folder.",
        ),
        fr=(
            "messages/{language}/ est dans une langue qu’aucun public ne parle (ils parlent {spoken})",
            "Ajoutez un public avec language: {language}, ou renommez le dossier.",
        ),
    ),
    "variable-not-counted": Sentence(
        en=(
            "“{message}” ({language}) uses ${variable}, but “{entry}” counts down to nothing",
            "Take {{ ${variable} }} out, or count in its when:, as in “3, 2, 1 {variable} before …”.",
        ),
        fr=(
            "« {message} » ({language}) utilise ${variable}, mais « {entry} » ne compte à rebours vers rien",
            "Retirez {{ ${variable} }}, ou comptez dans son when:, par exemple « 3, 2, 1 {variable} before … ».",
        ),
    ),
    "variable-counted-in-days": Sentence(
        en=("“{message}” ({language}) uses ${variable}, but “{entry}” counts days", "Write {{ $days }}."),
        fr=(
            "« {message} » ({language}) utilise ${variable}, mais « {entry} » compte en jours",
            "Écrivez {{ $days }}.",
        ),
    ),
    "variable-counted-in-hours": Sentence(
        en=("“{message}” ({language}) uses ${variable}, but “{entry}” counts hours", "Write {{ $hours }}."),
        fr=(
            "« {message} » ({language}) utilise ${variable}, mais « {entry} » compte en heures",
            "Écrivez {{ $hours }}.",
        ),
    ),
    "alt-missing": Sentence(
        en=(
            "“{entry}” has a picture, but “{message}” ({language}) has no words for those who cannot see it",
            "Add a line under the message: “    .alt = …”.",
        ),
        fr=(
            "« {entry} » a une image, mais « {message} » ({language}) n’a rien pour qui ne peut pas la voir",
            "Ajoutez sous le message une ligne en retrait : « .alt = … ».",
        ),
    ),
    "card-missing": Sentence(
        en=(
            "“{entry}” draws a countdown card, but “{message}” ({language}) has no words for it",
            "Add under the message “    .card = …”: its first line is drawn big, the others beside or beneath it.",
        ),
        fr=(
            "« {entry} » dessine une carte, mais « {message} » ({language}) n’a pas de mots pour elle",
            "Ajoutez sous le message, en retrait, « .card = … » : la première ligne est dessinée en grand.",
        ),
    ),
    "card-counts-nothing": Sentence(
        en=(
            "“{entry}” has picture: countdown, but its when: counts down to nothing",
            "Count there (3, 2, 1 days before …), take picture: poster or photo:, or write “.card = …” in its message.",
        ),
        fr=(
            "« {entry} » a picture: countdown, mais son when: ne compte à rebours vers rien",
            "Comptez-y (3, 2, 1 days before …), prenez picture: poster ou photo:, ou écrivez « .card = … » au message.",
        ),
    ),
    "mosaic-without-photos": Sentence(
        en=(
            "“{entry}” has picture: mosaic, but the campaign takes no photos",
            "Write photos: into settings.yaml, or take picture: poster.",
        ),
        fr=(
            "« {entry} » a picture: mosaic, mais la campagne ne prend pas de photos",
            "Écrivez photos: dans settings.yaml, ou prenez picture: poster.",
        ),
    ),
    "warning-missing": Sentence(
        en=(
            "“{entry}” goes behind a content warning, but “{message}” ({language}) does not say which",
            "Add a line under the message: “    .warning = …”, a few words such as Prison, torture.",
        ),
        fr=(
            "« {entry} » demande un avertissement, mais « {message} » ({language}) ne dit pas lequel",
            "Ajoutez sous le message une ligne en retrait : « .warning = … », par exemple Prison, torture.",
        ),
    ),
    "mentions-somebody": Sentence(
        en=(
            "the text ({language}) mentions {mention}: that person is told of every such post",
            "Name people without @; a campaign mentions nobody who has not written to it first.",
        ),
        fr=(
            "le texte ({language}) mentionne {mention} : cette personne est avertie de chacune de ces publications",
            "Nommez les gens sans @ ; une campagne ne mentionne que qui lui a écrit d’abord.",
        ),
    ),
    "link-on-x": Sentence(
        en=(
            "“{message}” ({language}) has a link: on X it costs 0.20 USD instead of 0.015",
            "Nothing to do if it is worth that; else leave it out on X alone: a line “    .x = …”.",
        ),
        fr=(
            "« {message} » ({language}) a un lien : sur X, il coûte 0,20 USD au lieu de 0,015",
            "Rien à faire s’il le vaut ; sinon, retirez-le pour X seul : une ligne « .x = … » en retrait.",
        ),
    ),
    "x-duplicate": Sentence(
        en=(
            "“{entry}” ({language}, {day}) says on {account} word for word what “{other}” ({other_language}, "
            "{other_day}) has said there: X would refuse it",
            "Reword one of them, or give one its own text for X: a line “    .x = …”.",
        ),
        fr=(
            "« {entry} » ({language}, {day}) redit mot pour mot sur {account} ce qu’y a dit « {other} » "
            "({other_language}, {other_day}) : X le refuserait",
            "Reformulez l’un des deux, ou donnez à l’un son propre texte pour X : une ligne « .x = … » en retrait.",
        ),
    ),
    "repeated-words": Sentence(
        en=(
            "“{entry}” ({language}, {day}) says on {account} word for word what “{other}” ({other_language}, "
            "{other_day}) has said there",
            "Nothing to do if that is meant.",
        ),
        fr=(
            "« {entry} » ({language}, {day}) redit mot pour mot sur {account} ce qu’y a dit « {other} » "
            "({other_language}, {other_day})",
            "Rien à faire si c’est voulu.",
        ),
    ),
    "true-for-another-date": Sentence(
        en=(
            "“{message}” was written for {deadline} on {said}; {file}:{line} now says {now}",
            "Read the message again, correct its words, then write: # true for: {deadline} {now}",
        ),
        fr=(
            "« {message} » a été écrit pour {deadline} le {said} ; {file}:{line} dit maintenant {now}",
            "Relisez le message, corrigez ses mots, puis écrivez : # true for: {deadline} {now}",
        ),
    ),
    "true-for-unknown": Sentence(
        en=("there is no deadline “{deadline}”", "The deadlines in settings.yaml: {known}."),
        fr=("il n’y a pas d’échéance « {deadline} »", "Échéances de settings.yaml : {known}."),
    ),
    "true-for-unknown-near": Sentence(
        en=("there is no deadline “{deadline}”", "Did you mean “{near}”?"),
        fr=("il n’y a pas d’échéance « {deadline} »", "Vouliez-vous dire « {near} » ?"),
    ),
    "true-for-missing": Sentence(
        en=(
            "“{message}” ({language}) spells out a date, and does not say of which deadline: "
            "nobody would notice that it has become untrue",
            "Add a line above it, with the deadline it speaks of: # true for: {comment}",
        ),
        fr=(
            "« {message} » ({language}) écrit une date sans dire de quelle échéance : "
            "personne ne verrait qu’elle est devenue fausse",
            "Ajoutez au-dessus une ligne, avec l’échéance dont il parle : # true for: {comment}",
        ),
    ),
}
