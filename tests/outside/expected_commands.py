#!/usr/bin/env python3
"""The second hand for what is rendered: intents with the commands that they must become.

    expected_commands.py generate --seed N --count 500 --out DIR
    expected_commands.py compare --expected DIR/expected.json --artifacts DIR [--format F] [--verb V] [--atomic]

`generate` draws intents over 36 WinRM, WinRS and CredSSP policies and Camera/AllowCamera, writes them in every form
that an intent allows, and computes their commands from the corpus's `winrm/policies.json` alone. omauri is never
called, and no code is shared with it. `compare` reads what omauri rendered and prints each difference.

What is drawn renders: nothing that omauri holds to be an error (clear-text Basic, a `*` beside other trusted hosts,
delegation to everything, all authentication refused, backward ranges …) occurs. Names and addresses are those kept
for documentation (RFC 2606, 5737, 3849) and private ones.

Sources: payloads, "Understanding ADMX policies" (Microsoft Learn, understanding-admx-backed-policies); list elements
as pairs joined by U+F000, the same page; commands, MS-MDM.
"""

import argparse
import csv
import json
import random
import re
import sys
from pathlib import Path

import syncml
from corpus import find_corpus, say_absent

SEPARATOR = "\uf000"
CAMERA = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"

# Settings whose `enabled` is an error by itself: credentials or messages in clear text.
NEVER_ENABLED = {
    "AllowBasicAuthentication_Client",
    "AllowBasicAuthentication_Service",
    "AllowUnencryptedTraffic_Client",
    "AllowUnencryptedTraffic_Service",
}
# On one side, not both may be enabled: no way to authenticate would be left.
NEVER_TOGETHER = [
    ("DisallowNegotiateAuthenticationService", "DisallowKerberos_1"),
    ("DisallowNegotiateAuthenticationClient", "DisallowKerberos_2"),
]
# Vulnerable: old clients are accepted that can be made to give their credentials away (CVE-2018-0886).
NEVER_CHOSEN = {"AllowEncryptionOracleDrop": {"2"}}


# --- what is drawn -------------------------------------------------------------------------------------------------


def load_nodes(corpus):
    """(area, node, elements) of each policy that has a node, in the corpus's order."""
    nodes = []
    for policy in json.loads((corpus / "winrm" / "policies.json").read_text(encoding="utf-8")):
        for node in policy["csp"]:
            area, name = node["uri"].split("/")[-2:]
            nodes.append({"uri": node["uri"], "area": area, "name": name, "elements": policy["elements"]})
    return nodes


