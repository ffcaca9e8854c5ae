//! Text in; whether a spreadsheet takes it for a formula out.

/// Whether a spreadsheet may take the text for a formula: some look behind white space, and some know wide signs.
pub(crate) fn is_formula(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with('\t')
}
