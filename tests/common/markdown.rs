//! A text of Markdown in; its blocks of code out, each with the file that it is about.

/// A block of code.
pub struct Block {
    /// The file that the paragraph before begins with, in backquotes and with a comma behind: “`news.jsonl`, two articles:”.
    pub file: Option<String>,
    /// What stands behind the backquotes.
    pub language: String,
    /// The lines, each with its end.
    pub code: String,
}

/// The blocks in their order.
pub fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut file) = (Vec::new(), None);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let code = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            blocks.push(Block { file: file.clone(), language: language.to_owned(), code });
        } else if !line.is_empty() {
            file = line.strip_prefix('`').and_then(|line| line.split_once("`,")).map(|(file, _)| file.to_owned());
        }
    }
    blocks
}
