#!/usr/bin/env python3
"""What Fleet accepts as a Windows configuration profile, restated; and whether rendered profiles are accepted.

    fleet_rules.py DIR…

First the rules prove themselves on the cases of the corpus (`fleet/cases.json`, from Fleet's own tests): each must be
accepted or refused as the case says. Then every `*.fleet.xml` below the folders must be accepted.

Sources: fleetdm/fleet, `ValidateUserProvided` of MDMWindowsConfigProfile and its tests; issue 16316 (payload not
escaped), pull request 15277 (CmdID).
"""

import argparse
import json
import sys
from pathlib import Path
from xml.parsers import expat

from corpus import find_corpus, say_absent

RESERVED_NAMES = {"Windows OS Updates"}
TOP_LEVEL = "Windows configuration profiles can only have <Replace> or <Add> top level elements."
IN_ATOMIC = "Windows configuration profiles can only include <Replace> or <Add> within the <Atomic> element."
ATOMIC_WRAPS = "<Atomic> element must wrap all the elements in a Windows configuration profile."
EXEC_OUTSIDE = "Only SCEP profiles can include <Exec> elements."
SCEP = "/Vendor/MSFT/ClientCertificateInstall/SCEP/"


class Refused(Exception):
    """Fleet refuses the profile, with this message."""


class Profile:
    """Elements and addresses of a profile, read the way Fleet does: a stream of tags without a root."""

    def __init__(self, text):
        # (depth, name) of each element, in order; depth 0 is the top level.
        self.elements = []
        # (name of the command around it, text) of each LocURI, in order.
        self.addresses = []
        self.stack = []
        self.text = None
        self.data_children = False
        self.read(text)

    def read(self, text):
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.ProcessingInstructionHandler = self.instruction
        # A root is put around; it also makes an XML declaration the error that it is to Fleet.
        try:
            parser.Parse(f"<profile>{text}</profile>".encode(), True)
        except expat.ExpatError as error:
            raise Refused(f"The file should include valid XML: {error}") from error

    def start(self, name, _attributes):
        if self.stack:
            self.elements.append((len(self.stack) - 1, name))
            self.data_children |= self.stack[-1] == "Data"
        self.stack.append(name)
        if name == "LocURI":
            self.text = ""

    def end(self, name):
        if name == "LocURI" and self.text is not None:
            around = [element for element in self.stack[1:] if element != "Atomic"]
            self.addresses.append((around[0], self.text.strip()))
            self.text = None
        self.stack.pop()

    def characters(self, text):
        if self.text is not None:
            self.text += text
        elif len(self.stack) == 1 and text.strip():
            # Stricter than Fleet: text between commands has no meaning anywhere.
            raise Refused("The file should include valid XML: text outside of an element")

    def instruction(self, *_):
        raise Refused("The file should include valid XML: processing instructions are not allowed")


def judge(name, text, allow_os_updates=False):
    """Raises Refused when Fleet would not take the profile."""
    if not text.strip():
        raise Refused("The file should include valid XML")
    if name in RESERVED_NAMES:
        raise Refused(f'Profile name "{name}" is not allowed')
    profile = Profile(text)
    is_scep = any(SCEP.lower() in plain_address(address).lower() for _, address in profile.addresses)
    judge_elements(profile, is_scep)
    for _, address in profile.addresses:
        judge_address(address, allow_os_updates)
    if is_scep:
        judge_scep(profile)
    return profile


def judge_elements(profile, is_scep):
    top = [name for depth, name in profile.elements if depth == 0]
    if not top:
        raise Refused("The file should include valid XML")
    allowed = {"Replace", "Add", "Exec"} if is_scep else {"Replace", "Add"}
    if top[0] == "Atomic":
        if len(top) > 1:
            raise Refused(ATOMIC_WRAPS)
        if any(depth == 1 and name not in allowed for depth, name in profile.elements):
            raise Refused(IN_ATOMIC)
        return
    if "Exec" in top and not is_scep:
        raise Refused(EXEC_OUTSIDE)
    if any(name not in allowed for name in top):
        raise Refused(TOP_LEVEL)


def plain_address(address):
    """`./Device/Vendor/…`, `./Vendor/…` and `/Vendor/…` are one address."""
    address = address.removeprefix(".")
    for scope in ("/Device/", "/User/"):
        if address.lower().startswith(scope.lower()):
            address = address[len(scope) - 1 :]
    return address


def judge_address(address, allow_os_updates):
    plain = f"{plain_address(address)}/".lower()
    if plain.startswith("/vendor/msft/bitlocker/"):
        raise Refused("The configuration profile can't include BitLocker settings.")
    if plain.startswith("/vendor/msft/policy/config/update/") and not allow_os_updates:
        raise Refused("Custom configuration profiles can't include Windows updates settings.")


def judge_scep(profile):
    executes = [address for verb, address in profile.addresses if verb == "Exec"]
    if len(executes) > 1:
        raise Refused("SCEP profiles must include exactly one <Exec> element.")
    if any(SCEP.lower() not in f"{plain_address(address)}/".lower() for _, address in profile.addresses):
        raise Refused(
            'Only options that have <LocURI> starting with "ClientCertificateInstall/SCEP/" can be added to SCEP profile.'
        )
    if not executes or not executes[0].endswith("/Install/Enroll"):
        raise Refused("…/Install/Enroll must be included within <Exec>")
    scopes = {address.split("/")[1].lower() for _, address in profile.addresses if address.startswith("./")}
    if len(scopes) > 1:
        raise Refused('All <LocURI> elements in the SCEP profile must start either with "./Device" or "./User".')


def prove(cases):
    """Judges the cases; the number that came out as Fleet says, and for Fleet's reason."""
    right = 0
    for case in cases:
        try:
            judge(case.get("profile_name", case["name"]), case["xml"], case.get("allow_custom_os_updates", False))
            said, why = "accept", ""
        except Refused as refused:
            said, why = "reject", str(refused)
        error = case["error"]
        if said == case["expect"] and (error in why or why in error):
            right += 1
        else:
            print(f"case «{case['name']}»: Fleet says {case['expect']} {error}, the rules say {said} {why}")
    return right


def check_artifacts(folders):
    accepted = problems = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.fleet.xml")):
            try:
                profile = judge(path.name.removesuffix(".fleet.xml"), path.read_text(encoding="utf-8"))
                if profile.data_children:
                    # Fleet takes it, and the profile then stays pending for ever.
                    raise Refused("Data holds elements: the payload is not escaped")
                if not profile.addresses:
                    raise Refused("it has no LocURI")
                accepted += 1
            except (Refused, UnicodeDecodeError) as refused:
                problems += 1
                print(f"{path}: {refused}")
    return accepted, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", metavar="DIR")
    arguments = parser.parse_args()
    failed = False
    corpus = find_corpus()
    if corpus is None:
        say_absent("the rules are not proved on Fleet's cases")
    else:
        cases = json.loads((corpus / "fleet" / "cases.json").read_text(encoding="utf-8"))
        right = prove(cases)
        print(f"proved on Fleet's cases: {right} of {len(cases)}")
        failed |= right != len(cases)
    if arguments.folders:
        accepted, problems = check_artifacts(arguments.folders)
        print(f"fleet profiles: {accepted} accepted, {problems} refused")
        failed |= problems > 0 or accepted == 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
