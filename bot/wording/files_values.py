"""What the program says of single values, names and keys."""

from __future__ import annotations

from bot.wording.sentence import Sentence

VALUES: dict[str, Sentence] = {
    "value-missing": Sentence(
        en=("nothing is written here", "Write a value after the colon, or remove the key."),
        fr=("rien n’est écrit ici", "Écrivez une valeur après les deux-points, ou retirez la clé."),
    ),
    "value-not-text": Sentence(
        en=("words are expected here, not {found}", "If {found} is meant as words, put it in quotes."),
        fr=(
            "un texte est attendu ici, pas {found}",
            "Si {found} est bien le texte voulu, mettez-le entre guillemets droits.",
        ),
    ),
    "value-not-yes-or-no": Sentence(
        en=("“{found}” is neither yes nor no", "Write yes or no."),
        fr=("« {found} » n’est ni oui ni non", "Écrivez yes (oui) ou no (non)."),
    ),
    "value-not-whole-number": Sentence(
        en=("“{found}” is not a number", "Write the number alone, without quotes: 12345678."),
        fr=("« {found} » n’est pas un nombre", "Écrivez le nombre seul, sans guillemets : 12345678."),
    ),
    "value-not-a-day": Sentence(
        en=("“{found}” is not a day", "Write it like 2023-09-04: year, month, day."),
        fr=("« {found} » n’est pas un jour", "Écrivez-le comme 2023-09-04 : année, mois, jour."),
    ),
    "value-no-such-day": Sentence(
        en=("{found} is no day of the calendar", "Correct the month or the day."),
        fr=("le {found} n’existe pas dans le calendrier", "Corrigez le mois ou le jour."),
    ),
    "value-empty-list": Sentence(
        en=("the list is empty", "Put something in it, or remove the key."),
        fr=("la liste est vide", "Mettez-y quelque chose, ou retirez la clé."),
    ),
    "value-twice": Sentence(
        en=("“{found}” stands twice in this list", "Remove one of the two."),
        fr=("« {found} » est deux fois dans cette liste", "Retirez l’un des deux."),
    ),
    "value-not-mapping": Sentence(
        en=(
            "keys are expected under “{key}”, not {found}",
            "Write “key: value” lines below it, indented, or {{key: value}}.",
        ),
        fr=(
            "des clés sont attendues sous « {key} », pas {found}",
            "Écrivez dessous des lignes « clé: valeur » en retrait, ou {{clé: valeur}}.",
        ),
    ),
    "value-wrong": Sentence(
        en=("“{found}” cannot be read as {key}", "Write it as the shipped settings.yaml and schedules/ do."),
        fr=(
            "« {found} » ne se lit pas comme {key}",
            "Écrivez-le comme le font settings.yaml et schedules/ de la campagne livrée.",
        ),
    ),
    "hashtag-comment": Sentence(
        en=("a hashtag is missing here: # begins a comment", 'Put the hashtag in quotes: "#FreeAzat".'),
        fr=(
            "il manque ici un mot-dièse : # commence un commentaire",
            'Mettez le mot-dièse entre guillemets droits : "#FreeAzat".',
        ),
    ),
    "hashtag-wrong": Sentence(
        en=("“{found}” is not a hashtag", 'Write one word: "#FreeAzat".'),
        fr=("« {found} » n’est pas un mot-dièse", 'Écrivez un seul mot : "#FreeAzat".'),
    ),
    "unknown-audience": Sentence(
        en=("“{found}” is not an audience", "settings.yaml has: {known}."),
        fr=("« {found} » n’est pas un public", "settings.yaml connaît : {known}."),
    ),
    "unknown-audience-near": Sentence(
        en=("“{found}” is not an audience", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un public", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-account": Sentence(
        en=("“{found}” is not an account", "settings.yaml has: {known}."),
        fr=("« {found} » n’est pas un compte", "settings.yaml connaît : {known}."),
    ),
    "unknown-account-near": Sentence(
        en=("“{found}” is not an account", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un compte", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-deadline": Sentence(
        en=("“{found}” is not a deadline", "settings.yaml has: {known}."),
        fr=("« {found} » n’est pas une échéance", "settings.yaml connaît : {known}."),
    ),
    "unknown-deadline-near": Sentence(
        en=("“{found}” is not a deadline", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas une échéance", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-kind": Sentence(
        en=("“{found}” is not a kind of account", "One of: {known}."),
        fr=("« {found} » n’est pas un genre de compte", "Au choix : {known}."),
    ),
    "unknown-kind-near": Sentence(
        en=("“{found}” is not a kind of account", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un genre de compte", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-network": Sentence(
        en=("“{found}” is not a network", "One of: {known}."),
        fr=("« {found} » n’est pas un réseau", "Au choix : {known}."),
    ),
    "unknown-network-near": Sentence(
        en=("“{found}” is not a network", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un réseau", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-visibility": Sentence(
        en=("“{found}” is not a visibility", "One of: {known}."),
        fr=("« {found} » n’est pas une visibilité", "Au choix : {known}."),
    ),
    "unknown-visibility-near": Sentence(
        en=("“{found}” is not a visibility", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas une visibilité", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-picture": Sentence(
        en=("“{found}” is not a picture", "One of: {known}."),
        fr=("« {found} » n’est pas une image", "Au choix : {known}."),
    ),
    "unknown-picture-near": Sentence(
        en=("“{found}” is not a picture", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas une image", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-key": Sentence(
        en=("“{found}” is not a key here", "The keys here are: {known}."),
        fr=("« {found} » n’est pas une clé à cet endroit", "Les clés sont ici : {known}."),
    ),
    "unknown-key-near": Sentence(
        en=("“{found}” is not a key here", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas une clé à cet endroit", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-key-near-quoted": Sentence(
        en=("the key “{near}” stands in typographic quotation marks: {found}", "Write it without any: {near}:"),
        fr=("la clé « {near} » est entre guillemets typographiques : {found}", "Écrivez-la sans guillemets : {near}:"),
    ),
    "value-quoted": Sentence(
        en=(
            "{found} cannot be understood with its typographic quotation marks",
            'Write it without any: {bare}. If it needs quotation marks, take straight ones (").',
        ),
        fr=(
            "{found} ne se comprend pas avec ses guillemets typographiques",
            'Écrivez-le sans guillemets : {bare}. S’il en faut, prenez-les droits (").',
        ),
    ),
    "list-without-brackets": Sentence(
        en=("several names stand here without brackets: {found}", "Write them as a list: [{found}]."),
        fr=("plusieurs noms sont ici sans crochets : {found}", "Écrivez-les en liste : [{found}]."),
    ),
    "unknown-language": Sentence(
        en=("no audience speaks “{found}”", "The audiences speak: {known}."),
        fr=("aucun public ne parle « {found} »", "Les publics parlent : {known}."),
    ),
    "unknown-language-near": Sentence(
        en=("no audience speaks “{found}”", "Did you mean “{near}”?"),
        fr=("aucun public ne parle « {found} »", "Vouliez-vous dire « {near} » ?"),
    ),
    "key-missing": Sentence(
        en=("“{key}:” is missing from this file", "Add it: the file cannot be used without it."),
        fr=("il manque « {key}: » dans ce fichier", "Ajoutez-le : le fichier ne peut pas servir sans lui."),
    ),
    "key-missing-in": Sentence(
        en=("“{owner}” has no “{key}:”", "Add it: “{owner}” cannot be used without it."),
        fr=("« {owner} » n’a pas de « {key}: »", "Ajoutez-le : « {owner} » ne peut pas servir sans lui."),
    ),
    "section-missing": Sentence(
        en=(
            "the line “{section}:” is missing above what belongs to it, from here on",
            "Write “{section}:” on a line of its own above this one, at the edge.",
        ),
        fr=(
            "il manque la ligne « {section}: » au-dessus de ce qui en dépend, à partir d’ici",
            "Écrivez « {section}: » seul sur une ligne au-dessus de celle-ci, au bord.",
        ),
    ),
    "section-indented": Sentence(
        en=("“{section}:” is indented, so it belongs to “{owner}:”", "Remove the spaces in front of it."),
        fr=("« {section}: » est en retrait et dépend donc de « {owner}: »", "Retirez les espaces qui le précèdent."),
    ),
    "section-flat": Sentence(
        en=("what belongs to “{section}:” is not indented, from here on", "Put two spaces in front of each line."),
        fr=(
            "ce qui dépend de « {section}: » n’est pas en retrait, à partir d’ici",
            "Mettez deux espaces devant chaque ligne.",
        ),
    ),
    "secret-in-file": Sentence(
        en=(
            "“{key}” looks like a secret, and secrets are never written here",
            "Remove the line, make a new secret (this one has been seen), and put it in secrets.env.",
        ),
        fr=(
            "« {key} » ressemble à un secret, et les secrets ne s’écrivent jamais ici",
            "Retirez la ligne, créez un nouveau secret (celui-ci a été vu) et mettez-le dans secrets.env.",
        ),
    ),
}
