"""Vacation during sickness and the accrual of holidays."""
