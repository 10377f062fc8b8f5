# Deutsch. Aus der französischen Pressemitteilung vom 30. August 2023 übersetzt, Tatsache für Tatsache (F1 bis F20).
# Zweimal vom Team gelesen: einmal neben dem Französischen, einmal allein mit der Liste der Tatsachen.

# F1, F2, F3, F18
# true for: rally 2023-09-02
# true for: release 2023-09-04
launch =
    Samstag, 2. September 2023: internationaler Tag der Solidarität mit Azat Miftakhov, auf Initiative von Solidarité FreeAzat. Kundgebungen in Paris, Berlin, Vilnius und Eriwan, Fotoaktion im Netz. Am 4. September soll Azat aus der Haft entlassen werden. Wir fordern seine Freilassung!
    .x = Samstag, 2. September 2023: internationaler Tag der Solidarität mit Azat Miftakhov. Kundgebungen in Paris, Berlin, Vilnius und Eriwan, Fotoaktion im Netz. Am 4. September soll Azat aus der Haft entlassen werden. Wir fordern seine Freilassung!

# F20, F1 (the number on the poster), and how to take part safely or take a photo back
# true for: release 2023-09-04
photo =
    Macht mit, wo immer ihr seid: Fotografiert das Plakat FREE AZAT 04.09 (4. September) und schickt das Bild mit dem Namen der Stadt an
    libertepourazat@gmail.com

    Weder Name noch Gesicht sind nötig. Wenn Mitmachen bei euch gefährlich ist, lasst es bitte.

    Mit #FreeAzat veröffentlichte Fotos können hier weiterverbreitet werden. Zum Zurückziehen: Foto löschen oder mit STOP antworten.
    .alt = Plakat: FREE AZAT 04.09 in großen Buchstaben.

# F2
# true for: rally 2023-09-02
rally-countdown =
    { $days ->
        [0] Heute ist der internationale Tag der Solidarität mit Azat Miftakhov. Wo immer ihr seid: Fordert seine Freilassung!
        [1] Morgen, Samstag, 2. September: internationaler Tag der Solidarität mit Azat Miftakhov.
        [one] Noch { $days } Tag bis zum internationalen Tag der Solidarität mit Azat Miftakhov am Samstag, dem 2. September.
       *[other] Noch { $days } Tage bis zum internationalen Tag der Solidarität mit Azat Miftakhov am Samstag, dem 2. September.
    }
    .card =
        { $days ->
            [0] Heute
            [1] Morgen
           *[other] { $days }
        }
        { $days ->
            [0] internationaler Tag der Solidarität mit Azat Miftakhov
            [1] Samstag, 2. September: internationaler Tag der Solidarität mit Azat Miftakhov
            [one] Tag bis zum internationalen Tag der Solidarität mit Azat Miftakhov am Samstag, dem 2. September
           *[other] Tage bis zum internationalen Tag der Solidarität mit Azat Miftakhov am Samstag, dem 2. September
        }
    .alt =
        { $days ->
            [0] Karte: „Heute: internationaler Tag der Solidarität mit Azat Miftakhov“.
            [1] Karte: „Morgen, Samstag, 2. September: internationaler Tag der Solidarität mit Azat Miftakhov“.
            [one] Countdown-Karte: noch { $days } Tag bis zum internationalen Tag der Solidarität mit Azat Miftakhov am Samstag, dem 2. September.
           *[other] Countdown-Karte: noch { $days } Tage bis zum internationalen Tag der Solidarität mit Azat Miftakhov am Samstag, dem 2. September.
        }

# F3
# true for: rally 2023-09-02
rally-elsewhere =
    Nicht nur in Paris, auch in Berlin, Vilnius und Eriwan gibt es am Samstag, dem 2. September, Kundgebungen für die Freilassung von Azat Miftakhov.

# F4, F6, F8, F9
who =
    Azat Miftakhov, ein junger russischer Doktorand der Mathematik, wurde im Februar 2019 festgenommen und gefoltert und im Januar 2021 aufgrund zweier Zeugenaussagen verurteilt. Er hat stets seine Unschuld beteuert und in der Haft weitergeforscht.
    .warning = Haft, Folter
