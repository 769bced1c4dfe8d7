"""The tables of casework by subject, and functions that convert rows to domain values."""
from services.casework.store.base import Base
from services.casework.store.complaints import Complaint, ComplaintStep
from services.casework.store.conflict.steps import ConflictStep, GivenVerdict
from services.casework.store.contact.employers import EmployerContact
from services.casework.store.contact.pauses import ContactPause
from services.casework.store.copies import (
    OPEN,
    Absence,
    AbsenceMutation,
    Employee,
    Leave,
    Policy,
    StaffMember,
    WeeklyHours,
)
from services.casework.store.costs import Declaration, DeclaredInvoice, InvoiceFile, ReintegrationActivity
from services.casework.store.delegated.countersignatures import Countersignature
from services.casework.store.documents.agreements import Agreement
from services.casework.store.documents.documents import Document
from services.casework.store.documents.reports import ReadingLink, ReintegrationReport, ReportChain, ReportFile
from services.casework.store.documents.statements import Statement
from services.casework.store.dossiers import DOCUMENT, FILE, MEDICAL, REPORT, Completion, Dossier, Reading
from services.casework.store.figures.stretches import EmploymentStretch, SickStretch
from services.casework.store.guidance import Advice, Referral, SharedLimitations
from services.casework.store.history.acts import Act
from services.casework.store.leavers import FollowUp, OwnRiskBearer
from services.casework.store.measures import Sanction, WageSanction, WageSanctionCondition, WrittenWarning
from services.casework.store.plan.deviations import StepDeviation
from services.casework.store.plan.records import Effort, Prognosis
from services.casework.store.plan.reminders import StepReminder
from services.casework.store.protocol.protocols import AbsenceProtocol
from services.casework.store.second_track.requested_steps import RequestedStep
from services.casework.store.second_track.tracks import Placement, SecondTrack, TrackContact, TrackReport
from services.casework.store.settlements import Settlement
from services.casework.store.staff.delegations import Delegation
from services.casework.store.staff.reach import Assignment, EmergencyAccess, Staffing
from services.casework.store.staff.regions import ConsultantRegions
from services.casework.store.staff.stand_ins import StandIn
from services.casework.store.steps import Case, Step
from services.casework.store.vacations import HolidayArrangement, Vacation
from services.casework.store.vra.information import InformationRequest
from services.casework.store.vra.notices import VraNotice
from services.casework.store.vra.orders import SupportOrder

__all__ = [
    "DOCUMENT",
    "FILE",
    "MEDICAL",
    "OPEN",
    "REPORT",
    "Absence",
    "AbsenceMutation",
    "AbsenceProtocol",
    "Act",
    "Advice",
    "Agreement",
    "Assignment",
    "Base",
    "Case",
    "Complaint",
    "ComplaintStep",
    "Completion",
    "ConflictStep",
    "ConsultantRegions",
    "ContactPause",
    "Countersignature",
    "Declaration",
    "DeclaredInvoice",
    "Delegation",
    "Document",
    "Dossier",
    "Effort",
    "EmergencyAccess",
    "Employee",
    "EmployerContact",
    "EmploymentStretch",
    "FollowUp",
    "GivenVerdict",
    "HolidayArrangement",
    "InformationRequest",
    "InvoiceFile",
    "Leave",
    "OwnRiskBearer",
    "Placement",
    "Policy",
    "Prognosis",
    "Reading",
    "ReadingLink",
    "Referral",
    "ReintegrationActivity",
    "ReintegrationReport",
    "ReportChain",
    "ReportFile",
    "RequestedStep",
    "Sanction",
    "SecondTrack",
    "Settlement",
    "SharedLimitations",
    "SickStretch",
    "StaffMember",
    "Staffing",
    "StandIn",
    "Statement",
    "Step",
    "StepDeviation",
    "StepReminder",
    "SupportOrder",
    "TrackContact",
    "TrackReport",
    "Vacation",
    "VraNotice",
    "WageSanction",
    "WageSanctionCondition",
    "WeeklyHours",
    "WrittenWarning",
]
