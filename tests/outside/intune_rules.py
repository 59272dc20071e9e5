#!/usr/bin/env python3
"""Whether rendered Intune profiles are what Microsoft Graph takes.

    intune_rules.py DIR…

`*.intune.json` against the Graph reference (windows10CustomConfiguration and the omaSetting types), and against the
list of ADMX-backed nodes in the corpus: such a node takes a string, and nothing else.

`*.settings-catalog.json` against shapes learnt from the Windows exports of the corpus: the keys of each OData type,
and for each setting definition that the corpus also has, its type, its options and the children of each option.

Both halves first prove themselves: exports that people use in production must pass once the read-only keys are taken
out, and must not pass with them.

Sources: Microsoft Graph reference, windows10CustomConfiguration, omaSetting*, deviceManagementConfigurationPolicy.
"""

import argparse
import base64
import binascii
import copy
import json
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

from corpus import find_corpus, say_absent

GRAPH = "#microsoft.graph."
READ_ONLY = {
    "id", "createdDateTime", "lastModifiedDateTime", "version", "isEncrypted", "secretReferenceValueId",
    "supportsScopeTags", "creationSource", "settingCount", "isAssigned", "priorityMetaData", "assignments",
}  # fmt: skip


def read_json(path):
    """JSON with its oddities of the field: UTF-16, a byte-order mark."""
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return json.loads(raw.decode(encoding))


def read_artifact(path):
    """An artifact's JSON: UTF-8 without a mark, and no key twice."""

    def no_twins(pairs):
        if len(dict(pairs)) != len(pairs):
            raise ValueError(f"a key occurs twice: {[key for key, _ in pairs]}")
        return dict(pairs)

    return json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=no_twins)


def is_text(value):
    return isinstance(value, str)


# --- custom profiles -----------------------------------------------------------------------------------------------

MAX_SETTINGS = 1000
# Graph answers 400 above about these lengths.
MAX_PROFILE_DESCRIPTION = 1500
MAX_SETTING_DESCRIPTION = 1000
PROFILE_KEYS = {
    "@odata.type", "displayName", "description", "roleScopeTagIds", "omaSettings",
    "deviceManagementApplicabilityRuleOsEdition", "deviceManagementApplicabilityRuleOsVersion",
    "deviceManagementApplicabilityRuleDeviceMode",
}  # fmt: skip
SETTING_KEYS = {"@odata.type", "displayName", "description", "omaUri", "value"}
EXTRA_KEYS = {"StringXml": {"fileName"}, "Base64": {"fileName"}, "Integer": {"isReadOnly"}}
FILE_NAMES = {"StringXml": r".*\.xml", "Base64": r".*\.(cer|crt|p7b|bin)"}
# Names of nodes may hold a blank (`MS DM Server`), but do not begin or end with one.
ADDRESS = re.compile(r"\./((Device|User)/)?Vendor/MSFT(/[^\s\\/]+( [^\s\\/]+)*)+")


def is_base64(value):
    try:
        return is_text(value) and bool(base64.b64decode(value, validate=True)) or value == ""
    except binascii.Error:
        return False


def is_date(value):
    try:
        return is_text(value) and "T" in value and datetime.fromisoformat(value.replace("Z", "+00:00")).tzinfo is not None
    except ValueError:
        return False


VALUES = {
    "String": is_text,
    "StringXml": is_base64,
    "Base64": is_base64,
    "Integer": lambda value: type(value) is int and -(2**31) <= value < 2**31,
    "Boolean": lambda value: type(value) is bool,
    "DateTime": is_date,
    "FloatingPoint": lambda value: type(value) in (int, float) and math.isfinite(value) and abs(value) <= 3.4028235e38,
}


