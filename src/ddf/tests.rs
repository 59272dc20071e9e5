//! Each kind of dirt in a small file of its own, and files that mean harm.

use super::*;

/// A document around nodes, as Microsoft's files begin and end.
fn document(nodes: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE MgmtTree PUBLIC \" -//OMA//DTD-DM-DDF 1.2//EN\"\n  \"http://example.com/ddf.dtd\"\n  \
         [<?oma-dm-ddf-ver supported-versions=\"1.2\"?>]>\n<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">\n\
         <VerDTD>1.2</VerDTD>\n{nodes}\n</MgmtTree>\n"
    )
}

/// A node of a name with properties and whatever stands behind those.
fn node(name: &str, properties: &str, inside: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><chr/></DFFormat>\
         {properties}</DFProperties>{inside}</Node>"
    )
}

const ROOT: &str = "<Path>./Vendor/Contoso</Path>";

fn only_node(properties: &str) -> Node {
    let mut nodes = read(&document(&node("Door", properties, ROOT))).unwrap();
    assert_eq!(nodes.len(), 1);
    nodes.remove(0)
}

fn uris(text: &str) -> Vec<String> {
    read(text).unwrap().into_iter().map(|node| node.uri).collect()
}

fn fault(text: &str) -> (u32, Fault) {
    let problem = read(text).unwrap_err();
    (problem.line, problem.fault)
}

#[test]
fn a_plain_node_has_little() {
    let expected = Node {
        uri: "./Device/Vendor/Contoso/Door".to_owned(),
        scope: Scope::Device,
        is_short: true,
        name: "Door".to_owned(),
        is_interior: false,
        access: vec![AccessType::Get, AccessType::Replace],
        format: Format::Chr,
        default_value: None,
        occurrence: None,
        is_dynamic: false,
        naming: None,
        case_sensitivity: None,
        applicability: None,
        allowed: None,
        group_policy: None,
        conflict: None,
        dependencies: Vec::new(),
        deprecated: None,
        replace: None,
        reboot: None,
        is_atomic_required: false,
        line: 7,
    };
    assert_eq!(only_node(""), expected);
}

#[test]
fn every_property_is_read() {
    let door = only_node(
        "<DefaultValue>\n 1 </DefaultValue><Occurrence><OneOrN>3</OneOrN></Occurrence><CaseSense><CIS/></CaseSense>\
         <MSFT:GpMapping GpEnglishName='Door_1' GpAreaPath='Doors~AT~House' GpElement=''/>\
         <MSFT:ConflictResolution> LastWrite </MSFT:ConflictResolution><MSFT:Deprecated OsBuildDeprecated='10.0.1'/>\
         <MSFT:ReplaceBehavior>Append</MSFT:ReplaceBehavior><MSFT:RebootBehavior>Automatic</MSFT:RebootBehavior>\
         <MSFT:AtomicRequired/><MSFT:Fresh>kept out</MSFT:Fresh>",
    );
    assert_eq!(door.default_value.as_deref(), Some("1"));
    assert_eq!(door.occurrence, Some(Occurrence::OneOrN(Some(3))));
    assert_eq!(door.case_sensitivity, Some(CaseSensitivity::Insensitive));
    let policy = GroupPolicy { name: "Door_1".to_owned(), area_path: "Doors~AT~House".to_owned(), element: None };
    assert_eq!(door.group_policy, Some(policy));
    assert_eq!(door.conflict.as_deref(), Some("LastWrite"));
    assert_eq!(door.deprecated, Some(Deprecated { build: Some("10.0.1".to_owned()) }));
    assert_eq!((door.replace.as_deref(), door.reboot.as_deref()), (Some("Append"), Some("Automatic")));
    assert!(door.is_atomic_required);
}

