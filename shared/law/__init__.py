"""Statutory figures as data: each with the dates between which it holds and its source (docs/decisions/0801-law-as-data.md).

A change of law is a new row in `figures/`; earlier cases keep the row of their reference day.
"""
from shared.law.book import law
from shared.law.figure import NoFigureInForce

__all__ = ["NoFigureInForce", "law"]
