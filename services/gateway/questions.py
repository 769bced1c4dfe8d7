"""The 24 questions and their answers, in five groups (R-202), with a note where the law has changed since (R-135, R-138)."""
from dataclasses import dataclass
from datetime import date

VERSION_ON = date(2026, 11, 22)
READ_MORE = "https://www.ondernemenmetpersoneel.nl"
CALL = "Uw casemanager bereikt u op (0118) 683 305."


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer.

    :ivar points: as a list below the answer
    :ivar correction: what the law says now, where an earlier answer no longer holds
    """

    title: str
    answer: tuple[str, ...]
    points: tuple[str, ...] = ()
    correction: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one subject."""

    title: str
    questions: tuple[Question, ...]


MONEY = Group("Uitkeringen, arbofactuur en nota’s", (
    Question("Wanneer krijg ik geld voor het loon dat ik doorbetaal?", (
        "Na een ziekmelding rekenen wij per kalendermaand uit wat u krijgt. Dat doen wij als de maand voorbij is. Het geld staat "
        "omstreeks de twaalfde werkdag van de maand daarna op uw rekening. De precieze datum ziet u bij Uitkeringen.",)),
    Question("Hoe komt het bedrag op mijn arbofactuur tot stand?", (
        "Wij tellen hoeveel werknemers u in dienst heeft en vermenigvuldigen dat aantal met het arbotarief, inclusief btw. Het gaat "
        "om personen: iemand met een deeltijdbaan telt voor één.",)),
))