#[test]
fn allowed_values_of_each_shape() {
    let allowed = |kind: &str, inside: &str| {
        only_node(&format!("<MSFT:AllowedValues ValueType='{kind}'>{inside}</MSFT:AllowedValues>")).allowed.unwrap()
    };
    let doors = allowed(
        "ENUM",
        "<Enum><Value> 0 </Value><ValueDescription> Shut </ValueDescription></Enum><Enum><Value/></Enum>",
    );
    let shut = Item { value: "0".to_owned(), description: Some("Shut".to_owned()) };
    assert_eq!(doors.items, [shut, Item { value: String::new(), description: None }]);
    assert_eq!(allowed("Range", "<MSFT:Value>[0-9]</MSFT:Value>").values, ["[0-9]"]);
    assert_eq!(allowed("XSD", "<Value>\n<![CDATA[<a/>]]>\n</Value>").values, ["<a/>"]);
    for (written, meant) in [(";", ";"), (" ", " "), ("0xF000", "\u{F000}"), ("\\xF000", "\u{F000}"), ("0x", "0x")] {
        let list = allowed("None", &format!("<MSFT:List Delimiter='{written}'/>"));
        assert_eq!(list.delimiter.as_deref(), Some(meant));
    }
    assert_eq!(allowed("Colour", "").kind, AllowedKind::Other("Colour".to_owned()));
    let door = only_node(
        "<M:AllowedValues ValueType='ADMX'><M:AdmxBacked Area='D~AT~H' Name='N' File='D.admx'/></M:AllowedValues>",
    );
    let expected = AdmxBacked { file: "D.admx".to_owned(), area: "D~AT~H".to_owned(), name: "N".to_owned() };
    assert_eq!(door.admx(), Some(&expected));
}

#[test]
fn dependencies_are_read_as_written() {
    let door = only_node(
        "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId='Lock'><MSFT:DependencyChangedAllowedValues ValueType='Range'>\
         <MSFT:Value>[1-2]</MSFT:Value></MSFT:DependencyChangedAllowedValues><MSFT:Dependency Type='Not'>\
         <MSFT:DependencyUri>Vendor/Contoso/[Lock]</MSFT:DependencyUri><MSFT:DependencyAllowedValue ValueType='None'/>\
         </MSFT:Dependency></MSFT:DependencyGroup></MSFT:DependencyBehavior>",
    );
    let group = door.dependencies.first().unwrap();
    assert_eq!((group.friendly_id.as_str(), group.dependencies.len()), ("Lock", 1));
    assert_eq!(group.changed.as_ref().map(|changed| &changed.kind), Some(&AllowedKind::Range));
    let dependency = group.dependencies.first().unwrap();
    assert_eq!((dependency.kind, dependency.uri.as_str()), (DependencyKind::Not, "Vendor/Contoso/[Lock]"));
}

#[test]
fn marks_labels_and_prefixes_do_not_matter() {
    let text = document(&node("Door", "<MSFT:AtomicRequired/>", ROOT));
    for text in [
        format!("\u{FEFF}{text}"),
        text.replace("UTF-8", "UTF-16"),
        text.replace("UTF-8", "no-such-thing"),
        text.replace("MSFT:", "d:").replace("xmlns:MSFT", "xmlns:d"),
        text.replace(
            "<MSFT:AtomicRequired/>",
            "<AtomicRequired xmlns='http://schemas.microsoft.com/MobileDevice/DM'/>",
        ),
        text.replace("<MgmtTree", "<MgmtTree xmlns='http://tempuri.org/DM_DDF-V1_2'"),
        text.replace('\n', "\r\n"),
        text.replace("<DFProperties>", "stray <!-- <Node> --> text <DFProperties>"),
    ] {
        let nodes = read(&text).unwrap();
        assert_eq!(nodes.len(), 1, "{text}");
        assert!(nodes.iter().all(|node| node.is_atomic_required && node.line == 7), "{text}");
    }
}

#[test]
fn utf16_becomes_text_before_it_is_read() {
    let text = document(&node("Tür", "", ROOT)).replace("UTF-8", "UTF-16");
    let wide = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(uris(&crate::text::encoding::decode(wide).unwrap()), ["./Device/Vendor/Contoso/Tür"]);
}

#[test]
fn two_roots_and_their_scopes() {
    let root = |path: &str| node("Area ", "", &format!("<Path> {path} </Path>{}", node(" Door", "", "")));
    let text = document(&format!("{}\n{}{}", root("./User/Vendor/MSFT/"), root("./Vendor/MSFT"), root(".")));
    let nodes = read(&text).unwrap();
    let found: Vec<_> = nodes.iter().map(|node| (node.uri.as_str(), node.scope, node.is_interior, node.line)).collect();
    let expected = [
        ("./User/Vendor/MSFT/Area", Scope::User, true, 7),
        ("./User/Vendor/MSFT/Area/Door", Scope::User, false, 7),
        ("./Device/Vendor/MSFT/Area", Scope::Device, true, 8),
        ("./Device/Vendor/MSFT/Area/Door", Scope::Device, false, 8),
        ("./Area", Scope::Other, true, 8),
        ("./Area/Door", Scope::Other, false, 8),
    ];
    assert_eq!(found, expected);
}