def judge_custom(profile, admx_backed):
    """The problems of a custom profile. `admx_backed`: addresses in lower case, or None."""
    if not isinstance(profile, dict):
        return ["it is no object"]
    problems = []
    if profile.get("@odata.type") != f"{GRAPH}windows10CustomConfiguration":
        problems.append(f"@odata.type is {profile.get('@odata.type')!r}")
    problems += judge_keys(profile, PROFILE_KEYS, {"@odata.type", "displayName", "omaSettings"}, "the profile")
    problems += judge_name(profile, "the profile", MAX_PROFILE_DESCRIPTION)
    tags = profile.get("roleScopeTagIds", ["0"])
    if not isinstance(tags, list) or not all(is_text(tag) and tag.isdigit() for tag in tags):
        problems.append("roleScopeTagIds is no list of ids")
    settings = profile.get("omaSettings")
    if not isinstance(settings, list) or not 1 <= len(settings) <= MAX_SETTINGS:
        return problems + [f"omaSettings is no list of 1 to {MAX_SETTINGS}"]
    for setting in settings:
        problems += judge_setting(setting, admx_backed)
    # Intune treats addresses as case-sensitive, Windows does not: two that differ in case alone set one node.
    addresses = Counter(str(setting.get("omaUri")).lower() for setting in settings if isinstance(setting, dict))
    problems += [f"{address}: occurs {count} times" for address, count in addresses.items() if count > 1]
    return problems


def judge_keys(value, allowed, required, what):
    problems = [f"{what}: {key} is read-only" for key in sorted(value.keys() & READ_ONLY)]
    problems += [f"{what}: unknown key {key}" for key in sorted(value.keys() - allowed - READ_ONLY)]
    return problems + [f"{what}: lacks {key}" for key in sorted(required - value.keys())]


def judge_name(value, what, longest):
    problems = []
    if not is_text(value.get("displayName")) or not value["displayName"].strip():
        problems.append(f"{what}: displayName is no text")
    description = value.get("description", "")
    if description is not None and (not is_text(description) or len(description) > longest):
        problems.append(f"{what}: description is no text of at most {longest} characters")
    return problems


def judge_setting(setting, admx_backed):
    if not isinstance(setting, dict):
        return ["a setting is no object"]
    address = setting.get("omaUri")
    what = str(address)
    kind = str(setting.get("@odata.type")).removeprefix(f"{GRAPH}omaSetting")
    if kind not in VALUES:
        return [f"{what}: @odata.type is {setting.get('@odata.type')!r}"]
    extra = EXTRA_KEYS.get(kind, set())
    problems = judge_keys(setting, SETTING_KEYS | extra, SETTING_KEYS - {"description"} | (extra - {"isReadOnly"}), what)
    problems += judge_name(setting, what, MAX_SETTING_DESCRIPTION)
    if not is_text(address) or not ADDRESS.fullmatch(address):
        problems.append(f"{what}: is no OMA-URI")
    if setting.get("isReadOnly", False) is not False:
        problems.append(f"{what}: isReadOnly would read the node, not set it")
    value = setting.get("value")
    if not VALUES[kind](value):
        problems.append(f"{what}: {value!r:.60} is no value of omaSetting{kind}")
    if kind in FILE_NAMES and not re.fullmatch(FILE_NAMES[kind], str(setting.get("fileName")), re.IGNORECASE):
        problems.append(f"{what}: fileName is {setting.get('fileName')!r}")
    if kind == "String" and is_text(value):
        problems += judge_string(what, value)
    if admx_backed is not None and what.replace("./Vendor/", "./Device/Vendor/").lower() in admx_backed:
        if kind != "String" or not re.match(r"\s*<(enabled|disabled)\s*/>", str(value), re.IGNORECASE):
            problems.append(f"{what}: is ADMX-backed and takes <enabled/> or <disabled/> as a string")
    return problems


