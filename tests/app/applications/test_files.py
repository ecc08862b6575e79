"""Files are known by what they hold, kept out of everyone's reach but their person's, and swept when nobody's."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.orm import Session

from app.applications import files, records
from app.applications.filetypes import detect_type
from app.applications.new_application import NewApplication
from app.applications.stages import InvalidChange
from database.sessions import user_session
from database.settings import settings
from tests.app.accounts.visitor import Visitor
from tests.app.applications.samples import PDF, PNG, PROGRAM, SCRIPT, SVG, archive, docx, odt
from tests.app.people import Person, person
from tests.database.servers import TestDatabase

VBA_TYPES = b'<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>'


@pytest.mark.parametrize(
    ("name", "data", "media_type", "kept"),
    [
        ("CV.pdf", PDF, "application/pdf", "CV.pdf"),
        ("cv", PDF, "application/pdf", "cv.pdf"),
        ("photo.pdf", PNG, "image/png", "photo.pdf.png"),
        ("../../etc/pass\x00wd.txt", b"plain words", "text/plain", "passwd.txt"),
        ("Zeugnis \u202egnp.txt", "Grüße".encode(), "text/plain", "Zeugnis gnp.txt"),
        ("cv.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "cv.docx"),
        ("cv.odt", odt(), "application/vnd.oasis.opendocument.text", "cv.odt"),
        ("a" * 300 + ".md", b"# CV", "text/plain", "a" * 117 + ".md"),
    ],
)
def test_a_file_is_what_it_holds(name: str, data: bytes, media_type: str, kept: str) -> None:
    detected = detect_type(name, data)
    assert (detected.media_type, detected.name) == (media_type, kept)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cv.pdf", SCRIPT),
        ("cv.txt", SCRIPT),
        ("photo.png", SVG),
        ("cv.pdf", PROGRAM),
        ("cv.docx", archive(**{"a.txt": b"x"})),
        ("cv.docx", docx(**{"word/vbaProject.bin": b"x"})),
        ("cv.docx", docx(**{"word/other.bin": b"x", "[Content_Types].xml": VBA_TYPES})),
        ("cv.docx", docx(**{"[Content_Types].xml": VBA_TYPES.decode().encode("utf-16")})),
        ("cv.docx", docx(**{"[Content_Types].xml": VBA_TYPES.replace(b"vba", b"&#118;ba")})),
        ("cv.docx", docx(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("cv.docx", docx(mimetype=b"application/pdf", **{"word/vbaProject.bin": b"x"})),
        ("cv.xlsx", archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/macrosheets/sheet1.xml": b""})),
        ("cv.odt", odt(Basic__Standard__Module1_xml=b"x")),
        ("cv.odt", odt(Scripts__python__steal_py=b"x")),
        ("cv.odt", odt(**{"Object 1/Basic/script-lc.xml": b"x"})),
        ("cv.odt", odt(listed="Basic/Standard/Module1.xml")),
        ("cv.pdf", odt("application/pdf")),
        ("cv.txt", odt("text/plain")),
        ("cv.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("cv.docx", b"PK\x03\x04broken"),
        ("cv.txt", b"words\x00\x01"),
        ("cv.txt", b"\xff\xfe\xfa"),
        ("cv.pdf", b""),
    ],
)
def test_what_is_no_document_text_or_picture_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(InvalidChange):
        detect_type(name, data)


def kept_for(user: Person, name: str = "CV.pdf", data: bytes = PDF) -> tuple[UUID, files.StoredFile]:
    with user_session(user.id, writes=True) as session:
        application_id = records.add(session, NewApplication(title="Baker"))
        return application_id, files.store(session, application_id, name, data)


def bytes_of(file_id: UUID) -> Path:
    return settings().home / "files" / str(file_id)


def test_a_file_is_kept_readable_for_the_app_alone(ada: Person) -> None:
    application_id, file = kept_for(ada)
    assert bytes_of(file.id).stat().st_mode & 0o777 == 0o600
    assert files.read(file) == PDF
    with user_session(ada.id) as session:
        assert files.list_for_application(session, application_id) == (file,)
    bytes_of(file.id).write_bytes(b"changed")
    with pytest.raises(files.DamagedFile):
        files.read(file)


def test_too_large_and_too_much_are_refused(ada_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker"))
    with pytest.raises(InvalidChange, match="larger than 10 MB"):
        files.store(ada_session, application_id, "big.txt", b"x" * (files.MAX_FILE_BYTES + 1))
    monkeypatch.setattr(files, "MAX_USER_BYTES", len(PDF))
    files.store(ada_session, application_id, "CV.pdf", PDF)
    with pytest.raises(InvalidChange, match="Remove some"):
        files.store(ada_session, application_id, "CV.pdf", PDF)
    with pytest.raises(InvalidChange, match="no longer exists"):
        files.store(ada_session, uuid4(), "CV.pdf", PDF)


def test_a_removed_file_can_be_had_back_until_it_is_swept(ada: Person) -> None:
    _, file = kept_for(ada)
    with user_session(ada.id, writes=True) as session:
        removed = files.remove(session, file.id)
    with user_session(ada.id, writes=True) as session:
        files.restore(session, removed)
    assert files.read(file) == PDF
    with user_session(ada.id, writes=True) as session:
        files.remove(session, file.id)
    assert files.sweep() == 0
    os.utime(bytes_of(file.id), (0, 0))
    assert files.sweep() == 1
    with user_session(ada.id, writes=True) as session, pytest.raises(InvalidChange, match="Attach it again"):
        files.restore(session, removed)


def test_with_the_account_go_rows_and_bytes(ada: Person, shared: TestDatabase) -> None:
    _, file = kept_for(ada)
    _, other = kept_for(person(f"{uuid4().hex}@example.org"))
    with psycopg.connect(shared.libpq_url("owner")) as owner:
        owner.execute("delete from users where id = %s", [ada.id])
    for stored in (file, other):
        os.utime(bytes_of(stored.id), (0, 0))
    half = bytes_of(file.id).with_name(f".{uuid4()}.part")
    half.write_bytes(b"half")
    os.utime(half, (0, 0))
    assert files.sweep() == 2
    assert (bytes_of(file.id).exists(), bytes_of(other.id).exists(), half.exists()) == (False, True, False)


def test_the_address_of_a_file_answers_its_person_alone(ada: Person) -> None:
    _, file = kept_for(ada, 'Lebenslauf für "Äcme".pdf')
    address = f"/auth/file?id={file.id}"
    stranger, bob, browser = Visitor(), Visitor(), Visitor()
    assert stranger.open(address).headers["location"].startswith("/auth/sign-in?next=%2Fauth%2Ffile")
    bob.plant(person(f"{uuid4().hex}@example.org").token)
    assert bob.open(address).status_code == 404
    browser.plant(ada.token)
    answer = browser.open(address)
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Lebenslauf%20f%C3%BCr%20")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")
    assert browser.open(address + "&view=1").headers["content-disposition"].startswith("attachment")
    assert browser.open("/auth/file?id=../../secret_key").status_code == 404
    bytes_of(file.id).unlink()
    assert browser.open(address).status_code == 410


def test_a_picture_may_be_looked_at(ada: Person) -> None:
    _, file = kept_for(ada, "photo.png", PNG)
    browser = Visitor()
    browser.plant(ada.token)
    answer = browser.open(f"/auth/file?id={file.id}&view=1")
    assert (answer.headers["content-disposition"][:6], answer.headers["content-type"]) == ("inline", "image/png")
