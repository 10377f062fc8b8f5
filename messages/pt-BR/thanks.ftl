# Português do Brasil. Traduzido do comunicado francês de 30 de agosto de 2023, fato por fato (F1–F20).
# Lido duas vezes pela equipe: ao lado do francês e sozinho, com a lista dos fatos.

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Agradecemos a todas as pessoas que foram aos atos de 2 de setembro em solidariedade com Azat Miftakhov e às que enviaram uma foto.
