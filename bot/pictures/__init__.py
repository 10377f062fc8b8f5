"""Countdown cards, the poster, and organisers' photos made fit to publish."""

from bot.pictures.card import card_png
from bot.pictures.painter import Pictures
from bot.pictures.poster import poster_pdf, poster_png

__all__ = ["Pictures", "card_png", "poster_pdf", "poster_png"]
