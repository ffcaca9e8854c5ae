//! The kernels against sums one after the other, with the weights and activations that come nearest to an overflow.

#[cfg(target_arch = "x86_64")]
use super::super::simd::Simd;
use super::*;

const COLUMNS: usize = 128;
const OUTPUTS: usize = 40;

/// Numbers that look random, from a linear congruential generator.
struct Noise(u64);

impl Noise {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// Weights of one matrix: up to `largest`, one of `rare` of them ±127.
    fn weights(&mut self, largest: u64, rare: u64) -> Vec<i8> {
        let mut weight = || match self.below(rare) {
            0 => [127, -127][self.below(2) as usize],
            _ => (self.below(2 * largest + 1) as i64 - largest as i64) as i8,
        };
        (0..OUTPUTS * COLUMNS).map(|_| weight()).collect()
    }
}

fn plain(row: &[u8], weights: &[i8], output: usize) -> i32 {
    let of_output = &weights[output * COLUMNS..][..COLUMNS];
    row.iter().zip(of_output).map(|(x, w)| i32::from(*x) * i32::from(*w)).sum()
}

/// Matrices and rows, with the weights and activations that come nearest to an overflow among them.
fn cases() -> (Vec<Vec<i8>>, Vec<Vec<u8>>) {
    let mut noise = Noise(1);
    let mut matrices: Vec<Vec<i8>> = [(127, 1 << 40), (40, 1 << 40), (40, 30), (1, 4), (127, 2)]
        .map(|(largest, rare)| noise.weights(largest, rare))
        .into();
    matrices.extend([127, -127].map(|weight| vec![weight; OUTPUTS * COLUMNS]));
    let mut rows = vec![vec![127; COLUMNS], vec![1; COLUMNS]];
    rows.push((0..COLUMNS).map(|_| [1, 127][noise.below(2) as usize]).collect());
    rows.push((0..COLUMNS).map(|_| 1 + noise.below(127) as u8).collect());
    (matrices, rows)
}

fn bytes(weights: &[i8]) -> Vec<u8> {
    weights.iter().map(|weight| *weight as u8).collect()
}

#[test]
fn the_portable_sums_are_exact() {
    const TILE: usize = portable::OUTPUTS;
    let factors = |bytes: &[u8]| {
        let mut factors = vec![0; bytes.len()];
        portable::widen(bytes, &mut factors);
        factors
    };
    let (matrices, rows) = cases();
    for matrix in matrices.iter().chain([&vec![-128; OUTPUTS * COLUMNS]]) {
        let wide = factors(&bytes(matrix));
        for two in rows.windows(portable::ROWS) {
            let wide_rows: [_; portable::ROWS] = std::array::from_fn(|r| factors(&two[r]));
            let tile: [&[_]; portable::ROWS] = std::array::from_fn(|r| wide_rows[r].as_slice());
            for (t, weights) in wide.chunks_exact(TILE * COLUMNS).enumerate() {
                let weights: [&[_]; TILE] = std::array::from_fn(|o| &weights[o * COLUMNS..][..COLUMNS]);
                let expected: [[i32; TILE]; portable::ROWS] =
                    std::array::from_fn(|r| std::array::from_fn(|o| plain(&two[r], matrix, t * TILE + o)));
                assert_eq!(portable::sums(tile, weights), expected);
                assert_eq!(portable::plain(tile, weights), expected);
                assert_eq!(portable::sums([tile[1]], [weights[3]]), [[expected[1][3]]]);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn the_sums_of_the_wider_paths_are_exact() {
    let (matrices, rows) = cases();
    for weights in &matrices {
        let bytes = bytes(weights);
        let parts = bytes.split_at(COLUMNS * 24);
        let (avx2, avx512) = (avx2::Packed::new(&[parts.0, parts.1], COLUMNS), avx512::Packed::new(&[&bytes], COLUMNS));
        for three in rows.windows(3) {
            let tile: [&[u8]; 3] = std::array::from_fn(|r| three[r].as_slice());
            for simd in Simd::available() {
                for block in 0..OUTPUTS.div_ceil(BLOCK) {
                    let sums = match simd {
                        Simd::Portable => continue,
                        // SAFETY: the instructions are available.
                        Simd::Avx2 => unsafe { avx2.sums(tile, block) },
                        // SAFETY: as above.
                        Simd::Avx512 => unsafe { avx512.sums::<3, 1>(tile, block) },
                    };
                    for (row, sums) in tile.iter().zip(sums) {
                        for (o, sum) in sums[0].iter().enumerate().filter(|(o, _)| block * BLOCK + o < OUTPUTS) {
                            assert_eq!(*sum, plain(row, weights, block * BLOCK + o), "{simd:?}");
                        }
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn most_groups_of_the_model_are_added_in_threes() {
    let weights = super::super::weights::Weights::read(super::super::weights::embedded()).unwrap();
    let matrix = weights.matrix("layer.0.ff_up.weight").unwrap();
    assert!(avx2::Packed::new(&[matrix.values], matrix.columns).share_in_threes() > 0.95);
}
