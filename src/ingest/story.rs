//! A story of the CNN and Daily Mail collection in; its article out, without the highlights below it.

/// The mark before each highlight.
const MARK: &str = "@highlight";

/// Whether a text has highlights.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().any(|line| line.trim() == MARK)
}

/// The article.
pub(super) fn article(text: &str) -> &str {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.trim() == MARK {
            return &text[..end];
        }
        end += line.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_are_no_part_of_the_article() {
        let story = "They met.\r\n\r\n@highlight\r\n\r\nMinisters meet\r\n";
        assert!(looks_like(story));
        assert_eq!(article(story), "They met.\r\n\r\n");
        assert_eq!(article("They met @highlight."), "They met @highlight.");
    }
}
