"""Employees in the pages: their form, their history and files of them."""
