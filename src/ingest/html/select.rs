//! The blocks of a page in; those of its article out.

use std::collections::BTreeMap;

use super::blocks::{Block, Kind};

/// Chooses the article: the `article` element with the most running text, else `main`, else what reads like paragraphs.
pub(super) fn article(blocks: Vec<Block>) -> Vec<Block> {
    let page: usize = blocks.iter().map(prose).sum();
    let mut articles: BTreeMap<u32, usize> = BTreeMap::new();
    for block in &blocks {
        if let Some(article) = block.article {
            *articles.entry(article).or_default() += prose(block);
        }
    }
    let best =
        articles.into_iter().rev().max_by_key(|(_, prose)| *prose).filter(|(_, prose)| prose * 4 >= page && *prose > 0);
    let main: usize = blocks.iter().filter(|block| block.main).map(prose).sum();
    let inside: Box<dyn Fn(&Block) -> bool> = match best {
        Some((article, _)) => Box::new(move |block| block.article == Some(article)),
        None if main * 2 >= page && main > 0 => Box::new(|block| block.main),
        None => Box::new(is_text),
    };
    let mut title = blocks.iter().find(|block| block.kind == Kind::Title).cloned();
    let mut chosen: Vec<Block> = blocks.into_iter().filter(|block| inside(block) && !is_list_of_links(block)).collect();
    while chosen.last().is_some_and(|block| block.is_heading() && chosen.len() > 1) {
        chosen.pop();
    }
    if chosen.iter().all(|block| block.kind != Kind::Title)
        && let Some(title) = title.take()
    {
        chosen.insert(0, title);
    }
    chosen
}

/// How much running text a block holds.
fn prose(block: &Block) -> usize {
    if block.kind == Kind::Item || block.is_heading() {
        0
    } else {
        block.text.len() - block.linked.min(block.text.len())
    }
}

fn is_list_of_links(block: &Block) -> bool {
    block.linked * 2 > block.text.len() && !block.is_heading()
}

/// Whether a block outside of any article reads like part of one.
fn is_text(block: &Block) -> bool {
    let words = block.text.split_whitespace().take(10).count();
    match block.kind {
        Kind::Paragraph | Kind::Title | Kind::Heading => true,
        Kind::Item => words >= 6,
        Kind::Other => words >= 8 && block.text.trim_end_matches(['”', '"']).ends_with(['.', '?', '!']),
    }
}
