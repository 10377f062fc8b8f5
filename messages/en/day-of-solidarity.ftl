# English (en-GB). Translated from the French press release of 30 August 2023, fact by fact (F1 to F20).
# Read twice by the team: once beside the French, once alone with the fact sheet.

# Address, hour and venue of the Paris rally: written here and nowhere else (F19).
# true for: rally 2023-09-02 14:00
-hour = 14:00 local time
-venue = Square Robert Schuman
-address = 41 avenue du Maréchal Fayolle, 75016

# F1, F2, F3, F18
# true for: rally 2023-09-02
# true for: release 2023-09-04
launch =
    Saturday 2 September 2023: international day of solidarity with Azat Miftakhov, initiated by Solidarité FreeAzat. Rallies in Paris, Berlin, Vilnius and Yerevan, photo campaign online. Azat is due to leave prison on 4 September. Demand his release!

# F17. The names stand as in the release, in Latin letters.
# true for: rally 2023-09-02
supporters-1 =
    Calling on people to rally on 2 September to demand Azat Miftakhov’s release (1/2): The Azat Miftakhov Committee of mathematicians, La France Insoumise, Socialistes contre la guerre, La France Insoumise de Saint-Denis, La Libre Pensée, Ligue des droits de l’Homme

# F17. The names stand as in the release, in Latin letters.
# true for: rally 2023-09-02
supporters-2 =
    Calling on people to rally on 2 September to demand Azat Miftakhov’s release (2/2): POID, Les Cahiers du Mouvement Ouvrier, Les Amis de Maurice Joyeux, Les Banquets Populaires, Solidarité FreeAzat

# F20, F1 (the number on the poster), and how to take part safely or take a photo back
# true for: release 2023-09-04
photo =
    Take part from wherever you are: photograph the FREE AZAT 04.09 poster (4 September) and send the picture, with the name of the city, to
    libertepourazat@gmail.com

    Neither your name nor your face is needed. If taking part is dangerous where you are, please do not.

    Posted with #FreeAzat, your photo may be shared here. To withdraw it: delete it or reply STOP.
    .x =
        Wherever you are, photograph the FREE AZAT 04.09 poster (4 September) and send the picture, with the name of the city, to
        libertepourazat@gmail.com

        Neither your name nor your face is needed. If taking part is dangerous where you are, please do not.
    .alt = Poster: FREE AZAT 04.09, in large letters.

# F2
# true for: rally 2023-09-02
rally-countdown =
    { $days ->
        [0] Today is the international day of solidarity with Azat Miftakhov. Wherever you are, demand his release!
        [1] Tomorrow, Saturday 2 September: international day of solidarity with Azat Miftakhov.
        [one] { $days } day to go until the international day of solidarity with Azat Miftakhov, Saturday 2 September.
       *[other] { $days } days to go until the international day of solidarity with Azat Miftakhov, Saturday 2 September.
    }
    .card =
        { $days ->
            [0] Today
            [1] Tomorrow
           *[other] { $days }
        }
        { $days ->
            [0] international day of solidarity with Azat Miftakhov
            [1] Saturday 2 September: international day of solidarity with Azat Miftakhov
            [one] day to go until the international day of solidarity with Azat Miftakhov, Saturday 2 September
           *[other] days to go until the international day of solidarity with Azat Miftakhov, Saturday 2 September
        }
    .alt =
        { $days ->
            [0] Card: “Today, international day of solidarity with Azat Miftakhov”.
            [1] Card: “Tomorrow, Saturday 2 September, international day of solidarity with Azat Miftakhov”.
            [one] Countdown card: { $days } day to go until the international day of solidarity with Azat Miftakhov, Saturday 2 September.
           *[other] Countdown card: { $days } days to go until the international day of solidarity with Azat Miftakhov, Saturday 2 September.
        }

# F19, F17
# true for: rally 2023-09-02
rally-paris =
    Paris rally for the release of Azat Miftakhov: Saturday 2 September, { -hour }, { -venue }, { -address }.

# F4, F6, F8, F9
who =
    Azat Miftakhov, a young Russian doctoral student in mathematics, was arrested in February 2019 and tortured, then convicted in January 2021 on the testimony of two witnesses. He has always maintained his innocence and has continued his research in prison.
    .warning = Prison, torture
