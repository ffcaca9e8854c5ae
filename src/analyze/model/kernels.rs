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

/// Four activations as one integer.
#[inline(always)]
fn four(row: &[u8], group: usize) -> i32 {
    match row[group * GROUP..].first_chunk::<GROUP>() {
        Some(bytes) => i32::from_le_bytes(*bytes),
        None => 0,
    }
}

/// Sums of `R` rows with `B` adjacent blocks: `[row][block][output]`.
pub(super) type Sums<const R: usize, const B: usize> = [[[i32; BLOCK]; B]; R];

/// The sums by AVX-512 VNNI; `blocks` are `B` packed blocks.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn sums_avx512<const R: usize, const B: usize>(rows: [&[u8]; R], blocks: [&[u8]; B]) -> Sums<R, B> {
    let groups = rows[0].len() / GROUP;
    let rows = rows.map(|row| &row[..groups * GROUP]);
    let blocks = blocks.map(|block| &block[..groups * BLOCK * GROUP]);
    let mut totals: [[__m512i; B]; R] = [[_mm512_setzero_si512(); B]; R];
    for group in 0..groups {
        let at = group * BLOCK * GROUP;
        // SAFETY: the block has 64 bytes from `at` on, as its slice above shows.
        let weights = blocks.map(|block| unsafe { _mm512_loadu_si512(block[at..at + 64].as_ptr().cast()) });
        for r in 0..R {
            let activations = _mm512_set1_epi32(four(rows[r], group));
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

/// The sums by AVX2.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn sums_avx2<const R: usize, const B: usize>(rows: [&[u8]; R], blocks: [&[u8]; B]) -> Sums<R, B> {
    let groups = rows[0].len() / GROUP;
    let rows = rows.map(|row| &row[..groups * GROUP]);
    let blocks = blocks.map(|block| &block[..groups * BLOCK * GROUP]);
    let ones = _mm256_set1_epi16(1);
    let mut totals: [[[__m256i; 2]; B]; R] = [[[_mm256_setzero_si256(); 2]; B]; R];
    for group in 0..groups {
        let at = group * BLOCK * GROUP;
        for r in 0..R {
            let activations = _mm256_set1_epi32(four(rows[r], group));
            for b in 0..B {
                for half in 0..2 {
                    let bytes = &blocks[b][at + half * 32..at + half * 32 + 32];
                    // SAFETY: the slice has the 32 bytes read.
                    let weights = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
                    let pairs = _mm256_maddubs_epi16(activations, weights);
                    totals[r][b][half] = _mm256_add_epi32(totals[r][b][half], _mm256_madd_epi16(pairs, ones));
                }
            }
        }
    }
    let mut sums = [[[0; BLOCK]; B]; R];
    for r in 0..R {
        for b in 0..B {
            for half in 0..2 {
                let lanes = &mut sums[r][b][half * 8..half * 8 + 8];
                // SAFETY: 8 integers are the 32 bytes written.
                unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), totals[r][b][half]) };
            }
        }
    }
    sums
}
