"""What the staff are told of clocks, of the file STOP, and of posts whose time has passed."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "deliveries-missed": Sentence(
        en=("Not sent, their time is over: {number} deliveries ({keys}). run.py posts --state missed lists them.", ""),
        fr=(
            "Non envoyés, leur heure est passée : {number} envois ({keys}). run.py posts --state missed les liste.",
            "",
        ),
    ),
    "many-late": Sentence(
        en=(
            "More than {most} posts are late, so nothing late goes out unasked. See them: run.py posts --state held. "
            "Let one go: run.py approve ENTRY; drop it: run.py cancel ENTRY. They go out one after the other.",
            "",
        ),
        fr=(
            "Plus de {most} publications sont en retard : aucune ne part sans votre accord. Les voir : run.py posts "
            "--state held. Publier : run.py approve ENTRÉE ; retirer : run.py cancel ENTRÉE. Elles partiront l’une "
            "après l’autre.",
            "",
        ),
    ),
    "clock-jumped": Sentence(
        en=(
            "The computer’s clock jumped by {seconds} s (it slept, or the clock was set). Nothing goes out until the "
            "networks’ clocks agree with it; they are being asked.",
            "",
        ),
        fr=(
            "L’horloge de l’ordinateur a sauté de {seconds} s (veille, ou réglage). Rien ne part avant que les "
            "horloges des réseaux ne la confirment ; elles sont consultées.",
            "",
        ),
    ),
    "clock-wrong": Sentence(
        en=("The computer’s clock is {seconds} s off the networks’: nothing goes out. Set it right (timedatectl).", ""),
        fr=(
            "L’horloge de l’ordinateur s’écarte de {seconds} s de celles des réseaux : rien ne part. Remettez-la à "
            "l’heure (timedatectl).",
            "",
        ),
    ),
    "clock-off": Sentence(
        en=(
            "The computer’s clock is {seconds} s off the networks’: posts go out that much too late or too early. Set "
            "it right (timedatectl).",
            "",
        ),
        fr=(
            "L’horloge de l’ordinateur s’écarte de {seconds} s de celles des réseaux : les publications partent "
            "d’autant trop tard ou trop tôt. Remettez-la à l’heure (timedatectl).",
            "",
        ),
    ),
    "clock-trusted": Sentence(
        en=("The computer’s clock agrees with the networks’ again: posts go on ({number} had waited).", ""),
        fr=(
            "L’horloge de l’ordinateur s’accorde de nouveau avec celles des réseaux : les publications reprennent "
            "({number} attendaient).",
            "",
        ),
    ),
    "stop-file": Sentence(
        en=(
            "A file {file} lies in the campaign’s folder since {at}: nothing goes out. To go on, delete that file.",
            "",
        ),
        fr=(
            "Un fichier {file} est dans le dossier de la campagne depuis {at} : rien ne part. Pour reprendre, "
            "supprimez ce fichier.",
            "",
        ),
    ),
    "stop-file-gone": Sentence(
        en=("The file {file} is gone ({at}): posts go on, one after the other; what is over is not made up for.", ""),
        fr=(
            "Le fichier {file} n’est plus là ({at}) : les publications reprennent, l’une après l’autre ; ce qui est "
            "dépassé n’est pas rattrapé.",
            "",
        ),
    ),
    "zones-moved": Sentence(
        en=(
            "The computer’s time-zone data changed from {before} to {after}: {number} deliveries move ({moves}). If "
            "that is not what you want, pause now: run.py pause.",
            "",
        ),
        fr=(
            "Les fuseaux horaires de l’ordinateur sont passés de {before} à {after} : {number} envois changent "
            "d’heure ({moves}). Si ce n’est pas voulu, mettez en pause : run.py pause.",
            "",
        ),
    ),
    "status-stop-file": Sentence(
        en=("Stopped by the file {file}: nothing goes out. Delete it to go on.", ""),
        fr=("Arrêté par le fichier {file} : rien ne part. Supprimez-le pour reprendre.", ""),
    ),
    "status-stop-elsewhere": Sentence(
        en=(
            "Stopped by the file {file} in {where}: nothing goes out. Delete it there; if nothing runs there any more, "
            "run.py resume.",
            "",
        ),
        fr=(
            "Arrêté par le fichier {file} dans {where}\u00a0: rien ne part. Supprimez-le là-bas\u00a0; si plus rien "
            "n’y tourne, run.py resume.",
            "",
        ),
    ),
    "resumed-elsewhere": Sentence(
        en=("What {where} said of its file {file} is taken back; a daemon that still sees it there says it again.", ""),
        fr=(
            "Ce que {where} a dit de son fichier {file} est retiré\u00a0; un démon qui l’y voit encore le redit.",
            "",
        ),
    ),
    "status-zones": Sentence(
        en=("Time-zone data: {version}", ""),
        fr=("Fuseaux horaires : {version}", ""),
    ),
}
