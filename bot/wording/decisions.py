"""What is said of the outcomes that people state."""

from __future__ import annotations

from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "decide-deadline": Sentence(
        en=("No post waits for an outcome of “{given}”.", "Use one of: {known}."),
        fr=("Aucune publication n’attend l’issue de « {given} ».", "Choisissez : {known}."),
    ),
    "decide-outcome": Sentence(
        en=("Nothing in the files knows the outcome “{given}”.", "Did you mean: {known}?"),
        fr=("Rien dans les fichiers ne connaît l’issue « {given} ».", "Vouliez-vous dire : {known} ?"),
    ),
    "decide-word": Sentence(
        en=("“{given}” cannot be an outcome: one word, of letters and dashes.", "The files know: {known}."),
        fr=("« {given} » ne peut pas être une issue : un seul mot, de lettres et de traits.", "Connues : {known}."),
    ),
    "decide-person": Sentence(
        en=("“{given}” is not one of staff.people in settings.yaml.", "Say who decides: --by {known}."),
        fr=("« {given} » n’est pas dans staff.people de settings.yaml.", "Dites qui décide : --by {known}."),
    ),
    "decide-alone": Sentence(
        en=("A deadline without an outcome states nothing.", "Add one of: {known}."),
        fr=("Une échéance sans issue ne déclare rien.", "Ajoutez l’une de : {known}."),
    ),
    "decide-nothing": Sentence(
        en=("No entry of this campaign has an only-if: there is nothing to decide.", ""),
        fr=("Aucune entrée de cette campagne n’a de only-if : il n’y a rien à décider.", ""),
    ),
    "decide-unstated": Sentence(
        en=("{deadline}: open, nobody has stated anything.", ""),
        fr=("{deadline} : open, personne n’a rien déclaré.", ""),
    ),
    "decide-stated": Sentence(
        en=("{deadline}: {person} says {outcome} ({at}).", ""),
        fr=("{deadline} : {person} dit {outcome} ({at}).", ""),
    ),
    "decide-effect-open": Sentence(
        en=("  {outcome}: lets {going} go (next {going_next}), stops {stopped} (next {stopped_next})", ""),
        fr=("  {outcome} : en laisse partir {going} (dès {going_next}), en arrête {stopped} (dès {stopped_next})", ""),
    ),
    "decide-effect": Sentence(
        en=(
            "  {outcome}: stops {stopped} at once (next {stopped_next}); lets {going} go (next {going_next}) when a "
            "second person says so too",
            "",
        ),
        fr=(
            "  {outcome} : en arrête {stopped} aussitôt (dès {stopped_next}) ; en laisse partir {going} "
            "(dès {going_next}) quand une deuxième personne le dit aussi",
            "",
        ),
    ),
    "ask-decide": Sentence(
        en=("State, as {person}, that {deadline} is {outcome}?", ""),
        fr=("Déclarer, au nom de {person}, que {deadline} est {outcome} ?", ""),
    ),
    "decided": Sentence(
        en=("{person} states that {deadline} is {outcome}. Stopped: {stopped}. May go: {going}.", ""),
        fr=("{person} déclare que {deadline} est {outcome}. Arrêtés : {stopped}. Peuvent partir : {going}.", ""),
    ),
    "decided-second": Sentence(
        en=("{waiting} more wait for a second person: run.py decide {deadline} {outcome} --by NAME.", ""),
        fr=("{waiting} autres attendent une deuxième personne : run.py decide {deadline} {outcome} --by NOM.", ""),
    ),
    "decided-contested": Sentence(
        en=("People contradict each other on {deadline} ({words}): nothing that depends on it goes out.", ""),
        fr=("Les avis divergent sur {deadline} ({words}) : rien de ce qui en dépend ne part.", ""),
    ),
    "outcome-stated": Sentence(
        en=(
            "{person} states that {deadline} is {outcome} ({at}). To see what that stops and sends: run.py decide.",
            "",
        ),
        fr=("{person} déclare que {deadline} est {outcome} ({at}). Ce que cela arrête et publie : run.py decide.", ""),
    ),
}
