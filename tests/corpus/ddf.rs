//! The nodes of DDF files.

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::Node;
use serde_json::{Value, json};

use super::admx::Windows;
use super::xml::{attribute, child, children, files, only, text, trimmed, with_document, words};
use super::{Expected, values};

/// What all nodes of a file's tree have from above.
struct Tree<'t> {
    windows: &'t Windows,
    /// The area or CSP: the name of the outermost node.
    top: String,
    is_area: bool,
}

/// What a node leaves to those below it.
#[derive(Clone)]
struct Above {
    uri: String,
    /// Below the outermost node.
    names: Vec<String>,
    builds: Vec<String>,
    editions: Option<Vec<String>>,
}

/// All nodes of the files by address, but for the folders of policies.
pub fn read(folder: &Path, windows: &Windows) -> BTreeMap<String, Expected> {
    let mut read = BTreeMap::new();
    for (name, path) in files(folder, |name| Path::new(name).extension().is_some_and(|it| it == "xml")) {
        with_document(&path, |document| {
            for root in children(document.root_element(), "Node") {
                let top = only(root, "NodeName").map(trimmed).unwrap();
                let tree = Tree { windows, top: top.clone(), is_area: name.ends_with("_AreaDDF.xml") };
                let uri = address(&only(root, "Path").map(trimmed).unwrap());
                let ends = if tree.is_area { "/Vendor/MSFT/Policy/Config" } else { "" };
                assert!(uri.ends_with(ends), "{name}: {uri}");
                let above = Above { uri, names: Vec::new(), builds: Vec::new(), editions: None };
                tree.below(root, &above, &mut read);
            }
        });
    }
    read
}

/// `./Vendor` is the device's; slashes at the end, and two in a row, mean nothing.
fn address(path: &str) -> String {
    let path = path.replace("./Vendor", "./Device/Vendor");
    path.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join("/")
}

impl Tree<'_> {
    fn below(&self, node: Node<'_, '_>, above: &Above, read: &mut BTreeMap<String, Expected>) {
        let properties = only(node, "DFProperties").unwrap();
        let name = only(node, "NodeName").map(trimmed).unwrap();
        let is_dynamic = name.is_empty();
        let title = only(properties, "DFTitle").map(trimmed);
        let segment = if is_dynamic { format!("{{{}}}", title.unwrap()) } else { name };
        assert!(!segment.contains('/'), "{segment}");
        let mut here = above.clone();
        here.uri = format!("{}/{segment}", above.uri);
        let is_outermost = only(node, "Path").is_some();
        if !is_outermost {
            here.names.push(segment);
        }
        here.take(properties);
        if self.has(&here) {
            let expected = self.node(&here, properties, is_dynamic);
            assert!(read.insert(here.uri.clone(), expected).is_none(), "{} stands twice", here.uri);
        }
        for inner in children(node, "Node") {
            self.below(inner, &here, read);
        }
    }

    /// Areas are folders of policies, and those the Policy CSP has in general: no node is set in these places.
    fn has(&self, here: &Above) -> bool {
        let of_policies =
            self.top == "Policy" && here.names.len() > 1 && ["Config", "Result"].contains(&&*here.names[0]);
        if self.is_area { !here.names.is_empty() } else { !of_policies }
    }

    fn node(&self, here: &Above, properties: Node<'_, '_>, is_dynamic: bool) -> Expected {
        let [format] = words(properties, "DFFormat").try_into().unwrap();
        let stated = only(properties, "AllowedValues");
        let mut lost = None;
        let backed = stated.and_then(|stated| only(stated, "AdmxBacked"));
        let admx = backed.map_or(Value::Null, |backed| {
            let (file, policy) = (attribute(backed, "File"), attribute(backed, "Name"));
            self.windows.policy(&file, &policy).unwrap_or_else(|| {
                lost = Some(format!("{file} {policy}"));
                Value::Null
            })
        });
        let default = only(properties, "DefaultValue").filter(|_| backed.is_none());
        let mut access = words(properties, "AccessType");
        access.sort();
        let name = if here.names.is_empty() { ".".to_owned() } else { here.names.join("/") };
        let node = json!({
            "uri": here.uri,
            "scope": if here.uri.starts_with("./User/") { "user" } else { "device" },
            "area": self.is_area.then_some(&self.top),
            "csp": (!self.is_area).then_some(&self.top),
            "name": name,
            "naming": is_dynamic.then(|| naming(properties)),
            "format": format,
            "access": access,
            "builds": here.builds,
            "editions": here.editions,
            "conflict": only(properties, "ConflictResolution").map(trimmed),
            "deprecated": only(properties, "Deprecated").map(|it| it.attribute("OsBuildDeprecated").unwrap_or("")),
            "default": default.map(|default| values::in_format(&text(default), &format)),
            "admx": admx,
            "allowed": stated.filter(|_| !is_dynamic).map_or(Value::Null, |stated| values::allowed(stated, &format)),
            "delimiter": stated.and_then(values::delimiter),
            "groupPolicy": only(properties, "GpMapping").map(|mapping| group_policy(mapping, self.windows)),
            "native": [],
            "dependencies": dependencies(&here.uri, properties),
            "reboot": only(properties, "RebootBehavior").map(reboot),
            "atomic": only(properties, "AtomicRequired").is_some(),
        });
        let stated_path = backed.map(|backed| attribute(backed, "Area").split_once("~AT~").unwrap().1.to_owned());
        Expected { node, stated_path, lost }
    }
}

