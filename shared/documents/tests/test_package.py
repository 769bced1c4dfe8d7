"""Sealed packages: the same bytes each time, and what a changed byte does to the digests."""
import hashlib
import io
import random
import zipfile

import pytest

from shared.documents.package import PackageUnreadable, build_package, digest_package

FILES = [("manifest.json", b"{}"), ("01-plan.pdf", b"%PDF-1.7 plan"), ("02-analyse.pdf", b"%PDF-1.7 analyse")]


class TestPackage:
    def test_has_the_same_bytes_for_the_same_files(self) -> None:
        assert build_package("r-1", FILES) == build_package("r-1", FILES)

    def test_tells_the_digest_of_the_whole_and_of_each_file(self) -> None:
        content = build_package("r-1", FILES)

        found = digest_package(io.BytesIO(content))

        assert (found.folder, found.digest) == ("r-1", hashlib.sha256(content).hexdigest())
        assert found.files == {name: hashlib.sha256(data).hexdigest() for name, data in FILES}

    def test_has_no_readable_digest_for_a_changed_file(self) -> None:
        content = bytearray(build_package("r-1", FILES))
        content[content.index(b" analyse")] ^= 1

        assert digest_package(io.BytesIO(bytes(content))).files["02-analyse.pdf"] is None

    def test_with_any_changed_byte_is_another_package_or_none(self) -> None:
        original = build_package("r-1", FILES)
        digest = hashlib.sha256(original).hexdigest()
        for at in range(len(original)):
            changed = bytearray(original)
            changed[at] ^= 1 << random.Random(at).randrange(8)
            try:
                assert digest_package(io.BytesIO(bytes(changed))).digest != digest
            except PackageUnreadable:
                continue

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18])
    def test_is_a_zip_archive_with_files(self, content: bytes) -> None:
        with pytest.raises(PackageUnreadable):
            digest_package(io.BytesIO(content))

    def test_does_not_unpack_what_is_compressed(self) -> None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("r-1/bomb", b"\0" * 10_000_000)

        with pytest.raises(PackageUnreadable):
            digest_package(target)
