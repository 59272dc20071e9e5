use super::*;
use crate::admx::{Fault, ReadProblem};
use crate::text::encoding;

const CONTOSO: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="contoso" namespace="Contoso.Policies.Kiosk" />
    <using prefix="windows" namespace="Microsoft.Policies.Windows" />
    <using prefix="me" namespace="Contoso.Policies.Kiosk" />
  </policyNamespaces>
  <categories>
    <category name="Kiosk" displayName="$(string.Kiosk)"><parentCategory ref="windows:Apps" /></category>
    <category name="Screen" displayName="Screen"><parentCategory ref="Kiosk" /></category>
  </categories>
  <policies>
    <policy name="Lock" class="Machine" displayName="$(string.Lock)" key="Software\Policies\Contoso" valueName="Lock">
      <parentCategory ref="Kiosk" />
      <enabledValue><decimal value="2" /></enabledValue>
      <disabledValue><delete /></disabledValue>
    </policy>
    <policy name="Show" class="Both" presentation="$(presentation.Show)" key="Software\Policies\Contoso\Show">
      ELEMENTS
    </policy>
  </policies>
</policyDefinitions>
"#;

fn contoso(elements: &str) -> Definitions {
    let read = read(&CONTOSO.replace("ELEMENTS", elements)).unwrap();
    assert_eq!(read.faults, []);
    read
}

fn elements(written: &str) -> Vec<Element> {
    contoso(&format!("<elements>{written}</elements>")).policies.pop().unwrap().elements
}

fn kind(written: &str) -> Kind {
    elements(written).pop().unwrap().kind
}

fn fault(elements: &str) -> String {
    let read = read(&CONTOSO.replace("ELEMENTS", elements)).unwrap();
    assert_eq!(read.policies.len(), 1, "the other policy is read");
    let [fault] = read.faults.as_slice() else { panic!("{:?}", read.faults) };
    fault.to_string()
}

fn policy() -> Policy {
    Policy {
        name: "Lock".to_owned(),
        class: Class::Machine,
        display_name: Some("$(string.Lock)".to_owned()),
        presentation: None,
        category: Some("Kiosk".to_owned()),
        key: r"Software\Policies\Contoso".to_owned(),
        value_name: Some("Lock".to_owned()),
        enabled_value: Some(RegistryValue::Decimal(2)),
        disabled_value: Some(RegistryValue::Delete),
        enabled_list: Vec::new(),
        disabled_list: Vec::new(),
        elements: Vec::new(),
        line: 13,
    }
}

#[test]
fn reads_namespaces_categories_and_policies() {
    let read = contoso("");
    assert_eq!((read.prefix.as_deref(), read.namespace.as_deref()), (Some("contoso"), Some("Contoso.Policies.Kiosk")));
    assert_eq!(read.category("Screen").and_then(|category| category.parent.as_deref()), Some("Kiosk"));
    assert_eq!(read.category("screen"), None);
    assert_eq!(read.policies.first(), Some(&policy()));
    let lines: Vec<_> = read.policies.iter().map(|policy| policy.line).collect();
    assert_eq!(lines, [13, 18]);
}

#[test]
fn references_find_their_home() {
    let read = contoso("");
    let home = |written| read.home(Reference::parse(written));
    assert_eq!(Reference::parse("windows:Apps"), Reference { prefix: Some("windows"), name: "Apps" });
    assert_eq!(Reference::parse(":Apps"), Reference::parse("Apps"));
    assert_eq!(home("windows:Apps"), Home::Namespace("Microsoft.Policies.Windows"));
    for own in ["Kiosk", "contoso:Kiosk", "me:Kiosk"] {
        assert_eq!(home(own), Home::ThisFile, "{own}");
    }
    assert_eq!(home("other:Kiosk"), Home::Unknown);
    assert_eq!(Definitions::default().home(Reference::parse("Kiosk")), Home::ThisFile);
}