def judge_string(what, value):
    if value and set(value) == {"*"} and len(value) >= 4:
        return [f"{what}: a masked value"]
    if re.match(r"\s*&lt;", value):
        return [f"{what}: escaped XML; Intune escapes by itself"]
    if re.match(r"\s*<(enabled|disabled|data)\b", value, re.IGNORECASE):
        try:
            payload = ElementTree.fromstring(f"<payload>{value}</payload>".encode())
        except ElementTree.ParseError as error:
            return [f"{what}: the payload is not well-formed: {error}"]
        ids = [data.get("id") for data in payload if data.tag.lower() == "data"]
        if len(set(ids)) != len(ids):
            return [f"{what}: a data id occurs twice"]
        if any(data.get("value") is None or not data.get("id") for data in payload if data.tag.lower() == "data"):
            return [f"{what}: data without id or value"]
    return []


def prove_custom(corpus, admx_backed):
    """Exports pass without their read-only keys, and with them do not. The number of contradictions."""
    wrong = exports = settings = 0
    for path in sorted((corpus / "intune" / "custom").glob("*.json")):
        profile = read_json(path)
        if not profile.get("omaSettings"):
            # An answer of Graph to something else, or without its settings.
            continue
        exports += 1
        settings += len(profile["omaSettings"])
        as_exported = judge_custom(profile, admx_backed)
        if not any("read-only" in problem for problem in as_exported):
            wrong += 1
            print(f"{path.name}: passes as exported, though it holds read-only keys")
        # A masked value is what Graph gives back for a secret; posted, it would be the value.
        rest = [p for p in judge_custom(without_read_only(profile), admx_backed) if "masked" not in p]
        wrong += len(rest)
        for problem in rest:
            print(f"{path.name}: {problem}")
    print(f"proved on custom profiles: {exports} exports with {settings} settings, {wrong} contradictions")
    return wrong


def without_read_only(value):
    if isinstance(value, dict):
        # Annotations of an export are no properties.
        return {
            key: without_read_only(inner)
            for key, inner in value.items()
            if key not in READ_ONLY and not ("@odata." in key and key != "@odata.type") and not key.startswith("#")
        }
    if isinstance(value, list):
        return [without_read_only(inner) for inner in value]
    return value


# --- settings catalog ----------------------------------------------------------------------------------------------

INSTANCE = f"{GRAPH}deviceManagementConfiguration"
POLICY_KEYS = {"@odata.type", "name", "description", "platforms", "technologies", "roleScopeTagIds", "templateReference", "settings"}
# `{tenantid}` and the like stand for the names of dynamic nodes; some CSPs have no scope in their ids.
DEFINITION = re.compile(r"((device|user)_)?vendor_msft_[a-z0-9_~.{}\-]+")
# Instance types and the key that holds their value.
HOLDERS = {
    "ChoiceSettingInstance": "choiceSettingValue",
    "SimpleSettingInstance": "simpleSettingValue",
    "SimpleSettingCollectionInstance": "simpleSettingCollectionValue",
    "ChoiceSettingCollectionInstance": "choiceSettingCollectionValue",
    "GroupSettingCollectionInstance": "groupSettingCollectionValue",
}
ANNOTATIONS = re.compile(r".*@odata\.type")


class Shapes:
    """What the exports say of each setting definition and each OData type."""

    def __init__(self):
        self.keys = defaultdict(set)  # OData type → the keys that occur
        self.instances = {}  # definition → OData type of its instance
        self.values = defaultdict(set)  # definition → OData types of its values
        self.children = defaultdict(list)  # option → the sets of definitions of its children
        self.options = defaultdict(set)  # definition → its options
        self.parents = defaultdict(set)  # definition → the definition it is a child of, or None
        self.policies = 0

    def learn(self, policy):
        self.policies += 1
        for setting in policy["settings"]:
            self.keys[setting["@odata.type"]].update(setting)
            self.learn_instance(setting["settingInstance"], None)

    def learn_instance(self, instance, parent):
        definition = instance["settingDefinitionId"]
        self.keys[instance["@odata.type"]].update(instance)
        self.instances[definition] = instance["@odata.type"]
        self.parents[definition].add(parent)
        for value in values_of(instance):
            self.keys[value.get("@odata.type")].update(value)
            self.values[definition].add(value.get("@odata.type"))
            children = value.get("children", [])
            if "Choice" in instance["@odata.type"]:
                self.options[definition].add(value["value"])
                self.children[value["value"]].append({child["settingDefinitionId"] for child in children})
            for child in children:
                self.learn_instance(child, definition)


