"""The words by which supporters take a photo back, agree or refuse, in eight languages and their transliterations.

Written as people write them; ``supporters.py`` folds case, accents and punctuation away before it compares.
"""

from __future__ import annotations

STOP = """
stop stopp stopit stope arrête arrêtez arrêter arretons aufhören aufhoeren stoppen stoppt unsubscribe désabonner
désinscrire abmelden abbestellen stokite stabdyti stabdykite sustabdykite sustabdyti stabdyk стоп остановите
остановить прекратите прекратить отписаться отпишите отписка отменить отмените ստոպ կանգ կանգնեք կանգնեցրեք
դադարեցրեք դադար kang kangnek dadarecrek dadaretsrek ostanovite prekratite otpisatsya otmena fermare fermate
fermatevi smettete annulla annullate parar parem cancelem descadastrar ыещз cnjg
"""
"""STOP itself. The last two are STOP typed on the other keyboard, Russian and Latin."""

WEAK_STOP = "arrêt halt pare parada ferma basta отмена վերջ стой стойте stok хватит"
"""Stop too, but ordinary words inside a sentence (a bus stop in French): they count first, or alone on a line."""

REMOVE = """
delete remove withdraw erase unpublish revoke takedown retract retire retirez retirer supprime supprimez supprimer
efface effacez effacer enlève enlevez enlever dépublier révoque révoquer lösche löschen löscht löschung loeschen
entferne entfernen entfernt zurückziehen zurueckziehen widerrufe widerrufen widerruf ištrink ištrinkite ištrinti
istrinkite pašalink pašalinkite pašalinti pasalinkite atšaukiu atšaukti nuimkite panaikinkite удали удалите
удалить уберите убери убрать снимите отзываю отозвать сотрите стереть udalite udalit uberite ubirite otzyvayu
ջնջեք ջնջել ջնջիր ջնջե՛ք հեռացրեք հեռացնել հանեք հանել չեղարկեք jnjeq jnjek jnjel jnjir heracreq heracrek
heratsreq haneq cancella cancellate cancellare cancellatela elimina eliminate eliminare eliminatela rimuovi
rimuovete rimuovere togli togliete togliere ritiro ritirare ritirate revoco revocare apaga apague apagar apaguem
remova remover removam exclua excluir excluam elimine eliminem deleta deletar retirem retirar revogo revogar
cancelar cancele
"""
"""Verbs that take something away: of a photo when it is named, or nothing else is."""

PICTURE = """
photo photos picture pictures pic pics image images post posts publication consent it this everything all data
foto fotos bild bilder aufnahme fotografie beitrag einwilligung alles es daten photographie cliché accord
consentement tout la les nuotrauka nuotrauką nuotraukos nuotraukas nuotrauku fotografiją sutikimą viską ją фото
фотография фотографию фотографии фотку снимок снимки картинку пост публикацию согласие всё все его её fotografiyu
snimok vsyo vse նկար նկարը նկարս նկարները լուսանկար լուսանկարը լուսանկարս լուսանկարները համաձայնությունս ամեն ինչ
բոլորը nkar nkars nkary lusankar lusankars fotografia immagine immagini consenso tutto imagem imagens postagem
consentimento tudo
"""

PARTS = """
name names face faces city metadata gps location exif nom noms visage visages ville métadonnées localisation lieu
namen gesicht gesichter stadt standort ort vardą vardas veidą veidas miestą miestas имя лицо лица город геолокацию
անունը անունս դեմքը դեմքս քաղաքը nome nomi volto volti viso città citta rosto cara cidade local localização
"""
"""What may be left out of a photo that stays."""

PUBLISH = """
publish published publishing post posted repost share shared sharing show use publiez publier publie publiée
publies partagez partager montrez utilisez utiliser diffusez diffuser relayez relayer veröffentlichen
veröffentlicht veröffentliche teilen teilt zeigen verwenden posten publikuokite publikuoti skelbkite skelbti
dalintis dalinkitės rodykite публикуйте публиковать опубликовать опубликуйте публикуй показывайте используйте
использовать репостить publikuyte publikovat հրապարակեք հրապարակել տեղադրեք տեղադրել կիսվեք hraparakeq hraparakel
pubblicate pubblicare pubblica pubblicatela condividete condividere usate usare mostrate publiquem publique
publicar publicarem compartilhe compartilhem compartilhar divulguem divulgar usem usar
"""

NOT_PUBLISH = (
    "nepublikuokite nepublikuoti neskelbkite neskelbti nesidalinkite չհրապարակեք չհրապարակել չտեղադրեք chhraparakeq"
)
"""Where the negation is part of the verb."""

