//! Quantized rows and weights in; exact integer sums out, by AVX2, AVX-512 VNNI or what every processor has.
//!
//! The first two take the weights of a block of 16 outputs together, group by group of 4 inputs. Activations are unsigned bytes of
//! at most 127.

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(super) mod avx512;
pub(super) mod portable;

/// Outputs of a block.
pub(super) const BLOCK: usize = 16;
/// Inputs of a group.
#[cfg(target_arch = "x86_64")]
const GROUP: usize = 4;

/// The weights of a group of inputs for a block: 4 bytes of each output.
#[cfg(target_arch = "x86_64")]
type Cell = [u8; BLOCK * GROUP];
/// Sums of `R` rows with `B` adjacent blocks: `[row][block][output]`.
#[cfg(target_arch = "x86_64")]
pub(super) type Sums<const R: usize, const B: usize> = [[[i32; BLOCK]; B]; R];

/// Packs the rows of one or more matrices of `columns` inputs, a multiple of 4, block by block and group by group.
#[cfg(target_arch = "x86_64")]
fn pack(parts: &[&[u8]], columns: usize) -> Vec<Cell> {
    let rows: Vec<&[u8]> = parts.iter().flat_map(|part| part.chunks_exact(columns)).collect();
    let groups = columns / GROUP;
    let mut cells = vec![[0; BLOCK * GROUP]; rows.len().div_ceil(BLOCK) * groups];
    for (block, rows) in cells.chunks_exact_mut(groups).zip(rows.chunks(BLOCK)) {
        for (r, row) in rows.iter().enumerate() {
            for (cell, bytes) in block.iter_mut().zip(row.chunks_exact(GROUP)) {
                cell[r * GROUP..][..GROUP].copy_from_slice(bytes);
            }
        }
    }
    cells
}

/// Four activations of a group as one integer.
///
/// # Safety
/// `row` has `4 * group + 4` bytes.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn four(row: *const u8, group: usize) -> i32 {
    // SAFETY: the caller's promise; the read needs no alignment.
    unsafe { row.add(group * GROUP).cast::<i32>().read_unaligned() }
}

#[cfg(test)]
mod tests;
