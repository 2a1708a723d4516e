"""One normal form of French numbers, and their kinds; ``phonenumbers`` is the oracle."""

from __future__ import annotations

import time

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.normalise.phones import Phone, PhoneKind, classify, find_phones, format_phone

ONE = "0199001201"

SAME_NUMBER = [
    "0199001201",
    "01 99 00 12 01",
    "01.99.00.12.01",
    "01-99-00-12-01",
    "01/99/00/12/01",
    "01\N{NO-BREAK SPACE}99\N{NARROW NO-BREAK SPACE}00 12 01",
    "+33 1 99 00 12 01",
    "+33 (0)1 99 00 12 01",
    "+33199001201",
    "0033 1 99 00 12 01",
    "33199001201",
    "330199001201",
    "199001201",
    "(01) 99 00 12 01",
    "tel:+33199001201",
    "tel:01%2099%2000%2012%2001",
    "tel:0199001201;ext=12",
    "Tél. : 01 99 00 12 01",
    "Tel0199001201",
    "01 99 00 12 01 (secrétariat)",
    "01 99 00 12 01 poste 12",
    "01 99 00 12 01 - poste 4",
    "Tél : 01 99 00 12 01 Fax : 01 99 00 12 02",
    "Fax : 01 99 00 12 02\nTél : 01 99 00 12 01",
    "01 99 00 12 01 / Télécopie : 01 99 00 12 02",
    "Tél/Fax : 01 99 00 12 01",
    "01 99 00 12 02 (fax), Tél. 01 99 00 12 01",
    "01 99 00 12 01 / 01 99 00 12 01",
    "01 99 00 12 01 (0,15 €/min)",
    "０１ ９９ ００ １２ ０１",
]

SEVERAL = [
    ("01 99 00 12 01 / 02 61 91 00 01", ("0199001201", "0261910001")),
    ("01 99 00 12 01 ou 02 61 91 00 01", ("0199001201", "0261910001")),
    ("01 99 00 12 01;02 61 91 00 01", ("0199001201", "0261910001")),
    ("01 99 00 12 01 - 02 61 91 00 01", ("0199001201", "0261910001")),
    ("01 99 00 12 01, 02 61 91 00 01", ("0199001201", "0261910001")),
    ("01990012010261910001", ("0199001201", "0261910001")),
    ("+33 1 99 00 12 01 +33 2 61 91 00 01", ("0199001201", "0261910001")),
    ("01 99 00 12 01\n3624", ("0199001201", "3624")),
    ("116 117 / 15", ("116117",)),
]

KINDS = [
    ("01 99 00 12 01", PhoneKind.GEOGRAPHIC, "0199001201", "FR"),
    ("06 39 98 00 01", PhoneKind.MOBILE, "0639980001", "YT"),
    ("07 12 34 56 78", PhoneKind.MOBILE, "0712345678", "FR"),
    ("09 70 00 00 01", PhoneKind.VOIP, "0970000001", "FR"),
    ("0590 87 57 49", PhoneKind.GEOGRAPHIC, "0590875749", "GP"),
    ("+590 590 87 57 49", PhoneKind.GEOGRAPHIC, "0590875749", "GP"),
    ("+594 594 12 34 56", PhoneKind.GEOGRAPHIC, "0594123456", "GF"),
    ("+596 596 12 34 56", PhoneKind.GEOGRAPHIC, "0596123456", "MQ"),
    ("+262 262 12 34 56", PhoneKind.GEOGRAPHIC, "0262123456", "RE"),
    ("00262 692 12 34 56", PhoneKind.MOBILE, "0692123456", "RE"),
    ("+262 (0)269 12 34 56", PhoneKind.GEOGRAPHIC, "0269123456", "YT"),
    ("+508 41 20 30", PhoneKind.GEOGRAPHIC, "0508412030", "PM"),
    ("0800 00 00 01", PhoneKind.FREE, "0800000001", "FR"),
    ("0806 00 00 01", PhoneKind.ORDINARY, "0806000001", "FR"),
    ("0810 00 00 01", PhoneKind.SURCHARGED, "0810000001", "FR"),
    ("0825 00 00 01", PhoneKind.SURCHARGED, "0825000001", "FR"),
    ("0899 00 00 01 (0,80 €/min + prix appel)", PhoneKind.SURCHARGED, "0899000001", "FR"),
    ("+33 892 00 00 01", PhoneKind.SURCHARGED, "0892000001", "FR"),
    ("118 418", PhoneKind.SURCHARGED, "118418", None),
    ("3624", PhoneKind.SHORT, "3624", None),
    ("36 24", PhoneKind.SHORT, "3624", None),
    ("1023", PhoneKind.SHORT, "1023", None),
    ("116 117", PhoneKind.SOCIAL, "116117", None),
    ("15", PhoneKind.EMERGENCY, "15", None),
    ("112", PhoneKind.EMERGENCY, "112", None),
    ("0162 00 00 01", PhoneKind.TELEMARKETING, "0162000001", "FR"),
    ("09 48 00 00 01", PhoneKind.TELEMARKETING, "0948000001", "FR"),
    ("+41 22 700 00 01", PhoneKind.FOREIGN, "+41227000001", None),
    ("0041 22 700 00 01", PhoneKind.FOREIGN, "+41227000001", None),
    ("12345678", PhoneKind.UNKNOWN, "12345678", None),
    ("0836 00 00 01", PhoneKind.UNKNOWN, "0836000001", None),
]

