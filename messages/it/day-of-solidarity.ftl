# Italiano. Tradotto dal comunicato francese del 30 agosto 2023, fatto per fatto (F1–F20).
# Letto due volte dalla redazione: accanto al francese, poi da solo con l’elenco dei fatti.

# F1, F2, F3, F18
# true for: rally 2023-09-02
# true for: release 2023-09-04
launch =
    Sabato 2 settembre 2023: giornata internazionale di solidarietà con Azat Miftakhov, per iniziativa di Solidarité FreeAzat. Presìdi a Parigi, Berlino, Vilnius ed Erevan, campagna fotografica in rete. Azat deve uscire dal carcere il 4 settembre. Esigiamo la sua liberazione!
    .x = Sabato 2 settembre 2023: giornata internazionale di solidarietà con Azat Miftakhov. Presìdi a Parigi, Berlino, Vilnius ed Erevan, campagna fotografica in rete. Azat deve uscire dal carcere il 4 settembre. Esigiamo la sua liberazione!

# F20, F1 (the number on the poster), and how to take part safely or take a photo back
# true for: release 2023-09-04
photo =
    Partecipate ovunque siate: fotografate il manifesto FREE AZAT 04.09 (4 settembre) e inviate la foto, indicando la città, a
    libertepourazat@gmail.com

    Non servono né il nome né il volto. Se partecipare è pericoloso dove siete, non fatelo.

    Pubblicata con #FreeAzat, la vostra foto potrà essere condivisa qui. Per ritirarla: cancellatela o rispondete STOP.
    .alt = Manifesto: FREE AZAT 04.09, a grandi lettere.

# F2
# true for: rally 2023-09-02
rally-countdown =
    { $days ->
        [0] Oggi è la giornata internazionale di solidarietà con Azat Miftakhov. Ovunque siate, esigete la sua liberazione!
        [1] Domani, sabato 2 settembre: giornata internazionale di solidarietà con Azat Miftakhov.
        [one] Manca { $days } giorno alla giornata internazionale di solidarietà con Azat Miftakhov, sabato 2 settembre.
       *[other] Mancano { $days } giorni alla giornata internazionale di solidarietà con Azat Miftakhov, sabato 2 settembre.
    }
    .card =
        { $days ->
            [0] Oggi
            [1] Domani
           *[other] { $days }
        }
        { $days ->
            [0] giornata internazionale di solidarietà con Azat Miftakhov
            [1] sabato 2 settembre: giornata internazionale di solidarietà con Azat Miftakhov
            [one] giorno alla giornata internazionale di solidarietà con Azat Miftakhov, sabato 2 settembre
           *[other] giorni alla giornata internazionale di solidarietà con Azat Miftakhov, sabato 2 settembre
        }
    .alt =
        { $days ->
            [0] Cartello: «Oggi, giornata internazionale di solidarietà con Azat Miftakhov».
            [1] Cartello: «Domani, sabato 2 settembre: giornata internazionale di solidarietà con Azat Miftakhov».
            [one] Cartello del conto alla rovescia: { $days } giorno alla giornata internazionale di solidarietà con Azat Miftakhov, sabato 2 settembre.
           *[other] Cartello del conto alla rovescia: { $days } giorni alla giornata internazionale di solidarietà con Azat Miftakhov, sabato 2 settembre.
        }

# F4, F6, F8, F9
who =
    Azat Miftakhov, giovane dottorando russo in matematica, è stato arrestato nel febbraio 2019 e torturato, poi condannato nel gennaio 2021 sulla base di due testimonianze. Ha sempre proclamato la sua innocenza e in carcere ha continuato le sue ricerche.
    .warning = Carcere, tortura
