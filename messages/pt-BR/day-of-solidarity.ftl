# Português do Brasil. Traduzido do comunicado francês de 30 de agosto de 2023, fato por fato (F1–F20).
# Lido duas vezes pela equipe: ao lado do francês e sozinho, com a lista dos fatos.

# F1, F2, F3, F18
# true for: rally 2023-09-02
# true for: release 2023-09-04
launch =
    Sábado, 2 de setembro de 2023: dia internacional de solidariedade com Azat Miftakhov, por iniciativa de Solidarité FreeAzat. Atos em Paris, Berlim, Vilnius e Ierevan, campanha de fotos nas redes. Azat deve sair da prisão em 4 de setembro. Exigimos sua libertação!

# F20, F1 (the number on the poster), and how to take part safely or take a photo back
# true for: release 2023-09-04
photo =
    Participe de onde estiver: fotografe o cartaz FREE AZAT 04.09 (4 de setembro) e envie a foto, com o nome da cidade, para
    libertepourazat@gmail.com

    Não é preciso informar o nome nem mostrar o rosto. Se participar for perigoso onde você está, não participe.

    Publicada com #FreeAzat, sua foto poderá ser compartilhada aqui. Para retirá-la: apague-a ou responda STOP.
    .alt = Cartaz: FREE AZAT 04.09, em letras grandes.

# F2
# true for: rally 2023-09-02
rally-countdown =
    { $days ->
        [0] Hoje é o dia internacional de solidariedade com Azat Miftakhov. Onde você estiver, exija a libertação dele!
        [1] Amanhã, sábado, 2 de setembro: dia internacional de solidariedade com Azat Miftakhov.
        [one] Falta { $days } dia para o dia internacional de solidariedade com Azat Miftakhov, sábado, 2 de setembro.
       *[other] Faltam { $days } dias para o dia internacional de solidariedade com Azat Miftakhov, sábado, 2 de setembro.
    }
    .card =
        { $days ->
            [0] Hoje
            [1] Amanhã
           *[other] { $days }
        }
        { $days ->
            [0] dia internacional de solidariedade com Azat Miftakhov
            [1] sábado, 2 de setembro: dia internacional de solidariedade com Azat Miftakhov
            [one] dia para o dia internacional de solidariedade com Azat Miftakhov, sábado, 2 de setembro
           *[other] dias para o dia internacional de solidariedade com Azat Miftakhov, sábado, 2 de setembro
        }
    .alt =
        { $days ->
            [0] Cartão: “Hoje, dia internacional de solidariedade com Azat Miftakhov”.
            [1] Cartão: “Amanhã, sábado, 2 de setembro: dia internacional de solidariedade com Azat Miftakhov”.
            [one] Cartão da contagem regressiva: { $days } dia para o dia internacional de solidariedade com Azat Miftakhov, sábado, 2 de setembro.
           *[other] Cartão da contagem regressiva: { $days } dias para o dia internacional de solidariedade com Azat Miftakhov, sábado, 2 de setembro.
        }

# F4, F6, F8, F9
who =
    Azat Miftakhov, jovem doutorando russo em matemática, foi preso em fevereiro de 2019, torturado e, em janeiro de 2021, condenado com base no depoimento de duas testemunhas. Ele sempre afirmou sua inocência e, na prisão, continuou suas pesquisas.
    .warning = Prisão, tortura
