"""What the staff's chat says of supporters' photos that wait for somebody."""

from __future__ import annotations

from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "desk-photo": _one("📷 Photo {photo} · {source} · {at}", "📷 Photo {photo} · {source} · {at}"),
    "desk-photo-mail": _one("by e-mail", "par courriel"),
    "desk-photo-soon": _one("📷 A photo to look at…", "📷 Une photo à regarder…"),
    "desk-photo-listed": _one(
        "📷 Photo {photo} comes from {country}, a listed country: it is not shown here and will not be published.",
        "📷 La photo {photo} vient de {country}, un pays listé\u00a0: elle n’est pas montrée ici et ne sera "
        "pas publiée.",
    ),
    "desk-photo-hidden": _one(
        "Its city is not clear and may lie in a listed country: until somebody says where it is, under City, it is not "
        "shown here.",
        "Sa ville n’est pas sûre et peut être dans un pays listé\u00a0: tant que personne ne dit où c’est, sous Ville, "
        "elle n’est pas montrée ici.",
    ),
    "desk-photo-no-picture": _one(
        "There is no picture to show: it can only be rejected here.",
        "Il n’y a pas d’image à montrer\u00a0: elle ne peut qu’être refusée ici.",
    ),
    "desk-photo-city": _one("City as typed: {city} → {country}", "Ville telle qu’écrite\u00a0: {city} → {country}"),
    "desk-photo-alt": _one("Description:", "Description\u00a0:"),
    "desk-photo-no-alt": _one("Description: none.", "Description\u00a0: aucune."),
    "desk-photo-goes": _one("→ {accounts}:", "→ {accounts}\u00a0:"),
    "desk-photo-as-it-is": _one(
        "→ {account}: reposted as it stands there, with its author’s name.",
        "→ {account}\u00a0: repartagée telle quelle, avec le nom de son auteur.",
    ),
    "desk-photo-not-yet": _one("✋ Not yet: {why}", "✋ Pas encore\u00a0: {why}"),
    "desk-photo-question": _one(
        "Could this harm anyone shown, or its author?",
        "Cela peut-il nuire à quelqu’un qu’on y voit, ou à son auteur\u00a0?",
    ),
    "desk-photo-apart": _one("📷 Photo {photo} was set apart: {why}.", "📷 Photo {photo} mise à l’écart\u00a0: {why}."),
    "desk-photo-more": _one(
        "📷 Waiting as well: {number}. They come up here as you decide.",
        "📷 Attendent aussi\u00a0: {number}. Elles viendront ici à mesure que vous décidez.",
    ),
    "desk-photo-beside": _one(
        "♊ On the left photo {photo}, on the right {other} ({state}), which looks like it.",
        "♊ À gauche la photo {photo}, à droite {other} ({state}), qui lui ressemble.",
    ),
    "desk-photo-asks-city": _one(
        "📍 In which country is it? Press one, or reply to this message with its two letters, as in FR.",
        "📍 Dans quel pays est-ce\u00a0? Appuyez, ou répondez à ce message par ses deux lettres, comme FR.",
    ),
    "desk-photo-asks-alt": _one(
        "✏ Reply to this message with what is to be seen, without names or places.",
        "✏ Répondez à ce message en disant ce qu’on voit, sans nom ni lieu.",
    ),
    "desk-photo-asks-cover": _one(
        "⬛ Press the squares that lie over faces, plates, badges; then “Blot out”. Or reply to this message with "
        "left,top,right,bottom in percent, one box a line, as in 20,10,35,30",
        "⬛ Appuyez sur les cases qui couvrent visages, plaques, badges, puis «\u00a0Masquer\u00a0». Ou répondez à ce "
        "message par gauche,haut,droite,bas en pour cent, un cadre par ligne, comme 20,10,35,30",
    ),
    "desk-photo-covers": _one(
        "Covered now: {boxes}. Reply -1 to take the first one away.",
        "Masqué maintenant\u00a0: {boxes}. Répondez -1 pour ôter le premier cadre.",
    ),
    "desk-photo-faces-open": _one(
        "Nothing is covered in it, and its sender was told that faces are: cover them, or say that there are none.",
        "Rien n’y est masqué, et on a dit à qui l’a envoyée que les visages le sont\u00a0: masquez-les, ou dites qu’il "
        "n’y en a pas.",
    ),
    "desk-photo-button-faceless": _one("✅ No face, or all covered", "✅ Aucun visage, ou tous masqués"),
    "desk-photo-button-reject": _one("❌ Reject", "❌ Refuser"),
    "desk-photo-button-listed": _one("❌ Reject: listed country", "❌ Refuser\u00a0: pays listé"),
    "desk-photo-button-same": _one("♊ Duplicate", "♊ Doublon"),
    "desk-photo-button-through": _one("Let through", "Laisser passer"),
    "desk-photo-button-city": _one("📍 City", "📍 Ville"),
    "desk-photo-button-cover": _one("⬛ Cover", "⬛ Masquer"),
    "desk-photo-button-alt": _one("✏ Description", "✏ Description"),
    "desk-photo-button-name": _one("Show the name", "Montrer le nom"),
    "desk-photo-button-unname": _one("Do not show the name", "Ne pas montrer le nom"),
    "desk-photo-button-back": _one("↩ Back", "↩ Retour"),
    "desk-photo-button-blot": _one("⬛ Blot out", "⬛ Masquer"),
    "desk-photo-button-bare": _one("Remove all blots", "Tout démasquer"),
    "desk-photo-approved": _one(
        "✅ Photo {photo}: {person} says yes, {at}.", "✅ Photo {photo}\u00a0: {person} dit oui, {at}."
    ),
    "desk-photo-rejected": _one(
        "❌ Photo {photo}: rejected by {person}, {at}.", "❌ Photo {photo}\u00a0: refusée par {person}, {at}."
    ),
    "desk-photo-rejected-listed": _one(
        "❌ Photo {photo}: rejected by {person}, {at}; it comes from a listed country.",
        "❌ Photo {photo}\u00a0: refusée par {person}, {at}\u00a0; elle vient d’un pays listé.",
    ),
    "desk-photo-rejected-same": _one(
        "♊ Photo {photo}: a duplicate, says {person}, {at}.", "♊ Photo {photo}\u00a0: un doublon, dit {person}, {at}."
    ),
    "desk-photo-through": _one(
        "📷 Photo {photo}: let through by {person}, {at}.", "📷 Photo {photo}\u00a0: {person} la laisse passer, {at}."
    ),
    "desk-photo-approved-elsewhere": _one(
        "✅ Photo {photo}: {person} said yes elsewhere, {at}.",
        "✅ Photo {photo}\u00a0: {person} a dit oui ailleurs, {at}.",
    ),
    "desk-photo-now": _one("📷 Photo {photo}: {state}.", "📷 Photo {photo}\u00a0: {state}."),
    "desk-photo-mode": _one("Read what the message asks now.", "Lisez ce que le message demande maintenant."),
    "desk-photo-back": _one("As before.", "Comme avant."),
    "desk-photo-squares": _one("⬛ Squares: {number}.", "⬛ Cases\u00a0: {number}."),
    "desk-photo-no-squares": _one(
        "Press at least one square first, or reply with boxes.",
        "Choisissez d’abord une case, ou répondez par des cadres.",
    ),
    "desk-photo-blotting": _one(
        "⬛ The picture is being made anew; look at it, then decide.",
        "⬛ L’image est refaite\u00a0; regardez-la, puis décidez.",
    ),
    "desk-photo-city-set": _one(
        "📍 {person}, {at}: {country} is noted.", "📍 {person}, {at}\u00a0: {country}, c’est noté."
    ),
    "desk-photo-city-unnamed": _one(
        "📍 {person}, {at}: {country} is noted. The name of the place is not shown: it may be a village.",
        "📍 {person}, {at}\u00a0: {country}, c’est noté. Le nom du lieu n’est pas montré\u00a0: "
        "c’est peut-être un village.",
    ),
    "desk-photo-described": _one(
        "✏ {person}, {at}: the description is noted; read it above, then decide.",
        "✏ {person}, {at}\u00a0: la description est notée\u00a0; relisez-la plus haut, puis décidez.",
    ),
    "desk-photo-changed": _one(
        "The photo changed since you looked: look at the newest message about it, then press again.",
        "La photo a changé depuis que vous l’avez regardée\u00a0: voyez le message le plus récent, puis "
        "appuyez de nouveau.",
    ),
    "desk-photo-stays": _one(
        "⚠ A supporter’s photo that is decided stays in this chat: Telegram does not let the bot delete it. Delete it "
        "by hand, and make the bot an administrator who may delete messages.",
        "⚠ Une photo déjà décidée reste dans ce groupe\u00a0: Telegram ne laisse pas le bot la supprimer. "
        "Supprimez-la à la "
        "main, et faites du bot un administrateur qui peut supprimer des messages.",
    ),
    "desk-photo-not-shown": _one(
        "⚠ Photo {photo} cannot be shown here. Look at it there: run.py photos show {photo} --picture FILE",
        "⚠ La photo {photo} ne peut pas être montrée ici. Voyez-la ainsi\u00a0: "
        "run.py photos show {photo} --picture FICHIER",
    ),
}