#[test]
fn reads_texts_and_numbers() {
    let all = elements(r#"<text id="Name" key="K" valueName="N" required="true" maxLength=" 30 " expandable="1"/>"#);
    let text = Kind::Text { max_length: Some(30), expandable: true };
    let (id, key, value_name) = ("Name".to_owned(), Some("K".to_owned()), Some("N".to_owned()));
    assert_eq!(all, [Element { id, key, value_name, is_required: true, kind: text }]);
    let lines = Kind::MultiText { max_length: Some(9), max_strings: Some(3) };
    assert_eq!(kind(r#"<multiText id="a" valueName="b" maxLength="9" maxStrings="3"/>"#), lines);
    let number = Kind::Decimal { min: Some(1), max: Some(u32::MAX), store_as_text: true, soft: true };
    let written =
        r#"<decimal id="a" valueName="b" minValue="1" maxValue="4294967295" storeAsText="TRUE" soft="true"/>"#;
    assert_eq!(kind(written), number);
    let bare = Kind::Decimal { min: None, max: None, store_as_text: false, soft: false };
    assert_eq!(kind(r#"<decimal id="a" valueName="b" maxvalue="7"/>"#), bare);
    let long = Kind::LongDecimal { min: None, max: Some(u64::MAX), store_as_text: false };
    assert_eq!(kind(r#"<longDecimal id="a" valueName="b" maxValue="18446744073709551615"/>"#), long);
}

#[test]
fn reads_lists() {
    let list = elements(r#"<list id="a" key="K" valueName="ignored" valuePrefix="" additive="true"/>"#);
    let kind =
        Kind::List { value_prefix: Some(String::new()), explicit_value: false, additive: true, expandable: false };
    let (id, key) = ("a".to_owned(), Some("K".to_owned()));
    assert_eq!(list, [Element { id, key, value_name: None, is_required: false, kind }]);
}

#[test]
fn reads_booleans_with_what_they_write() {
    let written = r#"<boolean id="a" valueName="b">
        <falseList defaultKey="D"><item valueName="x"><value><delete/></value></item>
          <item key="K" valueName="y"><value><string> on </string></value></item></falseList>
        <trueValue><string>yes</string></trueValue></boolean>"#;
    let write = |key: &str, name: &str, value| RegistryWrite { key: Some(key.into()), value_name: name.into(), value };
    let false_list =
        vec![write("D", "x", RegistryValue::Delete), write("K", "y", RegistryValue::Text(" on ".to_owned()))];
    let true_value = Some(RegistryValue::Text("yes".to_owned()));
    let expected = Kind::Boolean { true_value, false_value: None, true_list: Vec::new(), false_list };
    assert_eq!(kind(written), expected);
}

#[test]
fn reads_enums() {
    let written = r#"<enum id="a" valueName="b">
        <item displayName="$(string.One)"><value><decimal value="1"/></value>
          <valueList><item valueName="x"><value><longDecimal value="5"/></value></item></valueList></item>
        <item displayName="Two"><value><string>two</string></value></item></enum>"#;
    let write = RegistryWrite { key: None, value_name: "x".to_owned(), value: RegistryValue::LongDecimal(5) };
    let item = |name: &str, value, writes| Item { display_name: Some(name.into()), value, writes };
    let items = vec![
        item("$(string.One)", RegistryValue::Decimal(1), vec![write]),
        item("Two", RegistryValue::Text("two".to_owned()), Vec::new()),
    ];
    assert_eq!(kind(written), Kind::Enum { items });
}

#[test]
fn bears_stray_text_comments_and_what_it_does_not_know() {
    let dirty = r#"<new/><elements a="b">" <!-- x --><slider id="s"/><text id="T" minValue="5" valueName="t"/>&gt;</elements>
        <supportedOn ref="nowhere:ANY"/><annotation>note</annotation>"#;
    let read = contoso(dirty);
    let ids: Vec<_> = read.policies.iter().flat_map(|policy| &policy.elements).map(|element| &element.id).collect();
    assert_eq!(ids, ["T"]);
}

#[test]
fn bears_marks_labels_namespaces_and_order() {
    let plain = contoso("");
    let clean = CONTOSO.replace("ELEMENTS", "");
    let schema = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
    let prefixed = clean.replace('<', "<pd:").replace("<pd:/", "</pd:").replace("<pd:?", "<?");
    for text in [
        format!("\u{FEFF}{clean}"),
        clean.replace("utf-8", "utf-16"),
        clean.replace("utf-8", "unicode"),
        clean.replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", ""),
        clean.replace("<policyDefinitions ", &format!("<policyDefinitions xmlns=\"{schema}\" ")),
        clean.replace("\"Machine\"", "\" machine \"").replace("\"Both\"", "\"BOTH\""),
        clean.replace('\n', "\r\n"),
        prefixed,
    ] {
        assert_eq!(read(&text), Ok(plain.clone()), "{text}");
    }
    let wide: Vec<u8> = "\u{FEFF}".chars().chain(clean.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    assert_eq!(read(&encoding::decode(wide).unwrap()), Ok(plain.clone()));
    let (head, rest) = clean.split_once("  <categories>").unwrap();
    let (categories, policies) = rest.split_once("</categories>").unwrap();
    let turned =
        policies.replace("</policyDefinitions>", &format!("<categories>{categories}</categories></policyDefinitions>"));
    assert_eq!(read(&format!("{head}{turned}")).map(|read| read.categories), Ok(plain.categories));
}

#[test]
fn a_file_may_be_nearly_empty() {
    assert_eq!(read("<policyDefinitions/>"), Ok(Definitions::default()));
    let bare = "<policyDefinitions><policies><policy name='A' class='user' key='K'/></policies></policyDefinitions>";
    let read = read(bare).unwrap();
    assert_eq!((read.prefix, read.namespace, read.policies.len()), (None, None, 1));
}

#[test]
fn what_cannot_be_understood_is_told_and_left_out() {
    assert_eq!(fault("\n<elements>\n<text valueName='x'/></elements>"), "line 21: `text` lacks its `id`");
    let number = "`maxValue` is `-1`, not a whole number from 0 to 4294967295";
    assert_eq!(fault("<elements><decimal id='a' maxValue='-1'/></elements>"), format!("line 19: {number}"));
    assert_eq!(
        fault("<elements><text id='a' required='yes'/></elements>"),
        "line 19: `required` is `yes`, not `true` or `false`"
    );
    assert_eq!(fault("<enabledValue><decimal/></enabledValue>"), "line 19: `decimal` lacks its `value`");
    assert_eq!(
        fault("<disabledValue/>"),
        "line 19: `disabledValue` lacks its `decimal, longDecimal, string or delete`"
    );
    assert_eq!(fault("<elements><enum id='a'><item/></enum></elements>"), "line 19: `item` lacks its `value`");
    assert_eq!(
        fault("<enabledList><item><value><delete/></value></item></enabledList>"),
        "line 19: `item` lacks its `valueName`"
    );
}

#[test]
fn faults_of_policies_categories_and_namespaces_are_told_in_turn() {
    let text =
        "<policyDefinitions>\n<policies>\n<policy class='Machine' key='K'/>\n<policy name='A' class='All' key='K'/>
<policy name='A' key='K'/>\n<policy name='A' class='User'/></policies>\n<categories><category/></categories>
<policyNamespaces><using prefix='x'/></policyNamespaces></policyDefinitions>";
    let faults: Vec<_> = read(text).unwrap().faults.iter().map(ToString::to_string).collect();
    let expected = [
        "line 8: `using` lacks its `namespace`",
        "line 7: `category` lacks its `name`",
        "line 3: `policy` lacks its `name`",
        "line 4: `class` is `All`, not `Machine`, `User` or `Both`",
        "line 5: `policy` lacks its `class`",
        "line 6: `policy` lacks its `key`",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn hostile_files_are_refused_with_a_line() {
    let bomb = "<!DOCTYPE x [\n<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<policyDefinitions>&b;</policyDefinitions>";
    let clean = CONTOSO.replace("ELEMENTS", "");
    for text in ["<a>".repeat(100_000), bomb.to_owned(), "<policyDefinitions>\n&b;</policyDefinitions>".to_owned()] {
        assert!(matches!(read(&text), Err(ReadProblem { fault: Fault::NotXml(_), .. })));
    }
    assert_eq!(read("<policyDefinitions>\n\n<a></b>").map_err(|problem| problem.line), Err(3));
    for end in clean.char_indices().map(|(end, _)| end).take_while(|end| *end < clean.trim_end().len()) {
        assert!(read(clean.get(..end).unwrap()).is_err(), "cut at {end}");
    }
    let attributes: Vec<String> = (0..50_000).map(|at| format!("a{at}=''")).collect();
    let flat = format!("<policyDefinitions {}/>", attributes.join(" "));
    assert_eq!(read(&flat), Ok(Definitions::default()));
}

#[test]
fn other_files_are_refused() {
    let problem = |text: &str| read(text).unwrap_err().to_string();
    let alone = "where `policyDefinitions` should stand alone";
    assert_eq!(problem(""), format!("line 1: `nothing` stands at the top, {alone}"));
    assert_eq!(problem("MZ not XML"), format!("line 1: `MZ not XML` stands at the top, {alone}"));
    assert_eq!(problem("\n<html/>"), format!("line 2: `html` stands at the top, {alone}"));
    assert_eq!(
        problem("<policyDefinitions/>\n<policyDefinitions/>"),
        format!("line 2: `policyDefinitions` stands at the top, {alone}")
    );
}
