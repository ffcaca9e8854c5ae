//! Quantized rows and packed weights in; exact integer sums out, by AVX2 or AVX-512 VNNI.
//!
//! Weights are packed in blocks of 16 outputs: for each group of 4 inputs 64 bytes, 4 of each output. Activations are
//! unsigned bytes of at most 127, so that two products fit the 16-bit lanes of AVX2 without saturation.
#![cfg(target_arch = "x86_64")]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi16,
    _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256, _mm512_dpbusd_epi32, _mm512_loadu_si512,
    _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

/// Outputs of a block.
pub(super) const BLOCK: usize = 16;
/// Inputs of a group.
const GROUP: usize = 4;

/// Packs the rows of one or more matrices of `columns` inputs, a multiple of 4.
pub(super) fn pack(parts: &[&[u8]], columns: usize) -> Vec<u8> {
    let rows: Vec<&[u8]> = parts.iter().flat_map(|part| part.chunks_exact(columns)).collect();
    let mut packed = vec![0; rows.len().next_multiple_of(BLOCK) * columns];
    for (block, rows) in packed.chunks_exact_mut(BLOCK * columns).zip(rows.chunks(BLOCK)) {
        for (r, row) in rows.iter().enumerate() {
            for (group, bytes) in row.chunks_exact(GROUP).enumerate() {
                let at = group * BLOCK * GROUP + r * GROUP;
                block[at..at + GROUP].copy_from_slice(bytes);
            }
        }
    }
    packed
}

/// Four activations of a group as one integer.
///
/// # Safety
/// `row` has `4 * group + 4` bytes.
#[inline(always)]
unsafe fn four(row: *const u8, group: usize) -> i32 {
    // SAFETY: the caller's promise; the read needs no alignment.
    unsafe { row.add(group * GROUP).cast::<i32>().read_unaligned() }
}

/// Sums of `R` rows with `B` adjacent blocks: `[row][block][output]`.
pub(super) type Sums<const R: usize, const B: usize> = [[[i32; BLOCK]; B]; R];

/// How many groups all of the rows and packed blocks have: what the loops below may read.
#[inline(always)]
fn groups<const R: usize, const B: usize>(rows: &[&[u8]; R], blocks: &[&[u8]; B]) -> usize {
    let inputs = rows.iter().map(|row| row.len() / GROUP).min().unwrap_or(0);
    blocks.iter().map(|block| block.len() / (BLOCK * GROUP)).fold(inputs, usize::min)
}

/// The sums by AVX-512 VNNI; `blocks` are `B` packed blocks.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn sums_avx512<const R: usize, const B: usize>(rows: [&[u8]; R], blocks: [&[u8]; B]) -> Sums<R, B> {
    let mut totals: [[__m512i; B]; R] = [[_mm512_setzero_si512(); B]; R];
    for group in 0..groups(&rows, &blocks) {
        let mut weights = [_mm512_setzero_si512(); B];
        for b in 0..B {
            // SAFETY: `group` is below the groups of every block, each of 64 bytes.
            weights[b] = unsafe { _mm512_loadu_si512(blocks[b].as_ptr().add(group * BLOCK * GROUP).cast()) };
        }
        for r in 0..R {
            // SAFETY: `group` is below the groups of every row.
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

/// The sums of `R` rows with one packed block, by AVX2.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn sums_avx2<const R: usize>(rows: [&[u8]; R], block: &[u8]) -> Sums<R, 1> {
    let ones = _mm256_set1_epi16(1);
    let mut totals: [[__m256i; 2]; R] = [[_mm256_setzero_si256(); 2]; R];
    for group in 0..groups(&rows, &[block]) {
        let mut weights = [_mm256_setzero_si256(); 2];
        for (half, weights) in weights.iter_mut().enumerate() {
            let at = group * BLOCK * GROUP + half * 32;
            // SAFETY: `group` is below the groups of the block, each of 64 bytes.
            *weights = unsafe { _mm256_loadu_si256(block.as_ptr().add(at).cast()) };
        }
        for r in 0..R {
            // SAFETY: `group` is below the groups of every row.
            let activations = _mm256_set1_epi32(unsafe { four(rows[r].as_ptr(), group) });
            for half in 0..2 {
                let pairs = _mm256_maddubs_epi16(activations, weights[half]);
                totals[r][half] = _mm256_add_epi32(totals[r][half], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    let mut sums = [[[0; BLOCK]; 1]; R];
    for r in 0..R {
        for half in 0..2 {
            let lanes = &mut sums[r][0][half * 8..half * 8 + 8];
            // SAFETY: 8 integers are the 32 bytes written.
            unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), totals[r][half]) };
        }
    }
    sums
}
