//! The words of a title in; the kind of office out.

use std::collections::HashMap;
use std::sync::OnceLock;

const TITLES: &str = include_str!("../../data/lexicon/titles.txt");

/// What an office is, by the words of its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum OfficeKind {
    HeadOfState,
    HeadOfGovernment,
    ForeignMinister,
    DefenseMinister,
    FinanceMinister,
    InteriorMinister,
    Minister,
    Deputy,
    Speaker,
    Legislator,
    Ambassador,
    BodyHead,
    Spokesperson,
    Military,
    /// Leader of a state, party or group.
    Leader,
    /// A title that names no office: Mr., Dr., Sheikh.
    Honorific,
    /// Employee, member, official: no public office, but whose they are is told.
    Affiliate,
    /// What somebody does for a living: the country before it is theirs, and they serve it in no way.
    Trade,
}

impl OfficeKind {
    /// The kind of a head in `titles.txt`.
    fn named(head: &str) -> Option<Self> {
        Some(match head {
            "head-of-state" => OfficeKind::HeadOfState,
            "head-of-government" => OfficeKind::HeadOfGovernment,
            "minister" => OfficeKind::Minister,
            "deputy" => OfficeKind::Deputy,
            "speaker" => OfficeKind::Speaker,
            "legislator" => OfficeKind::Legislator,
            "ambassador" => OfficeKind::Ambassador,
            "body-head" => OfficeKind::BodyHead,
            "spokesperson" => OfficeKind::Spokesperson,
            "military" => OfficeKind::Military,
            "leader" => OfficeKind::Leader,
            "honorific" => OfficeKind::Honorific,
            "affiliate" => OfficeKind::Affiliate,
            "trade" => OfficeKind::Trade,
            _ => return None,
        })
    }

    /// Whether one person holds such an office of a state at a time.
    pub(crate) fn is_held_alone(self) -> bool {
        matches!(
            self,
            OfficeKind::HeadOfState
                | OfficeKind::HeadOfGovernment
                | OfficeKind::ForeignMinister
                | OfficeKind::DefenseMinister
                | OfficeKind::FinanceMinister
                | OfficeKind::Leader
        )
    }

    /// The kinds of the gazetteer's terms that may be meant.
    pub(crate) fn terms(self) -> &'static [&'static str] {
        match self {
            OfficeKind::HeadOfState => &["head_of_state", "head_of_government"],
            OfficeKind::HeadOfGovernment => &["head_of_government"],
            OfficeKind::ForeignMinister => &["foreign_minister"],
            OfficeKind::DefenseMinister => &["defence_minister"],
            OfficeKind::FinanceMinister => &["finance_minister"],
            OfficeKind::InteriorMinister => &["interior_minister"],
            OfficeKind::Minister => &[
                "minister",
                "foreign_minister",
                "defence_minister",
                "finance_minister",
                "interior_minister",
                "deputy_or_staff",
            ],
            OfficeKind::Deputy => &["deputy_or_staff"],
            OfficeKind::Speaker => &["parliament_speaker"],
            OfficeKind::Legislator => &["legislator"],
            OfficeKind::Ambassador => &["ambassador", "deputy_or_staff"],
            OfficeKind::BodyHead => {
                &["regional_or_body_head", "central_banker", "security_chief", "other", "deputy_or_staff"]
            }
            OfficeKind::Spokesperson => &["spokesperson"],
            OfficeKind::Military => &["military_chief"],
            OfficeKind::Leader => &["head_of_state", "head_of_government", "party_leader"],
            OfficeKind::Honorific | OfficeKind::Affiliate | OfficeKind::Trade => &[],
        }
    }

    /// Whether the office is that of a minister, whatever his portfolio.
    fn is_minister(self) -> bool {
        use OfficeKind::*;
        matches!(self, Minister | ForeignMinister | DefenseMinister | FinanceMinister | InteriorMinister)
    }

    /// Whether who holds the office governs a state.
    pub(crate) fn governs(self) -> bool {
        self.is_minister() || matches!(self, OfficeKind::HeadOfState | OfficeKind::HeadOfGovernment)
    }

    /// Whether who holds this office may be called by a title of another kind: a president is a leader.
    pub(crate) fn is_called(self, title: OfficeKind) -> bool {
        use OfficeKind::*;
        match title {
            Leader => matches!(self, Leader | HeadOfState | HeadOfGovernment),
            Minister => self.is_minister(),
            other => self == other,
        }
    }

    /// Whether the title is of a spokesperson, member or employee and no public office.
    pub(crate) fn is_affiliation(self) -> bool {
        matches!(self, OfficeKind::Spokesperson | OfficeKind::Affiliate | OfficeKind::Trade)
    }
}

