# Português do Brasil. Traduzido do comunicado francês de 30 de agosto de 2023, fato por fato (F1–F20).
# Lido duas vezes pela equipe: ao lado do francês e sozinho, com a lista dos fatos.

# F1, F13
# true for: release 2023-09-04
release-countdown =
    { $days ->
        [0] 4 de setembro: a data em que Azat Miftakhov deve sair da prisão. Liberdade para Azat!
        [1] Amanhã, segunda-feira, 4 de setembro, Azat Miftakhov deve sair da prisão. Exigimos sua libertação!
        [one] Falta { $days } dia para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão. Exigimos sua libertação!
       *[other] Faltam { $days } dias para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão. Exigimos sua libertação!
    }
    .card =
        { $days ->
            [0] 4 de setembro
            [1] Amanhã
           *[other] { $days }
        }
        { $days ->
            [0] a data em que Azat Miftakhov deve sair da prisão
            [1] segunda-feira, 4 de setembro, Azat Miftakhov deve sair da prisão
            [one] dia para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão
           *[other] dias para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão
        }
    .alt =
        { $days ->
            [0] Cartão: “4 de setembro, a data em que Azat Miftakhov deve sair da prisão”.
            [1] Cartão: “Amanhã, segunda-feira, 4 de setembro, Azat Miftakhov deve sair da prisão”.
            [one] Cartão da contagem regressiva: { $days } dia para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão.
           *[other] Cartão da contagem regressiva: { $days } dias para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão.
        }
