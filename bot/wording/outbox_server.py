"""What the program says about an outbox on a PostgreSQL server."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SERVER: dict[str, Sentence] = {
    "outbox-server-address": Sentence(
        en=(
            "The database’s address cannot be read; postgresql+psycopg://USER@HOST:5432/DATABASE was expected.",
            (
                "Write it so under database: in settings.yaml, with the password kept elsewhere "
                "(DATABASE_PASSWORD); signs such as @, / and : inside a name are written %40, %2F and %3A."
            ),
        ),
        fr=(
            (
                "L'adresse de la base est illisible\u00a0; postgresql+psycopg://UTILISATEUR@HÔTE:5432/BASE était "
                "attendu."
            ),
            (
                "Écrivez-la ainsi sous database: dans settings.yaml, le mot de passe gardé ailleurs "
                "(DATABASE_PASSWORD)\u00a0; dans un nom, les signes @, / et\u00a0: s'écrivent %40, %2F et %3A."
            ),
        ),
    ),
    "outbox-unreachable": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} does not answer: {cause}. Nothing was changed.",
            (
                "Start the server, or mend the address under database: in settings.yaml; a running bot tries "
                "again by itself."
            ),
        ),
        fr=(
            "Le serveur PostgreSQL {host}:{port} ne répond pas\u00a0: {cause}. Rien n'a été changé.",
            (
                "Démarrez le serveur, ou corrigez l'adresse sous database: dans settings.yaml\u00a0; un bot en "
                "marche réessaie tout seul."
            ),
        ),
    ),
    "outbox-unanswered": Sentence(
        en=(
            (
                "The PostgreSQL server at {host}:{port} went away while it was writing, and cannot be asked "
                "whether it has."
            ),
            "Bring the server back; what was in hand is read back from its network before anything is sent again.",
        ),
        fr=(
            "Le serveur PostgreSQL {host}:{port} a disparu pendant une écriture, et ne peut dire si elle est faite.",
            (
                "Remettez le serveur en marche\u00a0; ce qui était en cours est relu sur son réseau avant tout "
                "nouvel envoi."
            ),
        ),
    ),
    "outbox-login": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} does not let “{user}” in: {cause}.",
            "Check the user's name, the secret DATABASE_PASSWORD (or PGPASSFILE), and the server's pg_hba.conf.",
        ),
        fr=(
            "Le serveur PostgreSQL {host}:{port} ne laisse pas entrer «\u00a0{user}\u00a0»\u00a0: {cause}.",
            (
                "Vérifiez le nom de l'utilisateur, le secret DATABASE_PASSWORD (ou PGPASSFILE) et le pg_hba.conf "
                "du serveur."
            ),
        ),
    ),
    "outbox-no-database": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} has no database “{database}”.",
            "Make it there: createdb --owner={user} {database}; or mend the name under database: in settings.yaml.",
        ),
        fr=(
            "Le serveur PostgreSQL {host}:{port} n'a pas de base «\u00a0{database}\u00a0».",
            (
                "Créez-la\u00a0: createdb --owner={user} {database}\u00a0; ou corrigez le nom sous database: "
                "dans settings.yaml."
            ),
        ),
    ),
    "outbox-permission": Sentence(
        en=(
            "“{user}” lacks a right in the database “{database}” at {host}:{port}: {cause}.",
            "Make this user the owner of the database: ALTER DATABASE {database} OWNER TO {user}.",
        ),
        fr=(
            (
                "Il manque un droit à «\u00a0{user}\u00a0» dans la base «\u00a0{database}\u00a0» de "
                "{host}:{port}\u00a0: {cause}."
            ),
            "Faites de cet utilisateur le propriétaire de la base\u00a0: ALTER DATABASE {database} OWNER TO {user}.",
        ),
    ),
    "outbox-crowded": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} has no connection left: {cause}. A daemon wants up to ten.",
            "Raise max_connections, or end what holds them (SELECT application_name, state FROM pg_stat_activity).",
        ),
        fr=(
            (
                "Le serveur PostgreSQL {host}:{port} n'a plus de connexion libre\u00a0: {cause}. Un démon en "
                "veut jusqu'à dix."
            ),
            (
                "Augmentez max_connections, ou fermez ce qui les tient (SELECT application_name, state FROM "
                "pg_stat_activity)."
            ),
        ),
    ),
    "outbox-busy": Sentence(
        en=(
            "The database “{database}” at {host}:{port} kept this waiting too long: {cause}. Nothing was changed.",
            (
                "Look what holds it up (SELECT pid, state, query FROM pg_stat_activity), then try again; a "
                "running bot does so by itself."
            ),
        ),
        fr=(
            (
                "La base «\u00a0{database}\u00a0» de {host}:{port} a fait attendre trop longtemps\u00a0: "
                "{cause}. Rien n'a été changé."
            ),
            (
                "Voyez ce qui la retient (SELECT pid, state, query FROM pg_stat_activity), puis "
                "recommencez\u00a0; un bot en marche le fait seul."
            ),
        ),
    ),
    "outbox-server-full": Sentence(
        en=(
            (
                "The disk of the PostgreSQL server at {host}:{port} is full; nothing was half-written and "
                "nothing more is sent."
            ),
            "Free some space there; the bot goes on from where it was.",
        ),
        fr=(
            (
                "Le disque du serveur PostgreSQL {host}:{port} est plein\u00a0; rien n'est écrit à moitié et "
                "rien de plus ne part."
            ),
            "Libérez-y de la place\u00a0; le bot reprend là où il en était.",
        ),
    ),
    "outbox-server-read-only": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} only lets “{database}” be read: {cause}. Nothing was changed.",
            "Let the daemon make the change, or end the server's read-only mode (default_transaction_read_only).",
        ),
        fr=(
            (
                "Le serveur PostgreSQL {host}:{port} n'ouvre «\u00a0{database}\u00a0» qu'en lecture\u00a0: "
                "{cause}. Rien n'a été changé."
            ),
            (
                "Laissez le démon faire ce changement, ou quittez la lecture seule du serveur "
                "(default_transaction_read_only)."
            ),
        ),
    ),
    "outbox-server": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} has a fault of its own: {cause}. Nothing was half-written.",
            "Look into the server's log; the bot goes on from where it was.",
        ),
        fr=(
            "Le serveur PostgreSQL {host}:{port} a une panne à lui\u00a0: {cause}. Rien n'est écrit à moitié.",
            "Consultez le journal du serveur\u00a0; le bot reprend là où il en était.",
        ),
    ),
    "outbox-replica": Sentence(
        en=(
            (
                "The PostgreSQL server at {host}:{port} is a copy that can only be read, and may lag; the "
                "primary was expected."
            ),
            "Give the primary's address under database: in settings.yaml.",
        ),
        fr=(
            (
                "Le serveur PostgreSQL {host}:{port} est une réplique, en lecture seule et peut-être en "
                "retard\u00a0; le primaire était attendu."
            ),
            "Donnez l'adresse du primaire sous database: dans settings.yaml.",
        ),
    ),
    "outbox-old-server": Sentence(
        en=(
            "The PostgreSQL server at {host}:{port} is version {found}; {oldest} or later was expected.",
            "Upgrade the server, or keep the outbox in a file: database: sqlite:///var/campaign.db.",
        ),
        fr=(
            (
                "Le serveur PostgreSQL {host}:{port} est en version {found}\u00a0; il faut la {oldest} ou une "
                "plus récente."
            ),
            (
                "Mettez le serveur à jour, ou gardez les envois dans un fichier\u00a0: database: "
                "sqlite:///var/campaign.db."
            ),
        ),
    ),
    "outbox-clock": Sentence(
        en=(
            (
                "The clock of the PostgreSQL server at {host}:{port} and this computer's are {seconds} s apart; "
                "at most {most} s was expected."
            ),
            (
                "Set both by the network (timedatectl set-ntp true); daemons that share a database must agree on "
                "the time."
            ),
        ),
        fr=(
            (
                "L'horloge du serveur PostgreSQL {host}:{port} et celle d'ici diffèrent de {seconds} s\u00a0; "
                "{most} s au plus étaient attendues."
            ),
            (
                "Réglez les deux par le réseau (timedatectl set-ntp true)\u00a0; des démons qui partagent une "
                "base doivent avoir la même heure."
            ),
        ),
    ),
    "outbox-server-older": Sentence(
        en=(
            (
                "The tables in {database} are of an earlier version of this program (schema {found}; this one "
                "wants {known})."
            ),
            (
                "Stop every daemon of the earlier version, back the database up (pg_dump), then start this one: "
                "it brings the tables up to date."
            ),
        ),
        fr=(
            (
                "Les tables de {database} viennent d'une version plus ancienne de ce programme (schéma "
                "{found}\u00a0; celle-ci veut le {known})."
            ),
            (
                "Arrêtez tous les démons de l'ancienne version, sauvegardez la base (pg_dump), puis démarrez "
                "celui-ci\u00a0: il met les tables à jour."
            ),
        ),
    ),
}