#[test]
fn dynamic_nodes_are_called_by_their_titles() {
    let dynamic = |properties: &str| node("", properties, "");
    let title = |title: &str| dynamic(&format!("<DFTitle>{title}</DFTitle><DFType><DDFName>Spare</DDFName></DFType>"));
    let nameless = dynamic("<DynamicNodeNaming><ClientInventory/></DynamicNodeNaming>");
    let text = document(&node("Door", "", &format!("{ROOT}{}{}{}", title(" Key ID "), title("a/b"), nameless)));
    let nodes = read(&text).unwrap();
    let found: Vec<_> =
        nodes.iter().skip(1).map(|node| (node.uri.as_str(), node.name.as_str(), node.is_dynamic)).collect();
    let expected = [
        ("./Device/Vendor/Contoso/Door/{Key ID}", "Key ID", true),
        ("./Device/Vendor/Contoso/Door/{Spare}", "Spare", true),
        ("./Device/Vendor/Contoso/Door/{Name}", "Name", true),
    ];
    assert_eq!(found, expected);
    assert_eq!(nodes.last().and_then(|node| node.naming.clone()), Some(Naming::ClientInventory));
}

#[test]
fn two_dynamic_nodes_of_one_name_cannot_be_told_apart() {
    let text = document(&node("Door", "", &format!("{ROOT}\n{}\n{}", node("", "", ""), node("", "", ""))));
    assert_eq!(fault(&text), (9, Fault::RepeatedAddress("./Device/Vendor/Contoso/Door/{Name}".to_owned())));
}

#[test]
fn applicability_is_inherited_field_by_field() {
    let stated = |inside: &str| format!("<MSFT:Applicability>{inside}</MSFT:Applicability>");
    let all = stated(
        "<MSFT:OsBuildVersion> 10.0.3, 10.0.2.9,\n</MSFT:OsBuildVersion><MSFT:CspVersion>1.0</MSFT:CspVersion>\
         <MSFT:EditionAllowList>0x4;0x88*;</MSFT:EditionAllowList>",
    );
    let inner = format!(
        "{ROOT}{}{}{}",
        node("a", "", ""),
        node(
            "b",
            &stated("<MSFT:OsBuildVersion>99.9.9</MSFT:OsBuildVersion><MSFT:RequiresAzureAd/>"),
            &node("d", "", "")
        ),
        node("c", &stated("<MSFT:EditionAllowList/>"), ""),
    );
    let nodes = read(&document(&node("Door", &all, &inner))).unwrap();
    let found: Vec<_> = nodes
        .iter()
        .map(|node| {
            let applicability = node.applicability.clone().unwrap();
            assert_eq!(applicability.csp_version.as_deref(), Some("1.0"));
            let [builds, editions] = [applicability.builds, applicability.editions].map(|list| list.unwrap().join(" "));
            (node.name.clone(), builds, editions, applicability.requires_azure_ad)
        })
        .collect();
    let expected = [
        ("Door", "10.0.3 10.0.2.9", "0x4 0x88*", false),
        ("a", "10.0.3 10.0.2.9", "0x4 0x88*", false),
        ("b", "99.9.9", "0x4 0x88*", true),
        ("d", "99.9.9", "0x4 0x88*", true),
        ("c", "10.0.3 10.0.2.9", "", false),
    ];
    assert_eq!(
        found,
        expected.map(|(name, builds, editions, joined)| (name.into(), builds.into(), editions.into(), joined))
    );
}

#[test]
fn unknown_words_are_kept_or_refused() {
    let text = document(&node("Door", "", ROOT));
    let shade = read(&text.replace("<chr/>", "<shade/>")).unwrap();
    assert_eq!(shade.first().map(|node| node.format.as_str()), Some("shade"));
    let named = only_node("<DynamicNodeNaming><Chance/></DynamicNodeNaming>");
    assert_eq!((named.is_dynamic, named.naming), (false, Some(Naming::Other("Chance".to_owned()))));
    for text in [
        text.replace("<Get/>", "<Peek/>"),
        document(&node("Door", "<Occurrence><Often/></Occurrence>", ROOT)),
        document(&node("Door", "<Occurrence><OneOrN>x</OneOrN></Occurrence>", ROOT)),
        document(&node("Door", "<CaseSense><Maybe/></CaseSense>", ROOT)),
    ] {
        assert!(matches!(fault(&text), (7, Fault::UnknownWord { .. })), "{text}");
    }
}

