//! The sums by AVX-512 VNNI, whose products of bytes are added in 32 bits.

use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::{BLOCK, Cell, GROUP, Sums, four};

/// Weights of a layer.
pub(in super::super) struct Packed {
    cells: Vec<Cell>,
    /// Groups of a block.
    groups: usize,
}

impl Packed {
    /// Packs the rows of one or more matrices of `columns` inputs, a multiple of 4.
    pub(in super::super) fn new(parts: &[&[u8]], columns: usize) -> Self {
        Self { cells: super::pack(parts, columns), groups: columns / GROUP }
    }

    /// Number of blocks of outputs.
    pub(in super::super) fn blocks(&self) -> usize {
        self.cells.len() / self.groups
    }

    /// The sums of `R` rows with `B` blocks from `first` on.
    ///
    /// # Panics
    /// Where a row is shorter than the rows of weights.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub(in super::super) fn sums<const R: usize, const B: usize>(&self, rows: [&[u8]; R], first: usize) -> Sums<R, B> {
        assert!(rows.iter().all(|row| row.len() >= self.groups * GROUP));
        let blocks: [&[Cell]; B] = std::array::from_fn(|b| &self.cells[(first + b) * self.groups..][..self.groups]);
        let mut totals: [[__m512i; B]; R] = [[_mm512_setzero_si512(); B]; R];
        for group in 0..self.groups {
            let mut weights = [_mm512_setzero_si512(); B];
            for b in 0..B {
                // SAFETY: `group` is below the groups of a block, and a cell has the 64 bytes that are read.
                weights[b] = unsafe { _mm512_loadu_si512(blocks[b].as_ptr().add(group).cast()) };
            }
            for r in 0..R {
                // SAFETY: the rows have all groups.
                let activations = _mm512_set1_epi32(unsafe { four(rows[r].as_ptr(), group) });
                for b in 0..B {
                    totals[r][b] = _mm512_dpbusd_epi32(totals[r][b], activations, weights[b]);
                }
            }
        }
        let mut sums = [[[0; BLOCK]; B]; R];
        for r in 0..R {
            for b in 0..B {
                // SAFETY: 16 integers are the 64 bytes written.
                unsafe { _mm512_storeu_si512(sums[r][b].as_mut_ptr().cast(), totals[r][b]) };
            }
        }
        sums
    }
}
