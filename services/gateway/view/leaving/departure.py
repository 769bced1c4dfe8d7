"""View models of the end of the employment."""
REASONS = {
    "CONTRACT_ENDED": "Het tijdelijke contract loopt af", "RESIGNATION": "De werknemer zegt op",
    "MUTUAL_CONSENT": "Wij gaan met wederzijds goedvinden uit elkaar", "DISMISSAL": "Ontslag",
    "PENSION": "De werknemer gaat met pensioen", "DEATH": "De werknemer is overleden", "OTHER": "Een andere reden"}
SITUATIONS = {"SICK": "Nog ziek", "PARTLY_FIT": "Gedeeltelijk hersteld", "FIT": "Hersteld", "WIA": "Ontvangt een WIA-uitkering"}
