"""Mechanism and published contracts that every service uses; never one service's business rule."""
