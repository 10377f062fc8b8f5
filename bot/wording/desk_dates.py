"""Days as the staff's chat names them. babel would say the same for eight megabytes more."""

from __future__ import annotations

from datetime import datetime

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
}


def day_and_time(local: datetime, city: str, language: str) -> str:
    """``Fri 1 Sep, 12:30 (Paris)``: absolute, for it is read again days later."""
    spoken = language if language in _DAYS else "en"
    day = "1er" if spoken == "fr" and local.day == 1 else str(local.day)
    return f"{_DAYS[spoken][local.weekday()]} {day} {_MONTHS[spoken][local.month - 1]}, {local:%H:%M} ({city})"
