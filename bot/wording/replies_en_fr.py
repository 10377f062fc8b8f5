"""Letters to supporters, in English and French."""

from __future__ import annotations

TEXTS = {
    "en": {
        "subject": "Your photo for {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} was written by a program; people decide about photos. STOP takes everything back, at any time.
""",
        "receipt": """
Thank you. Photos received: {number}. Nothing is published without your yes.

If you agree, a person looks at each photo; if it is approved, it is posted by the campaign's accounts ({where}), at the
earliest {hours} hours after your yes. Hidden data such as place and camera is removed, faces are covered, your name and
address are never shown.
It may also be shown with others: in one picture of many photos, and on the campaign's page.

You may allow more, each on a line of its own below your yes:

- {city}: show the name of your city, as you wrote it
- {faces}: leave faces uncovered, if everyone in the photo agrees and is an adult

To agree, answer with this one word: {yes}

To take a photo back, answer STOP or send this code: {code}. It is then deleted everywhere by us. Copies that others
made, screenshots for example, cannot be recalled. If publishing could endanger you or anybody in the photo, do not
agree.

Responsible: {campaign}, {address}. Without an answer everything is deleted after {days} days;
{what_was_sent} {keep} hours after the decision.
""",
        "city": """
In which city did you take the photo? Answer with its name alone. It is shown only if you allow it; we need it to know
whether publishing is safe.
""",
        "reminder": """
You sent a photo and have not answered yet. If you agree to its publication as described in {first_letter}, answer
with this one word: {yes}

If not, do nothing: everything is deleted in {days} days. STOP, or the code {code}, deletes it now. We will not ask
again.
""",
        "posted": """
Your photo is published. Thank you.

{links}

To take it back, answer STOP or send the code {of_first_letter}.
""",
        "withdrawn": """
Your photos are withdrawn. What we published is being deleted on every network, and what we kept is deleted too. Copies
that others made cannot be recalled. You need not do anything else.
""",
        "declined": """
Thank you for your photo. The people of the campaign decided not to publish it. It says nothing about you; often it is
a matter of somebody's safety. It is deleted from our files.
""",
        "listed country": """
Thank you for your photo. We do not publish photos from the country of this city: people there have been prosecuted for
less. Please do not post it yourself either. It is deleted from our files.
""",
        "unreadable": """
A picture {in_mail} could not be opened: it is damaged, too small, too large, or of a kind that we do not open.
Please send it again as JPEG, PNG, WebP or HEIC, up to 20 MB, not packed in another file.
""",
        "not understood": """
Your answer was not understood. Please answer with one word alone: {yes} if you agree to the publication, STOP if not or
not any more.
""",
        "no photo": """
There was no photo in your mail. Please attach it as a file (JPEG, PNG, WebP or HEIC), not as a link and not packed in
another file, and write the name of your city.
""",
        "too many": """
You sent more photos than we take from one sender in a day ({most}). Those above that number are not kept. Please choose
the best ones, and send them tomorrow.
""",
    },
    "fr": {
        "subject": "Votre photo pour {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} par un programme ; des personnes décident des photos. STOP retire tout, à tout moment.
""",
        "receipt": """
Merci. Photos reçues : {number}. Rien n’est publié sans votre oui.

Si vous êtes d’accord, une personne regarde chaque photo ; si elle est acceptée, elle est publiée par les comptes de la
campagne ({where}), au plus tôt {hours} heures après votre oui. Les données cachées, comme le lieu et l’appareil, sont
supprimées, les visages sont couverts, votre nom et votre adresse ne sont jamais montrés.
Elle peut aussi être montrée avec d’autres : dans une image faite de nombreuses photos, et sur la page de la campagne.

Vous pouvez permettre davantage, chaque mot sur sa propre ligne, sous votre oui :

- {city} : montrer le nom de votre ville, comme vous l’avez écrit
- {faces} : laisser les visages découverts, si toutes les personnes de la photo le veulent et sont majeures

Pour accepter, répondez par ce seul mot : {yes}

Pour retirer une photo, répondez STOP ou envoyez ce code : {code}. Nous la supprimons alors partout. Les copies faites
par d’autres, les captures d’écran par exemple, ne peuvent pas être rappelées. Si la publication peut mettre en danger
vous ou une personne de la photo, n’acceptez pas.

Responsable : {campaign}, {address}. Sans réponse, tout est supprimé après {days} jours ; {what_was_sent}
{keep} heures après la décision.
""",
        "city": """
Dans quelle ville avez-vous pris la photo ? Répondez par son nom seul. Il n’est montré que si vous le permettez ; il
nous sert à savoir si la publication est sans danger.
""",
        "reminder": """
Vous avez envoyé une photo et n’avez pas encore répondu. Si vous acceptez sa publication telle que {first_letter}
la décrit, répondez par ce seul mot : {yes}

Sinon, ne faites rien : tout est supprimé dans {days} jours. STOP, ou le code {code}, supprime tout maintenant. Nous ne
redemanderons pas.
""",
        "posted": """
Votre photo est publiée. Merci.

{links}

Pour la retirer, répondez STOP ou envoyez le code {of_first_letter}.
""",
        "withdrawn": """
Vos photos sont retirées. Ce que nous avons publié est en cours de suppression sur chaque réseau, et ce que nous
gardions est supprimé aussi. Les copies faites par d’autres ne peuvent pas être rappelées. Vous n’avez rien d’autre à
faire.
""",
        "declined": """
Merci pour votre photo. L’équipe de la campagne a décidé de ne pas la publier. Cela ne dit rien de vous ; il s’agit
souvent de la sécurité de quelqu’un. Elle est supprimée de nos fichiers.
""",
        "listed country": """
Merci pour votre photo. Nous ne publions pas de photos du pays de cette ville : des gens y ont été poursuivis pour moins
que cela. Ne la publiez pas vous-même non plus, s’il vous plaît. Elle est supprimée de nos fichiers.
""",
        "unreadable": """
Une image {in_mail} n’a pas pu être ouverte : elle est abîmée, trop petite, trop grande, ou d’un genre que nous
n’ouvrons pas. Envoyez-la de nouveau en JPEG, PNG, WebP ou HEIC, jusqu’à 20 Mo, sans la mettre dans un autre fichier.
""",
        "not understood": """
Votre réponse n’a pas été comprise. Répondez par un seul mot : {yes} si vous acceptez la publication, STOP si vous ne
l’acceptez pas, ou plus.
""",
        "no photo": """
Il n’y avait pas de photo dans votre courriel. Joignez-la comme fichier (JPEG, PNG, WebP ou HEIC), sans lien et sans la
mettre dans un autre fichier, et écrivez le nom de votre ville.
""",
        "too many": """
Vous avez envoyé plus de photos que nous n’en prenons d’une personne par jour ({most}). Celles en plus ne sont pas
gardées. Choisissez les meilleures, et envoyez-les demain.
""",
    },
}
