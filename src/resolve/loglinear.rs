//! A table of weights and the numbers that something is weighed by in; the score that a probability is made of out.

/// The weights of one log-linear score.
#[derive(Debug, Clone)]
pub(super) struct Weights<const N: usize> {
    pub(super) bias: f32,
    of: [f32; N],
}

impl<const N: usize> Weights<N> {
    /// The weighted sum of the features, in the order of their names.
    pub(super) fn score(&self, values: &[f32; N]) -> f32 {
        values.iter().zip(&self.of).fold(self.bias, |sum, (value, weight)| sum + value * weight)
    }
}

/// Reads a table of `C` scores: a feature a line with a weight for each, and the biases. Lines that it cannot read count nothing; a
/// test reads every line.
pub(super) fn read<const N: usize, const C: usize>(table: &str, names: &[&str; N]) -> [Weights<N>; C] {
    let mut scores = std::array::from_fn(|_| Weights { bias: 0.0, of: [0.0; N] });
    for (name, weights) in table.lines().filter_map(line::<C>) {
        let at = names.iter().position(|known| *known == name);
        for (score, weight) in scores.iter_mut().zip(weights) {
            match at {
                Some(at) => score.of[at] = weight,
                None if name == "bias" => score.bias = weight,
                None => {}
            }
        }
    }
    scores
}

/// A line of a table: the name of a feature and its weights.
pub(super) fn line<const C: usize>(line: &str) -> Option<(&str, [f32; C])> {
    let mut fields = line.split('\t');
    let name = fields.next().filter(|name| !name.starts_with('#'))?;
    let mut weights = [0.0; C];
    for weight in &mut weights {
        *weight = fields.next()?.parse().ok()?;
    }
    Some((name, weights))
}

/// A struct of numbers, with their names and values in one order.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// The features, each a number of the order of one; `NAMES` has their names in this order.
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        #[allow(missing_docs)]
        pub struct Features { $($(#[$doc])* pub $name: f32,)+ }

        /// The names of the features, in the order of [`Features::values`].
        pub const NAMES: &[&str; [$(stringify!($name)),+].len()] = &[$(stringify!($name)),+];

        impl Features {
            /// The numbers, in the order of [`NAMES`].
            pub fn values(&self) -> [f32; NAMES.len()] {
                [$(self.$name),+]
            }
        }
    };
}
pub(super) use features;