#[test]
fn faults_have_their_lines() {
    let text = document(&format!("{}\n\n{}", node("Lock", "", ROOT), node("Door", "", ROOT)));
    let at_door = |from: &str, to: &str| {
        let (first, second) = text.split_at(text.find("Door").unwrap() - "<Node><NodeName>".len());
        fault(&format!("{first}{}", second.replacen(from, to, 1)))
    };
    let missing = |child, parent: &str| (9, Fault::Missing { child, parent: parent.to_owned() });
    assert_eq!(at_door("<Path>./Vendor/Contoso</Path>", ""), missing("Path", "Node"));
    assert_eq!(at_door("<NodeName>Door</NodeName>", ""), missing("NodeName", "Node"));
    assert_eq!(at_door("<chr/>", ""), missing("format", "DFFormat"));
    assert_eq!(at_door("AccessType>", "Access>").0, 9);
    assert_eq!(at_door("DFProperties>", "DF>").0, 9);
    assert_eq!(at_door("./Vendor", "Vendor"), (9, Fault::BadPath("Vendor/Contoso".to_owned())));
    assert_eq!(at_door("Door", "a/b"), (9, Fault::BadName("a/b".to_owned())));
    assert_eq!(at_door("Door", "Lock"), (9, Fault::RepeatedAddress("./Device/Vendor/Contoso/Lock".to_owned())));
    assert_eq!(at_door("</DFProperties>", "<Scope/><DFFormat/></DFProperties>").0, 9);
    let long = at_door("Door", &"d".repeat(2000));
    assert_eq!(long, (9, Fault::LongAddress(1024)));
    assert_eq!(read(&text.replace("Lock", "Lock</Lock>")).unwrap_err().line, 7);
}

#[test]
fn a_path_inside_may_only_repeat_what_is_clear() {
    let text = |path: &str| {
        document(&node("Door", "", &format!("{ROOT}{}", node("Key", "", &format!("<Path>{path}</Path>")))))
    };
    assert_eq!(uris(&text("./Vendor/Contoso/Door")).len(), 2);
    assert_eq!(uris(&text("")).len(), 2);
    assert!(matches!(fault(&text("./Vendor/Contoso")), (7, Fault::BadPath(_))));
}

#[test]
fn what_is_no_ddf_is_refused() {
    for text in
        ["", "hello", "{\"a\": 1}", "<a/>", "<MgmtTree/><MgmtTree/>", "<policyDefinitions><Node/></policyDefinitions>"]
    {
        assert_eq!(fault(text).1, Fault::NotDdf, "{text}");
    }
    assert_eq!(read("<MgmtTree/>"), Ok(Vec::new()));
}

#[test]
fn files_that_mean_harm_are_refused() {
    let whole = document(&node("Door", "<DefaultValue>ü&amp;</DefaultValue>", ROOT));
    let last = whole.trim_end().len();
    for end in (0..last).filter(|end| whole.is_char_boundary(*end)) {
        assert!(read(whole.get(..end).unwrap()).is_err(), "{end}");
    }
    let nested = "<Node><NodeName>a</NodeName>".repeat(100_000);
    assert!(matches!(fault(&document(&nested)), (7, Fault::NotXml(_))));
    let declared = whole.replace("[<?oma", "[<!ENTITY a 'aaaa'><?oma").replace("&amp;", "&a;");
    assert!(matches!(fault(&declared), (2.., Fault::NotXml(_))), "{:?}", fault(&declared));
    let outside = whole.replace("[<?oma", "[<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a; <?oma");
    assert!(matches!(fault(&outside).1, Fault::NotXml(_)));
    assert!(matches!(fault(&whole.replace("&amp;", "&a;")).1, Fault::NotXml(_)));
    assert!(matches!(fault(&whole.replace('ü', "\u{1}")).1, Fault::NotXml(_)));
    let shouted = read(&whole.replace("<Get/>", &format!("<{}/>", "x".repeat(1_000_000)))).unwrap_err();
    assert!(shouted.to_string().len() < 300);
}

#[test]
fn much_of_everything_takes_neither_long_nor_much() {
    let editions =
        format!("<Applicability><EditionAllowList>{}</EditionAllowList></Applicability>", "0x4;".repeat(50_000));
    let children: String = (0..5_000).map(|number| node(&format!("n{number}"), "", "")).collect();
    let nodes = read(&document(&node("Door", &editions, &format!("{ROOT}{children}")))).unwrap();
    assert_eq!(nodes.len(), 5_001);
    let lists: Vec<_> =
        nodes.iter().map(|node| node.applicability.as_ref().unwrap().editions.clone().unwrap()).collect();
    assert!(lists.windows(2).all(|pair| std::sync::Arc::ptr_eq(&pair[0], &pair[1])));
    let properties = "<Thing/>".repeat(100_000);
    assert_eq!(only_node(&properties).name, "Door");
}
