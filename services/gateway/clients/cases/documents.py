"""Client of casework's API of documents and the re-integration report."""
from services.gateway.clients.service import Json, ServiceClient


class DocumentsClient(ServiceClient):
    """Calls casework about the documents of a case."""

    service = "casework"

    def get_documents(self, absence_number: str) -> Json:
        """The documents of a case, and the kinds that the visitor may add."""
        return dict(self.get(f"/dossiers/{absence_number}/documents"))

    def add(self, absence_number: str, content: bytes, *, kind: str, dated_on: str, key: str) -> str:
        """Add a document; returns its id."""
        return str(self.post_file(f"/dossiers/{absence_number}/documents", content, key=key, kind=kind,
                                  datedOn=dated_on)["document_id"])

    def open(self, absence_number: str, document_id: str) -> bytes:
        """The content of a document."""
        return self.get_file(f"/dossiers/{absence_number}/documents/{document_id}")

    def withdraw(self, absence_number: str, document_id: str, *, key: str) -> None:
        """Take back a document."""
        self.post(f"/dossiers/{absence_number}/documents/{document_id}/withdrawal", {}, key=key)

    def get_statements(self, absence_number: str) -> Json:
        """The texts of a case, and the documents that the visitor may write."""
        return dict(self.get(f"/dossiers/{absence_number}/statements"))

    def write(self, absence_number: str, body: Json, *, key: str, version: int | None) -> None:
        """Write a document."""
        self.post(f"/dossiers/{absence_number}/statements", body, key=key, version=version)

    def act_on_statement(self, absence_number: str, statement_id: str, what: str, *, key: str, version: int | None) -> None:
        """Sign a text or take it back: signature or withdrawal."""
        self.post(f"/dossiers/{absence_number}/statements/{statement_id}/{what}", {}, key=key, version=version)

    def list_agreements(self, absence_number: str) -> list[Json]:
        """What was agreed, by day."""
        return list(self.get(f"/dossiers/{absence_number}/agreements")["items"])

    def note_agreement(self, absence_number: str, body: Json, *, key: str) -> None:
        """Add an agreement."""
        self.post(f"/dossiers/{absence_number}/agreements", body, key=key)

    def get_deviations(self, absence_number: str) -> Json:
        """The days to which the parties want to move steps, and the steps that can be moved."""
        return dict(self.get(f"/dossiers/{absence_number}/deviations"))

    def deviate(self, absence_number: str, code: str, body: Json, *, key: str, version: int | None) -> None:
        """Record the wish of a party for another day."""
        self.post(f"/dossiers/{absence_number}/milestones/{code}/deviations", body, key=key, version=version)

    def get_report(self, absence_number: str) -> Json:
        """The parts of the re-integration report, what is missing, and the sealed reports."""
        return dict(self.get(f"/dossiers/{absence_number}/reintegration-report"))

    def seal(self, absence_number: str, *, key: str, version: int | None) -> None:
        """Assemble and seal the report."""
        self.post(f"/dossiers/{absence_number}/reintegration-reports", {}, key=key, version=version)

    def get_report_package(self, absence_number: str, report_id: str) -> bytes:
        """A sealed report."""
        return self.get_file(f"/dossiers/{absence_number}/reintegration-reports/{report_id}")