MIND_CHANGED = """
changed my mind/change my mind/changé d'avis/change d'avis/je regrette/anders überlegt/meine meinung geändert/
persigalvojau/apsigalvojau/передумал/передумала/peredumal/peredumala/միտքս փոխեցի/մտափոխվեցի/փոշմանեցի/poshmaneci/
cambiato idea/ci ho ripensato/mudei de ideia/mudei de opinião/me arrependi/take it down/take down/
take my photo down/take the photo down/ich will nicht mehr/ich möchte nicht mehr/foto runter/bild runter/
foto wieder runter/bild wieder runter/einwilligung zurück/retiro meu consentimento/retiro o consentimento/
retiro o meu consentimento/ritiro il consenso/je ne veux plus/no longer want/больше не хочу/daugiau nenoriu/
այլևս չեմ ուզում/non voglio più/não quero mais
"""

YES = "oui yes ja taip այո да sim yep yeah yup ouais jawohl jup ayo ayoo"
WEAK_YES = "si da"
"""Yes in Italian without its accent, and in Russian in Latin letters: other words elsewhere, so they count alone."""
YES_PHRASES = """
i agree/i do agree/i consent/i do consent/i give my consent/agreed/i accept/j'accepte/je suis d'accord/d'accord/
je consens/je donne mon accord/je donne mon consentement/einverstanden/ich bin einverstanden/ich stimme zu/
ich willige ein/ich akzeptiere/sutinku/aš sutinku/duodu sutikimą/согласен/согласна/я согласен/я согласна/
даю согласие/soglasen/soglasna/համաձայն եմ/ես համաձայն եմ/տալիս եմ իմ համաձայնությունը/hamadzayn em/hamazayn em/
sono d'accordo/d'accordo/accetto/acconsento/do il mio consenso/estou de acordo/de acordo/concordo/eu concordo/
aceito/eu aceito/dou meu consentimento/dou o meu consentimento
"""

NO = "no non nein нет ոչ não nope nee nei net voch nao"
NEGATIONS = """
n' not don't dont doesn't never no ne pas non nicht kein keine nie jamais не ни нет ni nao não nunca mai մի չեմ չէ ոչ
մի՛ nein нельзя mi chem
"""
REFUSALS = "nesutinku nenoriu nesutikau disagree refuse refuso recuso отказываюсь atsisakau ablehnen"
BUT = "but mais aber ma mas но bet բայց"

POLITE = """
hello hi hey dear please pls thanks thank you kindly sorry regards best sincerely cheers team everyone friends
good morning evening day bonjour bonsoir salut coucou chers chère cher svp stp s'il vous te plaît plait merci
beaucoup cordialement bien à amicalement bonne journée soirée hallo guten tag morgen abend liebe lieber bitte
danke vielen dank schöne grüße mit freundlichen grüßen viele grüsse mfg sehr geehrte damen herren und labas sveiki
laba diena prašau prasau prašom ačiū aciu pagarbiai здравствуйте привет добрый день вечер доброе утро пожалуйста
плиз спасибо большое с уважением pozhaluysta pozhalujsta spasibo privet բարև ձեզ բարեւ խնդրում եմ շնորհակալություն
շնորհակալ հարգանքով barev khndrum em shnorhakalutyun ciao buongiorno buonasera salve gentile per favore cortesia
grazie mille cordiali saluti distinti olá ola oi bom dia boa tarde noite por favor obrigado obrigada agradeço
atenciosamente abraço abraços
"""

FILLERS = """
о i you may can could do the a my our your to of for with pleasure sure absolutely definitely je vous tu nous
pouvez peux puis le la les ma mon mes votre pour avec plaisir bien sûr absolument ich sie ihr du dürfen dürft
darfst können könnt kannst mein meine das die der zu gerne gern natürlich klar aš jūs galite gali mano mielai
žinoma я вы можете можно мою мой моё разрешаю конечно ես դուք կարող եք իմ իհարկե io voi potete puoi mia mio il lo
un certo certamente volentieri eu vocês você podem pode minha meu o os as um claro certeza com it this that them
es ça cela ją её его это сам sono
"""
"""Words that may stand around a yes without changing it."""

SLOGANS = """
пыток репрессий насилия преследования преследование преследований torturer persecution persecutions persécution
persécutions war wars torture tortures violence repression repressions putin poutine fsb genocide killing lies
guerre guerres krieg kriege folter gewalt repressionen karas karui karą kara kankinimai kankinimus kankinimams
kankinimų smurtui smurtą represijoms represijas պատերազմ պատերազմը պատերազմին խոշտանգում խոշտանգումներ
խոշտանգումները խոշտանգումներին բռնություն բռնությունը война войну войне войны пытки пыткам пытать насилие насилию
репрессии репрессиям путин путина voyna guerra tortura torturar violenza violência repressione repressioni
repressão repressões putler политические torturing
"""
ARTICLES = (
    "the a an to à au aux la le les l de des du der die das den dem die zur il lo alla alle ai o os as com war und al"
)
CONDITIONS = """
if only without except unless later maybe perhaps si sauf sans seulement plus tard peut wenn falls nur ohne außer
später vielleicht jei tik be galbūt vėliau если только без кроме позже может եթե միայն առանց հետո se solo senza
tranne forse dopo só apenas sem exceto talvez depois
"""
