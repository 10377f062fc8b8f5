"""Letters to supporters, in Armenian, Lithuanian and Russian."""

from __future__ import annotations

# Not yet read by native speakers: they should, before a campaign takes photos in these languages.
TEXTS = {
    "hy": {
        "subject": "Ձեր լուսանկարը՝ {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} գրել է ծրագիրը. լուսանկարների մասին որոշում են մարդիկ։ STOP բառը հետ է վերցնում ամեն ինչ՝ ցանկացած պահի։
""",
        "receipt": """
Շնորհակալություն։ Ստացված լուսանկարներ՝ {number}։ Առանց Ձեր համաձայնության ոչինչ չի հրապարակվում։

Եթե համաձայն եք, մարդը նայում է յուրաքանչյուր լուսանկար. եթե այն ընդունվի, կհրապարակեն արշավի էջերը ({where})՝ Ձեր
համաձայնությունից առնվազն {hours} ժամ հետո։ Թաքնված տվյալները, օրինակ՝ վայրը և տեսախցիկը, հեռացվում են, դեմքերը ծածկվում
են, Ձեր անունն ու հասցեն երբեք չեն երևում։
Այն կարող է ցուցադրվել նաև ուրիշների հետ՝ բազմաթիվ լուսանկարներից կազմված մեկ պատկերում և արշավի էջում։

Կարող եք ավելին թույլ տալ՝ ամեն բառը առանձին տողում, Ձեր համաձայնության տակ․

- {city}՝ ցույց տալ Ձեր քաղաքի անունը, ինչպես գրել եք
- {faces}՝ չծածկել դեմքերը, եթե լուսանկարի բոլոր մարդիկ համաձայն են և չափահաս են

Համաձայնելու համար պատասխանեք միայն այս բառով՝ {yes}

Լուսանկարը հետ վերցնելու համար պատասխանեք STOP կամ ուղարկեք այս կոդը՝ {code}։ Այդ դեպքում մենք այն ջնջում ենք ամենուր։
Ուրիշների արած պատճենները, օրինակ՝ էկրանի նկարները, հնարավոր չէ հետ բերել։ Եթե հրապարակումը կարող է վտանգել Ձեզ կամ
լուսանկարում որևէ մեկին, մի՛ համաձայնեք։

Պատասխանատու՝ {campaign}, {address}։ Առանց պատասխանի ամեն ինչ ջնջվում է {days} օր հետո, իսկ {what_was_sent}՝
որոշումից {keep} ժամ հետո։
""",
        "city": """
Ո՞ր քաղաքում եք արել լուսանկարը։ Պատասխանեք միայն քաղաքի անունով։ Այն ցույց է տրվում միայն Ձեր թույլտվությամբ. մեզ պետք
է իմանալու համար՝ արդյոք հրապարակումն անվտանգ է։
""",
        "reminder": """
Դուք լուսանկար եք ուղարկել և դեռ չեք պատասխանել։ Եթե համաձայն եք հրապարակմանը, ինչպես նկարագրված է {first_letter},
պատասխանեք միայն այս բառով՝ {yes}

Եթե ոչ, ոչինչ մի՛ արեք. {days} օրից ամեն ինչ ջնջվում է։ STOP բառը կամ {code} կոդը ջնջում է հիմա։ Այլևս չենք հարցնի։
""",
        "posted": """
Ձեր լուսանկարը հրապարակված է։ Շնորհակալություն։

{links}

Այն հետ վերցնելու համար պատասխանեք STOP կամ ուղարկեք {of_first_letter} կոդը։
""",
        "withdrawn": """
Ձեր լուսանկարները հետ են վերցված։ Այն, ինչ հրապարակել ենք, ջնջվում է բոլոր ցանցերում, ջնջվում է նաև այն, ինչ պահում
էինք։ Ուրիշների արած պատճենները հնարավոր չէ հետ բերել։ Ուրիշ ոչինչ պետք չէ անել։
""",
        "declined": """
Շնորհակալություն Ձեր լուսանկարի համար։ Արշավի մարդիկ որոշել են այն չհրապարակել։ Դա Ձեր մասին ոչինչ չի ասում. հաճախ հարցը
որևէ մեկի անվտանգությունն է։ Այն ջնջված է մեր ֆայլերից։
""",
        "listed country": """
Շնորհակալություն Ձեր լուսանկարի համար։ Այդ քաղաքի երկրից լուսանկարներ չենք հրապարակում. այնտեղ մարդկանց հետապնդել են
ավելի քչի համար։ Խնդրում ենք՝ ինքներդ էլ մի՛ հրապարակեք։ Այն ջնջված է մեր ֆայլերից։
""",
        "unreadable": """
{in_mail} նկարներից մեկը հնարավոր չեղավ բացել. այն վնասված է, շատ փոքր է, շատ մեծ է կամ այնպիսի տեսակի է, որ մենք չենք
բացում։ Խնդրում ենք նորից ուղարկել որպես JPEG, PNG, WebP կամ HEIC, մինչև 20 ՄԲ, առանց այլ ֆայլի մեջ դնելու։
""",
        "not understood": """
Ձեր պատասխանը չհասկացանք։ Խնդրում ենք պատասխանել մեկ բառով՝ {yes}, եթե համաձայն եք հրապարակմանը, STOP, եթե համաձայն չեք
կամ այլևս համաձայն չեք։
""",
        "no photo": """
Ձեր նամակում լուսանկար չկար։ Խնդրում ենք կցել այն որպես ֆայլ (JPEG, PNG, WebP կամ HEIC), ոչ թե հղում կամ այլ ֆայլի մեջ,
և գրել Ձեր քաղաքի անունը։
""",
        "too many": """
Դուք ավելի շատ լուսանկար եք ուղարկել, քան մենք ընդունում ենք մեկ հոգուց մեկ օրում ({most})։ Մնացածը չի պահվում։ Խնդրում
ենք ընտրել լավագույնները և ուղարկել վաղը։
""",
    },
    "lt": {
        "subject": "Jūsų nuotrauka: {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} parašė programa; dėl nuotraukų sprendžia žmonės. STOP bet kada atšaukia viską.
""",
        "receipt": """
Ačiū. Gauta nuotraukų: {number}. Be jūsų sutikimo niekas neskelbiama.

Jei sutinkate, kiekvieną nuotrauką peržiūri žmogus; jei ji priimama, ją paskelbia kampanijos paskyros ({where}), ne
anksčiau kaip {hours} val. po jūsų sutikimo. Paslėpti duomenys, pavyzdžiui, vieta ir fotoaparatas, pašalinami, veidai
uždengiami, jūsų vardas ir adresas niekada nerodomi.
Ji taip pat gali būti rodoma su kitomis: viename iš daugelio nuotraukų sudarytame paveiksle ir kampanijos puslapyje.

Galite leisti daugiau, kiekvieną žodį rašykite atskiroje eilutėje po sutikimo:

- {city}: rodyti jūsų miesto pavadinimą, kaip jį parašėte
- {faces}: neuždengti veidų, jei visi nuotraukoje sutinka ir yra suaugę

Jei sutinkate, atsakykite šiuo vienu žodžiu: {yes}

Norėdami atsiimti nuotrauką, atsakykite STOP arba atsiųskite šį kodą: {code}. Tada ją visur ištrinsime. Kitų padarytų
kopijų, pavyzdžiui, ekrano nuotraukų, susigrąžinti neįmanoma. Jei paskelbimas gali kelti pavojų jums ar kam nors
nuotraukoje, nesutikite.

Atsakingi: {campaign}, {address}. Be atsakymo viskas ištrinama po {days} d.; {what_was_sent} – praėjus {keep}
val. po sprendimo.
""",
        "city": """
Kuriame mieste nufotografavote? Atsakykite tik jo pavadinimu. Jis rodomas tik jums leidus; mums jo reikia, kad žinotume,
ar skelbti saugu.
""",
        "reminder": """
Atsiuntėte nuotrauką ir dar neatsakėte. Jei sutinkate, kad ji būtų paskelbta, kaip aprašyta {first_letter},
atsakykite šiuo vienu žodžiu: {yes}

Jei ne, nieko nedarykite: viskas bus ištrinta po {days} d. STOP arba kodas {code} ištrina dabar. Daugiau neklausime.
""",
        "posted": """
Jūsų nuotrauka paskelbta. Ačiū.

{links}

Norėdami ją atsiimti, atsakykite STOP arba atsiųskite kodą {of_first_letter}.
""",
        "withdrawn": """
Jūsų nuotraukos atsiimtos. Tai, ką paskelbėme, šalinama visuose tinkluose, o tai, ką saugojome, taip pat ištrinama. Kitų
padarytų kopijų susigrąžinti neįmanoma. Daugiau nieko daryti nereikia.
""",
        "declined": """
Ačiū už nuotrauką. Kampanijos žmonės nusprendė jos neskelbti. Tai nieko nesako apie jus; dažnai tai kieno nors saugumo
klausimas. Ji ištrinta iš mūsų failų.
""",
        "listed country": """
Ačiū už nuotrauką. Nuotraukų iš šio miesto šalies neskelbiame: ten žmonės buvo persekiojami ir už mažiau. Prašome
neskelbti jos ir patiems. Ji ištrinta iš mūsų failų.
""",
        "unreadable": """
Vieno paveikslo {in_mail} nepavyko atverti: jis sugadintas, per mažas, per didelis arba tokios rūšies, kokios
neatveriame. Prašome atsiųsti dar kartą kaip JPEG, PNG, WebP arba HEIC, iki 20 MB, ne kitame faile.
""",
        "not understood": """
Jūsų atsakymo nesupratome. Prašome atsakyti vienu žodžiu: {yes}, jei sutinkate, kad būtų paskelbta, STOP, jei ne arba
nebesutinkate.
""",
        "no photo": """
Jūsų laiške nuotraukos nebuvo. Prašome ją pridėti kaip failą (JPEG, PNG, WebP arba HEIC), ne nuorodą ir ne kitame faile,
ir parašyti savo miesto pavadinimą.
""",
        "too many": """
Atsiuntėte daugiau nuotraukų, nei iš vieno žmogaus priimame per dieną ({most}). Likusios nesaugomos. Prašome išrinkti
geriausias ir atsiųsti rytoj.
""",
    },
    "ru": {
        "subject": "Ваша фотография: {campaign}",
        "foot": """
{campaign}, {address}

{this_letter} написала программа; о фотографиях решают люди. STOP отзывает всё, в любое время.
""",
        "receipt": """
Спасибо. Получено фотографий: {number}. Без вашего согласия ничего не публикуется.

Если вы согласны, каждую фотографию смотрит человек; если её примут, её опубликуют аккаунты кампании ({where}), не
раньше чем через {hours} ч. после вашего согласия. Скрытые данные, например место и камера, удаляются, лица закрываются,
ваше имя и адрес никогда не показываются.
Она также может быть показана вместе с другими: на одной картинке из многих фотографий и на странице кампании.

Вы можете разрешить больше, каждое слово на отдельной строке под вашим согласием:

- {city}: показать название вашего города, как вы его написали
- {faces}: не закрывать лица, если все на фотографии согласны и совершеннолетние

Чтобы согласиться, ответьте одним этим словом: {yes}

Чтобы отозвать фотографию, ответьте STOP или пришлите этот код: {code}. Тогда мы удалим её везде. Копии, которые сделали
другие, например снимки экрана, вернуть нельзя. Если публикация может быть опасна для вас или для кого-то на фотографии,
не соглашайтесь.

Ответственные: {campaign}, {address}. Без ответа всё удаляется через {days} дн.; {what_was_sent} — через {keep}
ч. после решения.
""",
        "city": """
В каком городе вы сделали фотографию? Ответьте только его названием. Оно показывается, только если вы разрешите; нам оно
нужно, чтобы знать, безопасна ли публикация.
""",
        "reminder": """
Вы прислали фотографию и ещё не ответили. Если вы согласны на публикацию, как она описана {first_letter},
ответьте одним этим словом: {yes}

Если нет, ничего не делайте: через {days} дн. всё удаляется. STOP или код {code} удаляет сейчас. Больше мы не спросим.
""",
        "posted": """
Ваша фотография опубликована. Спасибо.

{links}

Чтобы отозвать её, ответьте STOP или пришлите код {of_first_letter}.
""",
        "withdrawn": """
Ваши фотографии отозваны. То, что мы опубликовали, удаляется во всех сетях, и то, что мы хранили, тоже удаляется. Копии,
которые сделали другие, вернуть нельзя. Больше ничего делать не нужно.
""",
        "declined": """
Спасибо за фотографию. Люди кампании решили её не публиковать. Это ничего не говорит о вас; часто дело в чьей-то
безопасности. Она удалена из наших файлов.
""",
        "listed country": """
Спасибо за фотографию. Мы не публикуем фотографии из страны этого города: там людей преследовали и за меньшее.
Пожалуйста, не публикуйте её и сами. Она удалена из наших файлов.
""",
        "unreadable": """
Одно изображение {in_mail} не удалось открыть: оно повреждено, слишком мало, слишком велико или такого вида, какой
мы не открываем. Пришлите его ещё раз как JPEG, PNG, WebP или HEIC, до 20 МБ, не внутри другого файла.
""",
        "not understood": """
Ваш ответ не понят. Пожалуйста, ответьте одним словом: {yes}, если вы согласны на публикацию, STOP, если нет или больше
не согласны.
""",
        "no photo": """
В вашем письме не было фотографии. Пожалуйста, приложите её файлом (JPEG, PNG, WebP или HEIC), не ссылкой и не внутри
другого файла, и напишите название вашего города.
""",
        "too many": """
Вы прислали больше фотографий, чем мы берём от одного человека в день ({most}). Остальные не сохраняются. Пожалуйста,
выберите лучшие и пришлите их завтра.
""",
    },
}
