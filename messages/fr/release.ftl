# Français. Langue du communiqué du 30 août 2023 : les phrases en viennent, fait par fait (F1 à F20).
# Relu deux fois par l’équipe : une fois avec les autres langues, une fois seul avec la liste des faits.

# F1, F13
# true for: release 2023-09-04
release-countdown =
    { $days ->
        [0] 4 septembre : c’est la date à laquelle Azat Miftakhov doit sortir de prison. Liberté pour Azat !
        [1] Demain, lundi 4 septembre, Azat Miftakhov doit sortir de prison. Exigeons sa libération !
        [one] Plus que { $days } jour avant le 4 septembre, date à laquelle Azat Miftakhov doit sortir de prison. Exigeons sa libération !
       *[other] Plus que { $days } jours avant le 4 septembre, date à laquelle Azat Miftakhov doit sortir de prison. Exigeons sa libération !
    }
    .card =
        { $days ->
            [0] 4 septembre
            [1] Demain
           *[other] { $days }
        }
        { $days ->
            [0] la date à laquelle Azat Miftakhov doit sortir de prison
            [1] lundi 4 septembre, Azat Miftakhov doit sortir de prison
            [one] jour avant le 4 septembre, date à laquelle Azat Miftakhov doit sortir de prison
           *[other] jours avant le 4 septembre, date à laquelle Azat Miftakhov doit sortir de prison
        }
    .alt =
        { $days ->
            [0] Carte : « 4 septembre, la date à laquelle Azat Miftakhov doit sortir de prison ».
            [1] Carte : « Demain, lundi 4 septembre, Azat Miftakhov doit sortir de prison ».
            [one] Carte du compte à rebours : { $days } jour avant le 4 septembre, date à laquelle Azat Miftakhov doit sortir de prison.
           *[other] Carte du compte à rebours : { $days } jours avant le 4 septembre, date à laquelle Azat Miftakhov doit sortir de prison.
        }
