//! Microsoft's DDF v2 files against a second reading by another XML library, node by node.
//!
//! The corpus is found by `OMAURI_CORPUS`, then beside the checkout; without it these tests say so and pass.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may fail by panicking")]
#![expect(clippy::print_stdout, reason = "a test without its corpus says so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use omauri::ddf::{self, AllowedKind, DependencyKind, Naming, Occurrence, Scope};
use omauri::text::encoding;
use roxmltree::{Document, ParsingOptions};

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("OMAURI_CORPUS").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    given.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// Name and text of every DDF, by name.
fn files() -> Option<Vec<(String, String)>> {
    let Some(corpus) = corpus() else {
        println!("no corpus: set OMAURI_CORPUS to compare the reader with Microsoft's files");
        return None;
    };
    let entries = fs::read_dir(corpus.join("ddf")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "xml")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, encoding::decode(fs::read(path).unwrap()).unwrap())
    };
    Some(paths.into_iter().map(read).collect())
}

fn all() -> Option<Vec<ddf::Node>> {
    let read = |(name, text): (String, String)| ddf::read(&text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    Some(files()?.into_iter().flat_map(read).collect())
}

/// A node as text, one fact a line: what both readings are turned into.
type Facts = Vec<(&'static str, String)>;

fn option<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("={}", value.to_string()))
}

mod second {
    //! The second reading. Shares no code with the library.

    use super::{Facts, option};
    use roxmltree::Node;

    /// What a node has of those above it: address, then the texts of builds, version and editions.
    #[derive(Clone)]
    pub struct Above {
        pub uri: String,
        pub applicability: [Option<String>; 3],
    }

    fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
        node.children().find(|child| child.tag_name().name() == name)
    }

    fn text(node: Option<Node<'_, '_>>) -> Option<String> {
        let texts = node?.children().filter(Node::is_text).map(|text| text.text().unwrap_or_default());
        Some(texts.collect::<String>().trim().to_owned())
    }

    fn first_name(node: Option<Node<'_, '_>>) -> Option<String> {
        Some(node?.children().find(Node::is_element)?.tag_name().name().to_owned())
    }

    fn named<'a, 'd>(node: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
        node.children().filter(move |child| child.tag_name().name() == name)
    }

    pub fn document(root: Node<'_, '_>) -> Vec<Facts> {
        let mut found = Vec::new();
        for outermost in named(root, "Node") {
            let path = text(child(outermost, "Path")).unwrap();
            let path = path.trim_end_matches('/');
            let uri = if path.starts_with("./Vendor") { path.replacen('.', "./Device", 1) } else { path.to_owned() };
            node(outermost, &Above { uri, applicability: [None, None, None] }, &mut found);
        }
        found
    }

    fn node(element: Node<'_, '_>, above: &Above, found: &mut Vec<Facts>) {
        let own = child(element, "DFProperties").unwrap();
        let written = text(child(element, "NodeName")).unwrap();
        let title = || format!("{{{}}}", text(child(own, "DFTitle")).unwrap());
        let segment = if written.is_empty() { title() } else { written.clone() };
        let mut here = Above { uri: format!("{}/{segment}", above.uri), applicability: above.applicability.clone() };
        for (place, name) in here.applicability.iter_mut().zip(["OsBuildVersion", "CspVersion", "EditionAllowList"]) {
            if let Some(stated) = child(own, "Applicability").and_then(|stated| child(stated, name)) {
                *place = text(Some(stated));
            }
        }
        found.push(facts(element, own, &here, written.is_empty()));
        for inside in named(element, "Node") {
            node(inside, &here, found);
        }
    }

    fn facts(element: Node<'_, '_>, own: Node<'_, '_>, here: &Above, is_dynamic: bool) -> Facts {
        let [builds, version, editions] = here.applicability.clone();
        let attribute = |name: &str, key: &str| child(own, name)?.attribute(key).map(str::to_owned);
        let format = first_name(child(own, "DFFormat")).unwrap();
        let access = child(own, "AccessType").unwrap().children().filter(Node::is_element);
        let is_interior = format == "node" || child(element, "Node").is_some();
        let dependencies = own.descendants().filter(|node| node.tag_name().name() == "Dependency").map(|dependency| {
            let changed = child(dependency.parent().unwrap(), "DependencyChangedAllowedValues");
            format!(
                "{} {} {} | {}",
                dependency.attribute("Type").unwrap(),
                text(child(dependency, "DependencyUri")).unwrap(),
                allowed(child(dependency, "DependencyAllowedValue")),
                allowed(changed)
            )
        });
        vec![
            ("uri", here.uri.clone()),
            ("line", element.document().text_pos_at(element.range().start).row.to_string()),
            ("dynamic", is_dynamic.to_string()),
            ("interior", is_interior.to_string()),
            ("format", format),
            ("access", access.map(|node| node.tag_name().name().to_owned()).collect::<Vec<_>>().join(" ")),
            ("default", option(text(child(own, "DefaultValue")))),
            ("occurrence", option(first_name(child(own, "Occurrence")))),
            ("naming", option(first_name(child(own, "DynamicNodeNaming")))),
            ("case", option(first_name(child(own, "CaseSense")))),
            ("builds", option(builds.map(|list| parts(&list, ',')))),
            ("version", option(version)),
            ("editions", option(editions.map(|list| parts(&list, ';')))),
            ("allowed", allowed(child(own, "AllowedValues"))),
            ("policy", option(attribute("GpMapping", "GpEnglishName"))),
            ("policy area", option(attribute("GpMapping", "GpAreaPath"))),
            ("policy element", option(attribute("GpMapping", "GpElement").filter(|element| !element.is_empty()))),
            ("conflict", option(text(child(own, "ConflictResolution")))),
            ("deprecated", child(own, "Deprecated").is_some().to_string()),
            ("deprecated since", option(attribute("Deprecated", "OsBuildDeprecated"))),
            ("reboot", option(text(child(own, "RebootBehavior")))),
            ("atomic", child(own, "AtomicRequired").is_some().to_string()),
            ("dependencies", dependencies.collect::<Vec<_>>().join("\n")),
        ]
    }

    fn parts(list: &str, separator: char) -> String {
        list.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn allowed(element: Option<Node<'_, '_>>) -> String {
        let Some(element) = element else { return "-".to_owned() };
        let mut all = vec![element.attribute("ValueType").unwrap().to_owned()];
        all.extend(named(element, "Value").map(|value| text(Some(value)).unwrap()));
        for item in named(element, "Enum") {
            all.push(text(child(item, "Value")).unwrap());
            all.push(text(child(item, "ValueDescription")).unwrap());
        }
        if let Some(list) = child(element, "List") {
            let delimiter = list.attribute("Delimiter").unwrap();
            all.push(if delimiter.ends_with("F000") { "\u{F000}" } else { delimiter }.to_owned());
        }
        if let Some(admx) = child(element, "AdmxBacked") {
            all.extend(["File", "Area", "Name"].map(|name| admx.attribute(name).unwrap().to_owned()));
        }
        all.join("\u{1}")
    }
}

mod first {
    //! The library's reading in the same form.

    use super::{AllowedKind, DependencyKind, Facts, Naming, Occurrence, ddf, option};

    fn kind(kind: &AllowedKind) -> &str {
        match kind {
            AllowedKind::None => "None",
            AllowedKind::Admx => "ADMX",
            AllowedKind::Enum => "ENUM",
            AllowedKind::Flag => "Flag",
            AllowedKind::Range => "Range",
            AllowedKind::RegEx => "RegEx",
            AllowedKind::Xsd => "XSD",
            AllowedKind::Json => "JSON",
            AllowedKind::Sddl => "SDDL",
            AllowedKind::Other(word) => word,
        }
    }

