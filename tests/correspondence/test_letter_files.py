"""What ``listings letters`` leaves on disk: folders whole or absent, messages, the summary."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import json
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from correspondence.invented_letters import (
    TODAY,
    a_capture,
    a_finding,
    a_listing,
    a_mandatary_request,
    a_publisher,
    a_request,
    a_sender,
    known,
)

from erep_listings.cli.outcomes import letters_json, letters_lines
from erep_listings.correspondence.contacts import doubtful_contacts
from erep_listings.correspondence.request import LetterRequest, Refused
from erep_listings.correspondence.writing import LettersOutcome, write_letters
from erep_listings.directories.freshness import Doubt
from erep_listings.jobs.writing import LettersReport


def written(workspace: Path, *requests: LetterRequest, **changes: Any) -> LettersOutcome:
    return write_letters(requests, workspace / "requests", **{"today": TODAY, "draft": False, **changes})


def message_of(folder: Path) -> EmailMessage:
    content = email.message_from_bytes((folder / "letter.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(content, EmailMessage)
    return content


def summary_of(outcome: LettersOutcome) -> str:
    assert outcome.summary is not None
    return outcome.summary.read_text("utf-8")


def on(listing_id: str) -> dict[str, Any]:
    return {"listing": a_listing(listing_id=listing_id), "findings": (a_finding(listing_id=listing_id),)}


@pytest.mark.parametrize(
    ("missing", "files"),
    [
        ((), {"letter.pdf", "letter.eml", "letter.txt", "request.json"}),
        (("postal",), {"letter.eml", "letter.txt", "request.json"}),
        (("postal", "correction_form"), {"letter.eml", "letter.txt", "request.json"}),
        (("postal", "privacy_email"), {"letter.txt", "request.json"}),
        (("privacy_email", "correction_form"), {"letter.pdf", "letter.txt", "request.json"}),
    ],
)
def test_a_letter_takes_the_channels_that_are_known(
    workspace: Path, missing: tuple[str, ...], files: set[str]
) -> None:
    outcome = written(workspace, a_request(publisher=a_publisher(**dict.fromkeys(missing))))
    (one,) = outcome.written
    assert {path.name for path in one.folder.iterdir()} == files


def test_no_contact_at_all_is_a_line_with_three_steps(workspace: Path) -> None:
    publisher = a_publisher(postal=None, privacy_email=None, correction_form=None)
    outcome = written(workspace, a_request(publisher=publisher))
    assert (outcome.written, outcome.refused) == ((), ())
    assert outcome.to_complete[0].publisher == "exemple_sas"
    text = summary_of(outcome)
    assert "destinataire à compléter" in text
    assert "[publishers.exemple_sas]" in text
    assert all(step in text for step in ("mentions légales", "checked_on", "listings letters"))
    assert [path.name for path in (workspace / "requests").iterdir()] == ["RESUME.txt"]


def test_an_address_that_cannot_be_printed_is_named_and_the_other_channels_serve(workspace: Path) -> None:
    publisher = a_publisher(legal_name=known("Société " + "x" * 60))
    outcome = written(workspace, a_request(publisher=publisher))
    assert not (outcome.written[0].folder / "letter.pdf").exists()
    assert "38" in summary_of(outcome)


def test_the_message_opens_as_a_draft_with_one_pdf(workspace: Path) -> None:
    (one,) = written(workspace, a_request()).written
    message = message_of(one.folder)
    assert message["To"] == "dpo@exemple.invalid"
    assert message["From"] == '"Dr Solène LAGARDE-VERNOIS" <cabinet@exemple.invalid>'.replace('"', "")
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == (
        f"Demande de rectification de données inexactes (article 16 du RGPD) – {one.reference}"
    )
    assert message["Date"] is None
    assert message["Message-ID"] is None
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == f"{one.reference}.pdf"
    assert attached.get_content().startswith(b"%PDF-1.7")
    text = message.get_body()
    assert text is not None
    assert "Rubrique «\u00a0Téléphone\u00a0»" in text.get_content()
    assert "Par courriel" in text.get_content()


def test_the_message_carries_the_papers_that_it_announces(workspace: Path) -> None:
    (one,) = written(workspace, a_mandatary_request()).written
    names = [part.get_filename() for part in message_of(one.folder).iter_attachments()]
    assert names == [f"{one.reference}.pdf", "PJ3-mandat.pdf"]
    assert (one.folder / "annexes" / "PJ3-mandat.pdf").read_bytes() == b"%PDF-1.4 invented"


def test_an_announced_paper_that_is_not_there_stops_the_letter(workspace: Path) -> None:
    (workspace / "proofs" / "mandat.pdf").unlink()
    outcome = written(workspace, a_mandatary_request())
    assert outcome.written == ()
    assert "mandat.pdf" in outcome.refused[0].reason


@pytest.mark.parametrize(
    "name",
    [
        "Dr Solène LAGARDE-VERNOIS\r\nBcc: tous@exemple.invalid",
        "Solène LAGARDE-VERNOIS\x00\x1b",
        "Solène LAGARDE-VERNOIS <x@y.invalid>, z",
        "LAGARDE-VERNOIS, Dr Solène",
    ],
)
def test_a_name_cannot_add_a_header(workspace: Path, name: str) -> None:
    (one,) = written(workspace, a_request(sender=a_sender(name=name))).written
    message = message_of(one.folder)
    assert message["Bcc"] is None
    assert len(message["From"].addresses) == 1
    assert message["From"].addresses[0].addr_spec == "cabinet@exemple.invalid"
    assert sorted(key.lower() for key in message) == [
        "content-type", "from", "mime-version", "subject", "to", "x-unsent"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "x@y.invalid\r\nBcc: z@y.invalid",
        "x y@z.invalid",
        "sans arobase",
        "a@b.invalid, c@d.invalid",
        "é@x.fr",
    ],
)
def test_what_is_no_address_gets_no_message(workspace: Path, address: str) -> None:
    outcome = written(workspace, a_request(publisher=a_publisher(privacy_email=known(address))))
    assert outcome.written == ()
    assert "e-mail" in outcome.refused[0].reason or "électronique" in outcome.refused[0].reason


def test_the_form_text_names_the_form_and_carries_the_record_of_the_page(workspace: Path) -> None:
    (one,) = written(workspace, a_request()).written
    text = (one.folder / "letter.txt").read_text("utf-8")
    assert text.startswith("Par formulaire\u00a0: https://annuaire.exemple.invalid/corriger\n")
    assert "ab" * 32 in text
    assert "n’est pas une image de la page" in text


def test_the_same_requests_are_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    (one,) = written(workspace, a_request()).written
    (two,) = write_letters([a_request()], tmp_path / "again", today=TODAY, draft=False).written
    for path in one.folder.iterdir():
        assert path.read_bytes() == (two.folder / path.name).read_bytes(), path.name


def test_the_manifest_says_what_the_letter_rests_on(workspace: Path) -> None:
    (one,) = written(workspace, a_request()).written
    manifest = json.loads((one.folder / "request.json").read_text("utf-8"))
    assert manifest["reference"] == one.reference
    assert [row["expected"] for row in manifest["findings"]] == ["01 99 00 12 01", "Ophtalmologie"]
    assert manifest["evidence"] == "ab" * 32
    assert manifest["clauses"]["L-RECTIF"] == "2026-11-23"
    assert set(manifest["files"]) == {"letter.pdf", "letter.eml", "letter.txt"}


def test_a_draft_is_marked_in_every_file(workspace: Path) -> None:
    (one,) = written(workspace, a_request(), draft=True).written
    assert "PROJET – NE PAS ENVOYER" in (one.folder / "letter.txt").read_text("utf-8")
    message = message_of(one.folder)
    assert message["Subject"].startswith("PROJET – NE PAS ENVOYER")
    body = message.get_body()
    assert body is not None
    assert "PROJET – NE PAS ENVOYER" in body.get_content()


def test_writing_again_replaces_the_letter_and_leaves_the_others(workspace: Path) -> None:
    first = written(workspace, a_request(), a_request(**on("lffffffffffff")))
    again = written(workspace, a_request(), draft=True)
    assert again.written[0].folder == first.written[0].folder
    assert first.written[1].folder.exists()
    assert json.loads((again.written[0].folder / "request.json").read_text("utf-8"))["draft"] is True


def test_two_listings_with_the_same_short_number_get_two_folders(workspace: Path) -> None:
    (one,) = written(workspace, a_request()).written
    manifest = one.folder / "request.json"
    manifest.write_text(manifest.read_text("utf-8").replace("l0123456789ab", "lother"), "utf-8")
    (two,) = written(workspace, a_request()).written
    assert two.reference.startswith(one.reference)
    assert len(two.reference) == len(one.reference) + 4
    assert "lother" in manifest.read_text("utf-8")


def test_an_undated_source_is_refused_and_named(workspace: Path) -> None:
    outcome = written(workspace, a_request(findings=(a_finding(source_date=None),)))
    assert outcome.written == ()
    assert outcome.refused[0].findings == (a_finding().finding_id,)
    assert a_finding().finding_id in summary_of(outcome)


def test_what_was_set_aside_before_stands_in_the_summary(workspace: Path) -> None:
    before = Refused("review", "l1", "https://exemple.invalid/1", ("f1",), "une question")
    assert "une question" in summary_of(written(workspace, refused=[before]))
    assert written(workspace).summary is None


@pytest.mark.parametrize(
    ("changes", "warns"),
    [
        ({}, False),
        ({"checked_on": date(2025, 11, 22)}, True),
        ({"checked_on": date(2025, 11, 24)}, False),
        ({"verified": False}, True),
    ],
)
def test_a_doubtful_address_is_checked_first(workspace: Path, changes: dict[str, Any], warns: bool) -> None:
    publisher = a_publisher(postal=known(("8 rue de la Fiction", "35000 RENNES"), **changes))
    text = summary_of(written(workspace, a_request(publisher=publisher)))
    assert ("Vérifier d’abord" in text) is warns


@pytest.mark.parametrize(
    ("field", "files"),
    [
        ("postal", "listings directories confirm exemple_sas"),
        ("privacy_email", "dpo@exemple.invalid"),
        ("correction_form", "corriger"),
        ("legal_name", "Exemple Annuaires SAS"),
    ],
)
@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"verified": False}, Doubt.UNVERIFIED),
        ({"checked_on": date(2025, 11, 22)}, Doubt.OLD),
        ({"checked_on": date(2026, 11, 24)}, Doubt.FUTURE),
        ({"checked_on": date(2025, 11, 23)}, None),
    ],
)
def test_a_doubtful_contact_is_never_used_silently(
    workspace: Path, field: str, files: str, changes: dict[str, Any], doubt: Doubt | None
) -> None:
    value = getattr(a_publisher(), field).value
    outcome = written(workspace, a_request(publisher=a_publisher(**{field: known(value, **changes)})))
    (one,) = outcome.written
    found = [(fact.field, fact.doubt) for fact in doubtful_contacts(one)]
    assert found == ([] if doubt is None else [(field, doubt)])
    text = summary_of(outcome)
    assert ("ATTENTION" in text) is (doubt is not None)
    report = LettersReport(outcome, workspace)
    screen = "\n".join(letters_lines(report))
    assert ("(!)" in screen and files in screen) is (doubt is not None)
    assert bool(letters_json(report)["written"][0]["to_check"]) is (doubt is not None)


def test_a_doubtful_contact_that_the_letter_does_not_use_is_not_warned_of(workspace: Path) -> None:
    publisher = a_publisher(contact_email=known("ancien@exemple.invalid", verified=False))
    outcome = written(workspace, a_request(publisher=publisher))
    assert doubtful_contacts(outcome.written[0]) == ()
    assert "ATTENTION" not in summary_of(outcome)


def test_the_summary_puts_the_cheapest_provable_channel_first(workspace: Path) -> None:
    text = summary_of(written(workspace, a_request()))
    form, mail, post = (text.index(word) for word in ("letter.txt", "letter.eml", "letter.pdf"))
    assert form < mail < post
    assert "Rien n’a été envoyé" in text


def test_progress_counts_every_request(workspace: Path) -> None:
    seen: list[tuple[int, int]] = []
    undated = a_request(findings=(a_finding(source_date=None),))
    written(workspace, a_request(), undated, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)


def test_a_hostile_page_cannot_leave_the_folder(workspace: Path) -> None:
    evil = a_listing(listing_id="../../evil", url="https://exemple.invalid/\r\n../", name="../../x")
    outcome = written(workspace, a_request(listing=evil, findings=(a_finding(listing_id="../../evil"),)))
    assert outcome.written[0].folder.parent == workspace / "requests"
    mandate = a_mandatary_request()
    assert mandate.mandate is not None
    named = dataclasses.replace(
        mandate, mandate=mandate.mandate.model_copy(update={"proof": "proofs/ma nd:at é.pdf"})
    )
    (workspace / "proofs" / "ma nd:at é.pdf").write_bytes(b"%PDF")
    (one,) = written(workspace, named).written
    assert [path.name for path in (one.folder / "annexes").iterdir()] == ["PJ3-ma-nd-at--.pdf"]


def test_a_pdf_picture_goes_beside_the_letter_and_pictures_are_named(workspace: Path) -> None:
    picture = workspace / "runs" / "r1" / "evidence" / "l0123456789ab.2.pdf"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"%PDF-1.4 capture")
    capture = a_capture(
        path=picture, name=f"evidence/{picture.name}", media_type="application/pdf", browser=None
    )
    (one,) = written(workspace, a_request(captures=(capture,))).written
    assert (one.folder / "annexes" / f"PJ3-{picture.name}").read_bytes() == b"%PDF-1.4 capture"
    names = [part.get_filename() for part in message_of(one.folder).iter_attachments()]
    assert names == [f"{one.reference}.pdf", f"PJ3-{picture.name}"]
    manifest = json.loads((one.folder / "request.json").read_text("utf-8"))
    assert manifest["captures"] == [{"file": f"evidence/{picture.name}", "sha256": "cd" * 32}]
