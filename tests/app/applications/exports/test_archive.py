"""The archive with files: what was altered, is no file of a kind that is taken, or would fill the memory stays out."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import threading
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import httpx
import pytest
from sqlalchemy.orm import Session

from app.applications import files, records, timeline
from app.applications.exports import archive
from app.applications.imports import service
from app.applications.imports.reader import UnreadableFile
from app.applications.new_application import NewApplication
from app.kit import limited_process
from database.sessions import user_session
from database.settings import settings
from tests.app.accounts.visitor import APP, Visitor
from tests.app.applications import samples
from tests.app.applications.samples import PDF, PROGRAM
from tests.app.ledger import NOW
from tests.app.people import Person, person
from tests.database.servers import TestDatabase


def packed(session: Session) -> bytes:
    buffer = io.BytesIO()
    archive.write(buffer, session)
    return buffer.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """An archive with other content under some names; __ stands for a slash."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        changed = {name.replace("__", "/"): content for name, content in parts.items()}
        for name in source.namelist():
            target.writestr(name, changed.get(name, source.read(name)))
    return buffer.getvalue()


def test_a_file_that_was_altered_on_the_way_is_not_kept_and_the_rest_is(shared: TestDatabase) -> None:
    ada, bob = (person(f"{name}-{uuid4().hex}@example.org").id for name in ("ada", "bob"))
    with user_session(ada, writes=True) as session:
        application_id = records.add(session, NewApplication(title="Baker"))
        stored = [files.store(session, application_id, f"{name}.pdf", PDF) for name in ("good", "altered", "program")]
        attached = [{"file_id": str(file.id), "name": file.name} for file in stored]
        timeline.write(session, application_id, "note", NOW, {"text": "All"}, attached)
        assert archive.count_file_bytes(session) == 3 * len(PDF)
        data = packed(session)
    assert limited_process.run(archive.read_applications, data, NOW) == archive.read_applications(data, NOW)
    listed = json.loads(ZipFile(io.BytesIO(data)).read("files.json"))
    (forged,) = (description for description in listed if description["name"] == "program.pdf")
    forged |= {"size": len(PROGRAM), "sha256": hashlib.sha256(PROGRAM).hexdigest()}
    other = {
        f"files/{stored[1].id}": PDF + b" ",
        f"files/{stored[2].id}": PROGRAM,
        "files.json": json.dumps(listed).encode(),
    }
    with user_session(bob, writes=True) as session:
        preview = service.write(session, "a.zip", archive.read(repacked(data, **other), NOW), NOW, {})
        assert preview.added == 1
        assert sorted(words.partition(":")[0] for words in preview.rejected_files) == ["altered.pdf", "program.pdf"]
        (only,) = files.list_files(session)
        names = timeline.list_events(session, only.application_id)[0].attachments
        assert names == (
            {"file_id": str(only.id), "name": "good.pdf"},
            {"name": "altered.pdf"},
            {"name": "program.pdf"},
        )
        assert files.read(only) == PDF


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 nothing",
        samples.archive(a=b"b"),
        samples.archive(**{"applications.json": b"{}", "files.json": b"["}),
        samples.archive(**{"applications.json": b"[1]", "files.json": b"{}"}),
    ],
)
def test_other_archives_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="isn't a JobLedger export"):
        archive.read(data, NOW)


def test_an_archive_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_EXPORT_BYTES", 1024)
    bomb = io.BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive_file:
        archive_file.writestr("applications.json", b" " * 1_000_000)
        archive_file.writestr("files.json", b"[]")
    with pytest.raises(UnreadableFile, match="larger than"):
        archive.read(bomb.getvalue(), NOW)


def test_the_address_of_the_archive_gives_each_their_own_and_not_for_ever(ada: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        files.store(session, records.add(session, NewApplication(title="Baker")), "cv.pdf", PDF)
    nobody = Visitor().open("/applications/archive")
    assert (nobody.status_code, nobody.headers["location"].partition("?")[0]) == (303, "/auth/sign-in")
    bob = Visitor()
    bob.plant(person(f"bob-{uuid4().hex}@example.org").token)
    assert archive.read(bob.open("/applications/archive").content, NOW).accepted == ()
    browser = Visitor()
    browser.plant(ada.token)
    answer = browser.open("/applications/archive")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "no-store"
    (row,) = archive.read(answer.content, NOW).accepted
    assert [(file.name, archive.read_file(answer.content, file)) for file in row.files] == [("cv.pdf", PDF)]
    answers = [browser.open("/applications/archive").status_code for _ in range(12)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_many_archives_of_one_account_hold_up_nobody(shared: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bob = (person(f"{name}-{uuid4().hex}@example.org") for name in ("ada", "bob"))
    is_building, may_finish = threading.Event(), threading.Event()

    def write(_target: object, _session: object) -> None:
        is_building.set()
        assert may_finish.wait(20)

    monkeypatch.setattr(archive, "write", write)

    async def download_all() -> None:
        transport = httpx.ASGITransport(APP, client=("192.0.2.10", 50000))
        async with httpx.AsyncClient(transport=transport, base_url=settings().public_url) as browser:

            def download(someone: Person) -> asyncio.Task[httpx.Response]:
                headers = {"Cookie": f"jl_session={someone.token}"}
                return asyncio.ensure_future(browser.get("/applications/archive", headers=headers))

            first = download(ada)
            assert await asyncio.to_thread(is_building.wait, 20)
            assert {answer.status_code for answer in await asyncio.gather(*(download(ada) for _ in range(7)))} == {429}
            assert (await browser.get("/auth/sign-in")).status_code == 200
            bobs = download(bob)
            may_finish.set()
            assert [(await answer).status_code for answer in (first, bobs)] == [200, 200]

    asyncio.run(download_all())
