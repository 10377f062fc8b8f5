"""What is said of an understood ``when:`` that the calendar, a city or quiet hours do not bear out."""

from __future__ import annotations

from bot.wording.sentence import Sentence

PLAN: dict[str, Sentence] = {
    "when.unknown-deadline": Sentence(
        en=("no deadline called “{deadline}”", "The campaign has: {known}."),
        fr=("aucune échéance appelée « {deadline} »", "La campagne a : {known}."),
    ),
    "when.unknown-deadline-near": Sentence(
        en=("no deadline called “{deadline}”", "Did you mean “{near}”?"),
        fr=("aucune échéance appelée « {deadline} »", "Vouliez-vous dire « {near} » ?"),
    ),
    "when.no-deadlines": Sentence(
        en=(
            "no deadline called “{deadline}”: the campaign has none yet",
            "Add it under “deadlines:” in settings.yaml.",
        ),
        fr=(
            "aucune échéance appelée « {deadline} » : la campagne n’en a pas encore",
            "Ajoutez-la sous « deadlines: » dans settings.yaml.",
        ),
    ),
    "when.hours-before-a-day": Sentence(
        en=(
            "“{deadline}” is a whole day, {day}: hours cannot be counted to it",
            "Count in days, or give the deadline a time and a city in settings.yaml.",
        ),
        fr=(
            "« {deadline} » est un jour entier, {day} : on ne peut pas y compter des heures",
            "Comptez en jours, ou donnez à l’échéance une heure et une ville dans settings.yaml.",
        ),
    ),
    "when.skipped-time": Sentence(
        en=(
            "{time} does not exist on {date} in {city}: the clocks jump from {before} to {after}",
            "Write a time before {before}, or {after} or later.",
        ),
        fr=(
            "{time} n’existe pas le {date} à {city} : les horloges passent de {before} à {after}",
            "Écrivez une heure avant {before}, ou à partir de {after}.",
        ),
    ),
    "when.repeated-time": Sentence(
        en=(
            "{time} comes twice on {date} in {city}: the clocks go back from {before} to {after}",
            "Write a time before {after}, or {before} or later.",
        ),
        fr=(
            "{time} arrive deux fois le {date} à {city} : les horloges reculent de {before} à {after}",
            "Écrivez une heure avant {after}, ou à partir de {before}.",
        ),
    ),
    "when.another-count": Sentence(
        en=(
            "in {city} it is {there} then: “{deadline}” is {found} days away, not {number}",
            (
                "Take out “in {named}” so that each city counts its own days, choose another time, or "
                "leave that audience out with “to:”."
            ),
        ),
        fr=(
            "à {city} il est alors {there} : « {deadline} » est à {found} jours, et non {number}",
            (
                "Retirez « in {named} » pour que chaque ville compte ses propres jours, choisissez une "
                "autre heure, ou laissez ce public de côté avec « to: »."
            ),
        ),
    ),
    "when.another-date": Sentence(
        en=(
            (
                "“{deadline}” is on {date} in {named}, but already or still on {found} in {city}: a count "
                "of days misleads there"
            ),
            "Leave that audience out with “to:”, count in hours, or make the deadline a day.",
        ),
        fr=(
            "« {deadline} » est le {date} à {named}, mais le {found} à {city} : y compter les jours trompe",
            "Laissez ce public de côté avec « to: », comptez en heures, ou faites de l’échéance un jour.",
        ),
    ),
    "when.backwards": Sentence(
        en=(
            "the period ends on {last}, before it begins on {first}",
            "Exchange “from” and “to”, or correct one of them.",
        ),
        fr=(
            "la période finit le {last}, avant de commencer le {first}",
            "Échangez « from » et « to », ou corrigez l’un des deux.",
        ),
    ),
    "when.period-too-long": Sentence(
        en=("from {first} to {last} is more than {most} days", "Choose a nearer end."),
        fr=("du {first} au {last}, il y a plus de {most} jours", "Choisissez une fin plus proche."),
    ),
    "when.except-matches-nothing": Sentence(
        en=("nothing goes out on {date} anyway", "Correct the date, or take it out of “except:”."),
        fr=("rien ne part le {date} de toute façon", "Corrigez la date, ou retirez-la de « except: »."),
    ),
    "when.quiet": Sentence(
        en=(
            "{time} is in the quiet hours of {city}: the post waits until {lands}",
            "Nothing to do, if that is meant; else choose another time, or “quiet-hours: none”.",
        ),
        fr=(
            "{time} est dans les heures calmes de {city} : le message attend jusqu’à {lands}",
            "Rien à faire, si c’est voulu ; sinon, choisissez une autre heure, ou « quiet-hours: none ».",
        ),
    ),
    "when.quiet-next-day": Sentence(
        en=(
            "{time} is in the quiet hours of {city}: the post waits until {lands} of the next day",
            "Check that its words are still right then; else choose another time, or “quiet-hours: none”.",
        ),
        fr=(
            "{time} est dans les heures calmes de {city} : le message attend jusqu’à {lands} le lendemain",
            (
                "Vérifiez que ses mots seront encore justes ; sinon, choisissez une autre heure, ou "
                "« quiet-hours: none »."
            ),
        ),
    ),
    "when.quiet-breaks-days": Sentence(
        en=(
            (
                "{time} is in the quiet hours of {city}: the post would wait until {lands} of the next "
                "day, when {number} is no longer the number of days"
            ),
            "Choose a time outside quiet hours, or write “quiet-hours: none”.",
        ),
        fr=(
            (
                "{time} est dans les heures calmes de {city} : le message attendrait jusqu’à {lands} le "
                "lendemain, et {number} ne serait plus le nombre de jours"
            ),
            "Choisissez une heure hors des heures calmes, ou écrivez « quiet-hours: none ».",
        ),
    ),
    "when.quiet-breaks-hours": Sentence(
        en=(
            (
                "{time} is in the quiet hours of {city}: the post would wait until {lands}, when {number} "
                "is no longer the number of hours"
            ),
            "Leave that audience out with “to:”, or write “quiet-hours: none”.",
        ),
        fr=(
            (
                "{time} est dans les heures calmes de {city} : le message attendrait jusqu’à {lands}, et "
                "{number} ne serait plus le nombre d’heures"
            ),
            "Laissez ce public de côté avec « to: », ou écrivez « quiet-hours: none ».",
        ),
    ),
    "when.too-near-midnight": Sentence(
        en=(
            (
                "due at {due} in {city}, but its number is only true until {until} there (ten minutes "
                "before midnight), so it could never go out"
            ),
            "Choose an earlier time: 23:30 at the latest.",
        ),
        fr=(
            (
                "prévu à {due} à {city}, mais son nombre n’y est vrai que jusqu’à {until} (dix minutes "
                "avant minuit) : il ne pourrait jamais partir"
            ),
            "Choisissez une heure plus tôt : 23:30 au plus tard.",
        ),
    ),
    "when.after-true-until": Sentence(
        en=(
            "due at {due} in {city}, when it is no longer true (true until {until} there), so it could never go out",
            "Choose a later “true-until”, or an earlier “when”; two minutes are needed between them.",
        ),
        fr=(
            (
                "prévu à {due} à {city}, alors que ce n’est plus vrai (vrai jusqu’à {until} là-bas) : il "
                "ne pourrait jamais partir"
            ),
            "Choisissez un « true-until » plus tard, ou un « when » plus tôt ; il faut deux minutes entre les deux.",
        ),
    ),
}
