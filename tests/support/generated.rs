//! Fixture pairs that are no text, or too large to be kept: made when the tests run.

/// A pair of files: the rule, the condition, the bad and the good content.
pub struct Generated {
    pub rule: &'static str,
    pub condition: &'static str,
    pub bad: Vec<u8>,
    pub good: Vec<u8>,
}

/// All of them.
pub fn generated() -> Vec<Generated> {
    let pair = |rule, condition, bad: Vec<u8>, good: Vec<u8>| Generated { rule, condition, bad, good };
    let titled = |title: &str| intent(&format!("title: {title}\n")).into_bytes();
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let half = {
        let mut bytes = utf16(&intent(""));
        bytes.pop();
        bytes
    };
    let surrogate: Vec<u8> = utf16(&intent("")).into_iter().chain(0xD800_u16.to_le_bytes()).collect();
    // `é` as Windows-1252 has it.
    let latin1 = titled("caf@ au lait").into_iter().map(|byte| if byte == b'@' { 0xE9 } else { byte }).collect();
    vec![
        pair("yaml-encoding", "windows-1252", latin1, titled("café au lait")),
        pair("yaml-encoding", "utf-16-cut-off", half, utf16(&intent(""))),
        pair("yaml-encoding", "utf-16-lone-surrogate", surrogate, utf16(&intent(""))),
        pair("yaml-size", "one-byte-over", padded(LIMIT + 1), padded(LIMIT)),
        pair("yaml-size", "ten-megabytes", padded(10 << 20), padded(LIMIT)),
        pair("yaml-control-character", "nul", titled("Win\0RM"), titled("WinRM")),
        pair("yaml-control-character", "bell-in-quotes", titled("\"Win\u{7}RM\""), titled("\"WinRM\"")),
        pair("yaml-control-character", "delete", titled("Win\u{7F}RM"), titled("WinRM")),
        pair("yaml-depth", "brackets", nested(100_000, "[", "]"), nested(0, "[", "]")),
        pair("yaml-depth", "braces", nested(100_000, "{ a: ", " }"), nested(0, "{", "}")),
        pair("yaml-depth", "one-too-many", nested(30, "[", "]"), nested(0, "[", "]")),
        pair("yaml-depth", "dashes", described(&"- ".repeat(100_000)), described("none")),
        pair("yaml-depth", "dashes-on-lines", described(&dashes(1_000)), described("none")),
        pair("yaml-alias-limit", "one-anchor", aliases(1, 65), aliases(1, 64)),
        pair("yaml-alias-limit", "all-aliases", aliases(17, 60), aliases(16, 60)),
        pair("yaml-alias-limit", "billion-laughs", laughs(9), laughs(0)),
        pair("render-refused", "too-many-rows", rows(1001), rows(1000)),
    ]
}

/// The largest file that is read.
const LIMIT: usize = 1 << 20;

fn intent(more: &str) -> String {
    format!(
        "apiVersion: omauri/v1\nname: generated\n{more}targets:\n  - windows: 11 24H2\n    editions: [Enterprise]\nsettings:\n  \
         RemoteManagement:\n    AllowBasicAuthentication_Client: disabled\n"
    )
}

/// An intent of so many nodes, to be rendered for Intune.
fn rows(count: usize) -> Vec<u8> {
    let row = |number| format!("  ./Device/Vendor/MSFT/WiFi/Profile/Guests{number}/ProxyWPAD: true\n");
    let rows: Vec<String> = (1..=count).map(row).collect();
    let head = intent("");
    let (head, _) = head.split_once("settings:").unwrap_or_default();
    format!("# render: intune\n{head}csp:\n{}", rows.concat()).into_bytes()
}

fn padded(size: usize) -> Vec<u8> {
    let mut text = intent("").into_bytes();
    text.resize(size, b'#');
    text
}

/// `settings` in which one value nests too deep.
fn nested(depth: usize, open: &str, close: &str) -> Vec<u8> {
    let value = if depth == 0 { "[]".to_owned() } else { open.repeat(depth) + &close.repeat(depth) };
    intent("")
        .replace("    AllowBasic", &format!("    TrustedHosts: {{ enabled: {value} }}\n    AllowBasic"))
        .into_bytes()
}

fn described(value: &str) -> Vec<u8> {
    let value = if value.contains('-') { format!("\n  {value}none") } else { format!(" {value}") };
    intent(&format!("description:{value}\n")).into_bytes()
}

/// A dash a line, each further in.
fn dashes(depth: usize) -> String {
    let lines: Vec<String> = (0..depth).map(|level| format!("-\n{}", " ".repeat(level + 3))).collect();
    lines.concat()
}

/// One target for each anchor, and in it the anchor used so many times.
fn aliases(anchors: usize, times: usize) -> Vec<u8> {
    let target = |anchor: usize| {
        let used = vec![format!("*e{anchor}"); times].join(", ");
        format!("  - windows: 11 24H2\n    editions: [&e{anchor} Enterprise, {used}]\n")
    };
    let targets: String = (0..anchors).map(target).collect();
    intent("").replace("  - windows: 11 24H2\n    editions: [Enterprise]\n", &targets).into_bytes()
}

/// Ten names in a list, ten of these lists in the next, and so on.
fn laughs(levels: usize) -> Vec<u8> {
    let level = |level: usize| {
        let used = vec![format!("*l{}", level - 1); 10].join(", ");
        format!("x{level}: &l{level} [{used}]\n")
    };
    let lists: String = (1..=levels).map(level).collect();
    intent(&lists).replace("name: generated", "name: &l0 generated").into_bytes()
}
