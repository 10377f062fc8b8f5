"""What people answer, as they may write it, in eight languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.supporters import Meaning, Said, meaning
from bot.campaign.withdrawal_codes import BITS, written

STOPS = r"""
STOP|stop.|Stop!|s t o p|S.T.O.P.|STOOOOP|/stop|#stop|@freeazat@example.social STOP|Stop please|Please stop|stopp
«стоп»|„stop“|«կանգ»|Կանգնե՛ք|ՍՏՈՊ|ստո՛պ|СТОП!!!|стоп, пожалуйста|Пожалуйста, остановите|хватит|STОP|CТОП|ыещз|cnjg
ＳＴＯＰ
arrêtez|Arretez svp|ARRÊTER|Bonjour, arrêtez s'il vous plaît|retirez ma photo|Merci de retirer ma photo|supprimez tout
Bonjour, pourriez-vous enlever ma photo ? Merci|je retire mon accord|j'ai changé d'avis|ne publiez pas ma photo
delete my photo|Please delete my photo.|remove it|withdraw|I withdraw my consent|take it down|I changed my mind
don't publish it
Could you please delete my picture?|DELETE|please take my photo down, thanks|I no longer want this
löschen|Bitte löschen!|Bitte löschen Sie mein Foto|Foto entfernen bitte|nicht veröffentlichen
Bitte nicht veröffentlichen
Ich widerrufe meine Einwilligung|ich habe es mir anders überlegt|Halt|Nehmt mein Foto bitte wieder runter
ich ziehe meine Einwilligung zurück|Bitte das Foto runter|ištrinkite|Prašau ištrinti mano nuotrauką|istrinkite
pašalinkite nuotrauką|Nepublikuokite|Sustabdykite|persigalvojau
atšaukiu sutikimą
удалите|Удалите, пожалуйста, моё фото|уберите фото|не публикуйте|я передумала|отзываю согласие|udalite foto|uberite
Не удалите ли вы моё фото?|снимите публикацию
ջնջեք|Ջնջե՛ք նկարս|Խնդրում եմ ջնջել լուսանկարս|հեռացրեք|մի՛ հրապարակեք|չհրապարակեք|միտքս փոխեցի|jnjeq|jnjek nkars
cancella|Cancellate la mia foto per favore|rimuovete la foto|non pubblicate|eliminatela|ho cambiato idea
ritiro il consenso|Basta!
apagar|Por favor, apaguem minha foto|remova|não publiquem|nao publiquem a foto|mudei de ideia|retire minha foto|Parem
oui stop|yes STOP|STOP oui|Да, стоп|no, delete it|Non, retirez-la|oui, mais supprimez ma photo|да удалите|sì cancella
taip ištrinkite
Stop, I am afraid of showing my face in Paris where I have been living for many years now with my family
Hello\nSTOP\nAna
I sent you a picture from Berlin last week, I am afraid for my parents now, so please delete my photo, thank you
Don't you want to delete my photo?
"""
YESES = r"""
oui|Oui.|OUI!|yes|Yes, please|ja|Ja, gerne|jawohl|taip|Taip, prašau|այո|Այո՛|ԱՅՈ|да|ДА!|Да, конечно|da|Da, spasibo|ayo
sì|Sì|si|si'|sim
Sim, podem publicar minha foto|oui merci|Bonjour, oui, vous pouvez publier ma photo|Yes you can publish my photo
yes I agree
je suis d'accord|Je suis d’accord|d'accord|j'accepte|I agree|i consent|Ich bin einverstanden|einverstanden
ich stimme zu
sutinku|Aš sutinku|согласен|Я согласна|համաձայն եմ|sono d'accordo|d'accordo|accetto|estou de acordo|concordo|aceito
О да|Да\nАнна
oui\nMarie Dupont|Oui\n\nCordialement,\nJean|yes\n\nBest regards\nAna|Ja\n\nMit freundlichen Grüßen\nUte Meyer
Sì, potete pubblicare la mia foto
Oui\n\nLe 3 sept. 2023 à 10:12, Free Azat <p@example.org> a écrit :\n> OUI, ou STOP pour tout retirer.
yes\n-- \nStop War Committee|Да, можно публиковать|Ja, ihr dürft das Foto veröffentlichen|Taip, galite publikuoti
Այո, կարող եք հրապարակել
YES\nSent from my iPhone|да, разрешаю|yes yes|oui, avec plaisir
"""
NOES = r"""
no|No.|Non|non merci|No, thanks|nein|Nein, danke|нет|Нет, спасибо|ոչ|Ոչ, շնորհակալություն|não|Não, obrigado|No, grazie
ne|net
not yes|не да|да нет|oui mais non|I do not agree|I don't agree|je ne suis pas d'accord|nicht einverstanden|не согласен
non sono d'accordo
não concordo|nesutinku|Non, pas ça|voch
"""
NEITHER = r"""
|Paris|Voici ma photo, Lyon|yes?|Oui ?|да?|այո՞|Sì?|yes but hide my face|oui mais sans mon visage|Ja, aber ohne Stadt
oui, seulement sur Mastodon
sim, se puderem|да, если без лица|yes if you hide my face|oui\nsans visage|oui\nSans Visage|oui\nmais demain
no problem|ok|OK!|👍|merci|Danke
Photo à l'arrêt de bus, Lyon|Ich ziehe nach Berlin|Parco del Retiro, Madrid|Azat soll nicht mehr leiden|Mi pare bello
Bonjour, voici ma photo prise à Lyon. Bon courage !|Хватит пыток!|Arrêtez de torturer|On n'arrête pas|Nehmt mein Foto
stop the war|Stop the war! Photo from Berlin|Stop torture|Стоп война|Stop à la guerre|STOP TORTURE|стоп пытки
Stop Putin|freedom for Azat
please don't delete my photo|ne supprimez pas ma photo|не удаляйте|what does yes mean|do I answer yes|maybe|peut-être
vielleicht
remove my name please|supprimez mon nom|please hide my face and remove the metadata before the photo
si vous publiez ma photo
oui si vous voulez|yesterday|January|Oui et non|you can publish it|publiez ma photo|Damaskus|Noyon|Stopford|da Roma
si Paris|yes Paris maybe later
"""


def cases(listed: str) -> list[str]:
    return [case.replace("\\n", "\n") for line in listed.strip("\n").splitlines() for case in line.split("|")]


@pytest.mark.parametrize("text", cases(STOPS))
def test_whoever_may_mean_stop_is_understood_so(text: str) -> None:
    assert meaning(text) == Said(Meaning.STOP)


@pytest.mark.parametrize("text", cases(YESES))
def test_an_explicit_yes_is_a_yes(text: str) -> None:
    assert meaning(text) == Said(Meaning.YES)


@pytest.mark.parametrize("text", cases(NOES))
def test_a_no_is_a_no(text: str) -> None:
    assert meaning(text) == Said(Meaning.NO)


@pytest.mark.parametrize("text", cases(NEITHER))
def test_a_question_a_condition_a_slogan_or_something_else_is_for_a_person(text: str) -> None:
    assert meaning(text) == Said(Meaning.NOTHING)


@pytest.mark.parametrize("text", cases(STOPS))
def test_stop_is_heard_however_it_is_written(text: str) -> None:
    for written_otherwise in (
        text.upper(),
        text.lower(),
        f"  {text} ",
        f"{text}\u200b",
        f"\u202b{text}",
        f"🛑 {text} 🛑",
    ):
        assert meaning(written_otherwise).meaning is Meaning.STOP


@pytest.mark.parametrize("agreed", cases(YESES))
@pytest.mark.parametrize("stop", ["STOP", "retirez ma photo", "ջնջեք", "удалите"])
def test_between_yes_and_stop_it_is_stop(agreed: str, stop: str) -> None:
    assert meaning(f"{stop}\n{agreed}").meaning is Meaning.STOP
    if ">" not in agreed and "--" not in agreed:
        assert meaning(f"{agreed}\n{stop}").meaning is Meaning.STOP


@pytest.mark.parametrize("agreed", [text for text in cases(YESES) if "\n" not in text])
@pytest.mark.parametrize("sign", ["?", " ?", "՞", "？"])
def test_a_question_is_never_a_yes(agreed: str, sign: str) -> None:
    assert meaning(f"{agreed}{sign}").meaning is not Meaning.YES


@given(
    st.sampled_from(["oui", "yes", "ja", "taip", "այո", "да", "sì", "sim"]),
    st.text(st.sampled_from("bdfgkvwxyzжщфճձ"), min_size=5),
)
def test_a_yes_with_a_word_that_nobody_knows_is_not_explicit(agreed: str, word: str) -> None:
    assert meaning(f"{agreed} {word}").meaning is not Meaning.YES
    assert meaning(f"{word} {agreed}").meaning is not Meaning.YES


def test_words_of_others_are_not_the_senders() -> None:
    above = "Le dim. 3 sept. 2023 à 10:12, Free Azat <p@example.org> a écrit :"
    assert meaning(f"Bonjour, voici Lyon\n\n{above}\n> Répondez STOP") == Said(Meaning.NOTHING)
    assert meaning(f"{above}\n> Répondez OUI") == Said(Meaning.NOTHING)
    assert meaning(f"{above}\n> Répondez OUI\n\nstop") == Said(Meaning.STOP)


@given(st.integers(0, 2**BITS - 1))
def test_a_code_alone_is_a_code_and_beside_stop_it_says_what_is_to_stop(number: int) -> None:
    code = written(number)
    for text in (code, code.lower(), f"/code {code}", f"Bonjour, {code}. Merci", f"oui {code}"):
        assert meaning(text) == Said(Meaning.CODE, number)
    for text in (f"STOP {code}", f"/withdraw {code}", f"{code}\nретирez? удалите"):
        assert meaning(text) == Said(Meaning.STOP, number)
    assert meaning(f"oui\n> {code}") == Said(Meaning.YES)


def test_a_language_decides_what_a_small_word_means() -> None:
    assert meaning("No Rio de Janeiro", "pt-BR") == Said(Meaning.NOTHING)
    assert meaning("No, grazie", "it") == Said(Meaning.NO)
    assert meaning("Ne, ačiū", "lt") == Said(Meaning.NO)


@given(st.text(), st.sampled_from(["", "fr", "lt", "pt-BR", "xx"]))
def test_any_text_means_something(text: str, language: str) -> None:
    assert isinstance(meaning(text, language), Said)


def test_a_long_hostile_text_costs_little() -> None:
    for text in ("stop the war " * 50_000, "oui " * 100_000, "retirez " * 50_000, "s " * 100_000, "no," * 100_000):
        assert isinstance(meaning(text), Said)