def values_of(instance):
    kind = str(instance.get("@odata.type")).removeprefix(INSTANCE)
    held = instance.get(HOLDERS.get(kind, ""), [])
    return held if isinstance(held, list) else [held]


class CatalogJudge:
    """Finds the problems of one settings-catalog policy."""

    def __init__(self, shapes, addresses):
        self.shapes = shapes
        self.addresses = addresses
        self.problems = []
        self.known = 0
        self.seen = 0

    def judge(self, policy):
        if not isinstance(policy, dict):
            return ["it is no object"]
        # @odata.type may be left out where the address of the request says it.
        required = POLICY_KEYS - {"@odata.type", "roleScopeTagIds"}
        self.problems += judge_keys(policy, POLICY_KEYS, required, "the policy")
        wanted = {"platforms": "windows10", "technologies": "mdm"}
        for key, value in wanted.items():
            # An export of endpoint security says "mdm,microsoftSense".
            if value not in str(policy.get(key)).split(","):
                self.say("the policy", f"{key} is {policy.get(key)!r}")
        if policy.get("@odata.type", f"{INSTANCE}Policy") != f"{INSTANCE}Policy":
            self.say("the policy", f"@odata.type is {policy['@odata.type']!r}")
        if not is_text(policy.get("name")) or not policy["name"].strip():
            self.say("the policy", "name is no text")
        if len(str(policy.get("description") or "")) > MAX_PROFILE_DESCRIPTION:
            self.say("the policy", "description is too long")
        settings = policy.get("settings")
        if not isinstance(settings, list) or not settings:
            self.say("the policy", "settings is no list, or empty")
            return self.problems
        for setting in settings:
            self.judge_setting(setting)
        counts = Counter(s["settingInstance"]["settingDefinitionId"] for s in settings if isinstance(s.get("settingInstance"), dict))
        self.problems += [f"{definition}: occurs {count} times" for definition, count in counts.items() if count > 1]
        return self.problems

    def say(self, what, message):
        self.problems.append(f"{what}: {message}")

    def judge_setting(self, setting):
        if setting.get("@odata.type") != f"{INSTANCE}Setting" or not isinstance(setting.get("settingInstance"), dict):
            self.say("a setting", f"is {setting.get('@odata.type')!r} with {sorted(setting)}")
            return
        self.problems += judge_keys(setting, {"@odata.type", "settingInstance"}, set(), "a setting")
        self.judge_instance(setting["settingInstance"], None)

    def judge_instance(self, instance, parent):
        definition = instance.get("settingDefinitionId")
        odata = instance.get("@odata.type")
        what = str(definition)
        self.seen += 1
        kind = str(odata).removeprefix(INSTANCE)
        if kind not in HOLDERS:
            self.say(what, f"@odata.type is {odata!r}")
            return
        self.judge_shape(what, instance)
        if not DEFINITION.fullmatch(what):
            self.say(what, "is no definition id: lower case, parts joined by _")
        if parent is None and self.addresses is not None:
            ids, areas = self.addresses
            if what.startswith(areas) and what not in ids:
                self.say(what, "is the id of no node")
        learnt = self.shapes.instances.get(definition) if self.shapes else None
        if learnt is not None:
            self.known += 1
            if odata != learnt:
                self.say(what, f"is a {kind}, in exports a {learnt.removeprefix(INSTANCE)}")
            if parent not in self.shapes.parents[definition]:
                self.say(what, f"is a child of {parent}, in exports of {self.shapes.parents[definition]}")
        values = values_of(instance)
        if not values or not all(isinstance(value, dict) for value in values):
            self.say(what, "has no value")
            return
        for value in values:
            self.judge_value(definition, kind, value, learnt is not None)

    def judge_shape(self, what, value):
        """No key that exports of this type do not have, and no template that is not the policy's."""
        odata = value.get("@odata.type")
        if self.shapes and self.shapes.keys:
            if odata not in self.shapes.keys:
                self.say(what, f"{odata!r} occurs in no export")
                return
            unknown = {key for key in value.keys() - self.shapes.keys[odata] if not ANNOTATIONS.fullmatch(key)}
            if unknown:
                self.say(what, f"{odata} has no {sorted(unknown)}")
        for key in ("settingInstanceTemplateReference", "settingValueTemplateReference"):
            if value.get(key) is not None and not self.templates:
                self.say(what, f"{key} needs a policy made from a template")

    # Exports made from a template may refer to it; artifacts are plain.
    templates = False

    def judge_value(self, definition, kind, value, known):
        what = str(definition)
        odata = value.get("@odata.type")
        self.judge_shape(what, value)
        inner = value.get("value")
        if kind.startswith("Choice"):
            if odata != f"{INSTANCE}ChoiceSettingValue" or not is_text(inner) or not inner.startswith(f"{what}_"):
                self.say(what, f"{inner!r} is none of its options")
            if known:
                self.judge_option(what, inner, value)
        elif kind.startswith("Simple"):
            fits = {"StringSettingValue": is_text, "IntegerSettingValue": VALUES["Integer"]}
            fit = fits.get(str(odata).removeprefix(INSTANCE))
            if fit is None or not fit(inner):
                self.say(what, f"{inner!r} is no value of {odata}")
            if known and odata not in self.shapes.values[definition]:
                self.say(what, f"its value is {odata}, in exports {self.shapes.values[definition]}")
        children = value.get("children", [])
        if kind.startswith(("Choice", "Group")) and not isinstance(children, list):
            self.say(what, "children is no list")
            return
        for child in children:
            child_id = str(child.get("settingDefinitionId"))
            # LAPS has the password's age below the directory that keeps it.
            is_age = child_id.startswith("device_vendor_msft_laps_policies_passwordagedays")
            if not self.templates and not child_id.startswith(f"{what}_") and not is_age:
                self.say(what, f"its child {child_id} is not named after it")
            self.judge_instance(child, definition)
        ids = [str(child.get("settingDefinitionId")) for child in children]
        if len(set(ids)) != len(ids):
            self.say(what, "has a child twice")

    def judge_option(self, what, option, value):
        # Exports need not hold every option, so only an on/off pair is known whole.
        pair = {f"{what}_0", f"{what}_1"}
        if self.shapes.options[what] <= pair and option not in pair:
            self.say(what, f"{option} is no option; exports have {sorted(self.shapes.options[what])}")
        children = {child.get("settingDefinitionId") for child in value.get("children", [])}
        learnt = self.shapes.children.get(option)
        if learnt and children not in learnt:
            self.say(what, f"{option} has the children {sorted(map(str, children))}, in exports {[sorted(s) for s in learnt]}")