SUPPORT = Group("Verzuim en de hulp van uw casemanager", (
    Question("Mijn werknemer meldt zich ziek na een arbeidsconflict. Wat doe ik?", (
        "Meld uw werknemer meteen ziek en vink aan dat er een arbeidsconflict is. De arbodienst belt uw werknemer dan snel. U hoeft "
        "het met de ziekmelding niet eens te zijn, maar doorgeven moet u haar wel.",
        "Laat uw werknemer weten dat u wilt praten om het conflict op te lossen. Uw casemanager kan een mediator voor u zoeken. Wil "
        "uw werknemer niet praten, dan mag u waarschuwen en daarna eventueel een sanctie opleggen.",
        "Ontslaan kan niet zomaar. Daarvoor is een uitgebreid dossier nodig, en ontslag op staande voet kent strenge voorwaarden. "
        "Vraag eerst een jurist. Over juridische hulp, die u één keer gratis krijgt, vertelt uw casemanager u meer. " + CALL,)),
    Question("Een van mijn werknemers is steeds opnieuw ziek. Hoe pak ik dat aan?", (
        "Bel uw casemanager op (0118) 683 305 voor tips. Samen kunt u ook een verzuimprotocol maken: afspraken over ziekmelden die "
        "voor iedereen in uw bedrijf gelden.",)),
    Question("Mijn werknemer houdt zich niet aan de re-integratieafspraken. Wat nu?", (
        "Uw werknemer heeft plichten bij re-integratie, net als u. Soms moet u een sanctie opleggen; doet u dat niet, dan kan UWV "
        "juist u een sanctie geven. Overleg daarom eerst met uw casemanager op (0118) 683 305.",)),
    Question("Kan ik mijn werknemer verplichten om te komen werken?", (
        "Ja, als het verzuim niet terecht is of als de bedrijfsarts zegt dat er geen medische beperkingen meer zijn. Vraag uw "
        "werknemer dan om te komen, en dring daarna zo nodig formeel aan. Komt hij niet, dan mag u waarschuwen en eventueel een "
        "sanctie opleggen. Laat een jurist meekijken.",
        "Zegt de bedrijfsarts dat uw werknemer wel ziek is en is er ook een conflict? Werk dan aan beide. Adviseert de bedrijfsarts een "
        "mediator, schakel die dan meteen in; uw werknemer hoeft daarvoor niet eerst beter te zijn. U spreekt samen af hoe u verder "
        "gaat, of hoe u uit elkaar gaat.",
        "Alleen bij uitzondering adviseert de bedrijfsarts om te wachten tot uw werknemer beter is. Dat staat dan op papier. " + CALL,)),
    Question("Wat is het tweede spoor, en wat moet ik daarin doen?", (
        "In het tweede spoor zoekt uw zieke werknemer met hulp werk bij een ander bedrijf. Dat kan hetzelfde werk zijn of iets anders. "
        "Meestal huurt u daarvoor een bureau in. U blijft zelf verantwoordelijk voor de kwaliteit.",),
        ("Houd contact met uw werknemer en volg hoe het gaat.",
         "Zorg dat u verslagen van de voortgang krijgt.",
         "Let erop dat uw werknemer echt solliciteert en zich niet alleen oriënteert.",
         "Verandert de situatie? Vraag de bedrijfsarts om een nieuw oordeel.",
         "Soms is nieuw onderzoek nodig naar wat uw werknemer nog kan.")),
    Question("Mag het dienstverband stoppen zodra mijn werknemer elders werk heeft?", (
        "Nee, nog niet. Het doel is vast werk bij de andere werkgever, maar uw werknemer houdt 104 weken recht op loon van u. Daarom "
        "sluit u een overeenkomst waarbij u uw werknemer tot het einde van die 104 weken uitleent. U stuurt de nieuwe werkgever een "
        "factuur voor de waarde van het werk, en meldt die waarde hier als gedeeltelijk herstel.",
        "Zolang niet vaststaat dat de baan blijvend is of dat de andere werkgever uw werknemer overneemt, gaat het tweede spoor door. "
        "Vraag na de plaatsing een deskundigenoordeel aan bij UWV. Zo voorkomt u dat UWV na twee jaar vindt dat u te weinig deed en u "
        "een loonsanctie geeft.",)),
    Question("Waarom moet ik een dossier bijhouden?", (
        "In het dossier legt u vanaf de eerste ziektedag vast wat u met uw werknemer afspreekt. Is uw werknemer na 104 weken nog ziek, "
        "dan vraagt hij een WIA-uitkering aan. UWV kijkt dan of u genoeg heeft gedaan aan de re-integratie.",), link=READ_MORE),
    Question("Moet er een plan van aanpak komen als het herstel dichtbij is?", (
        "Ja. Uiterlijk in de achtste week legt u samen met uw werknemer de afspraken vast, ook als u verwacht dat hij snel weer werkt. "
        "Denk aan afspraken over contact, en over werken zodra dat kan. Uw casemanager helpt u hier helemaal bij.",), link=READ_MORE),
    Question("Wat is een transitievergoeding, en moet ik die betalen?", (
        "Een transitievergoeding is geld dat een werknemer meekrijgt als u het dienstverband beëindigt. De wet verplicht u daartoe. "
        "Andere afspraken zijn alleen geldig als uw werknemer het ermee eens is en tekent.",),
        correction="Vroeger gold dit pas na een dienstverband van twee jaar. Sinds 1 januari 2020 bouwt een werknemer de vergoeding op "
                   "vanaf de eerste werkdag, ook in de proeftijd."),
    Question("Wanneer moet ik een transitievergoeding betalen?", (
        "Als u het dienstverband beëindigt of niet verlengt, ook na twee jaar ziekte.",),
        correction="De grens van twee jaar bestaat sinds 1 januari 2020 niet meer. Ook een slapend dienstverband ontslaat u niet van de "
                   "vergoeding: sinds een uitspraak van de Hoge Raad van 8 november 2019 moet u in principe meewerken als uw werknemer "
                   "na 104 weken om beëindiging met een transitievergoeding vraagt. Laat u het dienstverband toch slapen, dan kan uw "
                   "werknemer later zijn werk weer opeisen of een hogere vergoeding vragen."),
    Question("Iemand anders heeft de ziekte veroorzaakt. Moet ik iets regelen?", (
        "Ja, geef dit bij de ziekmelding aan. Team Claims belt u daarna. Uw rechtsbijstandsverzekeraar kan u helpen om de schade op "
        "die ander te verhalen.",)),
))

