//! A second reading of Microsoft's DDF, ADMX and ADML files: what `omauri catalog list --format json` has to say of
//! each node.
//!
//! It shares nothing with omauri's own readers: another XML parser, other types, and every fact from the element it
//! stands in.

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Value, json};

/// A node of the DDF as the program should list it, and the descriptions of its values.
pub struct Expected {
    pub node: Value,
    /// What the DDF says of each allowed value.
    pub descriptions: Vec<String>,
    /// The category path that the DDF states, where the node is backed by a policy.
    pub stated_path: Option<String>,
}

/// What came of one DDF node.
pub enum Read {
    Whole(Box<Expected>),
    /// The policy is not in the ADMX files.
    NoPolicy(String),
}

/// The elements right below a node that have a name, whatever their namespace.
fn children<'x>(node: Node<'x, 'x>, name: &str) -> Vec<Node<'x, 'x>> {
    node.children().filter(|child| child.is_element() && child.tag_name().name() == name).collect()
}

fn child<'x>(node: Node<'x, 'x>, name: &str) -> Option<Node<'x, 'x>> {
    children(node, name).into_iter().next()
}

/// All the text inside, as it stands.
fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

fn trimmed(node: Node<'_, '_>) -> String {
    text(node).trim().to_owned()
}

/// Parses a file after its own label of the encoding is out of the way: ADMX files say `utf-16` and are UTF-8.
fn with_document<T>(path: &Path, with: impl FnOnce(&Document<'_>) -> T) -> T {
    let bytes = std::fs::read(path).unwrap();
    let whole = std::str::from_utf8(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let body = whole.trim_start_matches('\u{FEFF}').trim_start();
    let body = if body.starts_with("<?xml") { body.split_once("?>").unwrap().1 } else { body };
    let options = ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = Document::parse_with_options(body, options);
    with(&document.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn files(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Vec<(String, std::path::PathBuf)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let mut files: Vec<_> = named.filter(|(name, _)| is_meant(name)).collect();
    files.sort();
    files
}

struct Category {
    title: String,
    parent: Option<String>,
}

/// An ADMX file: its policies as they should be listed but for their categories, and what these are found by.
struct Admx {
    namespace: String,
    /// Prefixes with their namespaces.
    using: BTreeMap<String, String>,
    categories: BTreeMap<String, Category>,
    policies: BTreeMap<String, (Value, Option<String>)>,
}

/// The ADMX files of Windows by their names in small letters, with their English texts.
pub struct Windows {
    files: BTreeMap<String, Admx>,
}

impl Windows {
    pub fn read(folder: &Path) -> Self {
        let mut read = BTreeMap::new();
        for (name, path) in files(folder, |name| name.to_lowercase().ends_with(".admx")) {
            let wanted = name.to_lowercase().replace(".admx", ".adml");
            let texts = files(&folder.join("en-US"), |name| name.to_lowercase() == wanted);
            let resources = texts.first().map(|(_, path)| with_document(path, Resources::read)).unwrap_or_default();
            let admx = with_document(&path, |document| Admx::read(&name, document, &resources));
            read.insert(name.to_lowercase(), admx);
        }
        Self { files: read }
    }

    /// A policy with its categories, from the outermost.
    fn policy(&self, file: &str, name: &str) -> Option<Value> {
        let mut here = self.files.get(&file.to_lowercase())?;
        let (policy, category) = here.policies.get(name)?;
        let (mut names, mut titles) = (Vec::new(), Vec::new());
        let mut next = category.clone();
        while let Some(reference) = next.take() {
            let (prefix, name) = reference.split_once(':').unwrap_or(("", &reference));
            if let Some(namespace) = here.using.get(prefix).filter(|namespace| **namespace != here.namespace) {
                here = self.files.values().find(|file| file.namespace == *namespace).unwrap();
            }
            let category = here.categories.get(name).unwrap_or_else(|| panic!("{file}: no category {reference}"));
            names.insert(0, name.to_owned());
            titles.insert(0, category.title.clone());
            next.clone_from(&category.parent);
            assert!(names.len() < 20, "{file}: a circle of categories");
        }
        let mut policy = policy.clone();
        policy["categories"] = names.into();
        policy["categoryTitle"] = titles.join(" > ").into();
        Some(policy)
    }
}

/// Strings, and what presentations preset for an element.
#[derive(Default)]
struct Resources {
    strings: BTreeMap<String, String>,
    presets: BTreeMap<(String, String), Preset>,
}

/// What the form of a policy shows at first.
enum Preset {
    Text(String),
    /// The place of an item in the choice.
    Item(usize),
}

impl Resources {
    fn read(document: &Document<'_>) -> Self {
        let mut read = Self::default();
        for node in document.descendants().filter(Node::is_element) {
            match node.tag_name().name() {
                "string" => {
                    let words = text(node).split_whitespace().collect::<Vec<_>>().join(" ");
                    read.strings.entry(node.attribute("id").unwrap().to_owned()).or_insert(words);
                }
                "presentation" => read.presentation(node),
                _ => {}
            }
        }
        read
    }

    fn presentation(&mut self, presentation: Node<'_, '_>) {
        let id = presentation.attribute("id").unwrap();
        for control in presentation.children().filter(|child| child.has_attribute("refId")) {
            let number = |name| control.attribute(name).map(|text: &str| text.trim().parse::<usize>().unwrap());
            let within = |name| {
                let found = control.descendants().find(|inner| inner.tag_name().name() == name);
                found.map(trimmed).filter(|text| !text.is_empty())
            };
            let preset = match control.tag_name().name() {
                "textBox" => within("defaultValue").map(Preset::Text),
                "comboBox" => within("default").map(Preset::Text),
                "decimalTextBox" => number("defaultValue").map(|number| Preset::Text(number.to_string())),
                "checkBox" => {
                    let checked = control.attribute("defaultChecked").unwrap_or("false").trim().to_lowercase();
                    assert!(["true", "false", "1", "0"].contains(&checked.as_str()), "{checked}");
                    ["true", "1"].contains(&checked.as_str()).then(|| Preset::Text("true".to_owned()))
                }
                "dropdownList" => number("defaultItem").map(Preset::Item),
                _ => None,
            };
            if let Some(preset) = preset {
                self.presets.insert((id.to_owned(), control.attribute("refId").unwrap().to_owned()), preset);
            }
        }
    }

    /// `$(string.X)`, or a text as it stands.
    fn string(&self, reference: Option<&str>) -> Option<String> {
        let reference = reference?;
        match reference.trim().strip_prefix("$(string.").and_then(|rest| rest.strip_suffix(')')) {
            Some(id) => self.strings.get(id).cloned(),
            None => Some(reference.to_owned()),
        }
        .filter(|text| !text.is_empty())
    }
}

impl Admx {
    fn read(file: &str, document: &Document<'_>, resources: &Resources) -> Self {
        let mut admx = Self {
            namespace: String::new(),
            using: BTreeMap::new(),
            categories: BTreeMap::new(),
            policies: BTreeMap::new(),
        };
        for node in document.descendants().filter(Node::is_element) {
            let attribute = |name: &str| node.attribute(name).map(str::to_owned);
            let parent = || child(node, "parentCategory").and_then(|parent| parent.attribute("ref")).map(str::to_owned);
            match node.tag_name().name() {
                "target" => {
                    admx.namespace = attribute("namespace").unwrap();
                    admx.using.insert(attribute("prefix").unwrap(), admx.namespace.clone());
                }
                "using" => _ = admx.using.insert(attribute("prefix").unwrap(), attribute("namespace").unwrap()),
                "category" => {
                    let name = attribute("name").unwrap();
                    let title = resources.string(node.attribute("displayName")).unwrap_or_else(|| name.clone());
                    admx.categories.insert(name, Category { title, parent: parent() });
                }
                "policy" => {
                    let facts = policy(file, node, resources);
                    admx.policies.entry(attribute("name").unwrap()).or_insert((facts, parent()));
                }
                _ => {}
            }
        }
        admx
    }
}

fn policy(file: &str, policy: Node<'_, '_>, resources: &Resources) -> Value {
    let name = policy.attribute("name").unwrap();
    let key = policy.attribute("key").unwrap();
    let presentation = policy.attribute("presentation");
    let presentation = presentation
        .and_then(|text| text.trim().strip_prefix("$(presentation."))
        .map(|text| text.trim_end_matches(')'));
    let elements = children(policy, "elements").into_iter().flat_map(|block| block.children()).filter(Node::is_element);
    let element = |node: Node<'_, '_>| {
        let id = node.attribute("id").unwrap().to_owned();
        let preset = presentation.and_then(|form| resources.presets.get(&(form.to_owned(), id)));
        element(node, key, resources, preset)
    };
    json!({
        "file": file,
        "policy": name,
        "class": policy.attribute("class"),
        "title": resources.string(policy.attribute("displayName")).unwrap_or_else(|| name.to_owned()),
        "categories": null,
        "categoryTitle": null,
        "key": key,
        "valueName": policy.attribute("valueName"),
        "enabledValue": child(policy, "enabledValue").map_or(Value::Null, data),
        "disabledValue": child(policy, "disabledValue").map_or(Value::Null, data),
        "enabledList": writes(child(policy, "enabledList"), key),
        "disabledList": writes(child(policy, "disabledList"), key),
        "elements": elements.map(element).collect::<Vec<_>>(),
    })
}

/// What stands in `value`, `enabledValue` and their like: null for `delete`.
fn data(holder: Node<'_, '_>) -> Value {
    let data = holder.children().find(Node::is_element).unwrap();
    match data.tag_name().name() {
        "decimal" => data.attribute("value").unwrap().trim().parse::<u32>().unwrap().into(),
        "string" => text(data).into(),
        "delete" => Value::Null,
        other => panic!("{other} is no registry data"),
    }
}

/// A list of writes; keys that are the policy's own need not be told.
fn writes(list: Option<Node<'_, '_>>, own: &str) -> Vec<Value> {
    let Some(list) = list else { return Vec::new() };
    let write = |item: Node<'_, '_>| {
        let key = item.attribute("key").or(list.attribute("defaultKey")).filter(|key| *key != own);
        let data = data(child(item, "value").unwrap());
        json!({ "key": key, "valueName": item.attribute("valueName").unwrap(), "data": data })
    };
    children(list, "item").into_iter().map(write).collect()
}

fn element(node: Node<'_, '_>, policy_key: &str, resources: &Resources, preset: Option<&Preset>) -> Value {
    let kind = node.tag_name().name();
    let own_key = node.attribute("key").filter(|key| *key != policy_key);
    let key = node.attribute("key").unwrap_or(policy_key);
    let number = |name: &str, unstated: u64| {
        Value::from(node.attribute(name).map_or(unstated, |text| text.trim().parse::<u64>().unwrap()))
    };
    let flag = |name: &str| {
        let word = node.attribute(name).unwrap_or("false").trim().to_lowercase();
        assert!(["true", "false", "1", "0"].contains(&word.as_str()), "{name}={word}");
        Value::from(word == "true" || word == "1")
    };
    let only = |kinds: &[&str], value: &dyn Fn() -> Value| if kinds.contains(&kind) { value() } else { Value::Null };
    let child_data = |name: &str| child(node, name).map_or(Value::Null, data);
    let child_writes = |name: &str| Value::from(writes(child(node, name), key));
    let items = choices(node, key, resources);
    let default = match preset {
        None => Value::Null,
        Some(Preset::Text(text)) => text.clone().into(),
        Some(Preset::Item(at)) => {
            let item = items.get(*at).filter(|item| !item["value"].is_null());
            item.map_or(Value::Null, |item| item["title"].clone())
        }
    };
    // One that deletes the value has nothing that could be sent.
    let sendable: Vec<Value> = items.into_iter().filter(|item| !item["value"].is_null()).collect();
    json!({
        "id": node.attribute("id"),
        "type": kind,
        "key": own_key,
        // Those of nca.admx on its lists are outside Microsoft's schema and mean nothing.
        "valueName": node.attribute("valueName").filter(|_| kind != "list"),
        "default": default,
        "maxLength": only(&["text", "multiText"], &|| number("maxLength", 1023)),
        "min": only(&["decimal"], &|| number("minValue", 0)),
        "max": only(&["decimal"], &|| number("maxValue", 9999)),
        "trueValue": only(&["boolean"], &|| child_data("trueValue")),
        "falseValue": only(&["boolean"], &|| child_data("falseValue")),
        "trueList": only(&["boolean"], &|| child_writes("trueList")),
        "falseList": only(&["boolean"], &|| child_writes("falseList")),
        "asText": only(&["decimal"], &|| flag("storeAsText")),
        "expandable": only(&["text", "list"], &|| flag("expandable")),
        "items": only(&["enum"], &|| sendable.clone().into()),
        "valuePrefix": only(&["list"], &|| node.attribute("valuePrefix").into()),
        "explicitValue": only(&["list"], &|| flag("explicitValue")),
        "additive": only(&["list"], &|| flag("additive")),
    })
}

/// The items of a choice. A second item with a title gets its value behind it.
fn choices(node: Node<'_, '_>, key: &str, resources: &Resources) -> Vec<Value> {
    let mut titles: Vec<String> = Vec::new();
    let mut items = Vec::new();
    for item in children(node, "item") {
        let value = data(child(item, "value").unwrap());
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut title = resources.string(item.attribute("displayName")).unwrap_or_else(|| shown.clone());
        if titles.contains(&title) {
            title = format!("{title} ({shown})");
        }
        titles.push(title.clone());
        items.push(json!({ "title": title, "value": value, "writes": writes(child(item, "valueList"), key) }));
    }
    items
}

/// All values of the DDF's area files, by address.
pub fn ddf(folder: &Path, windows: &Windows) -> BTreeMap<String, Read> {
    let mut read = BTreeMap::new();
    for (_, path) in files(folder, |name| name.ends_with("_AreaDDF.xml")) {
        with_document(&path, |document| {
            for root in children(document.root_element(), "Node") {
                let above = child(root, "Path").map(trimmed).unwrap();
                below(root, &above, windows, &mut read);
            }
        });
    }
    read
}

fn below(node: Node<'_, '_>, above: &str, windows: &Windows, read: &mut BTreeMap<String, Read>) {
    let uri = format!("{above}/{}", child(node, "NodeName").map(trimmed).unwrap());
    let properties = child(node, "DFProperties").unwrap();
    if words(properties, "DFFormat") != ["node"] {
        let facts = ddf_node(&uri, properties, windows);
        assert!(read.insert(uri.clone(), facts).is_none(), "{uri} stands twice");
    }
    for inner in children(node, "Node") {
        below(inner, &uri, windows, read);
    }
}

/// The names of the elements in a property.
fn words(properties: Node<'_, '_>, name: &str) -> Vec<String> {
    let inner = child(properties, name).unwrap().children().filter(Node::is_element);
    inner.map(|element| element.tag_name().name().to_owned()).collect()
}

fn ddf_node(uri: &str, properties: Node<'_, '_>, windows: &Windows) -> Read {
    let parts: Vec<&str> = uri.split('/').collect();
    let (scope, area, name) = (parts[1], parts[6], parts[7..].join("/"));
    let applicability = child(properties, "Applicability").unwrap();
    let builds = child(applicability, "OsBuildVersion").map(trimmed).unwrap();
    let editions = child(applicability, "EditionAllowList").map(trimmed);
    let values = child(properties, "AllowedValues");
    let backed = values.and_then(|values| child(values, "AdmxBacked"));
    let admx = match backed {
        None => Value::Null,
        Some(backed) => {
            let (file, name) = (backed.attribute("File").unwrap(), backed.attribute("Name").unwrap());
            match windows.policy(file, name) {
                Some(policy) => policy,
                None => return Read::NoPolicy(format!("{file} {name}")),
            }
        }
    };
    let default = child(properties, "DefaultValue").map(text).filter(|_| backed.is_none());
    let (allowed, descriptions) = match values.filter(|_| backed.is_none()) {
        Some(values) => allowed(values),
        None => (Value::Null, Vec::new()),
    };
    let deprecated = child(properties, "Deprecated").map(|it| it.attribute("OsBuildDeprecated").unwrap_or(""));
    let node = json!({
        "uri": uri,
        "scope": scope.to_lowercase(),
        "area": area,
        "name": name,
        "format": words(properties, "DFFormat").join(","),
        "access": words(properties, "AccessType"),
        "builds": builds.split(',').map(str::trim).collect::<Vec<_>>(),
        "editions": editions.map(|codes| edition_codes(&codes)),
        "conflict": child(properties, "ConflictResolution").map(trimmed),
        "deprecated": deprecated,
        "default": default,
        "admx": admx,
        "allowed": allowed,
    });
    let stated_path = backed.map(|backed| backed.attribute("Area").unwrap().split_once("~AT~").unwrap().1.to_owned());
    Read::Whole(Box::new(Expected { node, descriptions, stated_path }))
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

fn allowed(values: Node<'_, '_>) -> (Value, Vec<String>) {
    let list = child(values, "List").map(|list| match list.attribute("Delimiter").unwrap() {
        "0xF000" | r"\xF000" => "\u{F000}".to_owned(),
        other => other.to_owned(),
    });
    let singly = || children(values, "Enum").into_iter();
    let plain: Vec<Value> = singly().map(|value| json!({ "value": child(value, "Value").map(trimmed) })).collect();
    let descriptions =
        singly().map(|value| child(value, "ValueDescription").map(trimmed).unwrap_or_default()).collect();
    match (values.attribute("ValueType").unwrap(), list) {
        ("None", Some(delimiter)) => (json!({ "kind": "list", "delimiter": delimiter }), Vec::new()),
        ("None", None) => (Value::Null, Vec::new()),
        ("ENUM", None) => (json!({ "kind": "enum", "values": plain }), descriptions),
        ("Flag", None) => (json!({ "kind": "flags", "values": plain }), descriptions),
        ("XSD", None) => (json!({ "kind": "xml" }), Vec::new()),
        ("Range", None) => (range(&child(values, "Value").map(trimmed).unwrap()), Vec::new()),
        (other, _) => panic!("values by {other}"),
    }
}

/// `[0-30]`, `[(-1)-30]`.
fn range(text: &str) -> Value {
    let (min, max) = text.trim_start_matches('[').trim_end_matches(']').rsplit_once('-').unwrap();
    let number = |text: &str| text.trim_matches(['(', ')']).parse::<i64>().unwrap();
    json!({ "kind": "range", "min": number(min), "max": number(max) })
}
