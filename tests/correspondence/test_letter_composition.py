"""What a letter says: whole letters against golden files, and what is refused."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from correspondence.invented_letters import (
    TODAY,
    WRONG_SPECIALTY,
    a_body,
    a_capture,
    a_declaration,
    a_finding,
    a_listing,
    a_mandatary_request,
    a_practitioner,
    a_publisher,
    a_request,
    a_sender,
    with_declared,
)

from erep_listings.config import Fact
from erep_listings.correspondence import lint
from erep_listings.correspondence.annexes import lines
from erep_listings.correspondence.conditions import admitted
from erep_listings.correspondence.letters import Letter, compose
from erep_listings.correspondence.phrases import Items, Table, plain
from erep_listings.correspondence.plain_text import letter_text
from erep_listings.correspondence.request import (
    LetterRefused,
    LetterRequest,
    reference_number,
    requests_for,
)
from erep_listings.correspondence.typesetting import Channel
from erep_listings.crawl.listing import Listing
from erep_listings.findings.finding import Finding

GOLDEN = Path(__file__).parent / "golden"

DECLARED_PHONE = a_finding(source="déclaration", source_date=date(2026, 3, 1), proof="proofs/facture.pdf")
NO_PROOF = a_finding(source="déclaration", source_date=date(2026, 3, 1))
CONFLICT = a_finding(
    error="source_conflict",
    field="street",
    action="source_publique",
    listed="3 rue de l'Ancienne",
    expected="12 bis avenue des Acacias",
    source="RPPS ; déclaration",
    proof="proofs/facture.pdf",
)
MIXED = a_finding(error="mixed_identity", field="listing", listed="01 99 00 99 99", expected="")
CEASED = a_finding(
    error="ceased_activity",
    field="listing",
    action="retrait_fiche_perimee",
    listed="12 bis, av. des Acacias, 75012 Paris",
    expected="",
    source="déclaration",
    source_date=date(2026, 6, 30),
    proof="proofs/attestation.pdf",
)
MOVED = dataclasses.replace(CEASED, error="moved")
PREMIUM = a_finding(error="premium_rate_phone", action="retrait_numero_majore", listed="0899 00 12 34")

MAN = a_practitioner(
    given_name="RENÉ", family_name="LAGARDE-VERNOIS", civility="M", professions=("60",), skills=()
)
UNKNOWN = dataclasses.replace(MAN, civility=None)
RETIRED = with_declared(a_practitioner(practices=()), a_declaration(Fact.CEASED, "12 bis avenue des Acacias"))
LEFT = with_declared(a_practitioner(), a_declaration(Fact.MOVED, "12 bis avenue des Acacias"))
NUMBER = with_declared(a_practitioner(), a_declaration(Fact.NUMBER_NOT_MINE, "+33 899 00 12 34", proof=None))

OWN_PICTURE = a_capture(seen_at="2026-10-31T23:30:00Z", browser=None)
PDF_PICTURE = a_capture(media_type="application/pdf", name="evidence/l0123456789ab.3.pdf", browser=None)

CASES: dict[str, LetterRequest] = {
    "rectification_f": a_request(),
    "rectification_m": a_request(practitioner=MAN, sender=a_sender(name="René LAGARDE-VERNOIS")),
    "rectification_sans_civilite": a_request(
        practitioner=UNKNOWN, sender=a_sender(name="René LAGARDE-VERNOIS", email=None, phone=None)
    ),
    "rectification_mandataire_f": a_mandatary_request(),
    "rectification_mandataire_m": a_mandatary_request(practitioner=MAN),
    "rectification_mandataire_sans_civilite": a_mandatary_request(practitioner=UNKNOWN),
    "rectification_declaration_jointe": a_request(findings=(DECLARED_PHONE,)),
    "rectification_declaration_seule": a_request(findings=(NO_PROOF,)),
    "rectification_verification_seule": a_request(findings=(CONFLICT,)),
    "rectification_verification_partielle": a_request(findings=(CONFLICT, WRONG_SPECIALTY)),
    "rectification_suppression": a_request(findings=(MIXED, WRONG_SPECIALTY)),
    "rectification_plusieurs_valeurs": a_request(
        findings=(a_finding(expected="01 99 00 12 01 ; 02 61 91 00 04", source="RPPS ; ameli"),)
    ),
    "rectification_captures": a_request(captures=(a_capture(), OWN_PICTURE, PDF_PICTURE)),
    "retrait_fiche_perimee_mandataire_capture": a_mandatary_request(
        kind="retrait_fiche_perimee", findings=(MOVED,), practitioner=LEFT, captures=(a_capture(),)
    ),
    "retrait_fiche_perimee_f": a_request(
        kind="retrait_fiche_perimee", findings=(CEASED,), practitioner=RETIRED
    ),
    "retrait_fiche_perimee_mandataire": a_mandatary_request(
        kind="retrait_fiche_perimee", findings=(MOVED,), practitioner=LEFT
    ),
    "retrait_numero_majore_f": a_request(
        kind="retrait_numero_majore", findings=(PREMIUM,), practitioner=NUMBER
    ),
    "retrait_numero_majore_mandataire": a_mandatary_request(
        kind="retrait_numero_majore", findings=(PREMIUM,), practitioner=NUMBER
    ),
}


def composed(request: LetterRequest, **changes: Any) -> Letter:
    letter = compose(request, **{"today": TODAY, "draft": False, **changes})
    lint.check(letter)
    return letter


def text_of(letter: Letter) -> str:
    return letter_text(letter, Channel.POST, (1,) * len(letter.annexes))


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_letter_reads_as_the_golden_one(case: str, update_golden: bool) -> None:
    written = text_of(composed(CASES[case]))
    golden = GOLDEN / f"{case}.txt"
    if update_golden:
        golden.write_text(written, encoding="utf-8", newline="\n")
    assert written == golden.read_text("utf-8")


def test_no_golden_letter_is_left_behind() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def test_gender_shows_where_the_grammar_shows_it() -> None:
    assert "inexactes la\u00a0concernant" not in text_of(composed(CASES["rectification_f"]))
    assert "la concernant" in text_of(composed(CASES["rectification_mandataire_f"]))
    assert "le concernant" in text_of(composed(CASES["rectification_mandataire_m"]))
    assert "infirmier" in text_of(composed(CASES["rectification_m"]))
    woman = dataclasses.replace(MAN, civility="MME")
    assert "infirmière" in text_of(composed(a_request(practitioner=woman)))


def test_a_declaration_is_joined_only_when_its_proof_is_held() -> None:
    with_proof = text_of(composed(CASES["rectification_declaration_jointe"]))
    without = text_of(composed(CASES["rectification_declaration_seule"]))
    assert (
        "selon la déclaration de la praticienne du 1er\u00a0mars\u00a02026, justificatif joint" in with_proof
    )
    assert "facture.pdf" in with_proof
    assert "justificatif" not in without


def test_sources_that_disagree_are_put_as_a_question() -> None:
    letter = composed(CASES["rectification_verification_seule"])
    text = text_of(letter)
    assert "vérifier la valeur affichée" in text
    assert "remplacer" not in text
    assert "article\u00a016" not in text
    assert "L-RECTIF" not in letter.said


def test_a_wrong_value_without_a_right_one_is_to_be_removed() -> None:
    letter = composed(CASES["rectification_suppression"])
    assert "F-HOMONYME" in letter.said
    (table,) = (block for block in letter.body if isinstance(block, Table))
    assert plain(table.rows[0][2]) == "à supprimer"
    (items,) = (block for block in letter.body if isinstance(block, Items))
    assert "supprimer la valeur affichée" in plain(items.items[0])


def test_one_request_for_each_line_of_the_table() -> None:
    letter = composed(a_request())
    (table,) = (block for block in letter.body if isinstance(block, Table))
    (items,) = (block for block in letter.body if isinstance(block, Items))
    assert len(table.rows) == len(items.items) == len(table.sentences) == 2
    assert [plain(cell) for cell in table.rows[1]] == [
        "Spécialité",
        "«\u00a0Médecin généraliste\u00a0»",
        "Ophtalmologie",
        "RPPS (Annuaire Santé)",
        "3\u00a0novembre\u00a02026",
    ]


@pytest.mark.parametrize(
    "findings",
    [
        (a_finding(source_date=None),),
        (a_finding(source=""),),
        (a_finding(source_date=date(2026, 11, 24)),),
        (a_finding(listing_id="lffffffffffff"),),
        (a_finding(practitioner="99000000028"),),
        (),
        (a_finding(error="source_conflict", proof=None),),
    ],
)
def test_what_cannot_be_asserted_goes_into_no_letter(findings: tuple[Any, ...]) -> None:
    with pytest.raises(LetterRefused):
        compose(a_request(findings=findings), today=TODAY, draft=True)


@pytest.mark.parametrize(
    "request_",
    [
        a_request(kind="droit_de_reponse"),
        a_request(listing=a_listing(observed_at="")),
        a_request(listing=a_listing(observed_at="2026-11-24T10:00:00Z")),
        a_request(listing=a_listing(url="file:///home/cabinet/pages/fiche.html")),
        a_request(sender=a_sender(name="Dr Paul AUTRE")),
        a_request(sender=a_body()[0].model_copy(update={"mandate": None})),
        a_mandatary_request(mandate=a_body()[1].model_copy(update={"until": date(2026, 11, 22)})),
        a_mandatary_request(mandate=a_body()[1].model_copy(update={"dated": date(2026, 11, 24)})),
        a_request(kind="retrait_fiche_perimee", findings=(CEASED,)),  # nothing declared
        a_request(
            kind="retrait_fiche_perimee",
            findings=(dataclasses.replace(CEASED, proof=None),),
            practitioner=with_declared(a_practitioner(), a_declaration(Fact.CEASED, "x", proof=None)),
        ),
        a_request(
            kind="retrait_fiche_perimee", findings=(dataclasses.replace(CEASED, error="duplicate_listing"),)
        ),
        a_request(kind="retrait_numero_majore", findings=(PREMIUM,)),  # not declared foreign
        a_request(
            kind="retrait_numero_majore",
            findings=(PREMIUM,),
            practitioner=with_declared(
                a_practitioner(), a_declaration(Fact.NUMBER_NOT_MINE, "0899 00 12 35")
            ),
        ),
    ],
)
def test_letters_that_must_not_be_written(request_: LetterRequest) -> None:
    with pytest.raises(LetterRefused):
        compose(request_, today=TODAY, draft=False)


def test_one_bad_finding_does_not_keep_the_others_back() -> None:
    undated = a_finding(field="sector", error="wrong_sector", listed="2", expected="1", source_date=None)
    kept, left_out = admitted(a_request(findings=(undated, WRONG_SPECIALTY)), TODAY)
    assert kept.findings == (WRONG_SPECIALTY,)
    assert [finding for finding, _reason in left_out] == [undated]
    assert "RPPS" in left_out[0][1]


@pytest.mark.parametrize(
    ("listing", "draft"),
    [
        (a_listing(), False),
        (a_listing(observed_at="2026-11-16T13:05:00Z"), False),  # seven days
        (a_listing(observed_at="2026-11-15T13:05:00Z"), True),
        (a_listing(evidence=None), True),
    ],
)
def test_a_page_that_is_not_fresh_or_not_archived_makes_a_draft(listing: Listing, draft: bool) -> None:
    letter = composed(a_request(listing=listing))
    assert letter.draft is draft
    assert bool(letter.draft_reasons) is draft
    assert ("PROJET" in text_of(letter)) is draft


def test_a_body_without_a_recorded_mandate_gets_a_draft_that_claims_none() -> None:
    letter = composed(a_mandatary_request(mandate=None))
    assert letter.draft
    assert "mandat joint" not in text_of(letter)


def test_the_reference_is_the_same_for_the_same_letter_only() -> None:
    first = reference_number(a_request(), TODAY)
    assert first == reference_number(a_request(), TODAY)
    assert first.startswith("L-20261123-")
    assert len(first) == len("L-20261123-") + 6
    assert first != reference_number(a_request(listing=a_listing(listing_id="lffffffffffff")), TODAY)
    assert first != reference_number(a_request(kind="retrait_fiche_perimee"), TODAY)
    assert first[11:] == reference_number(a_request(), date(2027, 1, 1))[11:]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (("2 place X", "76000 ROUEN"), "Rouen, le"),
        (("2 place X", "44240 LA CHAPELLE-SUR-ERDRE"), "La Chapelle-sur-Erdre, le"),
        (("2 place X", "75012 Paris"), "Paris, le"),
        (("2 place X", "69003 LYON CEDEX 03"), "Lyon, le"),
        (("2 place X",), "Le 23"),
    ],
)
def test_the_place_comes_from_the_senders_address(address: tuple[str, ...], place: str) -> None:
    letter = composed(a_request(sender=a_sender(address=address)))
    assert plain(letter.place_date).startswith(place)


def test_a_premium_number_declared_foreign_has_its_own_letter() -> None:
    from erep_listings.config import DeclaredFact, WorkspaceConfig

    fact = DeclaredFact(fact="number_not_mine", value="+33 8 99 12 34 56", since=date(2026, 11, 1))
    for declared, kind in (((fact,), "retrait_numero_majore"), ((), "rectification")):
        requests, refused = requests_for(
            [dataclasses.replace(PREMIUM, listed="0899 12 34 56")],
            listings={"l0123456789ab": a_listing()},
            practitioners={"99000000010": a_practitioner(declared=declared)},
            declarations={},
            publishers={},
            config=WorkspaceConfig(sender=a_sender()),
        )
        assert ([one.kind for one in requests], refused) == ([kind], [])


@pytest.mark.parametrize(
    "finding",
    [
        dataclasses.replace(PREMIUM, expected=""),
        dataclasses.replace(PREMIUM, expected="01 99 00 12 01 ; 01 99 00 12 02", source="RPPS ; ameli"),
    ],
    ids=["unknown", "registers disagree"],
)
def test_a_premium_number_without_a_known_right_one_needs_the_declaration(finding: Finding) -> None:
    from erep_listings.config import WorkspaceConfig

    requests, _refused = requests_for(
        [finding],
        listings={"l0123456789ab": a_listing()},
        practitioners={"99000000010": a_practitioner()},
        declarations={},
        publishers={},
        config=WorkspaceConfig(sender=a_sender()),
    )
    assert [one.kind for one in requests] == ["retrait_numero_majore"]  # refused when it is composed


def test_accepted_findings_become_one_request_a_listing_practitioner_and_kind() -> None:
    from erep_listings.config import WorkspaceConfig

    other = a_listing(listing_id="lffffffffffff", directory="inconnu")
    findings = [
        a_finding(),
        WRONG_SPECIALTY,
        PREMIUM,
        CONFLICT,
        a_finding(listing_id="lffffffffffff"),
        a_finding(action="review", error="unclaimed_booking"),
        a_finding(action="effacement_donnees_privees", error="private_data"),
        a_finding(action="source_publique", error="source_conflict"),
        a_finding(practitioner="99000000028"),
        a_finding(listing_id="l000000000000"),
    ]
    requests, refused = requests_for(
        findings,
        listings={one.listing_id: one for one in (a_listing(), other)},
        practitioners={"99000000010": a_practitioner()},
        declarations={},
        publishers={"exemple": a_publisher()},
        config=WorkspaceConfig(sender=a_sender()),
    )
    assert [(one.kind, one.listing.listing_id, len(one.findings)) for one in requests] == [
        ("rectification", "l0123456789ab", 4),  # an undeclared premium number is a wrong value like another
        ("rectification", "lffffffffffff", 1),
    ]
    assert [one.kind for one in refused] == [
        "review",
        "effacement_donnees_privees",
        "source_publique",
        "rectification",
        "rectification",
    ]
    assert all(one.reason for one in refused)
    assert requests[-1].publisher.key == "inconnu"


def test_nobody_to_sign_is_no_letter() -> None:
    from erep_listings.config import WorkspaceConfig

    with pytest.raises(LetterRefused):
        requests_for(
            [a_finding()],
            listings={},
            practitioners={},
            declarations={},
            publishers={},
            config=WorkspaceConfig(),
        )


def test_pictures_follow_what_was_there_and_never_are_a_constat() -> None:
    letter = composed(CASES["rectification_captures"])
    assert [annex.number for annex in letter.annexes] == [1, 2, 3, 4]
    assert [paper.number for paper in letter.papers] == [5]
    rendered, own = ("\n".join(lines(annex)) for annex in letter.annexes[2:])
    assert "rendue hors ligne par Chromium 150.0.1" in rendered
    assert "2026-11-22T13:05:00Z" in rendered
    assert "cd" * 32 in rendered
    assert "1er\u00a0novembre\u00a02026 à 0\u00a0h\u00a030" in own
    for text in (rendered, own):
        assert "pré-constat\u00a0– ne remplace pas un constat de commissaire de justice" in text
    said = text_of(letter).replace("pré-constat", "")
    assert "constat" not in said


def test_a_changed_archive_makes_a_draft() -> None:
    letter = composed(a_request(unbacked="le fichier a été modifié"))
    assert letter.draft
    assert "le fichier a été modifié" in letter.draft_reasons[0]
