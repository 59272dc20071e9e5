#!/usr/bin/env python3
"""Rendered SyncML, read by readers that other people wrote.

    syncml_readers.py DIR…

Each `*.syncml.xml`, `*.syncbody.xml` and `*.fleet.xml` below the folders (the last two are put into a whole message
first) is
  - read by the standard library: CmdIDs there and unique, Item in the order Target, Meta, Data, nothing unescaped,
    text as LF only;
  - validated by xmllint against the RELAX NG grammar of SyncML 1.2 (without the corpus, which holds it: skipped);
  - turned into WBXML and back by libwbxml (xml2wbxml -n, wbxml2xml), as a phone's sync stack would read it; the
    commands must come back the same.

What libwbxml 0.11 does, found by trying:
  - it knows SyncML 1.2 by the namespace of the root; no DOCTYPE is needed. It writes one, which the comparison ignores;
  - it writes every Data as one CDATA section, whatever form it read;
  - its XML reader bears one CDATA section that is all of Data. Beside other text it fails, and a second section makes
    it nest the rest of the message inside. Both are good XML, so such a message is given to it with its text escaped
    instead (`rewritten` in the counts); the readers before it have seen the original;
  - its writer does not split `]]>` inside CDATA, so that nobody can read its output. A mark is put into that sequence
    on the way in, and taken out on the way back;
  - it writes CR LF for LF in Data; an XML reader gives LF back.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import syncml
from corpus import find_corpus, say_absent

KINDS = ("syncml", "syncbody", "fleet")
# A noncharacter would not be XML; this private one occurs in no payload (U+F000 is the one that does).
MARK = "\ue0ff"
# A section that is not all of the text between two tags.
MIXED_CDATA = re.compile(r"[^>]<!\[CDATA\[|\]\]>[^<]|\]\]><!\[CDATA\[")
# xmllint takes many files at once; a command line has its limit.
BATCH = 200


class Check:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.counts = Counter()
        self.problems = []

    def fail(self, path, message):
        self.problems.append(f"{path}: {message}")

    def read(self, path, kind):
        """The message and its commands, or None when a problem was found."""
        raw = path.read_bytes()
        if b"\r" in raw or b"&#13;" in raw or b"&#xD;" in raw:
            self.fail(path, "holds a carriage return")
            return None
        try:
            text = syncml.wrap(raw.decode("utf-8"), kind)
            commands = syncml.read_message(text)
        except (UnicodeDecodeError, syncml.Unreadable) as error:
            self.fail(path, error)
            return None
        self.order_of_deletes(path, commands)
        self.counts[kind] += 1
        self.counts["commands"] += len(commands)
        return text, commands

    def order_of_deletes(self, path, commands):
        atomic = [command.atomic for command in commands]
        if any(atomic):
            if any(command.atomic and command.verb == "Delete" for command in commands):
                self.fail(path, "a Delete inside Atomic: its 404 would undo the rest")
            if atomic != sorted(atomic):
                self.fail(path, "a command after the Atomic")

    def round_trip(self, path, text, commands):
        if MIXED_CDATA.search(text) or any("]]>" in (command.data or "") for command in commands):
            self.counts["rewritten"] += 1
            text = rewritten(text)
        source, binary, back = (self.folder / name for name in ("in.xml", "out.wbxml", "back.xml"))
        for stale in (binary, back):
            stale.unlink(missing_ok=True)
        source.write_bytes(text.encode())
        for command in (["xml2wbxml", "-n", "-o", binary, source], ["wbxml2xml", "-m", "0", "-o", back, binary]):
            ran = subprocess.run(command, capture_output=True, text=True)
            if ran.returncode:
                self.fail(path, f"{command[0]}: {(ran.stderr or ran.stdout).strip()}")
                return
        try:
            returned = [unmarked(command) for command in syncml.read_message(back.read_bytes().decode("utf-8"))]
        except (syncml.Unreadable, UnicodeDecodeError) as error:
            self.fail(path, f"came back from WBXML {error}")
            return
        self.counts["round trips"] += 1
        if returned != commands:
            was, now = next(pair for pair in zip_longest(commands, returned) if pair[0] != pair[1])
            self.fail(path, f"came back from WBXML changed: {was} became {now}")

    def validate(self, grammar, messages):
        """xmllint over all messages, in batches; its own words for each that fails."""
        folder = self.folder / "messages"
        folder.mkdir()
        names = {}
        for number, (path, text) in enumerate(messages):
            names[f"{number}.xml"] = path
            (folder / f"{number}.xml").write_bytes(text.encode())
        files = sorted(names)
        for start in range(0, len(files), BATCH):
            # -huge: an ingested ADMX is one text node, which may be longer than the usual limit.
            command = ["xmllint", "--noout", "--huge", "--relaxng", grammar, *files[start : start + BATCH]]
            ran = subprocess.run(command, capture_output=True, text=True, cwd=folder)
            said = ran.stderr.splitlines()
            valid = {line.removesuffix(" validates") for line in said if line.endswith(" validates")}
            for file in files[start : start + BATCH]:
                if file in valid:
                    self.counts["valid"] += 1
                else:
                    words = [line.partition(": ")[2] for line in said if line.startswith(f"{file}:")]
                    self.fail(names[file], f"xmllint: {'; '.join(words) or ran.stderr.strip()[-300:]}")


def rewritten(text):
    """The message with its text escaped instead of CDATA, and no `]]>` in it."""
    ElementTree.register_namespace("", syncml.NAMESPACE)
    root = ElementTree.fromstring(text.encode())
    for data in root.iter(f"{{{syncml.NAMESPACE}}}Data"):
        data.text = (data.text or "").replace("]]>", f"]]{MARK}>")
    return ElementTree.tostring(root, encoding="unicode")


def unmarked(command):
    return command._replace(data=command.data and command.data.replace(MARK, ""))


def artifacts(folders):
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.xml")):
            kind = path.name.removesuffix(".xml").rpartition(".")[2]
            if kind in KINDS:
                yield path, kind


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", metavar="DIR")
    arguments = parser.parse_args()
    absent = [tool for tool in ("xmllint", "xml2wbxml", "wbxml2xml") if shutil.which(tool) is None]
    if absent:
        print(f"not installed: {', '.join(absent)} (packages libxml2-utils, libwbxml2-utils)")
        return 2
    corpus = find_corpus()
    with tempfile.TemporaryDirectory() as folder:
        check = Check(folder)
        messages = []
        for path, kind in artifacts(arguments.folders):
            found = check.read(path, kind)
            if found is not None:
                messages.append((path, found[0]))
                check.round_trip(path, *found)
        if corpus is None:
            say_absent("xmllint has no grammar and is skipped")
        else:
            check.validate((corpus / "schemas" / "syncml12-dm.rng").resolve(), messages)
    for problem in check.problems:
        print(problem)
    counts = check.counts
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)
    print(
        f"read {kinds}: {counts['commands']} commands; xmllint found {counts['valid']} valid; "
        f"{counts['round trips']} WBXML round trips ({counts['rewritten']} rewritten); {len(check.problems)} problems"
    )
    if not messages:
        print("no artifact was found")
    return 1 if check.problems or not messages else 0


if __name__ == "__main__":
    sys.exit(main())
