# Italiano. Tradotto dal comunicato francese del 30 agosto 2023, fatto per fatto (F1–F20).
# Letto due volte dalla redazione: accanto al francese, poi da solo con l’elenco dei fatti.

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Grazie a tutte le persone che il 2 settembre hanno partecipato ai presìdi di solidarietà con Azat Miftakhov e a quelle che hanno inviato una foto.