class Draw:
    """One intent being drawn: the YAML as a tree, and beside it the commands."""

    def __init__(self, rng, nodes):
        self.rng = rng
        self.nodes = nodes

    def intent(self, name):
        rng = self.rng
        while True:
            count = rng.choice([1, 2, 3, 5, 8, 13, 21, len(self.nodes)])
            drawn = {node["uri"]: (node, *self.setting(node)) for node in rng.sample(self.nodes, count)}
            for pair in NEVER_TOGETHER:
                self.keep_apart(drawn, pair)
            settings = list(drawn.values())
            if rng.random() < 0.4:
                settings.append(self.camera())
            # At least one setting is more than a Delete, so that row formats have a row.
            if any(command["verb"] != "Delete" for _, _, command in settings):
                break
        rng.shuffle(settings)
        areas = {}
        for node, written, _ in settings:
            areas.setdefault(node["area"], {})[node["name"]] = written
        commands = [command for _, _, command in settings]
        commands.sort(key=lambda command: [part.encode() for part in command["uri"].split("/")[-2:]])
        return self.frame(name, areas), commands

    def keep_apart(self, drawn, pair):
        by_name = {node["name"]: uri for uri, (node, _, _) in drawn.items()}
        if not all(name in by_name for name in pair):
            return
        uri = by_name[self.rng.choice(pair)]
        node = drawn[uri][0]
        drawn[uri] = (node, "disabled", command_for(node, "<disabled/>"))

    def frame(self, name, areas):
        rng = self.rng
        parts = [
            ("name", name),
            ("targets", [{"windows": "11 24H2", "editions": ["Enterprise"]}]),
            ("settings", areas),
        ]
        if rng.random() < 0.5:
            parts.append(("title", f"Generated: {name} & <friends>"))
        if rng.random() < 0.5:
            parts.append(("description", "Drawn at random: \"quotes\", 'apostrophes', # and: colons."))
        if rng.random() < 0.2:
            parts.append(("userSettings", {}))
        rng.shuffle(parts)
        parts.insert(0 if rng.random() < 0.8 else rng.randrange(len(parts) + 1), ("apiVersion", "omauri/v1"))
        return dict(parts)

    def camera(self):
        value = self.rng.choice([0, 1])
        written = value if self.rng.random() < 0.5 else self.shuffled({"value": value, **self.remarks()})
        node = {"uri": CAMERA, "area": "Camera", "name": "AllowCamera"}
        return node, written, {"verb": "Replace", "uri": CAMERA, "format": "int", "data": str(value)}

    def setting(self, node):
        """How a setting is written, and its command."""
        states = ["disabled", "notConfigured"]
        if node["name"] not in NEVER_ENABLED:
            states += ["enabled"] * (4 if node["elements"] else 1)
        state = self.rng.choice(states)
        if state == "enabled" and node["elements"]:
            return self.enabled(node)
        payload = {"enabled": "<enabled/>", "disabled": "<disabled/>", "notConfigured": None}[state]
        written = state if self.rng.random() < 0.6 else self.shuffled({"state": state, **self.remarks()})
        return written, command_for(node, payload)

    def enabled(self, node):
        values = {}
        payload = "<enabled/>"
        for element in node["elements"]:
            values[element["id"]], value = self.element(node, element)
            payload += f'<data id="{element["id"]}" value="{escape_attribute(value)}"/>'
        if len(values) == 1 and self.rng.random() < 0.6:
            inner = next(iter(values.values()))
        else:
            inner = self.shuffled(values)
        return self.shuffled({"enabled": inner, **self.remarks()}), command_for(node, payload)

    def remarks(self):
        rng = self.rng
        remarks = {}
        if rng.random() < 0.3:
            remarks["why"] = rng.choice(["replay of hashes", "ticket #42: asked for", "the auditor's wish, \"soon\""])
        if rng.random() < 0.3:
            remarks["refs"] = rng.sample(["WN11-CC-000330", "WN11-CC-000360", "CIS 18.10.89.1.1", "HELP-7"], rng.randrange(1, 3))
        return remarks

    def shuffled(self, mapping):
        items = list(mapping.items())
        self.rng.shuffle(items)
        return dict(items)

    # --- elements ---

    def element(self, node, element):
        """How an element's value is written, and its text in the payload."""
        kind = element["kind"]
        if kind == "boolean":
            value = self.rng.choice([True, False])
            return value, "true" if value else "false"
        if kind == "decimal":
            return self.decimal(element)
        if kind == "enum":
            return self.choice(element)
        if kind == "list":
            # valuePrefix is "": the names are 1, 2, 3 …; the pairs are made by the server, not the device.
            assert element["valuePrefix"] == "" and "explicitValue" not in element
            names = self.service_names(denies=node["name"].startswith("Deny"))
            return names, SEPARATOR.join(f"{number}{SEPARATOR}{name}" for number, name in enumerate(names, 1))
        return {
            "TrustedHosts_List": self.trusted_hosts,
            "AllowAutoConfig_IPv4Filter": lambda: self.filter(self.ipv4_range, may_be_empty=False),
            "AllowAutoConfig_IPv6Filter": lambda: self.filter(self.ipv6_range, may_be_empty=True),
        }[element["id"]]()

    def decimal(self, element):
        low, high = int(element["minValue"]), int(element["maxValue"])
        usual = [value for value in (0, 1, 10, 30, 1024, 60000, 7200000) if low <= value <= high]
        value = self.rng.choice([low, high, self.rng.randrange(low, high + 1), self.rng.choice(usual)])
        return value, str(value)

    def choice(self, element):
        never = NEVER_CHOSEN.get(element["id"], set())
        item = self.rng.choice([item for item in element["items"] if item["value"] not in never])
        value = int(item["value"]) if item["type"] == "decimal" else item["value"]
        return self.rng.choice([value, item["display"]]), item["value"]

    def service_names(self, denies):
        rng = self.rng
        side = "denied" if denies else "allowed"
        names = [f"{service}/{side}{number}.example.com" for service in ("WSMAN", "TERMSRV") for number in range(20)]
        names += [f"WSMAN/*.{side}.example.com", f"TERMSRV/*.{side}.example.com"]
        if denies and rng.random() < 0.2:
            names = ["WSMAN/*"]
        return rng.sample(names, min(len(names), rng.choice([1, 1, 2, 3, 7])))

    def trusted_hosts(self):
        rng = self.rng
        if rng.random() < 0.1:
            hosts = [("*", "*")]
        else:
            pool = [(host, host) for host in (
                "server.example.com", "db-1.corp.example.com", "srv01", "a.example.net", "xn--bcher-kva.example.com",
                "*.corp.example.com", "web*.example.org", "192.0.2.10", "192.0.2.*", "198.51.100.7", "10.20.0.5", "<local>",
            )]
            # An IPv6 address is written bare or in brackets, and always rendered in brackets.
            pool += [("2001:db8::10", "[2001:db8::10]"), ("2001:db8:1::1", "[2001:db8:1::1]")]
            pool += [("[2001:db8::20]", "[2001:db8::20]")]
            hosts = rng.sample(pool, rng.choice([1, 2, 3, 5, len(pool)]))
        written = [as_written for as_written, _ in hosts]
        return ",".join(written) if rng.random() < 0.3 else written, ",".join(host for _, host in hosts)

    def filter(self, one_range, may_be_empty):
        """Ranges of one filter. Only one of the two may be empty: a listener on no address at all is not drawn."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.15:
            ranges = ["*"]
        elif kind < 0.3 and may_be_empty:
            return [], ""
        else:
            ranges = [one_range(number) for number in rng.sample(range(40), rng.choice([1, 1, 2, 4]))]
        text = ",".join(ranges)
        return (text if rng.random() < 0.25 else ranges), text

    def ipv4_range(self, number):
        """A range of its own for each number, so that ranges never overlap."""
        block = {0: "192.0.2", 1: "198.51.100"}.get(number, f"10.20.{number}")
        first = self.rng.randrange(1, 255)
        return f"{block}.{first}-{block}.{self.rng.randrange(first, 255)}"

    def ipv6_range(self, number):
        block = f"2001:db8:0:{number + 1:x}" if number % 2 else f"fd00:10:0:{number + 1:x}"
        first = self.rng.randrange(1, 0xFFFF)
        return f"{block}::{first:x}-{block}::{self.rng.randrange(first, 0xFFFF):x}"


def command_for(node, payload):
    if payload is None:
        return {"verb": "Delete", "uri": node["uri"], "format": None, "data": None}
    return {"verb": "Replace", "uri": node["uri"], "format": "chr", "data": payload}


def escape_attribute(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


# --- YAML, in many hands -------------------------------------------------------------------------------------------


class Writer:
    """Writes the tree as YAML 1.2, choosing block or flow, quotes or none, as people do."""

    # Text that no YAML reader takes for anything else, but for the words and numbers.
    PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9./ -]*[A-Za-z0-9])?")
    WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}

    def __init__(self, rng):
        self.rng = rng

    def document(self, tree):
        head = "# yaml-language-server: $schema=../schema/intent.schema.json\n" if self.rng.random() < 0.5 else ""
        return head + "".join(self.entry(key, value, 0) for key, value in tree.items())

    def entry(self, key, value, indent):
        pad = " " * indent
        if isinstance(value, (dict, list)) and value and self.block(value, indent):
            return f"{pad}{key}:{self.comment()}\n" + self.children(value, indent + 2)
        return f"{pad}{key}: {self.flow(value)}{self.comment()}\n"

    def block(self, value, indent):
        # The outer levels are always blocks; below them, hands differ.
        return indent <= 2 or self.rng.random() < 0.5

    def children(self, value, indent):
        if isinstance(value, dict):
            return "".join(self.entry(key, inner, indent) for key, inner in value.items())
        lines = ""
        for inner in value:
            if isinstance(inner, dict):
                first, *others = [self.entry(key, part, indent + 2) for key, part in inner.items()]
                lines += f"{' ' * indent}- {first.lstrip()}" + "".join(others)
            else:
                lines += f"{' ' * indent}- {self.flow(inner)}\n"
        return lines

    def flow(self, value):
        if isinstance(value, dict):
            inner = ", ".join(f"{key}: {self.flow(part)}" for key, part in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(part) for part in value) + "]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        return self.string(value)

    def string(self, text):
        styles = ["double", "single"]
        if self.plain_is_safe(text):
            styles += ["plain"] * 4
        style = self.rng.choice(styles)
        if style == "plain":
            return text
        if style == "single":
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def plain_is_safe(self, text):
        return bool(self.PLAIN.fullmatch(text)) and text.lower() not in self.WORDS and not text.isdigit()

    def comment(self):
        return "   # a remark: with a colon" if self.rng.random() < 0.05 else ""


# --- the two commands ----------------------------------------------------------------------------------------------


def generate(arguments):
    corpus = find_corpus()
    if corpus is None:
        say_absent("no intents are generated")
        return 0
    rng = random.Random(arguments.seed)
    nodes = load_nodes(corpus)
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    for stale in out.glob("generated-*.yaml"):
        stale.unlink()
    expected = {}
    for number in range(arguments.count):
        name = f"generated-{number:03}"
        tree, expected[name] = Draw(rng, nodes).intent(name)
        (out / f"{name}.yaml").write_text(Writer(rng).document(tree), encoding="utf-8", newline="\n")
    (out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8", newline="\n")
    commands = sum(len(list_) for list_ in expected.values())
    summary = f"{len(expected)} intents with {commands} commands from {len(nodes)} policies and AllowCamera"
    print(f"generated {summary}, seed {arguments.seed}")
    return 0


def wanted_commands(expected, arguments):
    """The expected commands as the format, the verb and --atomic shape them."""
    rows = arguments.format in ("fleet", "intune", "rows")
    wanted = []
    for command in expected:
        verb, form, data = command["verb"], command["format"], command["data"]
        if verb == "Delete" and rows:
            continue
        if arguments.verb == "delete":
            verb, form, data = "Delete", None, None
        elif verb != "Delete":
            verb = arguments.verb.capitalize()
        wanted.append(syncml.Command(verb, command["uri"], form, data, arguments.atomic and verb != "Delete"))
    if arguments.atomic:
        # Deletes stand before the Atomic: a Delete of a missing node answers 404, which would undo all of it.
        wanted.sort(key=lambda command: command.atomic)
    return wanted


def found_commands(path, arguments, wanted):
    if arguments.format in ("syncml", "syncbody", "fleet"):
        # Bytes, not text: reading as text would turn CRLF into LF before anyone has seen it.
        return syncml.read_message(syncml.wrap(path.read_bytes().decode("utf-8"), arguments.format))
    if arguments.format == "intune":
        settings = json.loads(path.read_text(encoding="utf-8"))["omaSettings"]
        forms = {"#microsoft.graph.omaSettingString": "chr", "#microsoft.graph.omaSettingInteger": "int"}
        pairs = [(s["omaUri"], forms.get(s["@odata.type"], s["@odata.type"]), s["value"]) for s in settings]
        return [syncml.Command("Replace", uri, form, str(value), False) for uri, form, value in pairs]
    # rows: OMA-URI, type, value under a headline. Servers name types differently, so the type is not compared.
    with path.open(encoding="utf-8", newline="") as text:
        lines = list(csv.reader(text))[1:]
    forms = {command.uri: command.format for command in wanted}
    return [syncml.Command("Replace", line[0], forms.get(line[0]), line[2], False) for line in lines]


def compare(arguments):
    expected_path = Path(arguments.expected)
    if not expected_path.exists() and find_corpus() is None:
        say_absent("nothing was generated, so nothing is compared")
        return 0
    expected = json.loads(expected_path.read_text(encoding="utf-8"))
    differences = artifacts = commands = 0
    for name, list_ in expected.items():
        wanted = wanted_commands(list_, arguments)
        path = Path(arguments.artifacts) / arguments.pattern.format(name=name)
        try:
            found = found_commands(path, arguments, wanted)
        except FileNotFoundError:
            found, problem = None, "is missing"
        except (syncml.Unreadable, ValueError, KeyError, IndexError) as error:
            found, problem = None, f"cannot be read: {error}"
        if found is None:
            differences += 1
            print(f"{name}: {path.name} {problem}")
            continue
        artifacts += 1
        commands += len(wanted)
        differences += report(name, wanted, found)
    what = f"{arguments.format}, verb {arguments.verb}{', atomic' if arguments.atomic else ''}"
    print(f"compared ({what}): {artifacts} of {len(expected)} artifacts, {commands} commands, {differences} differences")
    return 1 if differences or not artifacts else 0


def report(name, wanted, found):
    """Prints how the two lists differ; the number of differences."""
    count = 0
    wanted_by, found_by = {c.uri: c for c in wanted}, {c.uri: c for c in found}
    for uri, want in wanted_by.items():
        got = found_by.get(uri)
        if got is None:
            count += 1
            print(f"{name}: no command for {uri}")
            continue
        for field in syncml.Command._fields:
            if getattr(want, field) != getattr(got, field):
                count += 1
                print(f"{name}: {uri}: {field}: expected {getattr(want, field)!r}, found {getattr(got, field)!r}")
    for uri in found_by.keys() - wanted_by.keys():
        count += 1
        print(f"{name}: a command for {uri} that nobody asked for")
    if len(found) != len(found_by):
        count += 1
        print(f"{name}: a node has more than one command")
    if count == 0 and [c.uri for c in wanted] != [c.uri for c in found]:
        count += 1
        print(f"{name}: the commands stand in another order: {[c.uri.split('/')[-1] for c in found]}")
    return count


EXTENSIONS = {"syncml": "xml", "syncbody": "xml", "fleet": "xml", "intune": "json", "rows": "csv"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    writing = commands.add_parser("generate", help="write intents and expected.json")
    writing.add_argument("--seed", type=int, default=1)
    writing.add_argument("--count", type=int, default=500)
    writing.add_argument("--out", required=True)
    writing.set_defaults(run=generate)
    reading = commands.add_parser("compare", help="compare artifacts with expected.json")
    reading.add_argument("--expected", required=True)
    reading.add_argument("--artifacts", required=True)
    reading.add_argument("--pattern", help="file name of an artifact; default {name}.FORMAT.EXT")
    reading.add_argument("--format", choices=EXTENSIONS, default="syncml")
    reading.add_argument("--verb", choices=["replace", "add", "delete"], default="replace")
    reading.add_argument("--atomic", action="store_true")
    reading.set_defaults(run=compare)
    arguments = parser.parse_args()
    if getattr(arguments, "format", None) and not arguments.pattern:
        arguments.pattern = f"{{name}}.{arguments.format}.{EXTENSIONS[arguments.format]}"
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