impl Above {
    /// What a node does not state is as above it, field by field.
    fn take(&mut self, properties: Node<'_, '_>) {
        let Some(applicability) = only(properties, "Applicability") else { return };
        if let Some(builds) = only(applicability, "OsBuildVersion").map(trimmed) {
            self.builds = builds.split(',').map(|build| build.trim().to_owned()).collect();
        }
        if let Some(codes) = only(applicability, "EditionAllowList").map(trimmed) {
            self.editions = Some(edition_codes(&codes));
        }
    }
}

/// `0x4;0x88*;` as the program lists them: in order, each once.
fn edition_codes(text: &str) -> Vec<String> {
    let codes = text.split(';').map(|code| code.trim().trim_end_matches('*')).filter(|code| !code.is_empty());
    let mut codes: Vec<u32> =
        codes.map(|code| u32::from_str_radix(code.trim_start_matches("0x"), 16).unwrap()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| format!("0x{code:X}")).collect()
}

/// How a node without a name gets one. A regular expression of such a node is that of its name.
fn naming(properties: Node<'_, '_>) -> Value {
    let by = only(properties, "DynamicNodeNaming").map(|_| words(properties, "DynamicNodeNaming"));
    let by = match by.as_ref().map(|words| words.join(",")).as_deref() {
        None => "unstated",
        Some("ServerGeneratedUniqueIdentifier") => "server",
        Some("UniqueName") => "unique",
        Some("ClientInventory") => "device",
        Some(other) => panic!("a name by {other}"),
    };
    let pattern = only(properties, "AllowedValues").and_then(|stated| {
        let kind = attribute(stated, "ValueType");
        assert!(["None", "RegEx"].contains(&kind.as_str()), "a name by {kind}");
        only(stated, "Value").map(trimmed).filter(|_| kind == "RegEx")
    });
    json!({ "by": by, "pattern": pattern })
}

fn group_policy(mapping: Node<'_, '_>, windows: &Windows) -> Value {
    let known = ["GpEnglishName", "GpAreaPath", "GpElement"];
    assert!(mapping.attributes().all(|attribute| known.contains(&attribute.name())));
    let (name, area) = (attribute(mapping, "GpEnglishName"), attribute(mapping, "GpAreaPath"));
    let element = mapping.attribute("GpElement");
    let file = area.split_once("~AT~").map(|(file, _)| format!("{file}.admx"));
    let (key, value_name) = file.map_or((Value::Null, Value::Null), |file| windows.written(&file, &name, element));
    json!({ "name": name, "area": area, "element": element, "key": key, "valueName": value_name })
}

fn reboot(behavior: Node<'_, '_>) -> &'static str {
    match trimmed(behavior).as_str() {
        "Automatic" => "automatic",
        "ServerInitiated" => "server",
        other => panic!("a restart by {other}"),
    }
}

fn dependencies(uri: &str, properties: Node<'_, '_>) -> Vec<Value> {
    let groups = only(properties, "DependencyBehavior").map(|it| children(it, "DependencyGroup")).unwrap_or_default();
    let dependency = |dependency: Node<'_, '_>| {
        let kind = attribute(dependency, "Type");
        assert!(["DependsOn", "Not"].contains(&kind.as_str()), "{uri}: {kind}");
        json!({
            "uri": other(uri, &trimmed(child(dependency, "DependencyUri").unwrap())),
            "not": kind == "Not",
            "values": values::allowed(only(dependency, "DependencyAllowedValue").unwrap(), "chr"),
        })
    };
    let group = |group: Node<'_, '_>| {
        let changed = only(group, "DependencyChangedAllowedValues");
        json!({
            "changes": changed.map_or(Value::Null, |changed| values::allowed(changed, "chr")),
            "on": children(group, "Dependency").into_iter().map(dependency).collect::<Vec<_>>(),
        })
    };
    groups.into_iter().map(group).collect()
}

/// The address of a dependency of a node: `Vendor` is in the node's own tree, and dynamic names stand in either brackets.
fn other(uri: &str, written: &str) -> String {
    let written = written.replace('[', "{").replace(']', "}");
    if written.starts_with("Vendor/") {
        let tree: Vec<&str> = uri.split('/').take(2).collect();
        format!("{}/{written}", tree.join("/"))
    } else {
        format!("./{written}")
    }
}