class TemplateJudge(CatalogJudge):
    templates = True


def learn_shapes(corpus):
    policies = []
    shapes = Shapes()
    for path in sorted((corpus / "intune" / "settings-catalog").glob("*.json")):
        policy = read_json(path)
        if "windows10" in str(policy.get("platforms")):
            policies.append((path, policy))
            shapes.learn(without_read_only(policy))
    return shapes, policies


def prove_catalog(shapes, policies, addresses):
    """Exports pass without their read-only keys and not with them. The number of contradictions."""
    wrong = 0
    for path, policy in policies:
        # In an export a setting has an id, which `without_read_only` takes out.
        for problem in TemplateJudge(shapes, addresses).judge(without_read_only(policy)):
            wrong += 1
            print(f"{path.name}: {problem}")
        if not TemplateJudge(shapes, addresses).judge(policy):
            wrong += 1
            print(f"{path.name}: passes as exported, though it holds read-only keys")
        wrong += prove_damage(shapes, addresses, path, without_read_only(policy))
    print(
        f"proved on settings-catalog policies: {shapes.policies} exports, {len(shapes.instances)} definitions, "
        f"{wrong} contradictions"
    )
    return wrong


def prove_damage(shapes, addresses, path, policy):
    """The first setting of an export, spoilt, must be noticed."""
    damages = {
        "another case": lambda instance: instance.update(settingDefinitionId=instance["settingDefinitionId"].upper()),
        "another type": lambda instance: instance.update({"@odata.type": f"{INSTANCE}SettingInstance"}),
        "an unknown key": lambda instance: instance.update(valueState="notEncrypted"),
        "no value": lambda instance: [instance.pop(key, None) for key in HOLDERS.values()],
    }
    unnoticed = 0
    for name, damage in damages.items():
        spoilt = copy.deepcopy(policy)
        damage(spoilt["settings"][0]["settingInstance"])
        if not TemplateJudge(shapes, addresses).judge(spoilt):
            unnoticed += 1
            print(f"{path.name}: {name} is not noticed")
    return unnoticed


