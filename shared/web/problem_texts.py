"""Default texts of problems: code, title and Dutch sentence per status, and the namespace of problem types."""

NAMESPACE = "urn:ontzorg:problem:"

TITLES = {
    400: "Onleesbaar verzoek", 401: "Niet aangemeld", 403: "Geen recht", 404: "Niet gevonden", 405: "Bewerking bestaat niet",
    406: "Vorm bestaat niet", 409: "Dit kan nu niet", 412: "Intussen gewijzigd", 413: "Te groot", 415: "Soort niet aangenomen",
    422: "Gegevens kloppen niet", 428: "Versie ontbreekt", 429: "Te veel verzoeken", 500: "Storing",
    503: "Even niet bereikbaar", 504: "Duurt te lang",
}

CODES = {
    400: "request.malformed", 401: "token.missing", 403: "right.missing", 404: "not_found", 405: "method.not_allowed",
    406: "not_acceptable", 409: "conflict", 412: "version.stale", 413: "body.too_large", 415: "media_type.unsupported",
    422: "input.invalid", 428: "version.required", 429: "rate.limited", 500: "internal", 503: "unavailable", 504: "timeout",
}
"""Default code by status, for a problem without its own code."""

SENTENCES = {
    400: "Het verzoek is niet leesbaar.", 401: "U bent niet aangemeld.", 403: "U heeft hiervoor geen recht.",
    404: "Dit bestaat niet of is niet van uw bedrijf.", 405: "Dit adres kent deze bewerking niet.",
    406: "Deze vorm van antwoord is er niet.", 409: "Dit kan nu niet. Haal de gegevens opnieuw op.",
    412: "Iemand anders heeft dit intussen gewijzigd. Haal de gegevens opnieuw op.",
    413: "Wat u stuurt is te groot.", 415: "Dit soort bestand wordt hier niet aangenomen.",
    422: "Er klopt iets niet in de gegevens.", 428: "Geef mee welke versie u wijzigt (If-Match).",
    429: "U doet te veel verzoeken. Wacht even en probeer het opnieuw.",
    500: "Er ging bij ons iets mis. Probeer het later opnieuw.",
    503: "Dit onderdeel is even niet bereikbaar. Probeer het zo opnieuw.",
    504: "Het antwoord liet te lang op zich wachten. Probeer het zo opnieuw.",
}


def type_of(code: str) -> str:
    """The problem type, a URN with the code."""
    return f"{NAMESPACE}{code}"


def title_of(status: int) -> str:
    """The Dutch title of a status; for a status without one, that of its class."""
    return TITLES.get(status) or TITLES[500 if status >= 500 else 400]


def code_of(status: int) -> str:
    """The default code of a status; for a status without one, ``http.`` and its number."""
    return CODES.get(status) or f"http.{status}"


def sentence_of(status: int) -> str:
    """The default Dutch sentence of a status; for a status without one, that of its class."""
    return SENTENCES.get(status) or SENTENCES[500 if status >= 500 else 400]
