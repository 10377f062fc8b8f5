"""What an entry chooses by language: where it goes out, how visible it is, its words."""

from __future__ import annotations

from pydantic import ValidationInfo

from bot.campaign.model import NetworkName, Visibility
from bot.files.values import Fault, FaultsError, Known, refuse, shown, text, unlike

EVERYTHING = ("all", "everyone")

Languages = dict[NetworkName, frozenset[str]]


def known_names(info: ValidationInfo) -> Known:
    """The names that the campaign being read knows."""
    context = info.context
    assert isinstance(context, Known), "schedules are validated against the names their campaign knows"
    return context


def _languages_in(value: object, known: Known, path: tuple[str | int, ...]) -> tuple[frozenset[str], list[Fault]]:
    """One language or a list of them; faults point at the word."""
    items = value if isinstance(value, list) else [value]
    faults: list[Fault] = []
    for at, item in enumerate(items):
        here = (*path, at) if isinstance(value, list) else path
        if item is None:
            faults.append(Fault("value-missing", {}, here))
        elif not isinstance(item, str):
            faults.append(Fault("value-not-text", {"found": shown(item)}, here))
        elif known.languages is not None and item not in known.languages and "," in item:
            faults.append(Fault("list-without-brackets", {"found": item}, here))
        elif known.languages is not None and item not in known.languages:
            faults.append(unlike("unknown-language", item, known.languages, here))
    return frozenset(item for item in items if isinstance(item, str)), faults


def read_languages(value: object, info: ValidationInfo) -> Languages | None:
    """``all``, one, a list, or any of these per network: ``{x: [fr, en], telegram: all}``."""
    if value is None:
        refuse("value-missing")
    if value in EVERYTHING:
        return None
    if value == []:
        refuse("value-empty-list")
    if not isinstance(value, dict):
        spoken, wrong = _languages_in(value, known_names(info), ())
        if wrong:
            raise FaultsError(*wrong)
        return dict.fromkeys(NetworkName, spoken)
    chosen: Languages = {}
    faults: list[Fault] = []
    for name, part in value.items():
        if name not in set(NetworkName):
            fault = unlike("unknown-network", name, [str(network) for network in NetworkName], (name,))
            faults.append(Fault(fault.code, fault.facts, fault.path, 0, at_key=True))
        elif part not in EVERYTHING:
            spoken, wrong = _languages_in(part, known_names(info), (name,))
            chosen[NetworkName(name)] = spoken
            faults += wrong
    if faults:
        raise FaultsError(*faults)
    return chosen


def read_visibility(value: object, info: ValidationInfo) -> tuple[Visibility, dict[str, Visibility]]:
    """A word for all languages, or ``{public: fr}``: these have it, the others are unlisted."""
    if not isinstance(value, dict):
        return _visibility_word(value, (), at_key=False), {}
    chosen: dict[str, Visibility] = {}
    faults: list[Fault] = []
    for name, part in value.items():
        try:
            meant = _visibility_word(name, (name,), at_key=True)
        except FaultsError as error:
            faults += error.faults
            continue
        spoken, wrong = _languages_in(part, known_names(info), (name,))
        faults += wrong
        faults += [Fault("visibility-twice", {"language": one}, (name,)) for one in sorted(spoken & chosen.keys())]
        chosen |= dict.fromkeys(spoken, meant)
    if faults:
        raise FaultsError(*faults)
    return Visibility.UNLISTED, chosen


def _visibility_word(value: object, path: tuple[str | int, ...], *, at_key: bool) -> Visibility:
    words = text(value)
    if words not in set(Visibility):
        fault = unlike("unknown-visibility", words, [str(one) for one in Visibility], path)
        raise FaultsError(Fault(fault.code, fault.facts, path, 0, at_key))
    return Visibility(words)


def read_words(value: object, info: ValidationInfo) -> dict[str, str]:
    """``text:``: words by language."""
    if value is None or value == {}:
        refuse("value-missing")
    if not isinstance(value, dict):
        refuse("text-without-language")
    known = known_names(info).languages
    faults: list[Fault] = []
    for language, spoken in value.items():
        if spoken is None and not (known is not None and language in known):
            # ``{fr: Un, deux.}``: YAML takes what follows the comma for a key.
            if not any(fault.code == "text-comma" for fault in faults):
                faults.append(Fault("text-comma", {"found": language}, (language,), 0, at_key=True))
            continue
        if known is not None and language not in known:
            fault = unlike("unknown-language", language, known, (language,))
            faults.append(Fault(fault.code, fault.facts, fault.path, 0, at_key=True))
        try:
            text(spoken)
        except FaultsError as error:
            faults += [Fault(one.code, one.facts, (language,)) for one in error.faults]
    if faults:
        raise FaultsError(*faults)
    return value
