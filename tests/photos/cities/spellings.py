"""How people write cities: what a spelling means is said here by GeoNames' number.

Three sources: CLDR's exemplar cities in the campaign's eight languages (babel), endonyms, exonyms and mail lines
written by hand, and slips of the finger put into both.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale
from babel.core import get_global

LANGUAGES = ("fr", "en", "de", "lt", "hy", "ru", "it", "pt")
_ZONES = """
Europe/Paris:2988507 Europe/Berlin:2950159 Europe/Vilnius:593116 Asia/Yerevan:616052 Europe/London:2643743
Europe/Rome:3169070 Europe/Lisbon:2267057 Europe/Madrid:3117735 Europe/Vienna:2761369 Europe/Warsaw:756135
Europe/Prague:3067696 Europe/Riga:456172 Europe/Tallinn:588409 Europe/Helsinki:658225
Europe/Stockholm:2673730 Europe/Copenhagen:2618425 Europe/Oslo:3143244 Europe/Brussels:2800866
Europe/Amsterdam:2759794 Europe/Luxembourg:2960316 Europe/Dublin:2964574 Europe/Athens:264371
Europe/Sofia:727011 Europe/Bucharest:683506 Europe/Budapest:3054643 Europe/Belgrade:792680
Europe/Zagreb:3186886 Europe/Ljubljana:3196359 Europe/Bratislava:3060972 Europe/Sarajevo:3191281
Europe/Skopje:785842 Europe/Tirane:3183875 Europe/Podgorica:3193044 Europe/Chisinau:618426
Europe/Minsk:625144 Europe/Moscow:524901 Europe/Istanbul:745044 Europe/Zurich:2657896 Europe/Monaco:2993458
Asia/Tbilisi:611717 Asia/Baku:587084 Asia/Almaty:1526384 Asia/Tashkent:1512569 Asia/Bishkek:1528675
Asia/Jerusalem:281184 Asia/Beirut:276781 Asia/Tehran:112931 Asia/Dubai:292223 Asia/Tokyo:1850147
Asia/Seoul:1835848 Asia/Shanghai:1796236 Asia/Hong_Kong:1819729 Asia/Bangkok:1609350 Asia/Singapore:1880252
Asia/Kolkata:1275004 Asia/Novosibirsk:1496747 Asia/Yekaterinburg:1486209 Asia/Vladivostok:2013348
Asia/Omsk:1496153 Asia/Irkutsk:2023469 Europe/Samara:499099 Europe/Volgograd:472757
Europe/Kaliningrad:554234 Europe/Saratov:498677 America/New_York:5128581 America/Chicago:4887398
America/Los_Angeles:5368361 America/Denver:5419384 America/Toronto:6167865 America/Vancouver:6173331
America/Halifax:6324729 America/Winnipeg:6183235 America/Sao_Paulo:3448439 America/Recife:3390760
America/Fortaleza:3399415 America/Manaus:3663517 America/Belem:3405870 America/Cuiaba:3465038
America/Bogota:3688689 America/Lima:3936456 America/Caracas:3646738 America/Santiago:3871336
America/Argentina/Buenos_Aires:3435910 America/Montevideo:3441575 America/Asuncion:3439389
America/La_Paz:3911925 America/Mexico_City:3530597 America/Monterrey:3995465 America/Havana:3553478
America/Panama:3703443 America/Guatemala:3598132 Africa/Cairo:360630 Africa/Algiers:2507480
Africa/Tunis:2464470 Africa/Casablanca:2553604 Africa/Dakar:2253354 Africa/Abidjan:2293538
Africa/Lagos:2332459 Africa/Nairobi:184745 Africa/Johannesburg:993800 Africa/Kinshasa:2314302
Africa/Addis_Ababa:344979 Australia/Sydney:2147714 Australia/Melbourne:2158177 Australia/Brisbane:2174003
Pacific/Auckland:2193733 Europe/Kyiv:703448 Asia/Kathmandu:1283240
"""
_BY_HAND = """
2988507 Paris|PARIS|paris|Parigi|Paryžius|Париж|Փարիզ|Páris|Ville : Paris|à Paris|в Париже|из Парижа|Paryžiuje|iš Paryžiaus|Փարիզում|Փարիզից|em Paris|da Parigi|aus Paris|París
2950159 Berlin|BERLIN|Berlino|Berlim|Berlynas|Берлин|Բեռլին|Berlín|aus Berlin|в Берлине|Berlyne|iš Berlyno|Բեռլինից|de Berlin|da Berlino|em Berlim
593116 Vilnius|Vilna|Wilna|Wilno|Вильнюс|Вильно|Вільнюс|Վիլնյուս|Vilniuje|Вильнюсе|iš Vilniaus|г. Вильнюс|Vilnius!!!|Vílnius
616052 Erevan|Yerevan|Jerewan|Eriwan|Erivan|Ереван|Երևան|Երեւան|Jerevanas|Ierevan|Erevan, Armenia|from Yerevan, Armenia|d’Erevan|Երևանից|Երևանում|ք. Երևան|в Ереване|Ереван 🇦🇲|Երևան, Հայաստան|Erewan|Jerevan
616635 Gyumri|Гюмри|Գյումրի|Gümri|Gjumri|Գյումրիից
616530 Vanadzor|Ванадзор|Վանաձոր
2867714 München|Munich|Muenchen|Munique|Monaco di Baviera|Miunchenas|Мюнхен|München/Munich|Mnichov|Մյունխեն|Munchen
2886242 Köln|Koeln|Koln|Кёльн|Кельн|Colonia, Deutschland|Kelnas
2911298 Hamburg|Amburgo|Гамбург|Hamburgas|Համբուրգ|Hambourg|Hamburgo
3169070 Roma|Rom|Рим|Հռոմ|da Roma
3173435 Milano|Milan, Italie|Mailand|Milão|Милан|Milanas|Միլան
3172394 Napoli|Neapel|Nápoles|Неаполь|Neapolis, Italia|Neapolis, Italie
3165524 Torino|Turin|Turim|Турин|Turinas|Թուրին
3176959 Firenze|Florenz|Флоренция|Florença
3448439 São Paulo|sao paulo|SAO PAULO|Сан-Паулу|San Paulas|Sao Paulo, Brasil|San Paolo, Brasile|Սան Պաուլու
3451190 Rio de Janeiro|rio de janeiro|Рио-де-Жанейро|Rio de Žaneiras|Ռիո դե Ժանեյրո
3469058 Brasília|Brasilia|Бразилиа
3452925 Porto Alegre|Порту-Алегри
3459505 Juiz de Fora
2996944 Lyon|Lyon, France|Lione|Lião|Lionas|Лион|Լիոն|Lyon 3e|LYON!!!|je suis à Lyon
2995469 Marseille|Marsiglia|Marselha|Marselis|Марсель|Մարսել|Marseilles
2972315 Toulouse|Tolosa, Francia|Тулуза|Tulūza|Թուլուզ
2990440 Nice|Nizza|Ницца|Nica, Prancūzija
2973783 Strasbourg|Straßburg|Strasburgo|Strasbūras|Страсбург|Strassburg
2990969 Nantes|Нант|Nantas
3014728 Grenoble|Гренобль
2998324 Lille|Лилль|Lilis, Prancūzija
3031582 Bordeaux|Бордо
2980916 Saint-Denis, France|Saint-Denis|Ville : Saint-Denis (93)|Saint Denis
3003603 Le Mans|le mans|Ле-Ман
3003796 Le Havre|Гавр
598316 Kaunas|Каунас|Kowno|Kaune|Kauen|Կաունաս|iš Kauno
598098 Klaipėda|Klaipeda|Клайпеда|Memel, Lietuva|Klaipėdoje
594739 Šiauliai|Siauliai|Шяуляй|Šiauliuose
596128 Panevėžys|Panevezys|Паневежис
498817 Санкт-Петербург|Sankt-Peterburg|Saint-Pétersbourg|Sankt Petersburg|San Pietroburgo|São Petersburgo|Sankt Peterburgas|Սանկտ Պետերբուրգ|Петербург|Ленинград|St Petersburg
524901 Москва|Moscou|Moskau|Mosca|Maskva|Моск‌ва|в Москве|Moskva
551487 Казань|Kazan|Kasan|Kazanė
1486209 Екатеринбург|Jekaterinburg|Ekaterinburg|Iekaterinbourg
625144 Минск|Мінск|Minsk|Minskas|Մինսկ
629634 Брест|Brest|Берасце
703448 Київ|Киев|Kiev|Kyiv|Kiew|Kijevas|Կիև
702550 Львів|Львов|Lwów|Lemberg|Lviv|Leopoli
706483 Харків|Харьков|Kharkiv|Charkow
698740 Одеса|Одесса, Украина|Odessa, Ukraine
756135 Warszawa|Varsovie|Warschau|Varsavia|Varsóvia|Varšuva|Варшава|Վարշավա|Warsaw
3094802 Kraków|Cracovie|Krakau|Cracovia|Cracóvia|Krokuva|Краков|Krakow
3067696 Praha|Prague|Prag|Praga|Прага|Պրահա
2761369 Wien|Vienna|Vena|Viena|Вена|Վիեննա|Bécs
611717 Tbilissi|Tbilisi|Tiflis|Тбилиси|Թբիլիսի|Tbilisis
2657896 Zürich|Zurich|Zurigo|Zurique|Ciurichas|Цюрих
2660646 Genève|Genf|Geneva|Ginevra|Genebra|Ženeva|Женева|Ժնև
2800866 Bruxelles|Brussel|Brüssel|Bruxelas|Briuselis|Брюссель|Brussels
2643743 London|Londres|Londra|Londonas|Лондон|Լոնդոն|London, UK
5128581 New York|New York City|Nova York|Niujorkas|Нью-Йорк|Nova Iorque|NEW YORK, USA
4930956 Boston, USA|Бостон, США|Boston, États-Unis
745044 İstanbul|Istanbul|Стамбул|Stambulas|Ստամբուլ|Istambul
2267057 Lisboa|Lisbonne|Lissabon|Lisbona|Lisabona|Лиссабон|Lisbon
2735943 Porto, Portugal|Порту, Португалия
3128760 Barcelona, España|Barcelone, Espagne|Барселона, Испания
2509954 Valencia, España|València, España|Валенсия, Испания
4250542 Springfield, Illinois
264371 Αθήνα|Athen|Atenai|Афины|Athènes
456172 Rīga|Рига|Ryga|Ռիգա
588409 Tallinn|Таллин|Talinas|Reval
3054643 Budapest|Будапешт|Budapeštas
"""  # noqa: E501 - a line for each town


@dataclass(frozen=True, slots=True)
class Spelling:
    """What was typed, the sender's language, and the town that was meant."""

    typed: str
    language: str
    town: int


