"""The rules of billing: what premium and arbo service cost, and what happens when they stay unpaid."""
