"""What the program says of a file's text and of its YAML."""

from __future__ import annotations

from bot.wording.sentence import Sentence

YAML: dict[str, Sentence] = {
    "text-too-large": Sentence(
        en=("the file is larger than {limit} MB", "Split it: every file of its folder is read."),
        fr=("le fichier dépasse {limit} Mo", "Partagez-le : tous les fichiers de son dossier sont lus."),
    ),
    "text-not-utf8": Sentence(
        en=(
            "the byte {byte} is not UTF-8 text",
            "Save the file again as UTF-8 (in Windows’ Notepad: Save as, Encoding).",
        ),
        fr=(
            "l’octet {byte} n’est pas du texte UTF-8",
            "Enregistrez le fichier en UTF-8 (Bloc-notes de Windows : Enregistrer sous, Encodage).",
        ),
    ),
    "text-character": Sentence(
        en=("an invisible character stands here: {character}", "Delete it and type the words around it again."),
        fr=("un caractère invisible se trouve ici : {character}", "Supprimez-le et retapez les mots qui l’entourent."),
    ),
    "text-bom": Sentence(
        en=(
            "the file begins with an invisible mark (BOM); it is left out",
            "Nothing to do; “UTF-8 without BOM” avoids it.",
        ),
        fr=(
            "le fichier commence par une marque invisible (BOM) ; elle est ignorée",
            "Rien à faire ; « UTF-8 sans BOM » l’évite.",
        ),
    ),
    "text-crlf": Sentence(
        en=("the lines end as Windows ends them; they are read all the same", "Nothing to do."),
        fr=("les lignes finissent à la manière de Windows ; elles sont lues quand même", "Rien à faire."),
    ),
    "yaml-empty": Sentence(
        en=("{file} says nothing: it is empty or all comments", "Write in it what it is for, or delete it."),
        fr=(
            "{file} ne dit rien : il est vide ou tout en commentaires",
            "Écrivez-y ce qu’il doit contenir, ou supprimez-le.",
        ),
    ),
    "yaml-not-mapping": Sentence(
        en=(
            "the file does not begin with a key",
            "It must be made of lines like “key: value”, the first one at the edge.",
        ),
        fr=(
            "le fichier ne commence pas par une clé",
            "Il doit être fait de lignes comme « clé: valeur », la première au bord.",
        ),
    ),
    "yaml-alias": Sentence(
        en=(
            "*{name} repeats a value written elsewhere; campaign files do not use that",
            "Write the value itself. If the star is part of the words, put them in quotes.",
        ),
        fr=(
            "*{name} répète une valeur écrite ailleurs ; les fichiers de campagne ne l’utilisent pas",
            "Écrivez la valeur elle-même. Si l’étoile fait partie du texte, mettez-le entre guillemets droits.",
        ),
    ),
    "yaml-anchor": Sentence(
        en=(
            "&{name} gives a name to a value; campaign files do not use that",
            "Remove &{name}. If it is part of the words, put them in quotes.",
        ),
        fr=(
            "&{name} donne un nom à une valeur ; les fichiers de campagne ne l’utilisent pas",
            "Retirez &{name}. S’il fait partie du texte, mettez-le entre guillemets droits.",
        ),
    ),
    "yaml-tag": Sentence(
        en=(
            "{tag} is a YAML type; campaign files do not use them",
            "Remove it. If the ! is part of the words, put them in quotes.",
        ),
        fr=(
            "{tag} est un type YAML ; les fichiers de campagne n’en utilisent pas",
            "Retirez-le. Si le ! fait partie du texte, mettez-le entre guillemets droits.",
        ),
    ),
    "yaml-merge": Sentence(
        en=(
            "<<: merges other keys; campaign files do not use that",
            "Write the keys themselves here, or in defaults:.",
        ),
        fr=(
            "<<: fusionne d’autres clés ; les fichiers de campagne ne l’utilisent pas",
            "Écrivez ici les clés elles-mêmes, ou dans defaults:.",
        ),
    ),
    "yaml-duplicate-key": Sentence(
        en=(
            "“{key}” is written twice; the first is on line {first}",
            "Keep one of the two, or give this one another name.",
        ),
        fr=(
            "« {key} » est écrit deux fois ; la première à la ligne {first}",
            "Gardez l’une des deux, ou donnez un autre nom à celle-ci.",
        ),
    ),
    "yaml-documents": Sentence(
        en=("a second document begins here", "Remove the line, or move what follows to a file of its own."),
        fr=("un second document commence ici", "Retirez cette ligne, ou déplacez la suite dans un fichier à part."),
    ),
    "yaml-too-deep": Sentence(
        en=(
            "more than {depth} levels, one inside the other",
            "No campaign file needs so many: look for brackets that are not closed.",
        ),
        fr=(
            "plus de {depth} niveaux les uns dans les autres",
            "Aucun fichier de campagne n’en a besoin : cherchez des crochets non fermés.",
        ),
    ),
    "yaml-key-not-text": Sentence(
        en=(
            "a list or a mapping stands where a key is expected",
            "A key is one word before a colon. Words in brackets or braces need quotes.",
        ),
        fr=(
            "une liste ou un groupe se trouve à la place d’une clé",
            "Une clé est un mot devant deux-points. Un texte à crochets ou accolades va entre guillemets droits.",
        ),
    ),
    "yaml-key-empty": Sentence(
        en=("a colon with no key before it", "Write the key before the colon, or remove the line."),
        fr=("deux-points sans clé devant", "Écrivez la clé devant les deux-points, ou retirez la ligne."),
    ),
    "yaml-tab": Sentence(
        en=("a tab stands at the beginning of this line", "Use spaces: YAML does not take tabs there."),
        fr=(
            "une tabulation se trouve au début de cette ligne",
            "Utilisez des espaces : YAML n’accepte pas là de tabulation.",
        ),
    ),
    "yaml-start": Sentence(
        en=("a value cannot begin with {character}", 'Put the whole value in quotes: "{character}…".'),
        fr=(
            "une valeur ne peut pas commencer par {character}",
            'Mettez toute la valeur entre guillemets droits : "{character}…".',
        ),
    ),
    "yaml-colon": Sentence(
        en=(
            "a colon stands where none is expected",
            "Words with a colon go in quotes. Otherwise see the line above: its indentation, its colon.",
        ),
        fr=(
            "des deux-points se trouvent là où l’on n’en attend pas",
            "Avec deux-points, un texte va entre guillemets droits. Sinon, voyez le retrait de la ligne du dessus.",
        ),
    ),
    "yaml-no-colon": Sentence(
        en=("a key without a colon", "Write “key: value”, with a space after the colon."),
        fr=("une clé sans deux-points", "Écrivez « clé: valeur », avec une espace après les deux-points."),
    ),
    "yaml-quote-open": Sentence(
        en=(
            "the quotation mark {character} is opened here and never closed",
            "Close it at the end of the words. Inside single quotes, an apostrophe is written twice.",
        ),
        fr=(
            "le guillemet {character} est ouvert ici et jamais refermé",
            "Refermez-le à la fin du texte. Entre guillemets simples, l’apostrophe se double.",
        ),
    ),
    "yaml-quote-inside": Sentence(
        en=(
            "the quotation mark {character} closes the words here, and more follow",
            "Close it at their end. Inside, write “ ”, « », or ’ for an apostrophe.",
        ),
        fr=(
            "le guillemet {character} referme le texte ici, et il y a une suite",
            "Refermez-le à la fin. À l’intérieur, écrivez des guillemets français, ou ’ pour l’apostrophe.",
        ),
    ),
    "yaml-no-break-space": Sentence(
        en=("a no-break space stands where YAML takes only plain ones", "Delete it and type plain spaces."),
        fr=("une espace insécable se trouve là où YAML veut des espaces simples", "Supprimez-la, tapez des espaces."),
    ),
    "yaml-bracket-stray": Sentence(
        en=("{character} closes nothing that is open", "Remove it, or open it before."),
        fr=("{character} ne referme rien d’ouvert", "Retirez-le, ou ouvrez-le avant."),
    ),
    "yaml-indent-under": Sentence(
        en=(
            "this line is indented as if it belonged to the one above, which is complete",
            "Indent it like its neighbours, or put back the key (as in “posts:”) that it belongs under.",
        ),
        fr=(
            "le retrait de cette ligne la rattache à celle du dessus, qui est complète",
            "Alignez-la sur ses voisines, ou remettez la clé (comme « posts: ») dont elle dépend.",
        ),
    ),
    "yaml-bracket-open": Sentence(
        en=("{character} is opened here and never closed", "Close it with {closing}."),
        fr=("{character} est ouvert ici et jamais refermé", "Refermez avec {closing}."),
    ),
    "yaml-bracket-comment": Sentence(
        en=(
            "{comment} begins a comment, so the {character} before it is never closed",
            'Put words that begin with # in quotes: "#FreeAzat".',
        ),
        fr=(
            "{comment} commence un commentaire, donc le {character} qui précède n’est jamais refermé",
            'Mettez entre guillemets droits les mots qui commencent par # : "#FreeAzat".',
        ),
    ),
    "yaml-comma": Sentence(
        en=(
            "a comma, or the end of the list, is expected here",
            "Put a comma between two items, and quotes around words that hold a comma or a bracket.",
        ),
        fr=(
            "une virgule, ou la fin de la liste, est attendue ici",
            "Séparez par des virgules ; guillemets droits pour un texte à virgule ou crochet.",
        ),
    ),
    "yaml-indent": Sentence(
        en=(
            "this line is not indented like the ones it belongs with",
            "Give it as many spaces at the beginning as they have.",
        ),
        fr=(
            "cette ligne n’a pas le même retrait que celles qu’elle accompagne",
            "Donnez-lui autant d’espaces au début qu’à elles.",
        ),
    ),
    "yaml-dash": Sentence(
        en=("a dash stands where no list can begin", "Begin the list on a line of its own below the key."),
        fr=(
            "un tiret se trouve là où aucune liste ne peut commencer",
            "Commencez la liste sur une ligne à part, sous la clé.",
        ),
    ),
    "yaml-escape": Sentence(
        en=("{escape} has no meaning inside double quotes", "Write \\\\ for a backslash, or use single quotes."),
        fr=(
            "{escape} n’a pas de sens entre guillemets doubles",
            "Écrivez \\\\ pour une barre oblique inverse, ou prenez des guillemets simples.",
        ),
    ),
    "text-conflict": Sentence(
        en=(
            "two versions of these lines were left side by side ({mark})",
            "Keep the lines that are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
        ),
        fr=(
            "deux versions de ces lignes sont restées côte à côte ({mark})",
            "Gardez les bonnes lignes, et effacez celles qui commencent par <<<<<<<, ======= et >>>>>>>.",
        ),
    ),
    "yaml-syntax": Sentence(
        en=(
            "the file cannot be read from here on",
            "Look at the indentation, the quotes and the brackets of this line and of the one above.",
        ),
        fr=(
            "le fichier n’est plus lisible à partir d’ici",
            "Regardez le retrait, les guillemets et les crochets de cette ligne et de celle au-dessus.",
        ),
    ),
}
