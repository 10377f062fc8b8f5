"""What the command line says of itself, in French: English is what argparse and the commands' own files say.

Looked up by the English words, as gettext does, because half of them are argparse's. What is missing stays English.
"""

from __future__ import annotations

HELP: dict[str, str] = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "afficher cette aide",
    "A campaign bot: timed, multilingual posts on Mastodon, X and Telegram, once each, on time, true.": (
        "Un robot de campagne : des publications multilingues sur Mastodon, X et Telegram, à l’heure, une seule fois, "
        "et vraies."
    ),
    "Exit: 0 good, 1 problems found, 2 wrong usage, 3 cannot reach, 4 already running.": (
        "Code de sortie : 0 tout va bien, 1 problèmes trouvés, 2 commande mal écrite, 3 injoignable, 4 déjà en marche."
    ),
    "the campaign's folder (here)": "le dossier de la campagne (ici)",
    "show tracebacks and more log": "montrer les traces d’erreur et un journal plus complet",
    "find every problem in the campaign's files at once": "trouver d’un coup tous les problèmes des fichiers",
    "show what goes out, where and when": "montrer ce qui part, où et quand",
    "show an entry's posts as each network would, with counters and pictures": (
        "montrer les publications d’une entrée comme chaque réseau, avec compteurs et images"
    ),
    "make the poster as PDF and PNG": "faire l’affiche en PDF et en PNG",
    "play the whole campaign on this computer; nothing leaves it": (
        "jouer toute la campagne sur cet ordinateur ; rien n’en sort"
    ),
    "run the daemon until it is stopped": "faire tourner le démon jusqu’à ce qu’on l’arrête",
    "how the campaign and its accounts are": "dire comment vont la campagne et ses comptes",
    "list deliveries and what became of them": "lister les envois et ce qu’ils sont devenus",
    "send one entry's next posts now": "envoyer maintenant les prochaines publications d’une entrée",
    "let held posts go": "laisser partir des publications retenues",
    "withdraw posts that have not gone out": "retirer des publications qui ne sont pas parties",
    "say what came of a deadline: what depends on it stops, or goes": (
        "dire ce qu’il est advenu d’une échéance : ce qui en dépend s’arrête, ou part"
    ),
    "a deadline that posts depend on; without it, what is stated": (
        "une échéance dont dépendent des publications ; sans elle, ce qui est dit"
    ),
    "what came of it; open takes back what you said before": (
        "ce qu’il en est advenu ; open reprend ce que vous avez dit avant"
    ),
    "who says so, one of staff.people (your user name)": (
        "qui le dit, une personne de staff.people (votre nom d’utilisateur)"
    ),
    "say what became of a post whose answer was lost": "dire ce qu’est devenue une publication sans réponse",
    "take posts back: delete what is out, withdraw what is not": (
        "reprendre des publications : supprimer ce qui est parti, retirer le reste"
    ),
    "give posts that are out the words the files have now": (
        "donner à ce qui est déjà parti les mots que les fichiers ont maintenant"
    ),
    "delete only this second copy of a delivery's post": "supprimer seulement cette seconde copie d’un envoi",
    "with --yes: also delete and say anew where a post cannot be changed": (
        "avec --yes : aussi supprimer et republier là où une publication ne peut être modifiée"
    ),
    "stop everything, or one account, at once": "tout arrêter, ou un seul compte, tout de suite",
    "go on after a pause, or with a broken file's last good version": (
        "reprendre après une pause, ou avec la dernière bonne version d’un fichier cassé"
    ),
    "make a new campaign's folder to start from": "créer le dossier d’une nouvelle campagne",
    "copy the database, beside a running daemon too": "copier la base, même pendant que le démon tourne",
    "put a backup in the database's place": "mettre une sauvegarde à la place de la base",
    "where to (var/backups)": "vers où (var/backups)",
    "the backup to put back": "la sauvegarde à remettre",
    "how many of those in var/backups to keep (14)": "combien en garder dans var/backups (14)",
    "print JSON, and nothing else, on standard output": "écrire du JSON, et rien d’autre, sur la sortie standard",
    "write an iCalendar file (- for standard output)": "écrire un fichier iCalendar (- : sur la sortie standard)",
    "say each entry's time in words": "dire en mots l’heure de chaque entrée",
    "write the public page of posts there": "écrire là la page publique des publications",
    "only this entry": "cette entrée seulement",
    "only this audience": "ce public seulement",
    "only this account": "ce compte seulement",
    "only this state": "cet état seulement",
    "from this day on (UTC)": "à partir de ce jour (UTC)",
    "only so many days, from the first post or --from": (
        "seulement ce nombre de jours, depuis la première publication ou --from"
    ),
    "an entry's key; without one, every entry": "la clé d’une entrée ; sans elle, toutes",
    "only the occurrence with this number": "seulement l’occurrence qui a ce nombre",
    "where to put the pictures (DIR/preview)": "où mettre les images (DIR/preview)",
    "where to put the files (here)": "où mettre les fichiers (ici)",
    "write the picture book: every post in one HTML file": (
        "écrire le livre d’images : toutes les publications en un fichier HTML"
    ),
    "nobody approves what is held": "personne n’approuve ce qui est retenu",
    "no live view, only lines": "pas de vue animée, seulement des lignes",
    "log one JSON object a line, for machines": "journal en JSON, un objet par ligne, pour des machines",
    "an entry's key, entry/occurrence, or a delivery's whole key": (
        "la clé d’une entrée, entrée/occurrence, ou la clé entière d’un envoi"
    ),
    "who decides (by default your user name)": "qui décide (par défaut, votre nom d’utilisateur)",
    "do not ask": "ne pas demander",
    "wait at most so long (600)": "attendre au plus ce temps (600)",
    "the delivery's key": "la clé de l’envoi",
    "it is there · send it · drop it": "il est arrivé · l’envoyer · l’abandonner",
    "where it is": "où il est",
    "an account's name (everything)": "le nom d’un compte (tout)",
    "why; status shows it": "pourquoi ; status le montre",
    "an account, or a broken file's name": "un compte, ou le nom d’un fichier cassé",
    "look at supporters' photos, and decide about them": "voir les photos reçues, et décider",
    "what came, and where it stands": "ce qui est arrivé, et où cela en est",
    "one of them, with all that would go out": "l’une d’elles, avec tout ce qui partirait",
    "let it go out, exactly as shown": "la laisser partir, exactement telle que montrée",
    "not this one": "pas celle-ci",
    "put a rejected one back in the queue": "remettre une photo refusée dans la file",
    "blot out faces, plates, badges": "masquer visages, plaques, badges",
    "say in which country its city lies": "dire dans quel pays est sa ville",
    "take it back everywhere: by its id, or by its sender's code": (
        "la retirer partout : par son identifiant, ou par le code de qui l’a envoyée"
    ),
    "take it back, wipe it, and look for what is left of it": "la retirer, l’effacer, et chercher ce qui en reste",
    "its id, or the beginning of it": "son identifiant, ou son début",
    "write the cleaned picture there (JPEG)": "écrire là l’image nettoyée (JPEG)",
    "what is to be seen, for who cannot see it": "ce qu’on y voit, pour qui ne la voit pas",
    "why": "pourquoi",
    "LEFT,TOP,RIGHT,BOTTOM in percent of the upright picture; none: no blots": (
        "GAUCHE,HAUT,DROITE,BAS en pour cent de l’image droite ; aucun : rien n’est masqué"
    ),
    "two letters, as in FR": "deux lettres, comme FR",
    "take nothing more of its author": "ne plus rien prendre de son auteur",
    "a new folder for the campaign": "un nouveau dossier pour la campagne",
}

