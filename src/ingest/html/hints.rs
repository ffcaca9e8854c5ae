//! The attributes of an element in; what they tell of its part in the page out.
//!
//! Names of classes are anybody's choice, but sites choose alike: they name a box after what it holds. A name is read word by word
//! (`articleBody`, `article-body`), so that no word is found inside another. The words are those of what news pages consist of.

use std::ops::BitOrAssign;

/// What names tell, as a set.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hints(u16);

impl Hints {
    /// The article.
    pub const ARTICLE: Self = Self(1);
    /// What readers say.
    pub const COMMENT: Self = Self(1 << 1);
    /// Other stories.
    pub const RELATED: Self = Self(1 << 2);
    /// Ways to pass the article on.
    pub const SHARE: Self = Self(1 << 3);
    /// What the site wants of the reader: consent, subscription.
    pub const NOTICE: Self = Self(1 << 4);
    /// What leads through the site.
    pub const MENU: Self = Self(1 << 5);
    /// Advertising.
    pub const AD: Self = Self(1 << 6);
    /// Pictures with their captions.
    pub const CAPTION: Self = Self(1 << 7);
    /// Who wrote the article, and when.
    pub const BYLINE: Self = Self(1 << 8);
    /// Not shown.
    pub const HIDDEN: Self = Self(1 << 9);
    /// `itemprop="articleBody"`.
    pub const ARTICLE_BODY: Self = Self(1 << 10);
    /// What stands between title and text.
    pub const SUMMARY: Self = Self(1 << 11);
    /// On the author.
    pub const AUTHOR: Self = Self(1 << 12);
    /// Its text.
    pub const TEXT: Self = Self(1 << 13);
    /// The article, its text.
    pub const BODY: Self = Self(Self::ARTICLE.0 | Self::TEXT.0 | Self::ARTICLE_BODY.0);
    /// What is no part of an article or of its head.
    pub const OTHER: Self =
        Self(Self::COMMENT.0 | Self::RELATED.0 | Self::NOTICE.0 | Self::MENU.0 | Self::AD.0 | Self::CAPTION.0);

    /// What stands in the head of an article and is no text.
    pub const HEAD: Self = Self(Self::AUTHOR.0 | Self::SHARE.0 | Self::SUMMARY.0);

    /// Whether any of these is in the set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOrAssign for Hints {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What a word of a name tells.
fn meaning(word: &[u8]) -> Hints {
    match word {
        b"article" | b"articlebody" | b"entry" | b"post" | b"story" => Hints::ARTICLE,
        b"body" | b"content" | b"lede" | b"text" => Hints::TEXT,
        b"comment" | b"commentlist" | b"comments" | b"disqus" | b"replies" | b"reply" | b"respond" => Hints::COMMENT,
        b"carousel" | b"featured" | b"latest" | b"more" | b"next" | b"outbrain" | b"popular" | b"prev" | b"promo"
        | b"promoted" | b"read" | b"recirc" | b"recommend" | b"recommendations" | b"recommended" | b"related"
        | b"taboola" | b"teaser" | b"trending" => Hints::RELATED,
        b"follow" | b"rss" | b"share" | b"shares" | b"sharing" | b"social" | b"tools" => Hints::SHARE,
        b"alert" | b"consent" | b"cookie" | b"cookies" | b"disclaimer" | b"form" | b"gdpr" | b"login" | b"modal"
        | b"newsletter" | b"overlay" | b"paywall" | b"popup" | b"signup" | b"subscribe" | b"subscription" => {
            Hints::NOTICE
        }
        b"breadcrumb" | b"breadcrumbs" | b"category" | b"contentinfo" | b"copyright" | b"footer" | b"masthead"
        | b"menu" | b"nav" | b"navbar" | b"navigation" | b"pager" | b"pagination" | b"rail" | b"sidebar" | b"tag"
        | b"tags" | b"toolbar" | b"topics" | b"widget" | b"complementary" => Hints::MENU,
        b"ad" | b"ads" | b"advert" | b"advertisement" | b"advertising" | b"adverts" | b"banner" | b"sponsor"
        | b"sponsored" => Hints::AD,
        b"caption" | b"captions" | b"credit" | b"credits" | b"figcaption" | b"gallery" | b"image" | b"media"
        | b"photo" | b"slideshow" | b"video" => Hints::CAPTION,
        b"byline" | b"date" | b"dateline" | b"meta" | b"pub" | b"published" | b"time" | b"timestamp" => Hints::BYLINE,
        b"dek" | b"kicker" | b"standfirst" | b"subhead" | b"subheading" | b"subheadline" | b"subtitle" => {
            Hints::SUMMARY
        }
        b"author" | b"authors" | b"bio" => Hints::AUTHOR,
        _ => Hints::default(),
    }
}

/// What the attributes of an element tell.
pub(super) fn of<'a>(attribute: impl Fn(&[u8]) -> Option<&'a [u8]>) -> Hints {
    let mut found = Hints::default();
    for name in [&b"class"[..], b"id", b"role", b"data-component", b"data-testid"] {
        if let Some(value) = attribute(name) {
            words(value, &mut found);
        }
    }
    if attribute(b"itemprop").is_some_and(|value| value.eq_ignore_ascii_case(b"articleBody")) {
        found |= Hints::ARTICLE_BODY;
    }
    let hidden = attribute(b"hidden").is_some()
        || attribute(b"aria-hidden").is_some_and(|value| value == b"true")
        || attribute(b"style").is_some_and(is_hiding);
    if hidden {
        found |= Hints::HIDDEN;
    }
    found
}

fn is_hiding(style: &[u8]) -> bool {
    let style: Vec<u8> = style.iter().filter(|byte| !byte.is_ascii_whitespace()).map(u8::to_ascii_lowercase).collect();
    let has = |part: &[u8]| style.windows(part.len()).any(|window| window == part);
    has(b"display:none") || has(b"visibility:hidden")
}

/// The longest word that is known.
const LONGEST: usize = 16;

/// Reads the words of a name; a word ends at a sign, a digit or before a capital.
fn words(name: &[u8], found: &mut Hints) {
    let mut word = [0; LONGEST];
    let mut length = 0;
    let mut lower = false;
    for byte in name.iter().copied().chain([b' ']) {
        let ends = !byte.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && lower);
        if ends {
            *found |= word.get(..length).map(meaning).unwrap_or_default();
            length = 0;
        }
        lower = byte.is_ascii_lowercase();
        if byte.is_ascii_alphabetic() {
            if let Some(place) = word.get_mut(length) {
                *place = byte.to_ascii_lowercase();
            }
            length += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str) -> Hints {
        of(|attribute| (attribute == b"class").then_some(name.as_bytes()))
    }

    #[test]
    fn names_are_read_word_by_word() {
        assert!(class("readerComments").has(Hints::COMMENT));
        assert!(class("story__body--2").has(Hints::BODY));
        assert!(class("wp-caption alignnone").has(Hints::CAPTION));
        for name in ["shadow", "headline", "commentary", "adjacent", "moreover", "unrelatedness-of-everything", ""] {
            assert_eq!(class(name), Hints::default(), "{name}");
        }
    }

    #[test]
    fn what_is_hidden_says_so() {
        assert!(of(|name| (name == b"style").then_some(b"color: red; Display : none")).has(Hints::HIDDEN));
        assert!(!of(|name| (name == b"style").then_some(b"display: block")).has(Hints::HIDDEN));
    }
}
