//! Floats in, floats out, in one fixed order of operations, so that every machine computes the same bits.
//!
//! Reductions run over [`LANES`] partial sums that are then added in a fixed tree; nothing is fused or reordered by the
//! compiler. The functions are inlined into callers compiled for wider registers, which does not change the result.

/// The number of partial sums of a reduction.
pub(super) const LANES: usize = 16;

/// Adds 16 partial sums in a fixed tree.
#[inline(always)]
fn fold(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            lanes[i] += lanes[i + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// The sum of the values, whose number is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn sum(values: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for chunk in values.chunks_exact(LANES) {
        for i in 0..LANES {
            lanes[i] += chunk[i];
        }
    }
    fold(lanes)
}

/// The dot product of two vectors whose length is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for i in 0..LANES {
            lanes[i] += a[i] * b[i];
        }
    }
    fold(lanes)
}

/// The largest absolute value; the order of comparison does not matter.
#[inline(always)]
pub(super) fn largest_absolute(values: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    for chunk in values.chunks_exact(LANES) {
        for i in 0..LANES {
            let x = chunk[i].abs();
            lanes[i] = if x > lanes[i] { x } else { lanes[i] };
        }
    }
    lanes.iter().fold(0.0, |a, &b| if b > a { b } else { a })
}

/// The largest value; the order of comparison does not matter.
#[inline(always)]
pub(super) fn max(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = if chunk[i] > lanes[i] { chunk[i] } else { lanes[i] };
        }
    }
    lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a })
}

/// Added and taken away again, it rounds a small float to the nearest integer, halves to even.
const MAGIC: f32 = 12_582_912.0;

/// Rounds to the nearest integer, halves to even, and adds `offset`; for |x| < 2²².
#[inline(always)]
pub(super) fn rounded(x: f32, offset: i32) -> i32 {
    ((x + MAGIC).to_bits() as i32).wrapping_sub(MAGIC.to_bits() as i32).wrapping_add(offset)
}

/// eˣ for x ≤ 0 with a relative error below 2⁻²²; Cody and Waite's reduction and a polynomial (Cephes `expf`).
#[inline(always)]
#[allow(clippy::excessive_precision)] // the constants as Cephes prints them
pub(super) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let n = shifted - MAGIC;
    let r = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_2e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 5e-1;
    let y = (p * (r * r) + r) + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(MAGIC.to_bits()).wrapping_add(127);
    y * f32::from_bits(exponent << 23)
}

/// ln x for x ≥ 2⁻¹²⁶ with an error below 2⁻²¹; a polynomial around 1 (Cephes `logf`).
#[allow(clippy::excessive_precision)] // the constants as Cephes prints them
pub(super) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let mut exponent = (bits >> 23) as i32 - 126;
    let mut m = f32::from_bits(bits & 0x007F_FFFF | 0x3F00_0000); // in [0.5, 1)
    if m < std::f32::consts::FRAC_1_SQRT_2 {
        exponent -= 1;
        m += m;
    }
    let r = m - 1.0;
    let mut p = 7.037_683_6e-2;
    p = p * r - 1.151_461e-1;
    p = p * r + 1.167_699_9e-1;
    p = p * r - 1.242_014_1e-1;
    p = p * r + 1.424_932_3e-1;
    p = p * r - 1.666_805_8e-1;
    p = p * r + 2.000_071_5e-1;
    p = p * r - 2.499_999_4e-1;
    p = p * r + 3.333_333_1e-1;
    let square = r * r;
    let e = exponent as f32;
    let y = (p * r * square + e * -2.121_944_4e-4) - 0.5 * square;
    (r + y) + e * 0.693_359_4
}

/// x/2 · (1 + erf(x/√2)) with Abramowitz and Stegun's formula 7.1.26 for erf (error below 5·10⁻⁷).
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let mut p = 1.061_405_4;
    p = p * t - 1.453_152;
    p = p * t + 1.421_413_7;
    p = p * t - 0.284_496_74;
    p = p * t + 0.254_829_6;
    let erf = 1.0 - p * t * exp(-(z * z));
    let erf = if x < 0.0 { -erf } else { erf };
    0.5 * x * (1.0 + erf)
}

/// x for x > 0, else x · slope.
#[inline(always)]
pub(super) fn leaky(x: f32, slope: f32) -> f32 {
    if x > 0.0 { x } else { slope * x }
}

/// 1 / (1 + e⁻ˣ).
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    let e = exp(-x.abs());
    (if x < 0.0 { e } else { 1.0 }) / (1.0 + e)
}

/// Turns scores into the probabilities that they are the logarithms of; summed up one after the other.
#[inline(always)]
pub(super) fn softmax(scores: &mut [f32]) {
    let largest = max(scores);
    let mut total = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - largest);
        total += *score;
    }
    for score in scores {
        *score /= total;
    }
}

/// Layer normalization of one row in place.
#[inline(always)]
pub(super) fn norm(row: &mut [f32], weight: &[f32], bias: &[f32], eps: f32) {
    let size = row.len() as f32;
    let mean = sum(row) / size;
    for x in row.iter_mut() {
        *x -= mean;
    }
    let inverse = 1.0 / (dot(row, row) / size + eps).sqrt();
    for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
        *x = *x * inverse * w + b;
    }
}

/// The index of the largest value, the lowest one on a tie.
pub(super) fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ln_is_near_the_true_value() {
        for i in 1..20_000 {
            let x = i as f32 * i as f32 * 1e-6;
            let truth = f64::from(x).ln();
            assert!((f64::from(ln(x)) - truth).abs() <= 5e-7 * truth.abs().max(1.0), "ln({x}) = {}", ln(x));
        }
    }

    #[test]
    fn exp_and_gelu_are_near_the_true_values() {
        for i in -8000..=0 {
            let x = i as f32 * 0.01;
            let truth = f64::from(x).exp();
            assert!((f64::from(exp(x)) - truth).abs() <= 3e-7 * truth + 1e-37, "exp({x})");
        }
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (3.0, 2.995_950_3), (-9.0, 0.0)] {
            assert!((gelu(x) - y).abs() < 1e-6, "gelu({x}) = {}", gelu(x));
        }
    }

    #[test]
    fn sigmoid_and_softmax_are_probabilities() {
        for (x, y) in [(0.0, 0.5), (2.0, 0.880_797_1), (-2.0, 0.119_202_92), (200.0, 1.0), (-200.0, 0.0)] {
            assert!((sigmoid(x) - y).abs() < 1e-6, "sigmoid({x}) = {}", sigmoid(x));
        }
        let mut scores = [-300.0, 1.0, 2.0, 1.0];
        softmax(&mut scores);
        for (found, truth) in scores.iter().zip([0.0, 0.211_941_56, 0.576_116_9, 0.211_941_56]) {
            assert!((found - truth).abs() < 1e-6, "{scores:?}");
        }
    }

    #[test]
    fn halves_round_to_even() {
        assert_eq!([0.5, 1.5, -0.5, -2.5, 62.7].map(|x| rounded(x, 0)), [0, 2, 0, -2, 63]);
    }
}