    fn allowed(allowed: Option<&ddf::Allowed>) -> String {
        let Some(allowed) = allowed else { return "-".to_owned() };
        let mut all = vec![kind(&allowed.kind).to_owned()];
        all.extend(allowed.values.iter().cloned());
        let items = allowed.items.iter();
        all.extend(items.flat_map(|item| [item.value.clone(), item.description.clone().unwrap_or_default()]));
        all.extend(allowed.delimiter.clone());
        all.extend(allowed.admx.iter().flat_map(|admx| [admx.file.clone(), admx.area.clone(), admx.name.clone()]));
        all.join("\u{1}")
    }

    fn dependencies(node: &ddf::Node) -> String {
        let all = node.dependencies.iter().flat_map(|group| {
            group.dependencies.iter().map(|dependency| {
                let kind = match dependency.kind {
                    DependencyKind::DependsOn => "DependsOn",
                    DependencyKind::Not => "Not",
                };
                let values = allowed(Some(&dependency.allowed));
                format!("{kind} {} {values} | {}", dependency.uri, allowed(group.changed.as_ref()))
            })
        });
        all.collect::<Vec<_>>().join("\n")
    }

    fn occurrence(occurrence: Occurrence) -> &'static str {
        match occurrence {
            Occurrence::One => "One",
            Occurrence::ZeroOrOne => "ZeroOrOne",
            Occurrence::ZeroOrMore => "ZeroOrMore",
            Occurrence::OneOrMore => "OneOrMore",
            Occurrence::ZeroOrN(_) => "ZeroOrN",
            Occurrence::OneOrN(_) => "OneOrN",
        }
    }

    fn naming(naming: &Naming) -> &str {
        match naming {
            Naming::ServerGeneratedUniqueIdentifier => "ServerGeneratedUniqueIdentifier",
            Naming::UniqueName(_) => "UniqueName",
            Naming::ClientInventory => "ClientInventory",
            Naming::Other(word) => word,
        }
    }

    fn case(case: ddf::CaseSensitivity) -> &'static str {
        if case == ddf::CaseSensitivity::Sensitive { "CS" } else { "CIS" }
    }

    pub fn facts(node: &ddf::Node) -> Facts {
        let applicability = node.applicability.clone().unwrap_or_default();
        let policy = node.group_policy.as_ref();
        vec![
            ("uri", node.uri.clone()),
            ("line", node.line.to_string()),
            ("dynamic", node.is_dynamic.to_string()),
            ("interior", node.is_interior.to_string()),
            ("format", node.format.as_str().to_owned()),
            ("access", node.access.iter().map(|access| access.as_str()).collect::<Vec<_>>().join(" ")),
            ("default", option(node.default_value.as_ref())),
            ("occurrence", option(node.occurrence.map(occurrence))),
            ("naming", option(node.naming.as_ref().map(naming))),
            ("case", option(node.case_sensitivity.map(case))),
            ("builds", option(applicability.builds.map(|list| list.join(" ")))),
            ("version", option(applicability.csp_version)),
            ("editions", option(applicability.editions.map(|list| list.join(" ")))),
            ("allowed", allowed(node.allowed.as_ref())),
            ("policy", option(policy.map(|policy| &policy.name))),
            ("policy area", option(policy.map(|policy| &policy.area_path))),
            ("policy element", option(policy.and_then(|policy| policy.element.as_ref()))),
            ("conflict", option(node.conflict.as_ref())),
            ("deprecated", node.deprecated.is_some().to_string()),
            ("deprecated since", option(node.deprecated.as_ref().and_then(|deprecated| deprecated.build.as_ref()))),
            ("reboot", option(node.reboot.as_ref())),
            ("atomic", node.is_atomic_required.to_string()),
            ("dependencies", dependencies(node)),
        ]
    }
}

