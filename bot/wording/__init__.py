"""Every sentence the program says to a person, in English and French, side by side, one file per room."""

from __future__ import annotations

from bot.wording.sentence import Sentence, coded, error_text, problem_text, say

__all__ = ["Sentence", "coded", "error_text", "problem_text", "say"]