# --- the run -------------------------------------------------------------------------------------------------------


def load_addresses(corpus):
    """The ADMX-backed nodes of the DDF: addresses in lower case, and as definition ids."""
    lines = (corpus / "ddf" / "admxbacked.tsv").read_text(encoding="utf-8").splitlines()[1:]
    addresses = {line.split("\t")[1].lower() for line in lines}
    ids = {address.removeprefix("./").replace("/", "_") for address in addresses}
    # In these areas every node is ADMX-backed, so an id that is none of them is a mistake.
    areas = {address.rpartition("/")[0] for address in addresses}
    whole = {area for area in areas if area.rpartition("/")[2].startswith(("admx_", "remotemanagement", "remoteshell"))}
    return addresses, (ids, tuple(area.removeprefix("./").replace("/", "_") + "_" for area in whole))


def check_artifacts(folders, suffix, judge):
    count = problems = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob(f"*{suffix}")):
            count += 1
            try:
                found = judge(read_artifact(path))
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                found = [f"cannot be read: {error!r}"]
            problems += len(found)
            for problem in found:
                print(f"{path}: {problem}")
    return count, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", metavar="DIR")
    arguments = parser.parse_args()
    corpus = find_corpus()
    admx_backed = addresses = None
    shapes = Shapes()
    wrong = 0
    if corpus is None:
        say_absent("nothing is learnt from exports; only the shape of the artifacts is checked")
    else:
        admx_backed, addresses = load_addresses(corpus)
        wrong += prove_custom(corpus, admx_backed)
        shapes, policies = learn_shapes(corpus)
        wrong += prove_catalog(shapes, policies, addresses)
    if not arguments.folders:
        return 1 if wrong else 0
    judges = []

    def judge_catalog(policy):
        judges.append(CatalogJudge(shapes, addresses))
        return judges[-1].judge(policy)

    custom, custom_problems = check_artifacts(arguments.folders, ".intune.json", lambda p: judge_custom(p, admx_backed))
    catalog, catalog_problems = check_artifacts(arguments.folders, ".settings-catalog.json", judge_catalog)
    seen, known = sum(judge.seen for judge in judges), sum(judge.known for judge in judges)
    print(f"custom profiles: {custom} checked, {custom_problems} problems")
    print(f"settings catalog: {catalog} checked, {known} of {seen} settings compared with exports, {catalog_problems} problems")
    if not custom or not catalog:
        print("an artifact of each kind was expected")
        return 1
    if corpus and not known:
        print("no setting of the artifacts is in the exports: nothing was compared")
        return 1
    return 1 if wrong or custom_problems or catalog_problems else 0


if __name__ == "__main__":
    sys.exit(main())
