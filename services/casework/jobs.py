"""The scheduled jobs of casework."""
from services.casework.usecases.costs.forget_unused_file import forget_unused_file, list_unused_files
from services.casework.usecases.dossiers.set_long_term_threat import list_threatened, set_reached_threat
from services.casework.usecases.plan.refresh_steps import list_without_steps, refresh_steps
from services.casework.usecases.plan.remind import list_to_remind, remind
from services.casework.usecases.second_track.notice_missing_report import list_missing_reports, notice_missing_report
from services.casework.usecases.vra.apply_stagnation_rules import apply_stagnation_rules, list_hit
from services.casework.usecases.vra.detect_stagnation import detect_stagnation, list_stagnating
from shared.db.session import Session
from shared.service.jobs import JobItem, Jobs

jobs = Jobs()


@jobs.daily("steps", items=list_without_steps)
def build_steps(session: Session, employee: JobItem) -> None:
    """Steps of dossiers that are older than the read model of steps, or than the present protocol."""
    refresh_steps(session, [employee.key])


@jobs.daily("long-term-threat", items=list_threatened)
def threaten(session: Session, dossier: JobItem) -> None:
    """Cases that reached their 42nd sick day."""
    set_reached_threat(session, absence_number=dossier.key, today=dossier.business_date)


@jobs.daily("stagnation", items=list_stagnating)
def stagnate(session: Session, dossier: JobItem) -> None:
    """Cases in which a milestone is long overdue."""
    detect_stagnation(session, absence_number=dossier.key, today=dossier.business_date)


@jobs.daily("second-track-reports", items=list_missing_reports)
def miss_report(session: Session, track: JobItem) -> None:
    """Second tracks whose progress report did not come."""
    notice_missing_report(session, track_id=track.key, today=track.business_date)


@jobs.daily("unused-files", items=list_unused_files)
def forget_file(session: Session, file: JobItem) -> None:
    """Files of invoices that were never declared."""
    forget_unused_file(session, file_id=file.key)


@jobs.daily("stagnation-rules", items=list_hit)
def apply_rules(session: Session, dossier: JobItem) -> None:
    """Dossiers in which a rule of stagnation hits."""
    apply_stagnation_rules(session, absence_number=dossier.key, today=dossier.business_date)


@jobs.daily("reminders", items=list_to_remind)
def remind_of_steps(session: Session, employer: JobItem) -> None:
    """Employers with a step about which somebody must be mailed."""
    remind(session, employer_id=employer.key)
