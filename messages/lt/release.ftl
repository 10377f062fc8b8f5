# Lietuvių. Išversta iš prancūziško 2023 m. rugpjūčio 30 d. pranešimo spaudai (faktai F1–F20).
# Read twice by the team; A NATIVE READER STILL MUST READ IT BEFORE IT IS USED (doubts: the surname's form, „mitingas“, „paleidimas“).

# F1, F13
# true for: release 2023-09-04
release-countdown =
    { $days ->
        [0] Rugsėjo 4-oji – diena, kai Azatas Miftachovas turi išeiti iš kalėjimo. Laisvę Azatui!
        [1] Rytoj, pirmadienį, rugsėjo 4 d., Azatas Miftachovas turi išeiti iš kalėjimo. Reikalaukime jį paleisti!
        [one] Iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo, liko { $days } diena. Reikalaukime jį paleisti!
        [few] Iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo, liko { $days } dienos. Reikalaukime jį paleisti!
       *[other] Iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo, liko { $days } dienų. Reikalaukime jį paleisti!
    }
    .card =
        { $days ->
            [0] Rugsėjo 4-oji
            [1] Rytoj
           *[other] { $days }
        }
        { $days ->
            [0] diena, kai Azatas Miftachovas turi išeiti iš kalėjimo
            [1] pirmadienį, rugsėjo 4 d., Azatas Miftachovas turi išeiti iš kalėjimo
            [one] diena iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo
            [few] dienos iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo
           *[other] dienų iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo
        }
    .alt =
        { $days ->
            [0] Kortelė: „Rugsėjo 4-oji – diena, kai Azatas Miftachovas turi išeiti iš kalėjimo“.
            [1] Kortelė: „Rytoj, pirmadienį, rugsėjo 4 d., Azatas Miftachovas turi išeiti iš kalėjimo“.
            [one] Atgalinio skaičiavimo kortelė: { $days } diena iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo.
            [few] Atgalinio skaičiavimo kortelė: { $days } dienos iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo.
           *[other] Atgalinio skaičiavimo kortelė: { $days } dienų iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo.
        }
