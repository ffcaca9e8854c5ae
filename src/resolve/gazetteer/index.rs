//! A key in; the entries that it may name out, from the automata that `build.rs` made. They are read where they lie in the
//! program: opening one looks at a few bytes.

use std::sync::OnceLock;

use fst::{IntoStreamer, Map, Streamer};

use super::{NameKind, Reference};

/// The keys of one table of names.
pub(super) struct Index {
    keys: Option<Map<&'static [u8]>>,
    lists: &'static [u8],
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("keys", &self.keys.as_ref().map_or(0, Map::len)).finish()
    }
}

impl Index {
    /// Names that count wherever they stand.
    pub(super) fn names() -> &'static Self {
        static NAMES: OnceLock<Index> = OnceLock::new();
        NAMES.get_or_init(|| {
            Self::new(
                include_bytes!(concat!(env!("OUT_DIR"), "/names.fst")),
                include_bytes!(concat!(env!("OUT_DIR"), "/names.lists")),
            )
        })
    }

    /// Names that are asked for where the others do not tell who is meant.
    pub(super) fn wide() -> &'static Self {
        static WIDE: OnceLock<Index> = OnceLock::new();
        WIDE.get_or_init(|| {
            Self::new(
                include_bytes!(concat!(env!("OUT_DIR"), "/wide.fst")),
                include_bytes!(concat!(env!("OUT_DIR"), "/wide.lists")),
            )
        })
    }

    fn new(keys: &'static [u8], lists: &'static [u8]) -> Self {
        Self { keys: Map::new(keys).ok(), lists }
    }

    /// What a key refers to, in the order of the entries.
    pub(super) fn get(&'static self, key: &str) -> References {
        let value = self.keys.as_ref().and_then(|keys| keys.get(key));
        match value {
            None => References { only: None, left: 0, list: &[] },
            Some(value) if value & 1 == 0 => References { only: Some(value >> 1), left: 0, list: &[] },
            Some(value) => {
                let mut list = usize::try_from(value >> 1).ok().and_then(|at| self.lists.get(at..)).unwrap_or_default();
                let left = number(&mut list).unwrap_or(0);
                References { only: None, left, list }
            }
        }
    }

    /// Whether a key begins with this text.
    pub(super) fn has_prefix(&self, text: &str) -> bool {
        let Some(keys) = self.keys.as_ref().map(Map::as_fst) else { return false };
        let mut node = keys.root();
        for byte in text.bytes() {
            let Some(next) = node.find_input(byte) else { return false };
            node = keys.node(node.transition_addr(next));
        }
        true
    }

    /// Whether one of the first keys that begin with this text refers to something that `wanted` takes.
    pub(super) fn any_with_prefix(&'static self, text: &str, first: usize, wanted: impl Fn(Reference) -> bool) -> bool {
        let Some(keys) = self.keys.as_ref() else { return false };
        let mut stream = keys.range().ge(text).into_stream();
        for _ in 0..first {
            let Some((key, _)) = stream.next().filter(|(key, _)| key.starts_with(text.as_bytes())) else {
                return false;
            };
            if std::str::from_utf8(key).is_ok_and(|key| self.get(key).any(&wanted)) {
                return true;
            }
        }
        false
    }

    /// The keys, for tests.
    #[cfg(test)]
    pub(super) fn keys(&self) -> Vec<String> {
        self.keys.as_ref().unwrap().stream().into_str_keys().unwrap()
    }
}

/// What a key refers to.
pub(super) struct References {
    only: Option<u64>,
    left: u64,
    list: &'static [u8],
}

impl Iterator for References {
    type Item = Reference;

    fn next(&mut self) -> Option<Reference> {
        if let Some(target) = self.only.take() {
            return reference(target, 0);
        }
        self.left = self.left.checked_sub(1)?;
        let (target, links) = (number(&mut self.list)?, number(&mut self.list)?);
        reference(target, links)
    }
}

fn reference(target: u64, links: u64) -> Option<Reference> {
    let kind = match target & 7 {
        0 => NameKind::Name,
        1 => NameKind::Alias,
        2 => NameKind::Acronym,
        3 => NameKind::Demonym,
        4 => NameKind::Seat,
        5 => NameKind::FamilyName,
        _ => return None,
    };
    Some(Reference { kind, entry: u32::try_from(target >> 3).ok()?, links: u32::try_from(links).ok()? })
}

/// A number of seven bits a byte, the lowest first.
fn number(bytes: &mut &'static [u8]) -> Option<u64> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
}
