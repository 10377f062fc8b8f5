# Italiano. Tradotto dal comunicato francese del 30 agosto 2023, fatto per fatto (F1–F20).
# Letto due volte dalla redazione: accanto al francese, poi da solo con l’elenco dei fatti.

# F1, F13
# true for: release 2023-09-04
release-countdown =
    { $days ->
        [0] 4 settembre: è la data in cui Azat Miftakhov deve uscire dal carcere. Libertà per Azat!
        [1] Domani, lunedì 4 settembre, Azat Miftakhov deve uscire dal carcere. Esigiamo la sua liberazione!
        [one] Manca { $days } giorno al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere. Esigiamo la sua liberazione!
       *[other] Mancano { $days } giorni al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere. Esigiamo la sua liberazione!
    }
    .card =
        { $days ->
            [0] 4 settembre
            [1] Domani
           *[other] { $days }
        }
        { $days ->
            [0] la data in cui Azat Miftakhov deve uscire dal carcere
            [1] lunedì 4 settembre, Azat Miftakhov deve uscire dal carcere
            [one] giorno al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere
           *[other] giorni al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere
        }
    .alt =
        { $days ->
            [0] Cartello: «4 settembre, la data in cui Azat Miftakhov deve uscire dal carcere».
            [1] Cartello: «Domani, lunedì 4 settembre, Azat Miftakhov deve uscire dal carcere».
            [one] Cartello del conto alla rovescia: { $days } giorno al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere.
           *[other] Cartello del conto alla rovescia: { $days } giorni al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere.
        }
