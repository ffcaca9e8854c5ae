//! The sums by AVX2, whose products of bytes are added in 16 bits first.
//!
//! A 16-bit lane holds the products of two weights of a group for any activations (2 · 127 · 127 fit), and mostly those
//! of three groups: where the positive weights that meet in a lane sum up to at most 258, and the negative ones, nothing
//! overflows. When the weights are packed, the groups of each block are put together in threes for which that is so, and a
//! three is widened to 32 bits once. The sums are exact either way, and their order does not matter.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::{BLOCK, Cell, GROUP, Sums, four};

/// Registers of a cell.
const HALVES: usize = 2;
/// 16-bit lanes of a cell.
const LANES: usize = BLOCK * GROUP / 2;
/// How many groups are added in 16 bits.
const TOGETHER: usize = 3;
/// How many groups ahead the others of a three are looked for.
const REACH: usize = 48;
/// The largest sum of weights of one sign that a 16-bit lane holds when every activation is 127.
const LANE_MAX: i16 = i16::MAX / 127;

/// Weights of a layer.
pub(in super::super) struct Packed {
    /// The groups of each block as `order` has them.
    cells: Vec<Cell>,
    /// For each block its groups, the threes first; each a number below `groups`.
    order: Vec<u16>,
    /// For each block the number of its threes.
    threes: Vec<usize>,
    /// Groups of a block.
    groups: usize,
}

impl Packed {
    /// Packs the rows of one or more matrices of `columns` inputs, a multiple of 4 below 2¹⁸.
    pub(in super::super) fn new(parts: &[&[u8]], columns: usize) -> Self {
        let (unordered, groups) = (super::pack(parts, columns), columns / GROUP);
        let (cells, order) = (Vec::with_capacity(unordered.len()), Vec::with_capacity(unordered.len()));
        let mut packed = Self { cells, order, threes: Vec::with_capacity(unordered.len() / groups), groups };
        let mut lanes = Vec::with_capacity(groups);
        for block in unordered.chunks_exact(groups) {
            lanes.clear();
            lanes.extend(block.iter().map(Lanes::of));
            packed.put_together(&lanes);
            let start = packed.cells.len();
            packed.cells.extend(packed.order[start..].iter().map(|group| block[usize::from(*group)]));
        }
        packed
    }

    /// Appends the order of the groups of a block, those first of which three after three fit a lane together.
    fn put_together(&mut self, lanes: &[Lanes]) {
        let mut free: Vec<u16> = (0..lanes.len() as u16).collect();
        let (mut single, start) = (Vec::new(), self.order.len());
        while !free.is_empty() {
            let mut sum = lanes[usize::from(free[0])];
            let (mut chosen, mut found) = ([0; TOGETHER], 1);
            for (i, group) in free.iter().enumerate().take(REACH).skip(1) {
                let more = sum.plus(&lanes[usize::from(*group)]);
                if more.fit() {
                    sum = more;
                    chosen[found] = i;
                    found += 1;
                    if found == TOGETHER {
                        break;
                    }
                }
            }
            if found == TOGETHER {
                self.order.extend(chosen.map(|i| free[i]));
                chosen.iter().rev().for_each(|i| {
                    free.remove(*i);
                });
            } else {
                single.push(free.remove(0));
            }
        }
        self.threes.push((self.order.len() - start) / TOGETHER);
        self.order.extend(single);
    }

    /// Number of blocks of outputs.
    pub(in super::super) fn blocks(&self) -> usize {
        self.threes.len()
    }

    /// The share of the groups that are widened three at a time.
    #[cfg(test)]
    pub(super) fn share_in_threes(&self) -> f64 {
        (TOGETHER * self.threes.iter().sum::<usize>()) as f64 / self.order.len() as f64
    }

