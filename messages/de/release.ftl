# Deutsch. Aus der französischen Pressemitteilung vom 30. August 2023 übersetzt, Tatsache für Tatsache (F1 bis F20).
# Zweimal vom Team gelesen: einmal neben dem Französischen, einmal allein mit der Liste der Tatsachen.

# F1, F13
# true for: release 2023-09-04
release-countdown =
    { $days ->
        [0] 4. September: An diesem Tag soll Azat Miftakhov aus der Haft entlassen werden. Freiheit für Azat!
        [1] Morgen, am Montag, dem 4. September, soll Azat Miftakhov aus der Haft entlassen werden. Wir fordern seine Freilassung!
        [one] Noch { $days } Tag bis zum 4. September. An diesem Tag soll Azat Miftakhov aus der Haft entlassen werden. Wir fordern seine Freilassung!
       *[other] Noch { $days } Tage bis zum 4. September. An diesem Tag soll Azat Miftakhov aus der Haft entlassen werden. Wir fordern seine Freilassung!
    }
    .card =
        { $days ->
            [0] 4. September
            [1] Morgen
           *[other] { $days }
        }
        { $days ->
            [0] An diesem Tag soll Azat Miftakhov aus der Haft entlassen werden
            [1] Montag, 4. September: Azat Miftakhov soll aus der Haft entlassen werden
            [one] Tag bis zum 4. September, an dem Azat Miftakhov aus der Haft entlassen werden soll
           *[other] Tage bis zum 4. September, an dem Azat Miftakhov aus der Haft entlassen werden soll
        }
    .alt =
        { $days ->
            [0] Karte: „4. September: An diesem Tag soll Azat Miftakhov aus der Haft entlassen werden“.
            [1] Karte: „Morgen, Montag, 4. September: Azat Miftakhov soll aus der Haft entlassen werden“.
            [one] Countdown-Karte: noch { $days } Tag bis zum 4. September, an dem Azat Miftakhov aus der Haft entlassen werden soll.
           *[other] Countdown-Karte: noch { $days } Tage bis zum 4. September, an dem Azat Miftakhov aus der Haft entlassen werden soll.
        }