ERRORS: tuple[tuple[str, str], ...] = (
    # What argparse says (a regular expression, whole), and the same in French; before them, its "argument NAME: ".
    (r"argument ([^:]+): (.*)", "argument {0} : {1}"),
    (r"unrecognized arguments: (.*)", "arguments inconnus : {0}"),
    (r"the following arguments are required: (.*)", "il manque : {0}"),
    (r"one of the arguments (.*) is required", "il faut l’un de ces arguments : {0}"),
    (r"not allowed with argument (.*)", "incompatible avec l’argument {0}"),
    (r"invalid choice: '?(.*?)'? \(choose from (.*)\)", "« {0} » n’est pas un choix possible ; il y a {1}"),
    (r"expected one argument", "il faut une valeur"),
    (r"expected at most one argument", "il faut une valeur au plus"),
    (r"expected at least one argument", "il faut au moins une valeur"),
    (r"expected (\d+) arguments?", "il faut {0} valeurs"),
    (r"ignored explicit argument '?(.*?)'?", "ne prend pas de valeur : « {0} »"),
    (r"invalid (?:float|int) value: '?(.*?)'?", "« {0} » n’est pas un nombre"),
    (r"“(.*)” is not a date like (.*)", "« {0} » n’est pas une date comme {1}"),
    (r"“(.*)” is not a number of days", "« {0} » n’est pas un nombre de jours"),
    (r"“(.*)” is not a number of backups", "« {0} » n’est pas un nombre de sauvegardes"),
)

WRONG: dict[str, str] = {"en": "{prog}: error: {message}", "fr": "{prog} : erreur : {message}"}
MEANT: dict[str, str] = {"en": "  → Did you mean {near}?", "fr": "  → Vouliez-vous dire {near} ?"}