def _from_cldr() -> Iterator[Spelling]:
    towns = {zone: int(number) for zone, number in (pair.split(":") for pair in _ZONES.split())}
    newer = get_global("zone_aliases")
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            town = towns.get(newer.get(zone, zone))
            if town and "city" in names:
                yield Spelling(names["city"], language, town)


def _language(typed: str) -> str:
    """The language a supporter who writes so would have: of the script, else Lithuanian, whose endings are read."""
    first = next(char for char in typed if char.isalpha())
    return "hy" if "\u0531" <= first <= "\u0587" else "ru" if "\u0400" <= first <= "\u04ff" else "lt"


def _by_hand() -> Iterator[Spelling]:
    for row in _BY_HAND.split("\n"):
        number, _, spellings = row.partition(" ")
        for typed in spellings.split("|") if number else ():
            yield Spelling(typed, _language(typed), int(number))


def written() -> list[Spelling]:
    """Spellings without a slip."""
    return list(dict.fromkeys((*_from_cldr(), *_by_hand())))


def _slip(chance: random.Random, word: str) -> str:
    """``word`` with a letter left out, doubled, mistaken or changed with its neighbour."""
    spots = [spot for spot, char in enumerate(word) if char.isalpha()]
    at = chance.choice(spots[1:] or spots)
    alphabet = string.ascii_lowercase
    if "\u0400" <= word[at] <= "\u04ff":
        alphabet = "абвгдежзиклмнопрстуфхцчшыьэюя"
    elif "\u0531" <= word[at] <= "\u0587":
        alphabet = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքօֆ"
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + chance.choice(alphabet) + word[at + 1 :]
        case _:
            return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]


def misspelt(seed: int) -> list[Spelling]:
    """Every spelling of four letters or more with a slip, longer ones now and then with two."""
    chance = random.Random(seed)  # noqa: S311 - slips, not secrets
    found = []
    for spelling in written():
        letters = sum(char.isalpha() for char in spelling.typed)
        if letters >= 4:
            typed = _slip(chance, spelling.typed)
            if letters > 8 and chance.random() < 0.3:
                typed = _slip(chance, typed)
            found.append(Spelling(typed, spelling.language, spelling.town))
    return found
