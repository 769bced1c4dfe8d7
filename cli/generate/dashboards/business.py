"""Business figures: reports, dossiers, claims, money, steps, logins."""
from cli.generate.dashboards.panels import Board, Panel, Query


def an_hour(metric: str, by: str = "") -> str:
    """Query: events per hour."""
    return f"sum{f' by ({by})' if by else ''} (rate({metric}[15m])) * 3600"


def in_a_day(metric: str) -> str:
    """Query: events in the last day."""
    return f"sum(increase({metric}[1d]))"


TODAY = (
    Panel("Sick reports in 24 hours", "short", "Reports that employers filed in the last day.",
          (Query(in_a_day("ontzorg_sick_reports_total")),), width=4, is_number=True, decimals=0),
    Panel("Recoveries in 24 hours", "short", "Partial and full recoveries reported in the last day.",
          (Query(in_a_day("ontzorg_recoveries_total")),), width=4, is_number=True, decimals=0),
    Panel("Dossiers opened in 24 hours", "short", "Dossiers that got a casemanager in the last day; about one for each report.",
          (Query(in_a_day("ontzorg_dossiers_opened_total")),), width=4, is_number=True, decimals=0),
    Panel("Paid in 30 days", "currencyEUR", "Euros in payments to employers in the last thirty days.",
          (Query("sum(increase(ontzorg_benefits_paid_euros_total[30d]))"),), width=4, is_number=True, decimals=0),
    Panel("Overdue steps", "short", "Statutory steps of open dossiers whose due date has passed.",
          (Query("max(ontzorg_overdue_steps)"),), width=4, is_number=True, decimals=0),
    Panel("Payment run late", "s", "Time since the pay date of an unpaid run; any value above zero raises an alert.",
          (Query("max(ontzorg_payment_late_seconds)"),), width=4, is_number=True, decimals=0),
)

REPORTS = (
    Panel("Reports an hour", "short", "Sick reports, recoveries and withdrawals, counted once they are committed.",
          (Query(an_hour("ontzorg_sick_reports_total"), "sick reports"), Query(an_hour("ontzorg_recoveries_total"), "recoveries"),
           Query(an_hour("ontzorg_sick_reports_cancelled_total"), "withdrawn"))),
    Panel("Dossiers and claims an hour", "short",
          "They follow reports within seconds; a gap between the lines is pending work.",
          (Query(an_hour("ontzorg_dossiers_opened_total"), "dossiers"), Query(an_hour("ontzorg_claims_opened_total"), "claims"),
           Query(an_hour("ontzorg_claims_rejected_total"), "claims without cover"))),
)

MONEY = (
    Panel("Benefits paid a day", "currencyEUR", "Euros to employers; one high bar on each twelfth working day.",
          (Query("sum(increase(ontzorg_benefits_paid_euros_total[1d]))", "paid"),), is_stacked=True),
    Panel("Invoiced a day", "currencyEUR", "Euros on invoices and credited euros, by series.",
          (Query("sum by (kind) (increase(ontzorg_invoiced_euros_total[1d]))", "{{kind}}"),), is_stacked=True),
    Panel("Payments and debts a day", "short", "Payments to employers, and debts transferred to billing.",
          (Query(in_a_day("ontzorg_benefits_paid_total"), "payments"), Query(in_a_day("ontzorg_debts_created_total"), "debts"))),
    Panel("Invoices a day", "short", "Issued invoices and credit notes, by series.",
          (Query("sum by (kind) (increase(ontzorg_invoices_issued_total[1d]))", "{{kind}}"),), is_stacked=True),
)

GUIDANCE = (
    Panel("Steps completed a day", "short", "Steps of the statutory plan, in time or late.",
          (Query("sum by (timing) (increase(ontzorg_steps_completed_total[1d]))", "{{timing}}"),), is_stacked=True),
    Panel("Overdue steps over time", "short", "Counted each quarter of an hour; it should fall towards the end of a week.",
          (Query("max(ontzorg_overdue_steps)", "overdue"), Query("max(ontzorg_late_contacts)", "late first contacts"))),
    Panel("Reports without a dossier", "s", "Age of the oldest sick report that casework has not taken up; 240 s raise an alert.",
          (Query("max(ontzorg_report_not_taken_up_seconds)", "oldest"),)),
    Panel("Texts about health", "short", "Texts a day that were refused because they say something about health.",
          (Query("sum(increase(ontzorg_medical_texts_stopped_total[1d]))", "stopped"),)),
    Panel("Overdue reviews of rights", "short", "Accounts whose rights a main contact should have confirmed by now.",
          (Query("max(ontzorg_overdue_rights_reviews)", "overdue"),)),
    Panel("Emergency access", "short", "Dossiers that staff opened without assignment and that are still open for them.",
          (Query("max(ontzorg_emergency_access_open)", "open"),)),
    Panel("Employers without a consultant", "short", "Employers with a policy that no active consultant guides.",
          (Query("max(ontzorg_employers_without_consultant)", "waiting"),)),
    Panel("Claims on third parties that lapse", "short", "Open recourse files of which a term ends within three months.",
          (Query("max(ontzorg_recourse_lapsing)", "lapsing"),)),
    Panel("Overdue work of Claims", "short", "Employers to be called about a third party, and declarations not paid in time.",
          (Query("max(ontzorg_recourse_contacts_overdue)", "calls"), Query("max(ontzorg_reimbursements_late)", "declarations"))),
    Panel("Sanctions a day", "short", "Wages suspended or stopped.",
          (Query(in_a_day("ontzorg_sanctions_notified_total"), "sanctions"),)),
    Panel("Logins an hour", "short",
          "Steps of logins by channel and outcome: refused ones far above accepted ones are an attack.",
          (Query(an_hour("ontzorg_logins_total", "channel, outcome"), "{{channel}} {{outcome}}"),)),
    Panel("Reports kept by the portal", "short", "Reports a day that the portal kept while absence was away, and their outcome.",
          (Query("sum by (outcome) (increase(ontzorg_kept_reports_total[1d]))", "{{outcome}}"),)),
)

BUSINESS = Board("ontzorg-business", "Ontzorg: business", "Reports and benefits of employers.",
                 (("Now", TODAY), ("Reports", REPORTS), ("Money", MONEY), ("Guidance and logins", GUIDANCE)), span="now-7d")
