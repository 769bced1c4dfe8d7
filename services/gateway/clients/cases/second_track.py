"""Client of casework's API of second tracks."""
from services.gateway.clients.service import Json, ServiceClient


class SecondTrackClient(ServiceClient):
    """Calls casework about second tracks and placements."""

    service = "casework"

    def get_tracks(self, absence_number: str) -> Json:
        """The tracks of a case, oldest first, with the last day of a secondment."""
        return dict(self.get(f"/dossiers/{absence_number}/second-tracks"))

    def start(self, absence_number: str, track: Json, *, key: str, version: int | None) -> None:
        """Start a track."""
        self.post(f"/dossiers/{absence_number}/second-tracks", track, key=key, version=version)

    def ask_step(self, absence_number: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Ask for a step besides the plan: situation-changes or reassessments."""
        self.post(f"/dossiers/{absence_number}/{what}", body, key=key, version=version)

    def act(self, absence_number: str, track_id: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Act on a track: contacts, progress-reports, placements, the withdrawal of one, or closing."""
        self.post(f"/dossiers/{absence_number}/second-tracks/{track_id}/{what}", body, key=key, version=version)
