"""Letters to supporters, in German, Italian and Brazilian Portuguese."""

from __future__ import annotations

# Not yet read by native speakers: they should, before a campaign takes photos in these languages.
TEXTS = {
    "de": {
        "subject": "Ihr Foto für {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} hat ein Programm geschrieben; über Fotos entscheiden Menschen. STOP nimmt alles zurück, jederzeit.
""",
        "receipt": """
Danke. Erhaltene Fotos: {number}. Ohne Ihr Ja wird nichts veröffentlicht.

Wenn Sie einverstanden sind, sieht ein Mensch jedes Foto an; wird es angenommen, veröffentlichen es die Konten der
Kampagne ({where}), frühestens {hours} Stunden nach Ihrem Ja. Verborgene Daten wie Ort und Kamera werden entfernt,
Gesichter werden verdeckt, Ihr Name und Ihre Adresse werden nie gezeigt.
Es kann auch mit anderen gezeigt werden: in einem Bild aus vielen Fotos und auf der Seite der Kampagne.

Sie können mehr erlauben, jedes Wort auf einer eigenen Zeile unter Ihrem Ja:

- {city}: den Namen Ihrer Stadt zeigen, so wie Sie ihn geschrieben haben
- {faces}: Gesichter nicht verdecken, wenn alle auf dem Foto es wollen und erwachsen sind

Um zuzustimmen, antworten Sie mit diesem einen Wort: {yes}

Um ein Foto zurückzunehmen, antworten Sie STOP oder senden Sie diesen Code: {code}. Wir löschen es dann überall. Kopien,
die andere gemacht haben, etwa Bildschirmfotos, können wir nicht zurückholen. Wenn die Veröffentlichung Sie oder
jemanden auf dem Foto gefährden könnte, stimmen Sie nicht zu.

Verantwortlich: {campaign}, {address}. Ohne Antwort wird nach {days} Tagen alles gelöscht; {what_was_sent}
{keep} Stunden nach der Entscheidung.
""",
        "city": """
In welcher Stadt haben Sie das Foto gemacht? Antworten Sie nur mit ihrem Namen. Er wird nur gezeigt, wenn Sie es
erlauben; wir brauchen ihn, um zu wissen, ob die Veröffentlichung sicher ist.
""",
        "reminder": """
Sie haben ein Foto gesandt und noch nicht geantwortet. Wenn Sie mit der Veröffentlichung einverstanden sind, wie
{first_letter} sie beschreibt, antworten Sie mit diesem einen Wort: {yes}

Wenn nicht, tun Sie nichts: In {days} Tagen wird alles gelöscht. STOP oder der Code {code} löscht es sofort. Wir fragen
nicht noch einmal.
""",
        "posted": """
Ihr Foto ist veröffentlicht. Danke.

{links}

Um es zurückzunehmen, antworten Sie STOP oder senden Sie den Code {of_first_letter}.
""",
        "withdrawn": """
Ihre Fotos sind zurückgenommen. Was wir veröffentlicht haben, wird gerade in jedem Netzwerk gelöscht, und was wir
aufbewahrten, ebenso. Kopien, die andere gemacht haben, können wir nicht zurückholen. Sie müssen nichts weiter tun.
""",
        "declined": """
Danke für Ihr Foto. Die Menschen der Kampagne haben entschieden, es nicht zu veröffentlichen. Das sagt nichts über Sie;
oft geht es um jemandes Sicherheit. Es ist aus unseren Dateien gelöscht.
""",
        "listed country": """
Danke für Ihr Foto. Aus dem Land dieser Stadt veröffentlichen wir keine Fotos: Dort wurden Menschen für weniger
verfolgt. Bitte veröffentlichen Sie es auch nicht selbst. Es ist aus unseren Dateien gelöscht.
""",
        "unreadable": """
Ein Bild {in_mail} ließ sich nicht öffnen: Es ist beschädigt, zu klein, zu groß oder von einer Art, die wir nicht
öffnen. Bitte senden Sie es noch einmal als JPEG, PNG, WebP oder HEIC, bis 20 MB, nicht in eine andere Datei gepackt.
""",
        "not understood": """
Ihre Antwort wurde nicht verstanden. Bitte antworten Sie mit einem einzigen Wort: {yes}, wenn Sie mit der
Veröffentlichung einverstanden sind, STOP, wenn nicht oder nicht mehr.
""",
        "no photo": """
In Ihrer Mail war kein Foto. Bitte hängen Sie es als Datei an (JPEG, PNG, WebP oder HEIC), nicht als Link und nicht in
eine andere Datei gepackt, und schreiben Sie den Namen Ihrer Stadt.
""",
        "too many": """
Sie haben mehr Fotos gesandt, als wir von einer Person am Tag nehmen ({most}). Die übrigen werden nicht aufbewahrt.
Bitte wählen Sie die besten aus, und senden Sie sie morgen.
""",
    },
    "it": {
        "subject": "La Sua foto per {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} da un programma; sulle foto decidono delle persone. STOP ritira tutto, in ogni momento.
""",
        "receipt": """
Grazie. Foto ricevute: {number}. Nulla viene pubblicato senza il Suo sì.

Se è d’accordo, una persona guarda ogni foto; se è accettata, la pubblicano gli account della campagna ({where}), non
prima di {hours} ore dopo il Suo sì. I dati nascosti, come il luogo e la fotocamera, vengono tolti, i volti vengono
coperti, il Suo nome e il Suo indirizzo non vengono mai mostrati.
Può anche essere mostrata con altre: in un’immagine fatta di molte foto e sulla pagina della campagna.

Può permettere di più, ogni parola su una riga a sé sotto il Suo sì:

- {city}: mostrare il nome della Sua città, come l’ha scritto
- {faces}: lasciare scoperti i volti, se tutte le persone nella foto lo vogliono e sono maggiorenni

Per accettare, risponda con questa sola parola: {yes}

Per ritirare una foto, risponda STOP o mandi questo codice: {code}. Allora la cancelliamo ovunque. Le copie fatte da
altri, per esempio le schermate, non si possono richiamare. Se la pubblicazione può mettere in pericolo Lei o qualcuno
nella foto, non accetti.

Responsabile: {campaign}, {address}. Senza risposta tutto viene cancellato dopo {days} giorni; {what_was_sent}
{keep} ore dopo la decisione.
""",
        "city": """
In quale città ha fatto la foto? Risponda solo con il nome. Viene mostrato solo se lo permette; ci serve per sapere se
la pubblicazione è sicura.
""",
        "reminder": """
Ha mandato una foto e non ha ancora risposto. Se accetta la pubblicazione come la descrive {first_letter},
risponda con questa sola parola: {yes}

Altrimenti non faccia nulla: tutto viene cancellato fra {days} giorni. STOP, o il codice {code}, cancella tutto subito.
Non chiederemo di nuovo.
""",
        "posted": """
La Sua foto è pubblicata. Grazie.

{links}

Per ritirarla, risponda STOP o mandi il codice {of_first_letter}.
""",
        "withdrawn": """
Le Sue foto sono ritirate. Quello che abbiamo pubblicato sta per essere cancellato su ogni rete, e anche quello che
conservavamo è cancellato. Le copie fatte da altri non si possono richiamare. Non deve fare altro.
""",
        "declined": """
Grazie per la Sua foto. Le persone della campagna hanno deciso di non pubblicarla. Non dice nulla di Lei; spesso si
tratta della sicurezza di qualcuno. È cancellata dai nostri archivi.
""",
        "listed country": """
Grazie per la Sua foto. Non pubblichiamo foto dal paese di questa città: lì delle persone sono state perseguite per
meno. Non la pubblichi nemmeno da sé, per favore. È cancellata dai nostri archivi.
""",
        "unreadable": """
Un’immagine {in_mail} non si è potuta aprire: è danneggiata, troppo piccola, troppo grande, o di un tipo che non
apriamo. La mandi di nuovo in JPEG, PNG, WebP o HEIC, fino a 20 MB, non dentro un altro file.
""",
        "not understood": """
La Sua risposta non è stata capita. Risponda con una sola parola: {yes} se accetta la pubblicazione, STOP se non
l’accetta, o non più.
""",
        "no photo": """
Nella Sua mail non c’era nessuna foto. La alleghi come file (JPEG, PNG, WebP o HEIC), non come link e non dentro un
altro file, e scriva il nome della Sua città.
""",
        "too many": """
Ha mandato più foto di quante ne prendiamo da una persona al giorno ({most}). Quelle in più non vengono conservate.
Scelga le migliori, e le mandi domani.
""",
    },
    "pt": {
        "subject": "Sua foto para {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} por um programa; pessoas decidem sobre as fotos. STOP retira tudo, a qualquer momento.
""",
        "receipt": """
Obrigado. Fotos recebidas: {number}. Nada é publicado sem o seu sim.

Se você concordar, uma pessoa olha cada foto; se for aceita, ela é publicada pelas contas da campanha ({where}), não
antes de {hours} horas depois do seu sim. Dados ocultos, como o lugar e a câmera, são removidos, os rostos são cobertos,
seu nome e seu endereço nunca são mostrados.
Ela também pode ser mostrada com outras: em uma imagem feita de muitas fotos e na página da campanha.

Você pode permitir mais, cada palavra em uma linha própria, abaixo do seu sim:

- {city}: mostrar o nome da sua cidade, como você escreveu
- {faces}: deixar os rostos descobertos, se todas as pessoas da foto quiserem e forem adultas

Para concordar, responda com esta única palavra: {yes}

Para retirar uma foto, responda STOP ou envie este código: {code}. Então nós a apagamos em toda parte. Cópias feitas por
outros, capturas de tela por exemplo, não podem ser recolhidas. Se a publicação puder pôr em perigo você ou alguém na
foto, não concorde.

Responsável: {campaign}, {address}. Sem resposta, tudo é apagado depois de {days} dias; {what_was_sent} {keep}
horas depois da decisão.
""",
        "city": """
Em que cidade você tirou a foto? Responda só com o nome dela. Ele só é mostrado se você permitir; precisamos dele para
saber se a publicação é segura.
""",
        "reminder": """
Você enviou uma foto e ainda não respondeu. Se concorda com a publicação como {first_letter} descreve, responda
com esta única palavra: {yes}

Se não, não faça nada: tudo é apagado em {days} dias. STOP, ou o código {code}, apaga tudo agora. Não vamos perguntar de
novo.
""",
        "posted": """
Sua foto está publicada. Obrigado.

{links}

Para retirá-la, responda STOP ou envie o código {of_first_letter}.
""",
        "withdrawn": """
Suas fotos foram retiradas. O que publicamos está sendo apagado em todas as redes, e o que guardávamos também. Cópias
feitas por outros não podem ser recolhidas. Você não precisa fazer mais nada.
""",
        "declined": """
Obrigado pela sua foto. As pessoas da campanha decidiram não publicá-la. Isso não diz nada sobre você; muitas vezes
trata-se da segurança de alguém. Ela foi apagada dos nossos arquivos.
""",
        "listed country": """
Obrigado pela sua foto. Não publicamos fotos do país dessa cidade: ali pessoas foram processadas por menos. Por favor,
não a publique você mesmo também. Ela foi apagada dos nossos arquivos.
""",
        "unreadable": """
Uma imagem {in_mail} não pôde ser aberta: está danificada, é pequena demais, grande demais, ou de um tipo que não
abrimos. Envie-a de novo em JPEG, PNG, WebP ou HEIC, até 20 MB, sem colocá-la dentro de outro arquivo.
""",
        "not understood": """
Sua resposta não foi entendida. Responda com uma única palavra: {yes} se concorda com a publicação, STOP se não
concorda, ou não mais.
""",
        "no photo": """
Não havia foto no seu e-mail. Anexe-a como arquivo (JPEG, PNG, WebP ou HEIC), não como link nem dentro de outro arquivo,
e escreva o nome da sua cidade.
""",
        "too many": """
Você enviou mais fotos do que aceitamos de uma pessoa por dia ({most}). As demais não são guardadas. Escolha as
melhores, e envie-as amanhã.
""",
    },
}
