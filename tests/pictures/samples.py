"""Cards of the campaign's kind in its eight languages, for tests and for the contact sheet."""

from __future__ import annotations

FOOTER = "FREE AZAT 04.09"

COUNTED = {
    "fr": ("jours", "avant la journée internationale pour libérer Azat Miftakhov", "Samedi 2 septembre, 14 h"),
    "en": ("days to go until 4 September, the date Azat Miftakhov is due to leave prison",),
    "de": ("Tage bis zum 4. September. An diesem Tag soll Azat Miftakhov aus der Haft entlassen werden.",),
    "lt": ("dienos iki rugsėjo 4-osios, kai Azatas Miftachovas turi išeiti iš kalėjimo",),
    "hy": ("օր մինչև սեպտեմբերի 4-ը, երբ Ազատ Միֆտախովը պետք է դուրս գա բանտից",),
    "ru": ("дня до 4 сентября, когда Азат Мифтахов должен выйти из тюрьмы",),
    "it": ("giorni al 4 settembre, data in cui Azat Miftakhov deve uscire dal carcere",),
    "pt-BR": ("dias para o dia 4 de setembro, data em que Azat Miftakhov deve sair da prisão",),
}

TOMORROW = {
    "fr": ("Demain", "Lundi 4 septembre, Azat Miftakhov doit sortir de prison"),
    "en": ("Tomorrow", "Monday 4 September, Azat Miftakhov is due to leave prison. Demand his release!"),
    "de": ("Morgen", "Montag, 4. September: Azat Miftakhov soll aus der Haft entlassen werden."),
    "lt": ("Rytoj", "pirmadienį, rugsėjo 4 d., Azatas Miftachovas turi išeiti iš kalėjimo"),
    "hy": ("Վաղը", "երկուշաբթի, սեպտեմբերի 4-ին, Ազատ Միֆտախովը պետք է դուրս գա բանտից։"),
    "ru": ("Завтра", "в понедельник, 4 сентября, Азат Мифтахов должен выйти из тюрьмы"),
    "it": ("Domani", "lunedì 4 settembre, Azat Miftakhov deve uscire dal carcere"),
    "pt-BR": ("Amanhã", "segunda-feira, 4 de setembro, Azat Miftakhov deve sair da prisão"),
}

TODAY = {
    "fr": ("Aujourd’hui", "Journée internationale pour libérer Azat Miftakhov : exigez sa libération !"),
    "en": ("Today", "International day of solidarity with Azat Miftakhov"),
    "de": ("Heute", "Internationaler Tag der Solidarität mit Azat Miftakhov"),
    "lt": ("Šiandien", "tarptautinė solidarumo su Azatu Miftachovu diena"),
    "hy": ("Այսօր", "Ազատ Միֆտախովի հետ համերաշխության միջազգային օրն է։ Պահանջենք նրա ազատ արձակումը։"),
    "ru": ("Сегодня", "Международный день солидарности с Азатом Мифтаховым"),
    "it": ("Oggi", "Giornata internazionale di solidarietà con Azat Miftakhov"),
    "pt-BR": ("Hoje", "Dia internacional de solidariedade com Azat Miftakhov"),
}


def cards() -> list[tuple[str, tuple[str, ...]]]:
    """Every (language, lines): 4, 3 and 2 days, tomorrow (1) and today (0)."""
    return [
        (language, lines)
        for language, counted in COUNTED.items()
        for lines in (*((str(n), *counted) for n in (4, 3, 2)), TOMORROW[language], TODAY[language])
    ]
