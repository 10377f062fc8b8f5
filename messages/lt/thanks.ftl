# Lietuvių. Išversta iš prancūziško 2023 m. rugpjūčio 30 d. pranešimo spaudai (faktai F1–F20).
# Read twice by the team; A NATIVE READER STILL MUST READ IT BEFORE IT IS USED (doubts: the surname's form, „mitingas“, „paleidimas“).

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Ačiū visiems, kurie rugsėjo 2 d. dalyvavo mitinguose, ir visiems, kurie atsiuntė nuotrauką.
