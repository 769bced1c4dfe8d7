"""The source of each step of a plan, in Dutch (domain.md §2.3)."""
from services.casework.domain.plan.milestone import Code

PERSPECTIEF = "Dit is een afspraak in de dienstverlening van Perspectief."

SOURCES: dict[Code, str] = {
    Code.M01: "U meldt uw werknemer op de eerste verzuimdag ziek. Zo kan de arbodienst op tijd beginnen (Regeling "
              "procesgang, artikel 2 lid 1).",
    Code.M02: "De verzuimconsultant neemt binnen vier werkdagen na de ziekmelding contact met u op. " + PERSPECTIEF,
    Code.M03: "De bedrijfsarts geeft binnen zes weken een oordeel over het verzuim (Regeling procesgang, artikel 2 "
              "lid 2).",
    Code.M04: "U maakt samen het plan van aanpak, binnen twee weken na de probleemanalyse (Regeling procesgang, "
              "artikel 4 lid 1).",
    Code.M05: "U bespreekt regelmatig de voortgang (Regeling procesgang, artikel 4 lid 2). UWV gaat uit van elke zes "
              "weken.",
    Code.M05B: "De bedrijfsarts kijkt elke zes weken mee (Regeling procesgang, artikel 4 lid 4).",
    Code.M06: "U meldt het verzuim bij UWV, uiterlijk op de eerste dag na week 42 (Ziektewet, artikel 38 lid 1).",
    Code.M07: "UWV stuurt u en uw werknemer rond week 44 een brief over de eerstejaarsevaluatie.",
    Code.M08: "De bedrijfsarts geeft zijn oordeel voordat u de eerstejaarsevaluatie houdt. " + PERSPECTIEF,
    Code.M09: "U kijkt samen terug aan het einde van het eerste ziektejaar (Regeling procesgang, artikel 4 lid 2).",
    Code.M10: "Lukt terugkeer bij u niet, dan zoekt u werk bij een ander bedrijf. U start binnen zes weken na de "
              "eerstejaarsevaluatie (Burgerlijk Wetboek 7, artikel 658a).",
    Code.M11: "Uw werknemer kan tot en met week 68 een vervroegde IVA-uitkering aanvragen (WIA, artikel 23 lid 6).",
    Code.M12: "UWV stuurt uw werknemer meestal na 88 weken een brief over de WIA, en uiterlijk na 89 weken (WIA, artikel "
              "64 lid 2).",
    Code.M13: "De bedrijfsarts geeft zijn oordeel voor het re-integratieverslag (Regeling procesgang, artikel 6).",
    Code.M14: "U kijkt samen terug op de re-integratie (Regeling procesgang, artikel 6 lid 1).",
    Code.M15: "Het re-integratieverslag is uiterlijk dertien weken voor het einde van de wachttijd klaar (WIA, artikel "
              "25 lid 3).",
    Code.M16: "Uw werknemer vraagt uiterlijk elf weken voor het einde van de wachttijd een WIA-uitkering aan (WIA, "
              "artikel 64 lid 3).",
    Code.M17: "UWV beoordeelt het re-integratieverslag en besluit voor het einde van de wachttijd (WIA, artikel 25 lid "
              "11).",
    Code.M18: "Na 104 weken ziekte eindigt de plicht om loon door te betalen (Burgerlijk Wetboek 7, artikel 629 lid 1).",
    Code.M19: "Een loonsanctie duurt hoogstens 52 weken (WIA, artikel 25 lid 9).",
    Code.M20: "U meldt een loonsanctie binnen vijf werkdagen na ontvangst. Dat is een voorwaarde van de "
              "poortwachtergarantie.",
    Code.M21: "U kunt binnen zes weken bezwaar maken tegen het besluit van UWV. Valt de laatste dag in een weekend of op een "
              "feestdag, dan geldt de eerstvolgende werkdag (Algemene wet bestuursrecht, artikel 6:7).",
    Code.M22: "Heeft u de fout hersteld, dan kunt u UWV vragen de loonsanctie te bekorten (WIA, artikel 25 lid 12).",
    Code.M23: "U meldt uw zieke werknemer op de laatste werkdag bij UWV (Ziektewet, artikel 38 lid 2).",
    Code.M24: "U meldt de ziekte uiterlijk op de vierde dag bij UWV. Valt die dag in een weekend of op een feestdag, dan geldt "
              "de eerstvolgende werkdag (Ziektewet, artikel 38a lid 2).",
    Code.M25: "U meldt het herstel uiterlijk op de tweede dag bij UWV (Ziektewet, artikel 38a lid 5).",
    Code.CONFLICT_CONTACT: "Bij een arbeidsconflict spreekt de arbodienst snel met uw werknemer. " + PERSPECTIEF,
    Code.CONFLICT_TALK_INVITATION: "U nodigt uw werknemer uit voor een gesprek over het conflict. " + PERSPECTIEF,
    Code.ACTION_PLAN_SUPPORT: "De casemanager helpt u bij het plan van aanpak. " + PERSPECTIEF,
    Code.LABOUR_EXPERT_ASSESSMENT: "De arbeidsdeskundige onderzoekt welk werk past, voor de eerstejaarsevaluatie. "
                                   + PERSPECTIEF,
    Code.EXTRA_DOCTOR_REVIEW: "De situatie van uw werknemer is veranderd. De bedrijfsarts geeft een nieuw oordeel, naast de "
                              "beoordeling van elke zes weken. " + PERSPECTIEF,
    Code.LABOUR_EXPERT_REASSESSMENT: "De arbeidsdeskundige onderzoekt opnieuw welk werk past. Dit hoeft niet. " + PERSPECTIEF,
    Code.FINAL_EVAL_LEAVER_DOCTOR: "Uw werknemer gaat na meer dan tien weken ziek uit dienst. De bedrijfsarts geeft "
                                   "dan zijn oordeel (Regeling procesgang, artikel 6).",
    Code.FINAL_EVAL_LEAVER: "Uw werknemer gaat na meer dan tien weken ziek uit dienst. U kijkt dan samen terug "
                            "(Regeling procesgang, artikel 6).",
    Code.RIV_LEAVER_SHORT: "Bij zes tot tien weken ziekte vraagt UWV een verkort re-integratieverslag.",
    Code.RIV_LEAVER_FULL: "Bij meer dan tien weken ziekte vraagt UWV een volledig re-integratieverslag.",
}