fn titles() -> &'static HashMap<&'static str, OfficeKind> {
    static TABLE: OnceLock<HashMap<&str, OfficeKind>> = OnceLock::new();
    TABLE.get_or_init(|| {
        super::headed(TITLES).filter_map(|(head, word)| Some((word, OfficeKind::named(head)?))).collect()
    })
}

/// The kind of office of a title word, by its lower-case form or lemma; plurals too.
pub(crate) fn title(word: &str) -> Option<OfficeKind> {
    let word = word.to_lowercase();
    let find = |word: &str| titles().get(word).copied();
    find(&word).or_else(|| find(word.strip_suffix('s')?))
}

/// The kind of office of a whole title, by all its words in lower case: “foreign minister”, “vice president”.
pub(crate) fn office(words: &[String]) -> Option<OfficeKind> {
    let kind = words.iter().rev().find_map(|word| title(word).filter(|kind| *kind != OfficeKind::Honorific));
    let kind = kind.or_else(|| words.iter().find_map(|word| title(word)))?;
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    Some(match kind {
        _ if has(&["vice", "deputy", "assistant", "undersecretary", "crown", "acting-deputy"])
            && !matches!(kind, OfficeKind::Affiliate | OfficeKind::Trade) =>
        {
            OfficeKind::Deputy
        }
        OfficeKind::Minister if has(&["general"]) => OfficeKind::BodyHead,
        // “chief executive”, “general manager”
        OfficeKind::Trade if has(&["chief", "managing"]) || has(&["general"]) && has(&["manager"]) => {
            OfficeKind::BodyHead
        }
        OfficeKind::Minister if has(&["prime", "first"]) => OfficeKind::HeadOfGovernment,
        OfficeKind::Minister if has(&["press"]) => OfficeKind::Spokesperson,
        OfficeKind::Minister
            if has(&["foreign"]) || has(&["secretary"]) && has(&["state"]) && !has(&["defence", "defense"]) =>
        {
            OfficeKind::ForeignMinister
        }
        OfficeKind::Minister if has(&["defence", "defense"]) => OfficeKind::DefenseMinister,
        OfficeKind::Minister if has(&["finance", "treasury"]) => OfficeKind::FinanceMinister,
        OfficeKind::Minister if has(&["interior", "home"]) => OfficeKind::InteriorMinister,
        OfficeKind::HeadOfGovernment if has(&["exchequer"]) => OfficeKind::FinanceMinister,
        OfficeKind::Military if has(&["attorney", "secretary", "director", "consul", "prosecutor"]) => {
            OfficeKind::BodyHead
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office_of(title: &str) -> Option<OfficeKind> {
        office(&title.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn every_title_of_the_list_has_a_kind() {
        let listed: Vec<_> = super::super::headed(TITLES).collect();
        assert!(listed.iter().all(|(head, _)| OfficeKind::named(head).is_some()), "{listed:?}");
        assert!(listed.iter().all(|(_, word)| title(word).is_some()));
        assert_eq!(listed.len(), titles().len());
    }

    #[test]
    fn titles_tell_the_office() {
        assert_eq!(office_of("Prime Minister"), Some(OfficeKind::HeadOfGovernment));
        assert_eq!(office_of("Secretary of State"), Some(OfficeKind::ForeignMinister));
        assert_eq!(office_of("Deputy Foreign Minister"), Some(OfficeKind::Deputy));
        assert_eq!(office_of("Secretary General"), Some(OfficeKind::BodyHead));
        assert_eq!(office_of("White House press secretary"), Some(OfficeKind::Spokesperson));
        assert_eq!(office_of("Vice President"), Some(OfficeKind::Deputy));
        assert_eq!(office_of("Mr."), Some(OfficeKind::Honorific));
        assert_eq!(office_of("green table"), None);
    }
}
