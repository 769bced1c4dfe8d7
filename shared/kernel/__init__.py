"""Values and counts that every domain shares: time, money, periods, the statutory sick-day count."""
