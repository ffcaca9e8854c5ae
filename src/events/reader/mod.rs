//! The model's signals and the actors of the text in; for each pair of actors that an event may join a [`Reading`] out,
//! with the features that its probability rests on. What the rules read of the same sentence goes in as a second
//! opinion.

mod calibrate;
mod features;
mod merge;
mod proposal;
mod reading;
mod rivals;
mod scenes;
mod truth;

pub(super) use calibrate::is_taught;
pub use calibrate::probability;
pub(super) use features::Words;
pub use features::{Features, NAMES};
pub(super) use merge::merge;
pub(super) use proposal::{Ruled, Scores};
pub use reading::Reading;
pub(super) use rivals::drop_rivals;
pub(super) use scenes::drop_scenes;
pub use truth::Opinions;
