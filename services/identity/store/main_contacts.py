"""What the insurer was told about a main contact, to call back and to compare with the policy (R-186, R-187, R-190)."""
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base


class MainContactRequest(Base):
    """The request from which the account of a main contact was made.

    :ivar company_name: as it was given; the policy may name another
    :ivar landline: another number for the call-back, in E.164; codes never go there
    :ivar doubt: why the insurer calls back first: DOUBTFUL or OTHER_COMPANY; None without doubt
    """

    __tablename__ = "main_contact_request"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40))
    company_name: Mapped[str] = mapped_column(String(200))
    landline: Mapped[str | None] = mapped_column(String(16))
    doubt: Mapped[str | None] = mapped_column(String(20))
    requested_at: Mapped[datetime]
