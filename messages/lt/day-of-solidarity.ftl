# Lietuvių. Išversta iš prancūziško 2023 m. rugpjūčio 30 d. pranešimo spaudai (faktai F1–F20).
# Read twice by the team; A NATIVE READER STILL MUST READ IT BEFORE IT IS USED (doubts: the surname's form, „mitingas“, „paleidimas“).

# F1, F2, F3, F18
# true for: rally 2023-09-02
# true for: release 2023-09-04
launch =
    2023 m. rugsėjo 2 d., šeštadienį, – tarptautinė solidarumo su Azatu Miftachovu diena, „Solidarité FreeAzat“ iniciatyva. Mitingai Paryžiuje, Berlyne, Vilniuje ir Jerevane, fotoakcija internete. Rugsėjo 4 d. Azatas turi išeiti iš kalėjimo. Reikalaukime jį paleisti!

# F20, F1 (the number on the poster), and how to take part safely or take a photo back
# true for: release 2023-09-04
photo =
    Prisidėkite, kad ir kur būtumėte: nufotografuokite plakatą FREE AZAT 04.09 (rugsėjo 4 d.) ir atsiųskite nuotrauką, nurodę miestą, adresu
    libertepourazat@gmail.com

    Vardo nurodyti ir veido rodyti nebūtina. Jei ten, kur esate, dalyvauti pavojinga, nedalyvaukite.

    Nuotraukomis, paskelbtomis su #FreeAzat, čia gali būti dalijamasi. Norėdami savo nuotrauką atsiimti, ištrinkite ją arba atsakykite STOP.
    .alt = Plakatas: FREE AZAT 04.09 didelėmis raidėmis.

# F2
# true for: rally 2023-09-02
rally-countdown =
    { $days ->
        [0] Šiandien – tarptautinė solidarumo su Azatu Miftachovu diena. Kad ir kur būtume, reikalaukime jį paleisti!
        [1] Rytoj, šeštadienį, rugsėjo 2 d., – tarptautinė solidarumo su Azatu Miftachovu diena.
        [one] Iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios, liko { $days } diena.
        [few] Iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios, liko { $days } dienos.
       *[other] Iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios, liko { $days } dienų.
    }
    .card =
        { $days ->
            [0] Šiandien
            [1] Rytoj
           *[other] { $days }
        }
        { $days ->
            [0] tarptautinė solidarumo su Azatu Miftachovu diena
            [1] šeštadienį, rugsėjo 2 d., – tarptautinė solidarumo su Azatu Miftachovu diena
            [one] diena iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios
            [few] dienos iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios
           *[other] dienų iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios
        }
    .alt =
        { $days ->
            [0] Kortelė: „Šiandien – tarptautinė solidarumo su Azatu Miftachovu diena“.
            [1] Kortelė: „Rytoj, šeštadienį, rugsėjo 2 d., – tarptautinė solidarumo su Azatu Miftachovu diena“.
            [one] Atgalinio skaičiavimo kortelė: { $days } diena iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios.
            [few] Atgalinio skaičiavimo kortelė: { $days } dienos iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios.
           *[other] Atgalinio skaičiavimo kortelė: { $days } dienų iki tarptautinės solidarumo su Azatu Miftachovu dienos, rugsėjo 2-osios.
        }

# F3
# true for: rally 2023-09-02
rally-elsewhere =
    Šeštadienį, rugsėjo 2 d., solidarumo su Azatu Miftachovu mitingai vyks Paryžiuje, Berlyne, Vilniuje ir Jerevane.

# F4, F6, F8, F9
who =
    Azatas Miftachovas – jaunas matematikos doktorantas iš Rusijos. 2019 m. vasarį jis suimtas ir kankintas, 2021 m. sausį nuteistas remiantis dviejų liudytojų parodymais. Jis visada tvirtino esąs nekaltas ir kalėjime tęsė mokslinius tyrimus.
    .warning = Kalinimas, kankinimas
