"""What the program says of ``settings.yaml``."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SETTINGS: dict[str, Sentence] = {
    "address-wrong": Sentence(
        en=("“{found}” is not the address of a server", "Write it like https://mastodon.example, without ? or #."),
        fr=("« {found} » n’est pas l’adresse d’un serveur", "Écrivez-la comme https://mastodon.example, sans ? ni #."),
    ),
    "address-in-clear": Sentence(
        en=(
            "{found}: over http, secrets would travel to {host} in clear",
            "Write https. (http is for this computer alone: 127.0.0.1, localhost.)",
        ),
        fr=(
            "{found} : en http, les secrets iraient en clair jusqu’à {host}",
            "Écrivez https. (http est réservé à cet ordinateur : 127.0.0.1, localhost.)",
        ),
    ),
    "handle-wrong": Sentence(
        en=(
            "“{found}” is not an account of X",
            'Write it like "@example": letters, digits and _, at most 15, in quotes.',
        ),
        fr=(
            "« {found} » n’est pas un compte de X",
            'Écrivez-le comme "@example" : lettres, chiffres et _, 15 au plus, entre guillemets droits.',
        ),
    ),
    "channel-wrong": Sentence(
        en=(
            "“{found}” is not a Telegram channel",
            'Write its @name in quotes, "@example_fr", or its number, which begins with -100.',
        ),
        fr=(
            "« {found} » n’est pas un canal Telegram",
            'Écrivez son @nom entre guillemets droits, "@example_fr", ou son numéro, qui commence par -100.',
        ),
    ),
    "mail-address-wrong": Sentence(
        en=("“{found}” is not an e-mail address", "Write the address alone, like anna@example.org, without a name."),
        fr=(
            "« {found} » n’est pas une adresse électronique",
            "Écrivez l’adresse seule, comme anna@example.org, sans nom.",
        ),
    ),
    "mail-server-wrong": Sentence(
        en=(
            "“{found}” is not a mail server",
            "Write its host and port, like smtp.example.org:587. The password goes into secrets.env.",
        ),
        fr=(
            "« {found} » n’est pas un serveur de courrier",
            "Écrivez son nom et son port, comme smtp.example.org:587. Le mot de passe va dans secrets.env.",
        ),
    ),
    "mail-user-wrong": Sentence(
        en=("this cannot be a user’s name", "Write the name the mail server knows, in one line."),
        fr=("ceci ne peut pas être un nom d’utilisateur", "Écrivez celui que le serveur connaît, sur une ligne."),
    ),
    "credentials-wrong": Sentence(
        en=(
            "this is not a name for credentials",
            "Write a name: letters, digits, - and _. The secret itself goes into secrets.env.",
        ),
        fr=(
            "ceci n’est pas un nom d’identifiants",
            "Écrivez un nom : lettres sans accent, chiffres, - et _. Le secret lui-même va dans secrets.env.",
        ),
    ),
    "public-wrong": Sentence(
        en=("“{found}” does not say how many posts may be public", "Write it like: 5 a day."),
        fr=(
            "« {found} » ne dit pas combien de messages peuvent être publics",
            "Écrivez par exemple : 5 a day (5 par jour).",
        ),
    ),
    "budget-wrong": Sentence(
        en=("“{found}” is not a budget", "Write it like: 20 USD a month."),
        fr=("« {found} » n’est pas un budget", "Écrivez par exemple : 20 USD a month (20 dollars par mois)."),
    ),
    "city-ambiguous": Sentence(
        en=("“{found}” names cities in several time zones: {zones}", "Write the zone itself, for instance {example}."),
        fr=(
            "« {found} » désigne des villes de plusieurs fuseaux horaires : {zones}",
            "Écrivez le fuseau lui-même, par exemple {example}.",
        ),
    ),
    "unknown-city": Sentence(
        en=(
            "no time zone is known for “{found}”",
            "Write a large city of the same time zone, or the zone itself, like Europe/Paris.",
        ),
        fr=(
            "aucun fuseau horaire n’est connu pour « {found} »",
            "Écrivez une grande ville du même fuseau, ou le fuseau lui-même, comme Europe/Paris.",
        ),
    ),
    "unknown-city-near": Sentence(
        en=("no time zone is known for “{found}”", "Did you mean “{near}”?"),
        fr=("aucun fuseau horaire n’est connu pour « {found} »", "Vouliez-vous dire « {near} » ?"),
    ),
    "unknown-tag": Sentence(
        en=("“{found}” is not a language’s code", "Write it like fr, hy or pt-BR."),
        fr=("« {found} » n’est pas un code de langue", "Écrivez-le comme fr, hy ou pt-BR."),
    ),
    "unknown-tag-near": Sentence(
        en=("“{found}” is not a language’s code", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un code de langue", "Vouliez-vous dire « {near} » ?"),
    ),
    "staff-language-wrong": Sentence(
        en=("the program does not speak “{found}” to the staff", "Write fr or en."),
        fr=("le programme ne parle pas « {found} » à l’équipe", "Écrivez fr ou en."),
    ),
    "database-wrong": Sentence(
        en=(
            "“{found}” is not a database’s address",
            "Write sqlite:///var/campaign.db, or postgresql+psycopg://host/name.",
        ),
        fr=(
            "« {found} » n’est pas l’adresse d’une base de données",
            "Écrivez sqlite:///var/campaign.db, ou postgresql+psycopg://hôte/nom.",
        ),
    ),
    "database-password": Sentence(
        en=(
            "the database’s password stands in this file, which gets copied and shared",
            "Take it out, and keep it as DATABASE_PASSWORD in secrets.env, or in a PGPASSFILE.",
        ),
        fr=(
            "le mot de passe de la base est écrit dans ce fichier, qui se copie et se partage",
            "Enlevez-le, et gardez-le sous DATABASE_PASSWORD dans secrets.env, ou dans un PGPASSFILE.",
        ),
    ),
    "name-wrong": Sentence(
        en=("“{found}” cannot be a name", "Begin with a letter; then letters, digits, - and _, without spaces."),
        fr=(
            "« {found} » ne peut pas être un nom",
            "Commencez par une lettre ; puis lettres, chiffres, - et _, sans espace.",
        ),
    ),
    "name-wrong-ascii": Sentence(
        en=(
            "“{found}” cannot be an account’s name",
            "Begin with a letter; then letters without accents, digits, - and _: its secrets are called by it.",
        ),
        fr=(
            "« {found} » ne peut pas être le nom d’un compte",
            "Commencez par une lettre ; puis lettres sans accent, chiffres, - et _ : ses secrets en portent le nom.",
        ),
    ),
    "name-reserved": Sentence(
        en=("“{found}” is a word of the sentences this name will stand in", "Choose another name."),
        fr=("« {found} » est un mot des phrases où ce nom figurera", "Choisissez un autre nom."),
    ),
    "settings-reserved": Sentence(
        en=("“{key}” is not used yet", "It may stay; it changes nothing for now."),
        fr=("« {key} » ne sert pas encore", "Cela peut rester ; rien n’en dépend pour l’instant."),
    ),
    "deadline-skipped": Sentence(
        en=(
            "“{deadline}”: on {day} in {city} there is no {wall} (the clocks go from {before} to {after})",
            "Choose a time before {before} or from {after} on.",
        ),
        fr=(
            "« {deadline} » : le {day} à {city}, {wall} n’existe pas (on passe de {before} à {after})",
            "Choisissez une heure avant {before} ou à partir de {after}.",
        ),
    ),
    "deadline-repeated": Sentence(
        en=(
            "“{deadline}”: on {day} in {city} {wall} comes twice (the clocks go from {before} to {after})",
            "Choose a time that comes once, or write the moment in UTC.",
        ),
        fr=(
            "« {deadline} » : le {day} à {city}, {wall} a lieu deux fois (on revient de {before} à {after})",
            "Choisissez une heure qui n’a lieu qu’une fois, ou écrivez le moment en UTC.",
        ),
    ),
    "key-not-for-kind": Sentence(
        en=("“{key}” means nothing for an account of kind {kind}", "The keys for {kind} are: {fitting}."),
        fr=("« {key} » n’a pas de sens pour un compte de genre {kind}", "Les clés pour {kind} sont : {fitting}."),
    ),
    "account-key-missing": Sentence(
        en=("the {kind} account “{owner}” has no “{key}:”", "Add it: without it nobody knows where to post."),
        fr=("le compte {kind} « {owner} » n’a pas de « {key}: »", "Ajoutez-le : sans lui, on ne sait pas où publier."),
    ),
    "secrets-shared": Sentence(
        en=(
            "the secrets of “{account}” and of “{other}” go by the same name, {secret}",
            "Give one another name with credentials:. Only channels of one Telegram bot share theirs.",
        ),
        fr=(
            "les secrets de « {account} » et de « {other} » portent le même nom, {secret}",
            "Donnez-en un autre à l’un d’eux avec credentials:. Seuls les canaux d’un même robot Telegram partagent.",
        ),
    ),
    "people-same-number": Sentence(
        en=(
            "“{name}” has the same number as “{other}”, and Telegram tells people by their numbers",
            "Let {name} write /id to the bot: it answers with the right one.",
        ),
        fr=(
            "« {name} » a le même numéro que « {other} », or Telegram reconnaît chacun à son numéro",
            "Que {name} écrive /id au bot : il répond avec le bon.",
        ),
    ),
}
