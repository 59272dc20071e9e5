//! A second reading of ADMX and ADML files: the policies as they should be listed.

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::{Document, Node};
use serde_json::{Value, json};

use super::xml::{child, children, files, text, trimmed, with_document};

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

    /// The key and value that a policy or an element of it writes; the names are those of a mapping, careless of letter case.
    pub fn written(&self, file: &str, policy: &str, element: Option<&str>) -> (Value, Value) {
        let policies = self.files.get(&file.to_lowercase()).map(|file| &file.policies);
        let named = |policies: &BTreeMap<String, (Value, Option<String>)>| {
            let exact = policies.get(policy);
            let found = exact.or_else(|| {
                policies.iter().find(|(name, _)| name.eq_ignore_ascii_case(policy)).map(|(_, found)| found)
            });
            found.map(|(policy, _)| policy.clone())
        };
        let Some(policy) = policies.and_then(named) else { return (Value::Null, Value::Null) };
        let elements = policy["elements"].as_array().unwrap().iter();
        let is_meant = |of: &&Value| element.is_some_and(|id| of["id"].as_str().unwrap().eq_ignore_ascii_case(id));
        match elements.clone().find(is_meant) {
            Some(element) if element["key"].is_null() => (policy["key"].clone(), element["valueName"].clone()),
            Some(element) => (element["key"].clone(), element["valueName"].clone()),
            None => (policy["key"].clone(), policy["valueName"].clone()),
        }
    }

    /// A policy with its categories, from the outermost.
    pub fn policy(&self, file: &str, name: &str) -> Option<Value> {
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