NO_NUMBER = [
    None,
    "",
    "   ",
    "non communiqué",
    "Fax : 01 99 00 12 01",
    "Télécopie 01 99 00 12 01",
    "télécopieur : 01 99 00 12 01 ; ",
    "01 99 00 12 01 (fax)",
    "0,80 €/min",
    "12",
    "poste 12",
]


@pytest.mark.parametrize("text", SAME_NUMBER)
def test_forms_of_one_number(text: str) -> None:
    assert [phone.digits for phone in find_phones(text)] == [ONE]


@pytest.mark.parametrize(("text", "digits"), SEVERAL)
def test_several_numbers_in_one_text(text: str, digits: tuple[str, ...]) -> None:
    assert tuple(phone.digits for phone in find_phones(text)) == digits


@pytest.mark.parametrize(("text", "kind", "digits", "region"), KINDS)
def test_kinds(text: str, kind: PhoneKind, digits: str, region: str | None) -> None:
    assert find_phones(text) == (Phone(digits, kind, region),)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_no_number(text: str | None) -> None:
    assert find_phones(text) == ()


def test_local_numbers_need_their_territory() -> None:
    assert find_phones("41 20 30", postcode="97500") == (Phone("0508412030", PhoneKind.GEOGRAPHIC, "PM"),)
    assert find_phones("27 20 30", postcode="98800") == (Phone("+687272030", PhoneKind.FOREIGN),)
    assert find_phones("41 20 30", postcode="75012") == (Phone("412030", PhoneKind.UNKNOWN),)


def test_only_numbers_of_one_practice_are_normal() -> None:
    assert classify("0199001201").is_normal
    assert not classify("0899000001").is_normal
    assert not classify("0162000001").is_normal


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("0199001201", "01 99 00 12 01"), ("118418", "118 418"), ("3624", "3624"), ("+41227", "+41227")],
)
def test_shown_form(digits: str, shown: str) -> None:
    assert format_phone(digits) == shown


FORMS = st.sampled_from(
    [
        lambda national: national,
        format_phone,
        lambda national: "+33" + national[1:],
        lambda national: "+33 (0)" + national[1:],
        lambda national: "0033" + national[1:],
        lambda national: "33" + national[1:],
        lambda national: national[1:],
        lambda national: f"Tél : {format_phone(national).replace(' ', '.')}",
    ]
)
METROPOLITAN = st.from_regex(r"0[1-79][0-9]{8}", fullmatch=True)


@given(METROPOLITAN, FORMS)
def test_every_form_of_a_valid_number_gives_its_national_form(national: str, form) -> None:  # type: ignore[no-untyped-def]
    assert [phone.digits for phone in find_phones(form(national))] == [national]


_OWN_KIND = {
    phonenumbers.PhoneNumberType.FIXED_LINE: {PhoneKind.GEOGRAPHIC, PhoneKind.TELEMARKETING},
    phonenumbers.PhoneNumberType.MOBILE: {PhoneKind.MOBILE},
    phonenumbers.PhoneNumberType.VOIP: {PhoneKind.VOIP, PhoneKind.TELEMARKETING},
    phonenumbers.PhoneNumberType.TOLL_FREE: {PhoneKind.FREE},
    phonenumbers.PhoneNumberType.PREMIUM_RATE: {PhoneKind.SURCHARGED},
    phonenumbers.PhoneNumberType.UAN: {PhoneKind.ORDINARY, PhoneKind.SURCHARGED},
}


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_kind_agrees_with_the_oracle_in_metropolitan_france(national: str) -> None:
    parsed = phonenumbers.parse(national, "FR")
    kinds = _OWN_KIND.get(phonenumbers.number_type(parsed))
    own = classify(national)
    if kinds is not None and own.region == "FR":
        assert own.kind in kinds


@pytest.mark.parametrize("region", ["GP", "GF", "MQ", "RE", "YT", "PM"])
def test_overseas_examples_of_the_oracle_have_our_region(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None or (kind is phonenumbers.PhoneNumberType.MOBILE and region == "PM"):
            continue
        international = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        (phone,) = find_phones(international)
        assert (phone.region, len(phone.digits), phone.digits[0]) == (region, 10, "0")


@given(st.text(max_size=10_000), st.none() | st.text(max_size=10))
def test_never_raises_and_repeats_itself(text: str, postcode: str | None) -> None:
    assert find_phones(text, postcode=postcode) == find_phones(text, postcode=postcode)


@given(st.text(alphabet="0123456789 +.-/();,\n", max_size=300))
def test_what_is_found_is_found_again_in_its_shown_form(text: str) -> None:
    for phone in find_phones(text):
        if phone.kind is not PhoneKind.UNKNOWN and phone.kind is not PhoneKind.EMERGENCY:
            assert find_phones(format_phone(phone.digits)) == (phone,)


def test_hostile_text_is_read_in_no_time() -> None:
    started = time.process_time()
    for text in (
        "0" * 10_000,
        "0 " * 5_000,
        "+" * 10_000,
        "tel" * 3_000,
        "01 99 00 12 01 / " * 600,
        "0," * 5_000,
    ):
        find_phones(text)
    assert time.process_time() - started < 1