LONG = Group("Langdurig verzuim", (
    Question("Wat zie ik in CAMAS, het systeem waarmee ik verzuim volg?", (
        "Bij Overzichten stelt u cijfers samen over een periode die u zelf kiest. Er zijn zes overzichten: algemeen, voor de "
        "verzekeraar, per werknemer, mutaties, statistieken en een rapport voor de directie.",
        "Bij Verzuimdossier ziet u wat Perspectief heeft gedaan en nog gaat doen. U zoekt op achternaam, verzuimnummer of activiteit, "
        "en kiest bij ‘afgewerkt’ voor ja of nee.",)),
    Question("Mijn werknemer werkt niet mee aan terugkeer. Wat kan ik doen?", (
        "Begin met een gesprek. Helpt dat niet, waarschuw uw werknemer dan enkele keren schriftelijk. Daarna mag u het loon opschorten "
        "of stopzetten. Uw casemanager adviseert u daarbij op (0118) 683 305.",
        "Heeft u het loon opgeschort of stopgezet? Meld dat dan bij team Schade van De Zeeuwse, op (0118) 683 305.",)),
    Question("Mijn werknemer gaat ziek uit dienst. Wat moet ik doen?", (
        "Meld uw werknemer hier ziek uit dienst, en meld het bij UWV op de laatste dag van het dienstverband. Is uw werknemer dan langer "
        "dan tien weken ziek, dan maakt de arbodienst een eindevaluatie. U maakt er samen met uw werknemer ook een.",
        "Draagt u zelf het risico voor de Ziektewet of de WGA? Blijf uw werknemer dan volgen: een uitkering komt voor uw rekening. "
        "Vragen hierover stelt u aan uw casemanager op (0118) 683 305.",)),
    Question("Mag een zieke werknemer op vakantie?", (
        "Ja, als dat zijn herstel en re-integratie niet in de weg zit. Twijfelt u, dan beoordeelt de bedrijfsarts dat. Uw werknemer levert "
        "evenveel vakantie-uren in als wanneer hij niet ziek was, ook als hij gedeeltelijk werkt. Hij moet het daarmee eens zijn. "
        "Tijdens de vakantie hoeft hij niet aan re-integratie te werken. Wettelijke vakantiedagen bouwt hij gewoon op.",
        "Voor extra vakantiedagen kunnen in het contract of de cao andere afspraken staan, bijvoorbeeld dat die bij ziekte niet worden "
        "opgebouwd. Afschrijven mag alleen als uw werknemer dat schriftelijk goedvindt of als u er afspraken over heeft.",)),
))

CAMAS = Group("Het systeem CAMAS", (
    Question("Kan ik inloggen zonder code?", (
        "Nee. Wij moeten persoonsgegevens van de wet extra beschermen. U kunt wel aanvinken dat u ingelogd blijft. Wie uw computer "
        "gebruikt, kan dan ook bij de gegevens.",)),
    Question("Kan een collega het systeem ook gebruiken?", (
        "Ja, met een eigen account. Bij één gebruikersnaam hoort één e-mailadres. De contactpersoon van uw bedrijf vraagt een extra "
        "account aan bij helpdesk@perspectief.eu.",)),
    Question("De code komt op een verkeerd e-mailadres binnen. Wat nu?", (
        "Laat de contactpersoon van uw bedrijf het adres wijzigen, met een e-mail aan helpdesk@perspectief.eu.",)),
    Question("Waar staan de verslagen en activiteiten van één werknemer?", (
        "Klik in de lijst met werknemers op het nummer bij de ziekmelding. U komt dan in de verzuimhistorie, met alles over dat verzuim.",)),
))

ONLINE = Group("De online omgeving van De Zeeuwse", (
    Question("Ik kan nog niet inloggen. Hoe regel ik dat?", (
        "De Zeeuwse maakt een account voor de hoofdcontactpersoon van uw bedrijf. Die krijgt alle drie de rechten: andere mensen "
        "toegang geven, werknemersgegevens beheren, en ziek en hersteld melden. Daarna maakt hij zelf accounts voor collega’s, een "
        "adviseur of een administratiekantoor, en kiest hij wat zij mogen.",
        "Stuur voor dit eerste account de volgende gegevens naar inkomenacceptatie@dezeeuwse.nl. De hoofdcontactpersoon krijgt dan een "
        "e-mail met een wachtwoord voor de eerste keer.",),
        ("Polisnummer (staat op uw polisblad)", "Bedrijfsnaam", "Aanhef", "Voornaam", "Tussenvoegsels", "Achternaam", "E-mailadres",
         "Telefoonnummer (zodat wij bij twijfel kunnen bellen)")),
    Question("Waarom moet ik een nieuw wachtwoord kiezen?", (
        "Een wachtwoord dat u van ons krijgt, is altijd tijdelijk. Wijzigt u het meteen, dan kan niemand anders namens u inloggen. "
        "Uw nieuwe wachtwoord:",),
        ("heeft 8 tot en met 16 tekens;", "bevat geen deel van uw gebruikersnaam;", "bevat geen tekens als @, $, # en %;",
         "bevat minstens drie van deze vier: kleine letter, hoofdletter, cijfer, leesteken.")),
    Question("Waarom krijg ik een sms als ik inlog?", (
        "Hier staan gegevens van uw werknemers. Met de code in de sms weten wij zeker dat degene die inlogt ook uw telefoon heeft. De "
        "code gaat alleen naar het nummer dat bij ons bekend is.",)),
))

GROUPS = (MONEY, SUPPORT, LONG, CAMAS, ONLINE)
