"""SyncML as the standard library's XML reader sees it: the commands of a message, in document order.

This reader shares nothing with omauri. The element order inside Item (Target, Meta, Data) is that of the
OMA SyncML representation protocol's DTD.
"""

import re
import xml.etree.ElementTree as ElementTree
from typing import NamedTuple, Optional

NAMESPACE = "SYNCML:SYNCML1.2"
METINF = "syncml:metinf"
VERBS = ("Add", "Replace", "Delete")
# What a reader of the text has to step over before it may look for tags: CDATA and comments may hold tags too.
OPAQUE = r"<!\[CDATA\[.*?\]\]>|<!--.*?-->"

HEADER = (
    f'<SyncML xmlns="{NAMESPACE}"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>'
    "<SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>device</LocURI></Target>"
    "<Source><LocURI>check</LocURI></Source></SyncHdr>"
)


class Command(NamedTuple):
    verb: str
    uri: str
    format: Optional[str]
    data: Optional[str]
    atomic: bool


class Unreadable(Exception):
    """The text is not the SyncML that an artifact has to be."""


def local(element):
    return element.tag.rpartition("}")[2]


def wrap(text, kind):
    """A whole message from the text of a `syncml`, `syncbody` or `fleet` artifact, its inside untouched.

    Text is put around text: reading and writing the XML again would hide what the artifact really says.
    """
    text = text.removeprefix("\ufeff")
    if kind == "syncml":
        return text
    if kind == "syncbody":
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        if "<Final" not in text:
            # MS-MDM makes Final optional in a body; a whole message is asked for one below.
            text = re.sub(r"</SyncBody>\s*$", "<Final/></SyncBody>", text)
        return f"{HEADER}{text}</SyncML>"
    if kind == "fleet":
        # Fleet adds the CmdIDs that are missing; so does this.
        return f"{HEADER}<SyncBody>{with_command_ids(text)}<Final/></SyncBody></SyncML>"
    raise ValueError(kind)


def with_command_ids(text):
    """The text with a CmdID in each command that has none."""
    number = 0

    def tag(match):
        nonlocal number
        if match.group("verb") is None:
            return match.group(0)
        if re.match(r"(\s|<!--.*?-->)*<CmdID[\s>]", text[match.end() :], re.DOTALL):
            return match.group(0)
        number += 1
        return f"{match.group(0)}<CmdID>added-{number}</CmdID>"

    pattern = rf"{OPAQUE}|<(?P<verb>Add|Replace|Delete|Atomic)(\s[^>]*)?>"
    return re.sub(pattern, tag, text, flags=re.DOTALL)


def read_message(text):
    """The commands of a whole message. Raises Unreadable when it is not as an artifact has to be."""
    try:
        root = ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as error:
        raise Unreadable(f"not well-formed: {error}") from error
    if root.tag != f"{{{NAMESPACE}}}SyncML":
        raise Unreadable(f"the root is {root.tag}")
    bodies = [child for child in root if local(child) == "SyncBody"]
    if [local(child) for child in root] != ["SyncHdr", "SyncBody"]:
        raise Unreadable("a message is SyncHdr and SyncBody")
    ids = []
    commands = read_commands(bodies[0], ids, atomic=False)
    doubled = sorted({i for i in ids if ids.count(i) > 1})
    if doubled:
        raise Unreadable(f"CmdID given twice: {', '.join(doubled)}")
    if not bodies[0] or local(bodies[0][-1]) != "Final":
        raise Unreadable("the body does not end with Final")
    return commands


def read_commands(parent, ids, atomic):
    commands = []
    for child in parent:
        name = local(child)
        if name in ("Final", "CmdID") and (name == "CmdID") == atomic:
            continue
        if child.tag != f"{{{NAMESPACE}}}{name}":
            raise Unreadable(f"{name} is in another namespace: {child.tag}")
        command_id = child.find(f"{{{NAMESPACE}}}CmdID")
        if command_id is None or not (command_id.text or "").strip() or child[0] is not command_id:
            raise Unreadable(f"{name} does not begin with a CmdID")
        ids.append(command_id.text)
        if name == "Atomic":
            if atomic:
                raise Unreadable("Atomic inside Atomic")
            inner = read_commands(child, ids, atomic=True)
            if not inner:
                raise Unreadable("an empty Atomic")
            commands.extend(inner)
        elif name in VERBS:
            commands.append(read_command(child, name, atomic))
        else:
            raise Unreadable(f"{name} is not a command of an artifact")
    return commands


def read_command(element, verb, atomic):
    if [local(child) for child in element] != ["CmdID", "Item"]:
        raise Unreadable(f"{verb} holds {[local(child) for child in element]}, not one CmdID and one Item")
    item = element[1]
    parts = [local(child) for child in item]
    wanted = ["Target"] if verb == "Delete" else ["Target", "Meta", "Data"]
    if parts != wanted:
        raise Unreadable(f"the Item of {verb} holds {parts}, not {wanted}")
    uri = item.findtext(f"{{{NAMESPACE}}}Target/{{{NAMESPACE}}}LocURI")
    if verb == "Delete":
        return Command(verb, uri, None, None, atomic)
    form = item.findtext(f"{{{NAMESPACE}}}Meta/{{{METINF}}}Format")
    kind = item.findtext(f"{{{NAMESPACE}}}Meta/{{{METINF}}}Type")
    if form is None or kind is None:
        raise Unreadable(f"{uri}: Meta lacks Format or Type in {METINF}")
    data = item.find(f"{{{NAMESPACE}}}Data")
    if len(data):
        # A payload that was not escaped: servers and devices lose it (fleetdm/fleet issue 16316).
        raise Unreadable(f"{uri}: Data has child elements")
    return Command(verb, uri, form, data.text or "", atomic)
