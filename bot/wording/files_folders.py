"""What the program says of the campaign's folder, its files and its secrets."""

from __future__ import annotations

from bot.wording.sentence import Sentence

FOLDERS: dict[str, Sentence] = {
    "folder-missing": Sentence(
        en=("there is no folder {folder}", "Name the campaign’s folder with --campaign, or make one: run.py init."),
        fr=(
            "il n’y a pas de dossier {folder}",
            "Indiquez le dossier de la campagne avec --campaign, ou créez-en un : run.py init.",
        ),
    ),
    "settings-missing": Sentence(
        en=(
            "{folder} holds no settings.yaml",
            "Is it the campaign’s folder (--campaign)? To make a campaign: run.py init.",
        ),
        fr=(
            "{folder} ne contient pas de settings.yaml",
            "Est-ce bien le dossier de la campagne (--campaign) ? Pour créer une campagne : run.py init.",
        ),
    ),
    "schedules-missing": Sentence(
        en=("{folder} holds no folder schedules", "Make it, with a file such as schedules/countdown.yaml in it."),
        fr=(
            "{folder} ne contient pas de dossier schedules",
            "Créez-le, avec dedans un fichier comme schedules/countdown.yaml.",
        ),
    ),
    "messages-missing": Sentence(
        en=(
            "{folder} holds no folder messages",
            "Make it, with a folder for each language in it: messages/fr/campaign.ftl.",
        ),
        fr=(
            "{folder} ne contient pas de dossier messages",
            "Créez-le, avec dedans un dossier par langue : messages/fr/campaign.ftl.",
        ),
    ),
    "schedules-empty": Sentence(
        en=("{path} holds no schedule", "Add one: a file whose name ends in .yaml."),
        fr=("{path} ne contient aucun calendrier", "Ajoutez-en un : un fichier dont le nom finit par .yaml."),
    ),
    "messages-empty": Sentence(
        en=("{path} holds no messages", "Add some for each language: messages/fr/campaign.ftl."),
        fr=("{path} ne contient aucun message", "Ajoutez-en pour chaque langue : messages/fr/campaign.ftl."),
    ),
    "message-outside": Sentence(
        en=(
            "{path} belongs to no language and is not read",
            "Move it into its language’s folder, such as messages/fr/.",
        ),
        fr=(
            "{path} n’est d’aucune langue et n’est pas lu",
            "Déplacez-le dans le dossier de sa langue, par exemple messages/fr/.",
        ),
    ),
    "messages-folder": Sentence(
        en=(
            "messages/{found} is not read: “{found}” is not a language’s code",
            "Name it like fr, hy or pt-BR, if it holds messages.",
        ),
        fr=(
            "messages/{found} n’est pas lu : « {found} » n’est pas un code de langue",
            "Nommez-le comme fr, hy ou pt-BR, s’il contient des messages.",
        ),
    ),
    "messages-folder-near": Sentence(
        en=("messages/{found} is not read: “{found}” is not a language’s code", "Did you mean messages/{near}?"),
        fr=(
            "messages/{found} n’est pas lu : « {found} » n’est pas un code de langue",
            "Vouliez-vous dire messages/{near} ?",
        ),
    ),
    "file-not-read": Sentence(
        en=("{path} is not read", "Nothing to do if that is meant; schedules end in .yaml, messages in .ftl."),
        fr=(
            "{path} n’est pas lu",
            "Rien à faire si c’est voulu ; les calendriers finissent par .yaml, les messages par .ftl.",
        ),
    ),
    "file-dangling": Sentence(
        en=("{path} is a link to something that is not there", "Put the file back, or delete the link."),
        fr=(
            "{path} est un lien vers quelque chose qui n’existe pas",
            "Remettez le fichier en place, ou supprimez le lien.",
        ),
    ),
    "folder-is-file": Sentence(
        en=("{path} is a file, and a folder is expected", "Move the file away and make a folder of that name."),
        fr=("{path} est un fichier, et un dossier est attendu", "Déplacez le fichier et créez un dossier de ce nom."),
    ),
    "file-is-folder": Sentence(
        en=("{path} is a folder, and a file is expected", "Move its files up, or rename it."),
        fr=("{path} est un dossier, et un fichier est attendu", "Remontez ses fichiers d’un niveau, ou renommez-le."),
    ),
    "file-not-regular": Sentence(
        en=("{path} is not an ordinary file", "Replace it by a file."),
        fr=("{path} n’est pas un fichier ordinaire", "Remplacez-le par un fichier."),
    ),
    "file-unreadable": Sentence(
        en=("{path} cannot be read: {reason}", "Is the disk sound and in place? Otherwise put a copy there."),
        fr=("{path} est illisible : {reason}", "Le disque est-il sain et en place ? Sinon, remettez-y une copie."),
    ),
    "file-forbidden": Sentence(
        en=("the program is not allowed to read {path}", "Give it the right: chmod a+rX {path}."),
        fr=("le programme n’a pas le droit de lire {path}", "Donnez-le-lui : chmod a+rX {path}."),
    ),
    "file-name-wrong": Sentence(
        en=("the name of {path} holds characters that cannot be shown", "Rename the file."),
        fr=("le nom de {path} contient des caractères qui ne s’affichent pas", "Renommez le fichier."),
    ),
    "file-too-deep": Sentence(
        en=("the files inside {path} are not read", "Move them up into {parent}."),
        fr=("les fichiers contenus dans {path} ne sont pas lus", "Remontez-les dans {parent}."),
    ),
    "secret-unreadable": Sentence(
        en=("{path} cannot be read: {reason}", "Give the program the right to read it."),
        fr=("{path} est illisible : {reason}", "Donnez au programme le droit de le lire."),
    ),
    "secret-not-text": Sentence(
        en=("{path} does not hold text", "Write the secret alone into it, as UTF-8 text."),
        fr=("{path} ne contient pas de texte", "Écrivez-y le secret seul, en texte UTF-8."),
    ),
    "secrets-missing": Sentence(
        en=(
            "these secrets are missing: {names}",
            "Write them in {path} (NAME=value; chmod 600), in the environment, or as systemd credentials.",
        ),
        fr=(
            "il manque ces secrets : {names}",
            "Écrivez-les dans {path} (NOM=valeur ; chmod 600), dans l’environnement, ou en credentials systemd.",
        ),
    ),
    "secrets-not-ours": Sentence(
        en=("{path} belongs to another user of this computer", "Make it the bot’s own: chown $(id -un) {path}"),
        fr=(
            "{path} appartient à un autre utilisateur de cet ordinateur",
            "Faites-en le fichier du robot : chown $(id -un) {path}",
        ),
    ),
    "secrets-open": Sentence(
        en=("others on this computer may read {path} (mode {mode})", "Close it: chmod 600 {path}"),
        fr=("d’autres, sur cet ordinateur, peuvent lire {path} (mode {mode})", "Fermez-le : chmod 600 {path}"),
    ),
    "secrets-line": Sentence(
        en=(
            "{path}, line {line}: neither a comment nor NAME=value",
            "Correct the line: a name in capitals, =, the secret.",
        ),
        fr=(
            "{path}, ligne {line} : ni un commentaire, ni NOM=valeur",
            "Corrigez la ligne : un nom en capitales, =, le secret.",
        ),
    ),
}
