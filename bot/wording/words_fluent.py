"""What the program says about a file of messages that cannot be used; ``bot.wording.words`` takes it in."""

from __future__ import annotations

from bot.wording.sentence import Sentence

FLUENT: dict[str, Sentence] = {
    "hidden-character": Sentence(
        en=(
            "an invisible character stands here: {character}",
            "Delete it, or type the words around it again; it often comes along with pasted text.",
        ),
        fr=(
            "un caractère invisible se trouve ici : {character}",
            "Effacez-le, ou retapez les mots voisins ; il vient souvent d’un copier-coller.",
        ),
    ),
    "ftl-line-trap": Sentence(
        en=(
            "a line of text cannot begin with “{character}”: Fluent cuts the message off before it",
            'Move the first word of this line to the line above, or write {{ "{character}" }} for the sign.',
        ),
        fr=(
            "une ligne de texte ne peut pas commencer par « {character} » : Fluent coupe le message juste avant",
            'Remontez le premier mot de cette ligne, ou écrivez {{ "{character}" }} pour le signe.',
        ),
    ),
    "ftl-not-an-entry": Sentence(
        en=(
            "this line belongs to no message",
            "A message begins in the first column (name = words); indent its next lines by four spaces, not tabs.",
        ),
        fr=(
            "cette ligne n’appartient à aucun message",
            "Un message commence en première colonne (nom = texte) ; décalez les lignes suivantes de quatre espaces.",
        ),
    ),
    "ftl-expected": Sentence(
        en=(
            "“{token}” was expected here",
            "Write a message as name = words, and close every {{ with a }}.",
        ),
        fr=(
            "il manque « {token} » ici",
            "Écrivez un message sous la forme nom = texte et fermez chaque {{ par }}.",
        ),
    ),
    "ftl-expected-name": Sentence(
        en=(
            "a name was expected here: letters without accents, digits, - and _",
            'A line that begins with a point is an attribute (.alt = …); move the point up, or write {{ "." }}.',
        ),
        fr=(
            "un nom est attendu ici : lettres sans accent, chiffres, - et _",
            'Une ligne qui commence par un point est un attribut (.alt = …) ; remontez le point, ou écrivez {{ "." }}.',
        ),
    ),
    "ftl-no-value": Sentence(
        en=(
            "“{name}” has no words",
            "Write them after its =, or on the next lines, indented by four spaces, not tabs.",
        ),
        fr=(
            "« {name} » n’a pas de texte",
            "Écrivez-le après le signe =, ou aux lignes suivantes, décalées de quatre espaces, sans tabulation.",
        ),
    ),
    "ftl-no-default": Sentence(
        en=(
            "this choice has no default",
            "Put a * before the last variant: *[other].",
        ),
        fr=(
            "ce choix n’a pas de cas par défaut",
            "Mettez un * devant le dernier cas : *[other].",
        ),
    ),
    "ftl-two-defaults": Sentence(
        en=(
            "this choice has two defaults",
            "Keep one * only, before [other].",
        ),
        fr=(
            "ce choix a deux cas par défaut",
            "Ne gardez qu’un *, devant [other].",
        ),
    ),
    "ftl-empty-variant": Sentence(
        en=(
            "this variant has no words",
            "Write them after its ], on the same line.",
        ),
        fr=(
            "ce cas n’a pas de texte",
            "Écrivez-le après le ], sur la même ligne.",
        ),
    ),
    "ftl-term-attribute": Sentence(
        en=(
            "an attribute of a term cannot be printed",
            'Make it a term of its own, or pass a case: {{ -name(case: "gen") }}.',
        ),
        fr=(
            "l’attribut d’un terme ne peut pas être imprimé",
            'Faites-en un terme, ou demandez un cas : {{ -nom(case: "gen") }}.',
        ),
    ),
    "ftl-open-quote": Sentence(
        en=(
            "a quotation mark is not closed on its line",
            'Close it with " before the }}.',
        ),
        fr=(
            "un guillemet n’est pas fermé sur sa ligne",
            'Fermez-le par " avant le }}.',
        ),
    ),
    "ftl-stray-brace": Sentence(
        en=(
            "a }} stands here without its {{",
            'Delete it, or write {{ "}}" }} for the sign itself.',
        ),
        fr=(
            "un }} se trouve ici sans son {{",
            'Effacez-le, ou écrivez {{ "}}" }} pour le signe lui-même.',
        ),
    ),
    "ftl-no-expression": Sentence(
        en=(
            "nothing that Fluent knows stands between {{ and }}",
            "Write a number’s name ({{ $days }}), a term ({{ -name }}) or a message’s name.",
        ),
        fr=(
            "rien de connu de Fluent entre {{ et }}",
            "Écrivez un nombre ({{ $days }}), un terme ({{ -nom }}) ou le nom d’un message.",
        ),
    ),
    "ftl-unreadable": Sentence(
        en=(
            "Fluent cannot read this ({code})",
            "Compare it with a message that works, or write it as plain words.",
        ),
        fr=(
            "Fluent ne peut pas lire ceci ({code})",
            "Comparez avec un message qui marche, ou écrivez-le en texte simple.",
        ),
    ),
    "message-twice": Sentence(
        en=(
            "“{name}” is written a second time: it stands already in {file}, line {line}",
            "Delete one of the two, or give it another name.",
        ),
        fr=(
            "« {name} » est écrit une deuxième fois : il est déjà dans {file}, ligne {line}",
            "Effacez l’un des deux, ou donnez-lui un autre nom.",
        ),
    ),
    "ftl-attribute-twice": Sentence(
        en=(
            "“{message}” has .{attribute} twice",
            "Delete one of the two.",
        ),
        fr=(
            "« {message} » a deux fois .{attribute}",
            "Effacez l’un des deux.",
        ),
    ),
    "ftl-unknown-attribute": Sentence(
        en=(
            "nothing reads .{attribute} of “{message}”",
            "Known are {known}.",
        ),
        fr=(
            "rien ne lit .{attribute} de « {message} »",
            "Sont connus : {known}.",
        ),
    ),
    "ftl-unknown-attribute-near": Sentence(
        en=(
            "nothing reads .{attribute} of “{message}”",
            "Did you mean .{near}? Known are {known}.",
        ),
        fr=(
            "rien ne lit .{attribute} de « {message} »",
            "Vouliez-vous .{near} ? Sont connus : {known}.",
        ),
    ),
    "ftl-unknown-message": Sentence(
        en=(
            "there is no message “{name}” in this language",
            "Write {name} = … in one of its files, or take the reference out.",
        ),
        fr=(
            "il n’y a pas de message « {name} » dans cette langue",
            "Écrivez {name} = … dans l’un de ses fichiers, ou retirez le renvoi.",
        ),
    ),
    "ftl-unknown-message-near": Sentence(
        en=(
            "there is no message “{name}” in this language",
            "Did you mean {near}?",
        ),
        fr=(
            "il n’y a pas de message « {name} » dans cette langue",
            "Vouliez-vous {near} ?",
        ),
    ),
    "ftl-unknown-term": Sentence(
        en=(
            "there is no term “{name}” in this language",
            "Write {name} = … in one of its files, or take the reference out.",
        ),
        fr=(
            "il n’y a pas de terme « {name} » dans cette langue",
            "Écrivez {name} = … dans l’un de ses fichiers, ou retirez le renvoi.",
        ),
    ),
    "ftl-unknown-term-near": Sentence(
        en=(
            "there is no term “{name}” in this language",
            "Did you mean {near}?",
        ),
        fr=(
            "il n’y a pas de terme « {name} » dans cette langue",
            "Vouliez-vous {near} ?",
        ),
    ),
    "ftl-unknown-variable": Sentence(
        en=(
            "“{message}” uses ${variable}, which nothing fills in",
            "Known are $days and $hours, in an entry that counts them; write anything else as words.",
        ),
        fr=(
            "« {message} » utilise ${variable}, que rien ne remplit",
            "Sont connus $days et $hours, dans une publication qui les compte ; écrivez le reste en toutes lettres.",
        ),
    ),
    "ftl-unknown-variable-near": Sentence(
        en=(
            "“{message}” uses ${variable}, which nothing fills in",
            "Did you mean ${near}?",
        ),
        fr=(
            "« {message} » utilise ${variable}, que rien ne remplit",
            "Vouliez-vous ${near} ?",
        ),
    ),
    "ftl-variable-in-term": Sentence(
        en=(
            "${variable} prints nothing inside the term {term}: terms do not see the countdown",
            "Move it into the message, beside {{ {term} }}.",
        ),
        fr=(
            "${variable} n’imprime rien dans le terme {term} : un terme ne voit pas le compte à rebours",
            "Mettez-le dans le message, à côté de {{ {term} }}.",
        ),
    ),
    "ftl-unknown-function": Sentence(
        en=(
            "there is no function {function}",
            "Only NUMBER($days) and NUMBER($hours) are known; write a date as words.",
        ),
        fr=(
            "il n’y a pas de fonction {function}",
            "Seules NUMBER($days) et NUMBER($hours) sont connues ; écrivez une date en toutes lettres.",
        ),
    ),
    "ftl-function-arguments": Sentence(
        en=(
            "{function} is given something it cannot print",
            "Write {function}($days) or {function}($hours), alone or with minimumIntegerDigits: 2.",
        ),
        fr=(
            "{function} reçoit ce qu’il ne peut pas imprimer",
            "Écrivez {function}($days) ou {function}($hours), seul ou avec minimumIntegerDigits: 2.",
        ),
    ),
    "ftl-string-escape": Sentence(
        en=(
            "{string} names a character that does not exist",
            "Write the character itself, without a backslash.",
        ),
        fr=(
            "{string} désigne un caractère qui n’existe pas",
            "Écrivez le caractère lui-même, sans barre oblique inverse.",
        ),
    ),
    "ftl-circle": Sentence(
        en=(
            "“{name}” refers to itself, directly or through others",
            "Take one of the references out.",
        ),
        fr=(
            "« {name} » renvoie à lui-même, directement ou non",
            "Retirez l’un des renvois.",
        ),
    ),
}
