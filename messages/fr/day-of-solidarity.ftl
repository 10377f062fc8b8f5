# Français. Langue du communiqué du 30 août 2023 : les phrases en viennent, fait par fait (F1 à F20).
# Relu deux fois par l’équipe : une fois avec les autres langues, une fois seul avec la liste des faits.

# Adresse, heure et lieu du rassemblement de Paris : ils ne sont écrits qu’ici (F19).
# true for: rally 2023-09-02 14:00
-heure = 14 h
-lieu = square Robert Schuman
-adresse = 41, avenue du Maréchal Fayolle, 75016

# F1, F2, F3, F18
# true for: rally 2023-09-02
# true for: release 2023-09-04
launch =
    Samedi 2 septembre 2023 : journée internationale pour libérer Azat Miftakhov, à l’initiative de Solidarité FreeAzat. Rassemblements à Paris, Berlin, Vilnius et Erevan, campagne photo en ligne. Azat doit sortir de prison le 4 septembre. Exigeons sa libération !
    .x = Samedi 2 septembre 2023 : journée internationale pour libérer Azat Miftakhov. Rassemblements à Paris, Berlin, Vilnius et Erevan, campagne photo en ligne. Azat doit sortir de prison le 4 septembre. Exigeons sa libération !

# F17. The names stand as in the release, in Latin letters.
# true for: rally 2023-09-02
supporters-1 =
    Appellent à sortir le 2 septembre pour exiger la libération d’Azat Miftakhov (1/2) : The Azat Miftakhov Committee of mathematicians, La France Insoumise, Socialistes contre la guerre, La France Insoumise de Saint-Denis, La Libre Pensée, Ligue des droits de l’Homme

# F17. The names stand as in the release, in Latin letters.
# true for: rally 2023-09-02
supporters-2 =
    Appellent à sortir le 2 septembre pour exiger la libération d’Azat Miftakhov (2/2) : POID, Les Cahiers du Mouvement Ouvrier, Les Amis de Maurice Joyeux, Les Banquets Populaires, Solidarité FreeAzat

# F20, F1 (the number on the poster), and how to take part safely or take a photo back
# true for: release 2023-09-04
photo =
    Participez là où vous êtes : prenez en photo l’affiche FREE AZAT 04.09 (4 septembre) et envoyez l’image, avec le nom de la ville, à
    libertepourazat@gmail.com

    Ni votre nom ni votre visage ne sont nécessaires. Si participer est dangereux là où vous êtes, abstenez-vous.

    Publiée avec #FreeAzat, votre photo pourra être relayée. Pour la retirer : supprimez-la ou répondez STOP.
    .x =
        Prenez en photo l’affiche FREE AZAT 04.09 (4 septembre) là où vous êtes et envoyez-la, avec le nom de la ville, à
        libertepourazat@gmail.com

        Ni votre nom ni votre visage ne sont nécessaires. Si participer est dangereux là où vous êtes, abstenez-vous.
    .alt = Affiche : FREE AZAT 04.09, en grandes lettres.

# F2
# true for: rally 2023-09-02
rally-countdown =
    { $days ->
        [0] Aujourd’hui : journée internationale pour libérer Azat Miftakhov. Où que vous soyez, exigez sa libération !
        [1] Demain, samedi 2 septembre : journée internationale pour libérer Azat Miftakhov.
        [one] Plus que { $days } jour avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre.
       *[other] Plus que { $days } jours avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre.
    }
    .card =
        { $days ->
            [0] Aujourd’hui
            [1] Demain
           *[other] { $days }
        }
        { $days ->
            [0] journée internationale pour libérer Azat Miftakhov
            [1] samedi 2 septembre : journée internationale pour libérer Azat Miftakhov
            [one] jour avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre
           *[other] jours avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre
        }
    .alt =
        { $days ->
            [0] Carte : « Aujourd’hui, journée internationale pour libérer Azat Miftakhov ».
            [1] Carte : « Demain, samedi 2 septembre, journée internationale pour libérer Azat Miftakhov ».
            [one] Carte du compte à rebours : { $days } jour avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre.
           *[other] Carte du compte à rebours : { $days } jours avant la journée internationale pour libérer Azat Miftakhov, samedi 2 septembre.
        }

# F19, F17
# true for: rally 2023-09-02
rally-paris =
    Paris, rassemblement pour la libération d’Azat Miftakhov : samedi 2 septembre, { -heure }, { -lieu }, { -adresse }.

# F19, F17
rally-hours =
    { $hours ->
        [one] Paris, dans { $hours } heure : rassemblement pour la libération d’Azat Miftakhov, { -heure }, { -lieu }, { -adresse }.
       *[other] Paris, dans { $hours } heures : rassemblement pour la libération d’Azat Miftakhov, { -heure }, { -lieu }, { -adresse }.
    }

# F4, F6, F8, F9
who =
    Azat Miftakhov, jeune doctorant russe en mathématiques, a été arrêté en février 2019 et torturé, puis condamné en janvier 2021 sur la base de deux témoignages. Il a toujours clamé son innocence et a continué ses recherches en prison.
    .warning = Prison, torture
