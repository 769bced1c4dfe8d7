"""The rules of reporting: who may be reported when, how an absence changes, and which absences form one case."""
