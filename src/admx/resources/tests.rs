use super::*;
use crate::admx::Fault;

const CONTOSO: &str = r#"<?xml version="1.0" encoding="unicode"?>
<policyDefinitionResources revision="2.1" schemaVersion="1.0" xmlns="urn:any">
  <displayName/><description>Contoso Kiosk</description>
  <resources>
    <presentationTable>
      <presentation id="Show">
        <text>What to show:</text>
        <textBox refId="Name"><label> Name </label><defaultValue>Lobby &amp; hall</defaultValue></textBox>
        <textBox refId="Bare"><label/></textBox>
        <decimalTextBox refId="Count" defaultValue="5" spinStep="1">Count</decimalTextBox>
        <decimalTextBox refId="Unstated" defaultValue="">Count</decimalTextBox>
        <longDecimalTextBox refId="Long" defaultValue="5000000000">Long</longDecimalTextBox>
        <checkBox refId="Tick" defaultChecked="true">Tick</checkBox>
        <checkBox refId="NoTick">No <!-- note -->tick</checkBox>
        <dropdownList refId="Choice" noSort="true" defaultItem="2">Choice</dropdownList>
        <comboBox refId="Combo"><label>Combo</label><default>red</default><suggestion>blue</suggestion></comboBox>
        <listBox refId="Rows">Rows</listBox>
        <multiTextBox refId="Lines"/>
        <dial refId="Dial"/>
        <checkBox>nobody's</checkBox>
      </presentation>
      <presentation id="Show"/>
    </presentationTable>
    <stringTable>stray
      <string id="Kiosk">Kiosk &lt;1&gt;</string>
      <string id="Kiosk">again</string>
      <string id="Long">first<![CDATA[ <second> ]]>third</string>
      <string id="Empty"/>
      <string>nobody's</string>
    </stringTable>
  </resources>
</policyDefinitionResources>"#;

#[test]
fn finds_strings_by_reference() {
    let read = read(CONTOSO).unwrap();
    assert_eq!(read.revision.as_deref(), Some("2.1"));
    assert_eq!(read.string("$(string.Kiosk)"), Some("Kiosk <1>"));
    assert_eq!(read.string("$(string.Long)"), Some("first <second> third"));
    assert_eq!(read.string("$(string.Empty)"), Some(""));
    assert_eq!(read.string("Kiosk, as is"), Some("Kiosk, as is"));
    for undefined in ["$(string.Nope)", "$(string.kiosk)", "$(string.)"] {
        assert_eq!(read.string(undefined), None, "{undefined}");
    }
}

#[test]
fn reads_forms_with_what_they_offer() {
    let read = read(CONTOSO).unwrap();
    let text = |text: &str| Some(text.to_owned());
    let control = |element: &str, label, kind| Control { element: element.to_owned(), label, kind };
    let expected = [
        control("Name", text("Name"), ControlKind::TextBox { default: text("Lobby & hall") }),
        control("Bare", None, ControlKind::TextBox { default: None }),
        control("Count", text("Count"), ControlKind::DecimalTextBox { default: Some(5) }),
        control("Unstated", text("Count"), ControlKind::DecimalTextBox { default: None }),
        control("Long", text("Long"), ControlKind::LongDecimalTextBox { default: Some(5_000_000_000) }),
        control("Tick", text("Tick"), ControlKind::CheckBox { checked: true }),
        control("NoTick", text("No tick"), ControlKind::CheckBox { checked: false }),
        control("Choice", text("Choice"), ControlKind::DropdownList { default: Some(2) }),
        control("Combo", text("Combo"), ControlKind::ComboBox { default: text("red") }),
        control("Rows", text("Rows"), ControlKind::ListBox),
        control("Lines", None, ControlKind::MultiTextBox),
    ];
    let form = read.presentation("$(presentation.Show)").unwrap();
    assert_eq!(form.controls, expected);
    assert_eq!(form.control("Tick"), expected.get(5));
    assert_eq!((read.presentation("Show"), read.presentation("$(string.Show)")), (None, None));
}

#[test]
fn a_file_may_be_nearly_empty_but_not_another() {
    assert_eq!(read("\u{FEFF}<policyDefinitionResources/>"), Ok(Resources::default()));
    let other = read("<policyDefinitions/>").unwrap_err();
    assert!(matches!(other.fault, Fault::OtherRoot { expected: "policyDefinitionResources", .. }), "{other}");
    for end in CONTOSO.char_indices().map(|(end, _)| end) {
        assert!(read(CONTOSO.get(..end).unwrap()).is_err(), "cut at {end}");
    }
}
