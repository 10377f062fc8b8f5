"""What the program says of ``photos:``, ``mailbox:`` and the words of supporters' photos."""

from __future__ import annotations

from bot.wording.sentence import Sentence

PHOTOS: dict[str, Sentence] = {
    "photos-nothing": Sentence(
        en=("nothing is written here", "Write “photos: yes” for the usual settings, or “photos: no”."),
        fr=("rien n’est écrit ici", "Écrivez « photos: yes » pour les réglages habituels, ou « photos: no »."),
    ),
    "unknown-choice": Sentence(
        en=("“{found}” is not one of the choices here", "One of: {known}."),
        fr=("« {found} » n’est pas un choix possible ici", "Au choix : {known}."),
    ),
    "unknown-choice-near": Sentence(
        en=("“{found}” is not one of the choices here", "Did you mean “{near}”?"),
        fr=("« {found} » n’est pas un choix possible ici", "Vouliez-vous dire « {near} » ?"),
    ),
    "photos-count-wrong": Sentence(
        en=("“{found}” is not a number of photos", "Write a whole number from 1 to {most}, without quotes."),
        fr=("« {found} » n’est pas un nombre de photos", "Écrivez un nombre entier de 1 à {most}, sans guillemets."),
    ),
    "country-wrong": Sentence(
        en=("“{found}” is not a country’s code", "Write its two letters (ISO 3166), like RU or BY."),
        fr=("« {found} » n’est pas un code de pays", "Écrivez ses deux lettres (ISO 3166), comme RU ou BY."),
    ),
    "country-near": Sentence(
        en=("“{found}” is not a country’s code", "Did you mean {near}?"),
        fr=("« {found} » n’est pas un code de pays", "Vouliez-vous dire {near} ?"),
    ),
    "x-reading-wrong": Sentence(
        en=(
            "“{found}” does not say what reading X may cost",
            "Write it like: 5 USD a month. Or none: X is not searched.",
        ),
        fr=(
            "« {found} » ne dit pas ce que lire X peut coûter",
            "Écrivez par exemple : 5 USD a month. Ou none : X n’est pas fouillé.",
        ),
    ),
    "photos-without-tags": Sentence(
        en=(
            "supporters’ photos are found by a hashtag, and the campaign has none",
            'Add hashtags: ["#FreeAzat"] to the settings, or tags: to photos:.',
        ),
        fr=(
            "les photos se trouvent par un mot-dièse, et la campagne n’en a pas",
            'Ajoutez hashtags: ["#FreeAzat"] aux réglages, ou tags: à photos:.',
        ),
    ),
    "photos-keep-short": Sentence(
        en=(
            "an undecided photo is dropped after {undecided}, before the delay of {delay} ends: none could be posted",
            "Make keep: undecided: longer than delay:, or the delay shorter.",
        ),
        fr=(
            "une photo non décidée est jetée après {undecided}, avant la fin du délai ({delay}) : aucune ne paraîtrait",
            "Allongez undecided: (dans keep:) au-delà de delay:, ou raccourcissez delay:.",
        ),
    ),
    "photos-keep-nothing": Sentence(
        en=("an undecided photo is dropped at once: nobody could look at it", "Write a time, like 7 days."),
        fr=("une photo non décidée est jetée aussitôt : personne ne pourrait la voir", "Écrivez une durée : 7 days."),
    ),
    "photos-never-open": Sentence(
        en=(
            "photos are taken from {opens} to {closes} (UTC), which is never",
            "Correct from: and until:. Unsaid, they are the first post, and seven days after the last deadline.",
        ),
        fr=(
            "les photos sont prises du {opens} au {closes} (UTC), c’est-à-dire jamais",
            "Corrigez from: et until:. Sans eux : la première publication, et sept jours après la dernière échéance.",
        ),
    ),
    "photos-no-window": Sentence(
        en=(
            "nothing says from when to when photos are taken: there is no post or no deadline",
            "Write from: and until: under photos:.",
        ),
        fr=(
            "rien ne dit de quand à quand les photos sont prises : aucune publication, ou aucune échéance",
            "Écrivez from: et until: sous photos:.",
        ),
    ),
    "photos-without-chat": Sentence(
        en=(
            "without a staff chat no photo comes from Telegram, and none is reviewed there",
            "Add chat: to staff:, or review photos with run.py photos.",
        ),
        fr=(
            "sans groupe de l’équipe, aucune photo ne vient de Telegram ni ne s’y examine",
            "Ajoutez chat: à staff:, ou examinez les photos avec run.py photos.",
        ),
    ),
    "mailbox-without-photos": Sentence(
        en=("there is a mailbox for photos, but no photos are taken", "Add “photos: yes”, or remove mailbox:."),
        fr=(
            "une boîte aux lettres attend des photos, mais aucune n’est prise",
            "Ajoutez « photos: yes », ou retirez mailbox:.",
        ),
    ),
    "mailbox-inbox": Sentence(
        en=(
            "everything that arrives in {folder} is read, and mails with photos in it are deleted in the end",
            "Better let a filter of your mail provider sort photos into a folder of their own: folder: Photos.",
        ),
        fr=(
            "tout ce qui arrive dans {folder} est lu, et les courriels avec photos y sont supprimés à la fin",
            "Mieux vaut qu’un filtre de votre messagerie range les photos dans un dossier à part : folder: Photos.",
        ),
    ),
    "mailbox-folder-wrong": Sentence(
        en=("“{found}” cannot be a mail folder’s name", "Write the name of one folder, as your mail program shows it."),
        fr=(
            "« {found} » ne peut pas être le nom d’un dossier de courrier",
            "Écrivez le nom d’un seul dossier, tel que votre messagerie le montre.",
        ),
    ),
    "imap-server-wrong": Sentence(
        en=(
            "“{found}” is not a mail server",
            "Write its host and port, like imap.example.org:993. The password goes into secrets.env.",
        ),
        fr=(
            "« {found} » n’est pas un serveur de courrier",
            "Écrivez son nom et son port, comme imap.example.org:993. Le mot de passe va dans secrets.env.",
        ),
    ),
    "photos-key-short": Sentence(
        en=(
            "{name} has fewer than {least} characters: what it protects could be guessed",
            "Make a new one (openssl rand -hex 32), unless photos were taken with it: then it must stay.",
        ),
        fr=(
            "{name} a moins de {least} caractères : ce qu’il protège pourrait se deviner",
            "Créez-en un autre (openssl rand -hex 32), sauf si des photos ont été prises avec : il doit alors rester.",
        ),
    ),
    "entry-key-reserved": Sentence(
        en=("“{found}” is the name under which supporters’ photos are posted", "Give this entry another key."),
        fr=(
            "« {found} » est le nom sous lequel paraissent les photos des soutiens",
            "Donnez une autre clé à cette publication.",
        ),
    ),
    "picture-supporter": Sentence(
        en=(
            "a schedule cannot ask for a supporter’s photo: approved ones are posted by themselves",
            "Use countdown or poster, or a photo: of your own.",
        ),
        fr=(
            "un calendrier ne peut pas demander la photo d’un soutien : une fois approuvée, elle paraît d’elle-même",
            "Prenez countdown ou poster, ou votre propre photo:.",
        ),
    ),
    "photo-words-missing": Sentence(
        en=(
            "supporters’ photos are posted in {language}, and “{message}” has no words in {language}",
            "Add to {file}: “{message} = Photo: {{ $city }}”; below it, indented, “.no-city = Photo from a supporter”.",
        ),
        fr=(
            "les photos des soutiens paraissent en {language}, et « {message} » n’y a pas de texte",
            "Ajoutez à {file} : « {message} = Photo : {{ $city }} », et dessous, en retrait, « .no-city = … ».",
        ),
    ),
    "photo-words-no-city": Sentence(
        en=(
            "“{message}” ({language}) has no words for a photo whose city is not shown",
            "Add a line under the message: “    .no-city = Photo from a supporter”.",
        ),
        fr=(
            "« {message} » ({language}) n’a rien pour une photo dont la ville n’est pas montrée",
            "Ajoutez sous le message une ligne en retrait : « .no-city = Photo reçue ».",
        ),
    ),
    "photo-words-cityless": Sentence(
        en=(
            "“{message}” ({language}) never says the city",
            "Write {{ $city }} where it belongs, or nothing, if cities are not to be shown.",
        ),
        fr=(
            "« {message} » ({language}) ne dit jamais la ville",
            "Écrivez {{ $city }} à sa place, ou rien, si les villes ne doivent pas être montrées.",
        ),
    ),
    "photo-words-no-room": Sentence(
        en=(
            "with hashtags and a long city “{message}” ({language}) has {length} characters; {network} takes {limit}",
            "Shorten it by {over}, or write a .{variant} for {network} alone.",
        ),
        fr=(
            "avec mots-dièse et longue ville, « {message} » ({language}) fait {length} sur {limit} ({network})",
            "Raccourcissez de {over}, ou écrivez un .{variant} pour {network} seul.",
        ),
    ),
    "variable-of-photos": Sentence(
        en=(
            "“{message}” ({language}) uses $city, which only supporters’ photos have; “{entry}” has none",
            "Write the city’s name itself, or give the entry another message.",
        ),
        fr=(
            "« {message} » ({language}) utilise $city, que seules les photos des soutiens ont ; pas « {entry} »",
            "Écrivez le nom de la ville, ou donnez un autre message à la publication.",
        ),
    ),
    "photo-city-unsafe": Sentence(
        en=(
            "the city is not shown as it is: a network would make a link, a mention or a hashtag of it",
            "Correct its spelling, or post the photo without its city.",
        ),
        fr=(
            "la ville ne peut pas paraître ainsi : un réseau en ferait un lien, une mention ou un mot-dièse",
            "Corrigez son écriture, ou publiez la photo sans la ville.",
        ),
    ),
    "photo-alt-missing": Sentence(
        en=("the photo has no words for those who cannot see it", "Describe in a sentence what it shows."),
        fr=("la photo n’a rien pour qui ne peut pas la voir", "Décrivez en une phrase ce qu’elle montre."),
    ),
    "photo-alt-too-long": Sentence(
        en=("the photo’s description has {length} characters; {network} takes {limit}", "Shorten it by {over}."),
        fr=("la description de la photo a {length} caractères ; {network} en prend {limit}", "Retirez-en {over}."),
    ),
    "photo-caption-too-long": Sentence(
        en=(
            "city, description and hashtags together have {length} characters; {network} takes {limit} with a picture",
            "Shorten the description by {over}.",
        ),
        fr=(
            "ville, description et mots-dièse font {length} caractères ; avec une image, {network} en prend {limit}",
            "Raccourcissez la description de {over}.",
        ),
    ),
}
