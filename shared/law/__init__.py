"""Statutory figures as data: each with the dates between which it holds and its source (docs/decisions/0801-law-as-data.md).

A change of law is a new row in `figures/`; what a case of before is about keeps the row of its day.
"""
from shared.law.book import law
from shared.law.figure import NoFigureInForce

__all__ = ["NoFigureInForce", "law"]