#[test]
fn every_field_of_every_node_is_read_alike() {
    let Some(files) = files() else { return };
    assert_eq!(files.len(), 309);
    let (mut nodes, mut wrong) = (0, Vec::new());
    for (name, text) in &files {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let parsed = Document::parse_with_options(text, options).unwrap();
        let expected = second::document(parsed.root_element());
        let found = ddf::read(text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(found.len(), expected.len(), "{name}");
        nodes += found.len();
        for (found, expected) in found.iter().map(first::facts).zip(expected) {
            let differing = found.into_iter().zip(expected).filter(|(found, expected)| found != expected);
            wrong.extend(differing.map(|pair| format!("{name}: {pair:?}")));
        }
    }
    assert!(wrong.is_empty(), "{} facts differ: {:#?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
    assert_eq!(nodes, 5_815);
}

/// The numbers that were counted on the files with other means.
#[test]
fn the_census_comes_out() {
    let Some(nodes) = all() else { return };
    let count = |kind: &AllowedKind| {
        nodes.iter().filter(|node| node.allowed.as_ref().is_some_and(|allowed| allowed.kind == *kind)).count()
    };
    for (kind, expected) in [
        (AllowedKind::Admx, 2_501),
        (AllowedKind::Enum, 1_138),
        (AllowedKind::None, 481),
        (AllowedKind::Range, 201),
        (AllowedKind::RegEx, 32),
        (AllowedKind::Xsd, 18),
        (AllowedKind::Flag, 11),
        (AllowedKind::Json, 1),
        (AllowedKind::Sddl, 1),
    ] {
        assert_eq!(count(&kind), expected, "{kind:?}");
    }
    // Of the 2,503 `AdmxBacked` two stand in a dependency: they say what another node holds, or this one instead.
    assert_eq!(nodes.iter().filter(|node| node.admx().is_some()).count(), 2_501);
    let groups = nodes.iter().flat_map(|node| &node.dependencies);
    let elsewhere = groups
        .flat_map(|group| group.changed.iter().chain(group.dependencies.iter().map(|dependency| &dependency.allowed)));
    assert_eq!(elsewhere.filter(|allowed| allowed.admx.is_some()).count(), 2);
    assert_eq!(nodes.iter().filter(|node| node.is_dynamic).count(), 129);
    assert_eq!(nodes.iter().filter(|node| node.group_policy.is_some()).count(), 842);
    let scopes = [Scope::Device, Scope::User, Scope::Other];
    let of_scope = scopes.map(|scope| nodes.iter().filter(|node| node.scope == scope).count());
    assert_eq!(of_scope, [3_652 + 423, 1_660, 44 + 36], "with `./Vendor` among the device's, then `.` and `./SyncML`");
    let addresses: BTreeSet<&str> = nodes.iter().map(|node| node.uri.as_str()).collect();
    assert_eq!(addresses.len(), 5_815, "an address occurs in two files");
}

/// `admxbacked.tsv`: every `AdmxBacked` by the node it stands in, extracted by a script of its own.
#[test]
fn admx_backed_nodes_equal_the_extracted_list() {
    let (Some(nodes), Some(corpus)) = (all(), corpus()) else { return };
    let list = fs::read_to_string(corpus.join("ddf/admxbacked.tsv")).unwrap();
    let cells = |line: &str| line.split('\t').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let mut listed: Vec<Vec<String>> = list.lines().skip(1).map(cells).collect();
    assert_eq!(listed.len(), 2_503);
    for node in &nodes {
        let Some(admx) = node.admx() else { continue };
        let row = [&node.uri, &admx.file, &admx.area, &admx.name];
        let place = listed.iter().position(|listed| listed.iter().eq(row));
        listed.remove(place.unwrap_or_else(|| panic!("not listed: {row:?}")));
    }
    // The list has this node three times: with its own policy, and twice with that of the node it depends on.
    let left: Vec<_> = listed.iter().filter_map(|row| Some((row.first()?.as_str(), row.last()?.as_str()))).collect();
    assert_eq!(left, [("./Device/Vendor/MSFT/BitLocker/RemovableDrivesEncryptionType", "RDVConfigureBDE"); 2]);
}