    /// The sums of `R` rows with a block.
    ///
    /// # Panics
    /// Where a row is shorter than the rows of weights.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(in super::super) fn sums<const R: usize>(&self, rows: [&[u8]; R], block: usize) -> Sums<R, 1> {
        assert!(rows.iter().all(|row| row.len() >= self.groups * GROUP));
        let range = block * self.groups..(block + 1) * self.groups;
        let split = TOGETHER * self.threes[block];
        let (order, single) = self.order[range.clone()].split_at(split);
        let (cells, single_cells) = self.cells[range].split_at(split);
        let ones = _mm256_set1_epi16(1);
        let mut totals = [[_mm256_setzero_si256(); HALVES]; R];
        for (groups, cells) in order.as_chunks::<TOGETHER>().0.iter().zip(cells.as_chunks::<TOGETHER>().0) {
            let mut sums = products(&rows, groups[0], &cells[0]);
            for i in 1..TOGETHER {
                let more = products(&rows, groups[i], &cells[i]);
                for r in 0..R {
                    for half in 0..HALVES {
                        sums[r][half] = _mm256_add_epi16(sums[r][half], more[r][half]);
                    }
                }
            }
            for r in 0..R {
                for half in 0..HALVES {
                    totals[r][half] = _mm256_add_epi32(totals[r][half], _mm256_madd_epi16(sums[r][half], ones));
                }
            }
        }
        for (group, cell) in single.iter().zip(single_cells) {
            let products = products(&rows, *group, cell);
            for r in 0..R {
                for half in 0..HALVES {
                    totals[r][half] = _mm256_add_epi32(totals[r][half], _mm256_madd_epi16(products[r][half], ones));
                }
            }
        }
        let mut sums = [[[0; BLOCK]; 1]; R];
        for r in 0..R {
            for half in 0..HALVES {
                let lanes = &mut sums[r][0][half * 8..half * 8 + 8];
                // SAFETY: 8 integers are the 32 bytes written.
                unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), totals[r][half]) };
            }
        }
        sums
    }
}

/// For each row the products of the activations of a group with its weights, two added.
#[inline]
#[target_feature(enable = "avx2")]
fn products<const R: usize>(rows: &[&[u8]; R], group: u16, cell: &Cell) -> [[__m256i; HALVES]; R] {
    let mut weights = [_mm256_setzero_si256(); HALVES];
    for half in 0..HALVES {
        let bytes = &cell[half * 32..half * 32 + 32];
        // SAFETY: the slice has the 32 bytes that are read.
        weights[half] = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
    }
    let mut products = [[_mm256_setzero_si256(); HALVES]; R];
    for r in 0..R {
        // SAFETY: every group in `Packed::order` is below `Packed::groups`, of which `Packed::sums` found all in the rows.
        let activations = _mm256_set1_epi32(unsafe { four(rows[r].as_ptr(), usize::from(group)) });
        for half in 0..HALVES {
            products[r][half] = _mm256_maddubs_epi16(activations, weights[half]);
        }
    }
    products
}

/// For each lane of a group, or of some, the sum of the positive and of the negative weights.
#[derive(Clone, Copy)]
struct Lanes {
    positive: [i16; LANES],
    negative: [i16; LANES],
}

impl Lanes {
    fn of(cell: &Cell) -> Self {
        let mut lanes = Self { positive: [0; LANES], negative: [0; LANES] };
        for (i, two) in cell.as_chunks::<2>().0.iter().enumerate() {
            let [a, b] = two.map(|byte| i16::from(byte as i8));
            lanes.positive[i] = a.max(0) + b.max(0);
            lanes.negative[i] = a.min(0) + b.min(0);
        }
        lanes
    }

    fn plus(&self, other: &Self) -> Self {
        let sum = |a: &[i16; LANES], b: &[i16; LANES]| std::array::from_fn(|i| a[i] + b[i]);
        Self { positive: sum(&self.positive, &other.positive), negative: sum(&self.negative, &other.negative) }
    }

    /// Whether no activations make a lane overflow.
    fn fit(&self) -> bool {
        let within = |all, (p, n): (&i16, &i16)| all & (*p <= LANE_MAX) & (*n >= -LANE_MAX);
        self.positive.iter().zip(&self.negative).fold(true, within)
    }
}
