"""What is said of a sentence about time that cannot be understood: ``when:`` and its relatives."""

from __future__ import annotations

from bot.wording.sentence import Sentence
from bot.wording.when_plan import PLAN

SENTENCES: dict[str, Sentence] = {
    **PLAN,
    "when.empty": Sentence(
        en=("there is no time here", "Write one, for example: {expected}."),
        fr=("aucun moment n’est écrit ici", "Écrivez-en un, par exemple : {expected}."),
    ),
    "when.unfinished": Sentence(
        en=("the sentence stops too soon: something like “{expected}” is missing", "Add it here."),
        fr=("la phrase s’arrête trop tôt : il manque quelque chose comme « {expected} »", "Ajoutez-le ici."),
    ),
    "when.unexpected": Sentence(
        en=("“{found}” was not expected here", "Expected something like “{expected}”."),
        fr=("« {found} » n’était pas attendu ici", "On attend quelque chose comme « {expected} »."),
    ),
    "when.unexpected-near": Sentence(
        en=("“{found}” is not a word of this sentence", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un mot de cette phrase", "Vouliez-vous dire « {near} » ?"),
    ),
    "when.twice": Sentence(
        en=("“{word}” is said twice", "Keep one of the two."),
        fr=("« {word} » est dit deux fois", "Gardez l’un des deux."),
    ),
    "when.no-such-date": Sentence(
        en=("there is no {date} in the calendar", "Correct the day or the month (year-month-day)."),
        fr=("le calendrier n’a pas de {date}", "Corrigez le jour ou le mois (année-mois-jour)."),
    ),
    "when.no-such-time": Sentence(
        en=("{time} is not a time of day", "Times go from 00:00 to 23:59; midnight is 00:00 of the next day."),
        fr=("{time} n’est pas une heure du jour", "Les heures vont de 00:00 à 23:59 ; minuit est 00:00 du lendemain."),
    ),
    "when.year": Sentence(
        en=("the year {year} cannot be right", "Expected a year from {first} to {last}."),
        fr=("l’année {year} ne peut pas être la bonne", "On attend une année de {first} à {last}."),
    ),
    "when.number-too-large": Sentence(
        en=("{number} is too large", "Write {most} at most."),
        fr=("{number} est trop grand", "Écrivez {most} au plus."),
    ),
    "when.number-twice": Sentence(
        en=("{number} stands twice in the list", "Take one of them out: each number makes one post."),
        fr=("{number} est deux fois dans la liste", "Retirez l’un des deux : chaque nombre fait un message."),
    ),
    "when.day-twice": Sentence(
        en=("{day} stands twice in the list", "Take one of them out."),
        fr=("{day} est deux fois dans la liste", "Retirez l’un des deux."),
    ),
    "when.hours-are-exact": Sentence(
        en=(
            "hours are counted from the deadline’s own instant: “{found}” says nothing here",
            "Take it out, or count in days.",
        ),
        fr=(
            "les heures se comptent depuis l’instant même de l’échéance : « {found} » ne dit rien ici",
            "Retirez-le, ou comptez en jours.",
        ),
    ),
    "when.no-from": Sentence(
        en=("“every” needs a first day", "Add “from 2023-08-31”, or “from 6 weeks before” and a deadline."),
        fr=(
            "« every » a besoin d’un premier jour",
            "Ajoutez « from 2023-08-31 », ou « from 6 weeks before » et une échéance.",
        ),
    ),
    "when.no-to": Sentence(
        en=("“every” needs a last day", "Add “to 2023-09-03”, or “to” and a deadline."),
        fr=("« every » a besoin d’un dernier jour", "Ajoutez « to 2023-09-03 », ou « to » et une échéance."),
    ),
    "when.unknown-city": Sentence(
        en=(
            "no city called “{city}” is known",
            (
                "Write the best-known city that has the same time, for example “Paris”, or a full name "
                "such as “Europe/Paris”."
            ),
        ),
        fr=(
            "aucune ville appelée « {city} » n’est connue",
            (
                "Écrivez la ville la plus connue qui a la même heure, par exemple « Paris », ou un nom "
                "complet comme « Europe/Paris »."
            ),
        ),
    ),
    "when.unknown-city-near": Sentence(
        en=("no city called “{city}” is known", "Did you mean “{near}”?"),
        fr=("aucune ville appelée « {city} » n’est connue", "Vouliez-vous dire « {near} » ?"),
    ),
    "when.ambiguous-city": Sentence(
        en=(
            "“{city}” may be several places: {zones}",
            "Write the full name of the one you mean, for example “{example}”.",
        ),
        fr=(
            "« {city} » peut être plusieurs endroits : {zones}",
            "Écrivez le nom complet de celui que vous voulez dire, par exemple « {example} ».",
        ),
    ),
    "when.deadline-without-city": Sentence(
        en=("a deadline with a time needs a city: whose clock is it?", "Write “{expected}”."),
        fr=("une échéance avec une heure a besoin d’une ville : à l’horloge de qui ?", "Écrivez « {expected} »."),
    ),
    "when.quiet-all-day": Sentence(
        en=("quiet hours that end when they begin would last all day", "Write two different times, or “none”."),
        fr=(
            "des heures calmes qui finissent quand elles commencent dureraient tout le jour",
            "Écrivez deux heures différentes, ou « none ».",
        ),
    ),
}
