"""A letter as an e-mail that mail programs open as a draft. Nothing is sent from here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from erep_listings.correspondence.letters import Letter
from erep_listings.correspondence.phrases import printable
from erep_listings.correspondence.request import LetterRefused
from erep_listings.correspondence.wording import vocabulary
from erep_listings.i18n import _

_ADDRESS = re.compile(
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])$"
)
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})


def draft_message(letter: Letter, to: str, text: str, files: Sequence[tuple[str, bytes]]) -> bytes:
    """The message as RFC 5322 bytes: object and reference as subject, the letter as text, files attached.

    No date and no message id: the mail program gives them when the person sends. ``files`` are (name,
    content) pairs; PDF by their names, anything else as plain bytes. Raises LetterRefused for what is no
    address.
    """
    message = EmailMessage(policy=SMTP)
    sender = letter.request.sender
    if sender.email:
        message["From"] = _address(sender.email, sender.name)
    message["To"] = _address(to)
    subject = f"{letter.objet} – {letter.reference}".translate(_BLANKS)
    message["Subject"] = f"{vocabulary().page['draft']} – {subject}" if letter.draft else subject
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    for name, content in files:
        pdf = name.lower().endswith(".pdf")
        message.add_attachment(
            content, maintype="application", subtype="pdf" if pdf else "octet-stream", filename=name
        )
    if message.is_multipart():
        message.set_boundary(f"=_{letter.reference}")
    return message.as_bytes()


def _address(text: str, name: str = "") -> Address:
    """One address. The name loses what a header cannot carry; the address must be plain ASCII."""
    if not _ADDRESS.match(text):
        raise LetterRefused(_("« {address} » is not an e-mail address").format(address=printable(text)))
    return Address(display_name=printable(name), addr_spec=text)
