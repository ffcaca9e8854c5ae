//! The sums by what every processor of an architecture has: SSE2 on x86-64, NEON on ARM, plain Rust elsewhere.
//!
//! Inputs lie side by side in a register and a few rows meet a few outputs at once, so that each load serves several
//! products; weights stay in the order of the file. Compilers do not find these instructions in plain loops over more than
//! one row and output, and over one they spend their time on loads.

/// How an activation or weight is multiplied: bytes where products are added in 16 bits, else what holds the product.
#[cfg(target_arch = "aarch64")]
pub(in super::super) type Factor = i8;
/// As above.
#[cfg(not(target_arch = "aarch64"))]
pub(in super::super) type Factor = i16;

/// Rows that are multiplied at once.
pub(in super::super) const ROWS: usize = 2;
/// Outputs that are multiplied at once.
pub(in super::super) const OUTPUTS: usize = 4;

/// Bytes as factors: weights, which are signed, and activations, which are at most 127.
pub(in super::super) fn widen(bytes: &[u8], factors: &mut [Factor]) {
    for (factor, byte) in factors.iter_mut().zip(bytes) {
        *factor = Factor::from(*byte as i8);
    }
}

/// The sums of `R` rows with `O` outputs, all of one length, a multiple of 16.
pub(in super::super) fn sums<const R: usize, const O: usize>(
    rows: [&[Factor]; R],
    weights: [&[Factor]; O],
) -> [[i32; O]; R] {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every processor of x86-64 has SSE2.
    let sums = unsafe { sse2(rows.map(lanes), weights.map(lanes)) };
    #[cfg(target_arch = "aarch64")]
    // SAFETY: the 64-bit ARM that Rust's standard library runs on has NEON.
    let sums = unsafe { neon(rows.map(lanes), weights.map(lanes)) };
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let sums = plain(rows, weights);
    sums
}

/// The sums one after the other.
#[cfg(any(test, not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn plain<const R: usize, const O: usize>(rows: [&[Factor]; R], weights: [&[Factor]; O]) -> [[i32; O]; R] {
    let product = |row: &[Factor], weights: &[Factor]| -> i32 {
        row.iter().zip(weights).map(|(x, w)| i32::from(*x) * i32::from(*w)).sum()
    };
    rows.map(|row| weights.map(|weights| product(row, weights)))
}

/// Factors of a register.
#[cfg(target_arch = "x86_64")]
const LANES: usize = 8;
/// As above.
#[cfg(target_arch = "aarch64")]
const LANES: usize = 16;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
type Lanes = [Factor; LANES];

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn lanes(row: &[Factor]) -> &[Lanes] {
    let (lanes, rest) = row.as_chunks();
    debug_assert!(rest.is_empty());
    lanes
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
fn sse2<const R: usize, const O: usize>(rows: [&[Lanes]; R], weights: [&[Lanes]; O]) -> [[i32; O]; R] {
    use std::arch::x86_64::{
        _mm_add_epi32, _mm_cvtsi128_si32, _mm_madd_epi16, _mm_set_epi16, _mm_setzero_si128, _mm_shuffle_epi32,
    };
    // Compiled to one load.
    let load = |[a, b, c, d, e, f, g, h]: Lanes| _mm_set_epi16(h, g, f, e, d, c, b, a);
    let rows = rows.map(|row| &row[..rows[0].len()]);
    let weights = weights.map(|row| &row[..rows[0].len()]);
    let mut totals = [[_mm_setzero_si128(); O]; R];
    for i in 0..rows[0].len() {
        let mut activations = [_mm_setzero_si128(); R];
        for r in 0..R {
            activations[r] = load(rows[r][i]);
        }
        for o in 0..O {
            let weights = load(weights[o][i]);
            for r in 0..R {
                totals[r][o] = _mm_add_epi32(totals[r][o], _mm_madd_epi16(activations[r], weights));
            }
        }
    }
    let mut sums = [[0; O]; R];
    for r in 0..R {
        for o in 0..O {
            let halves = _mm_add_epi32(totals[r][o], _mm_shuffle_epi32::<0b01_00_11_10>(totals[r][o]));
            let whole = _mm_add_epi32(halves, _mm_shuffle_epi32::<0b10_11_00_01>(halves));
            sums[r][o] = _mm_cvtsi128_si32(whole);
        }
    }
    sums
}

/// Two products of bytes fit 16 bits: 2 · 127 · 128 is below 2¹⁵.
#[cfg(target_arch = "aarch64")]
#[inline]
#[target_feature(enable = "neon")]
fn neon<const R: usize, const O: usize>(rows: [&[Lanes]; R], weights: [&[Lanes]; O]) -> [[i32; O]; R] {
    use std::arch::aarch64::{
        vaddvq_s32, vdupq_n_s8, vdupq_n_s32, vget_low_s8, vld1q_s8, vmlal_high_s8, vmull_s8, vpadalq_s16,
    };
    // SAFETY: an array of 16 bytes has the 16 bytes that are read.
    let load = |lanes: &Lanes| unsafe { vld1q_s8(lanes.as_ptr()) };
    let rows = rows.map(|row| &row[..rows[0].len()]);
    let weights = weights.map(|row| &row[..rows[0].len()]);
    let mut totals = [[vdupq_n_s32(0); O]; R];
    for i in 0..rows[0].len() {
        let mut activations = [vdupq_n_s8(0); R];
        for r in 0..R {
            activations[r] = load(&rows[r][i]);
        }
        for o in 0..O {
            let weights = load(&weights[o][i]);
            for r in 0..R {
                let low = vmull_s8(vget_low_s8(activations[r]), vget_low_s8(weights));
                totals[r][o] = vpadalq_s16(totals[r][o], vmlal_high_s8(low, activations[r], weights));
            }
        }
    }
    totals.map(|row| row.map(|total| vaddvq_s32(total)))
}
