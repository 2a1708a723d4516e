"""A picture of an archived page, made by an installed Chromium, Chrome or Edge that reaches no network.

Nothing is fetched again: the page of the WARC is shown as it was received, its programs not run, without the
pictures and styles that it keeps elsewhere. Three walls, each enough: a content security policy, a sandbox without
scripts, and a browser whose names resolve to nothing and whose proxy nobody answers. The address and the moment stand
underneath, as part of the picture.
"""

from __future__ import annotations

import dataclasses
import html
import os
import platform
import re
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from erep_listings.assets import data_folder, read_table
from erep_listings.crawl.archive import ArchivedPage
from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.manifest import in_paris
from erep_listings.errors import InputError, MachineError, NothingToDo
from erep_listings.i18n import _

#: Width of the picture, and the most that browsers draw in one, in pixels.
WIDTH, TALLEST = 1280, 16_000
_SECONDS = 60
_PAGE = frozenset(("text/html", "application/xhtml+xml", ""))
_HEIGHT = re.compile(r'<html[^>]* data-height="(\d+)"')
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

#: Nobody listens at port 1 (tcpmux, unassigned in practice); loopback goes through the proxy too.
_OFFLINE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
)
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--virtual-time-budget=10000",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Rendered:
    """The picture as PNG, and the name and version of the browser."""

    png: bytes
    browser: str


def find_browser(given: Path | None = None) -> Path | None:
    """The browser given, else the first installed one of ``data/evidence/browsers.csv``; None when there is none.

    Raises InputError when the one given is not there.
    """
    if given is not None:
        if not given.is_file():
            raise InputError(_("there is no such program"), path=given, remedy=_("check the name"))
        return given
    rows = [row for row in read_table("evidence/browsers.csv") if row["system"] in ("any", platform.system())]
    found = (shutil.which(os.path.expandvars(row["place"])) for row in rows)
    return next((Path(one) for one in found if one), None)


def render(page: ArchivedPage, browser: Path, folder: Path) -> Rendered:
    """Renders the page; works in a folder of its own under ``folder``, and leaves nothing there.

    Raises NothingToDo for what is no page of text, MachineError when the browser does not do it.
    """
    if page.media_type.partition(";")[0].strip().lower() not in _PAGE:
        raise NothingToDo(
            _(
                "what is archived of {url} is no web page that a browser shows: take a picture of it yourself"
            ).format(url=page.url)
        )
    # Not in the system's own place: browsers that come as a snap see nothing but the user's folders.
    with tempfile.TemporaryDirectory(
        prefix=".", suffix=".part", dir=folder, ignore_cleanup_errors=True
    ) as name:
        work = Path(name)
        shown = work / "page.html"
        shown.write_text(_wrapped(page), "utf-8", errors="replace")
        measured = _HEIGHT.search(_call(browser, work, shown, "--dump-dom", height=1000))
        if measured is None:
            raise _failed(browser, _("it does not show the page"))
        picture = work / "page.png"
        height = min(int(measured[1]), TALLEST)
        _call(browser, work, shown, f"--screenshot={picture}", height=height)
        if not picture.is_file():
            raise _failed(browser, _("it made no picture"))
        return Rendered(picture.read_bytes(), _name_of(browser, work))


def caption(page: ArchivedPage) -> tuple[str, ...]:
    """What stands underneath, in French, for it goes to a French publisher or judge."""
    seen = in_paris(page.seen_at)
    try:
        moment = datetime.fromisoformat(seen)
        day = f"{'1er' if moment.day == 1 else moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
        told = f"{day} à {moment:%H} h {moment:%M} min {moment:%S} s (heure de Paris, UTC{seen[-6:]})"
    except ValueError:
        told = seen
    how = (
        "enregistrée par l'utilisateur" if page.status is None else f"reçue avec le statut HTTP {page.status}"
    )
    return (
        page.url,
        f"Page {how} le {told}",
        "Rendu hors ligne de la page archivée : ses programmes n'ont pas été exécutés ; les images et les styles "
        "placés à d'autres adresses n'y figurent pas.",
        f"SHA-256 de la page : {page.body_sha256}",
        "Élément de pré-constat – ne remplace pas un constat de commissaire de justice",
    )


def _wrapped(page: ArchivedPage) -> str:
    text = to_text_response(page.url, page.body, headers={"content-type": page.media_type}).text
    template = (data_folder() / "evidence" / "frame.html").read_text("utf-8")
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in caption(page))
    values = {"width": str(WIDTH), "most": str(TALLEST), "page": html.escape(text), "caption": lines}
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], template)


def _call(browser: Path, work: Path, shown: Path, action: str, *, height: int) -> str:
    own = (f"--user-data-dir={work / 'profile'}", f"--window-size={WIDTH},{height}", action, shown.as_uri())
    return _run(browser, (*_QUIET, *_OFFLINE, *_as_root(), *own))


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to the superuser."""
    user = getattr(os, "geteuid", None)
    return ("--no-sandbox",) if user is not None and user() == 0 else ()


def _run(browser: Path, words: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(
            [str(browser), *words],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise _failed(browser, _("no answer after {seconds} seconds").format(seconds=_SECONDS)) from error
    except OSError as error:
        raise _failed(browser, str(error)) from error
    if done.returncode:
        raise _failed(browser, _("it ended with the code {code}").format(code=done.returncode))
    return done.stdout.decode("utf-8", "replace")


def _failed(browser: Path, reason: str) -> MachineError:
    return MachineError(
        _("{browser} cannot make a picture of the page: {reason}; take one yourself").format(
            browser=browser, reason=reason
        )
    )


def _name_of(browser: Path, work: Path) -> str:
    """Name and version. On Windows a browser asked for its version opens a window: the name alone then."""
    if platform.system() == "Windows":
        return browser.stem
    try:
        told = _run(browser, ("--version", f"--user-data-dir={work / 'profile'}"))
    except MachineError:
        return browser.stem
    version = _VERSION.search(told)
    return " ".join(told[: version.end()].split()) if version else browser.stem
