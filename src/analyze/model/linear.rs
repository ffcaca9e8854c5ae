//! Rows of floats in; their products with 8-bit weights out: rows quantized to 7 bits, sums in exact integers.

use super::kernels::{BLOCK, portable};
#[cfg(target_arch = "x86_64")]
use super::kernels::{Sums, avx2, avx512};
use super::math;
use super::simd::{Simd, compiled_for_each_path};
use super::weights::Weights;
use crate::Result;

/// The largest absolute value of a quantized activation.
const ACTIVATION_MAX: f32 = 63.0;
/// What is added to a quantized activation to make it an unsigned byte.
const OFFSET: i32 = 64;

/// Rows that the kernel of AVX2 multiplies at once.
#[cfg(target_arch = "x86_64")]
const ROWS_AVX2: usize = 3;

/// A linear layer.
pub(super) struct Linear {
    /// Inputs.
    columns: usize,
    /// Parts of rows that lie apart in the file, one after the other in the output.
    parts: Vec<&'static [u8]>,
    outputs: usize,
    blocks: Vec<Block>,
    kernel: Kernel,
}

/// What turns the integer sums of 16 outputs into floats.
#[derive(Default)]
struct Block {
    scales: [f32; BLOCK],
    bias: [f32; BLOCK],
    /// What the offset of the activations adds to each sum.
    excess: [i32; BLOCK],
}

impl Block {
    /// The float behind the integer sum of an output, of a row with this scale.
    #[inline(always)]
    fn output(&self, o: usize, sum: i32, scale: f32) -> f32 {
        (sum - self.excess[o]) as f32 * (scale * self.scales[o]) + self.bias[o]
    }
}

/// The path that multiplies, and the weights in the order it takes them.
enum Kernel {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Packed),
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Packed),
}

impl Kernel {
    #[cfg_attr(not(target_arch = "x86_64"), allow(unused_variables))]
    fn new(simd: Simd, parts: &[&[u8]], columns: usize) -> Self {
        match simd {
            Simd::Portable => Kernel::Portable,
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2 => Kernel::Avx2(avx2::Packed::new(parts, columns)),
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512 => Kernel::Avx512(avx512::Packed::new(parts, columns)),
        }
    }
}

/// Quantized rows, each with its scale.
#[derive(Default)]
pub(super) struct Quantized {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    /// The bytes as the portable path multiplies them; empty on the others.
    factors: Vec<portable::Factor>,
}

impl Quantized {
    /// Quantizes rows of `columns` floats, a multiple of 16: q = round(x · 63/m) + 64, m the largest absolute value.
    pub(super) fn set(&mut self, simd: Simd, rows: &[f32], columns: usize) {
        self.bytes.resize(rows.len(), 0);
        self.scales.resize(rows.len() / columns, 0.0);
        quantize(simd, rows, columns, &mut self.bytes, &mut self.scales);
        if simd == Simd::Portable {
            self.factors.resize(rows.len(), 0);
            portable::widen(&self.bytes, &mut self.factors);
        }
    }
}

compiled_for_each_path! {
    fn quantize(rows: &[f32], columns: usize, bytes: &mut [u8], scales: &mut [f32]) {
        let out = bytes.chunks_exact_mut(columns).zip(scales);
        for (row, (bytes, scale)) in rows.chunks_exact(columns).zip(out) {
            let largest = math::largest_absolute(row);
            let factor = if largest > 0.0 { ACTIVATION_MAX / largest } else { 0.0 };
            for (byte, x) in bytes.iter_mut().zip(row) {
                *byte = math::rounded(x * factor, OFFSET) as u8;
            }
            *scale = largest / ACTIVATION_MAX;
        }
    }
}

impl Linear {
    /// Reads the layers `names` and puts their outputs side by side.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd, names: &[&str]) -> Result<Self> {
        let (parts, blocks) = (Vec::new(), Vec::new());
        let mut linear = Self { columns: 0, parts, outputs: 0, blocks, kernel: Kernel::Portable };
        for name in names {
            let matrix = weights.matrix(&format!("{name}.weight"))?;
            let bias = weights.floats(&format!("{name}.bias"))?;
            linear.columns = matrix.columns;
            for (row, (scale, bias)) in matrix.values.chunks_exact(matrix.columns).zip(matrix.scales.iter().zip(bias)) {
                let excess = row.iter().map(|b| i32::from(*b as i8)).sum::<i32>() * OFFSET;
                linear.push(*scale, bias, excess);
            }
            linear.parts.push(matrix.values);
        }
        linear.kernel = Kernel::new(simd, &linear.parts, linear.columns);
        Ok(linear)
    }

    fn push(&mut self, scale: f32, bias: f32, excess: i32) {
        let o = self.outputs % BLOCK;
        if o == 0 {
            self.blocks.push(Block::default());
        }
        if let Some(block) = self.blocks.last_mut() {
            (block.scales[o], block.bias[o], block.excess[o]) = (scale, bias, excess);
        }
        self.outputs += 1;
    }

    /// Number of outputs.
    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Number of inputs.
    pub(super) fn inputs(&self) -> usize {
        self.columns
    }

    /// Computes all outputs for all rows of `input` into `out`, row by row.
    pub(super) fn apply(&self, input: &Quantized, out: &mut Vec<f32>) {
        out.resize(input.scales.len() * self.outputs(), 0.0);
        match &self.kernel {
            Kernel::Portable => self.apply_portable(input, out),
            // SAFETY: `Simd::available` found the instructions on this processor.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(packed) => unsafe { self.apply_avx2(packed, input, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512(packed) => unsafe { self.apply_avx512(packed, input, out) },
        }
    }

    /// A few outputs at a time: their weights are widened once for all rows.
    fn apply_portable(&self, input: &Quantized, out: &mut [f32]) {
        const OUTPUTS: usize = portable::OUTPUTS;
        let columns = self.columns;
        let mut factors = vec![0; OUTPUTS * columns];
        let mut first = 0;
        for tile in self.parts.iter().flat_map(|part| part.chunks(OUTPUTS * columns)) {
            portable::widen(tile, &mut factors);
            let weights: [_; OUTPUTS] = std::array::from_fn(|o| &factors[o * columns..(o + 1) * columns]);
            let count = tile.len() / columns;
            if count == OUTPUTS {
                self.multiply_portable(input, weights, first, out);
            } else {
                for (o, weights) in weights.into_iter().enumerate().take(count) {
                    self.multiply_portable(input, [weights], first + o, out);
                }
            }
            first += count;
        }
    }

    /// Puts the outputs from `first` on, of which these are the weights, where they belong for all rows.
    #[inline]
    fn multiply_portable<const O: usize>(
        &self,
        input: &Quantized,
        weights: [&[portable::Factor]; O],
        first: usize,
        out: &mut [f32],
    ) {
        let whole = input.scales.len() / portable::ROWS * portable::ROWS;
        for (i, tile) in input.factors.chunks_exact(portable::ROWS * self.columns).enumerate() {
            let rows: [_; portable::ROWS] = std::array::from_fn(|r| &tile[r * self.columns..(r + 1) * self.columns]);
            for (r, sums) in portable::sums(rows, weights).iter().enumerate() {
                self.store_portable(input, i * portable::ROWS + r, first, sums, out);
            }
        }
        for (r, row) in input.factors.chunks_exact(self.columns).enumerate().skip(whole) {
            self.store_portable(input, r, first, &portable::sums([row], weights)[0], out);
        }
    }

    #[inline]
    fn store_portable(&self, input: &Quantized, row: usize, first: usize, sums: &[i32], out: &mut [f32]) {
        for (o, sum) in (first..).zip(sums) {
            let value = self.blocks[o / BLOCK].output(o % BLOCK, *sum, input.scales[row]);
            out[row * self.outputs + o] = value;
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn apply_avx2(&self, packed: &avx2::Packed, input: &Quantized, out: &mut [f32]) {
        for block in 0..packed.blocks() {
            for (r, rows) in self.tiles::<ROWS_AVX2>(input) {
                self.store(input, r, block, &packed.sums(rows, block), out);
            }
            for (r, row) in self.rest::<ROWS_AVX2>(input) {
                self.store(input, r, block, &packed.sums([row], block), out);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn apply_avx512(&self, packed: &avx512::Packed, input: &Quantized, out: &mut [f32]) {
        let whole = packed.blocks() / 4 * 4;
        for first in (0..whole).step_by(4) {
            self.apply_blocks_avx512::<4>(packed, input, first, out);
        }
        for first in whole..packed.blocks() {
            self.apply_blocks_avx512::<1>(packed, input, first, out);
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn apply_blocks_avx512<const B: usize>(
        &self,
        packed: &avx512::Packed,
        input: &Quantized,
        first: usize,
        out: &mut [f32],
    ) {
        for (r, rows) in self.tiles::<6>(input) {
            self.store(input, r, first, &packed.sums::<6, B>(rows, first), out);
        }
        for (r, row) in self.rest::<6>(input) {
            self.store(input, r, first, &packed.sums::<1, B>([row], first), out);
        }
    }

    /// Rows in tiles of `R`, each with the index of the first.
    #[cfg(target_arch = "x86_64")]
    fn tiles<'a, const R: usize>(&self, input: &'a Quantized) -> impl Iterator<Item = (usize, [&'a [u8]; R])> {
        let columns = self.columns;
        let split = move |tile: &'a [u8]| std::array::from_fn(|r| &tile[r * columns..(r + 1) * columns]);
        input.bytes.chunks_exact(R * columns).enumerate().map(move |(i, tile)| (R * i, split(tile)))
    }

    /// The rows after the tiles of `R`.
    #[cfg(target_arch = "x86_64")]
    fn rest<'a, const R: usize>(&self, input: &'a Quantized) -> impl Iterator<Item = (usize, &'a [u8])> {
        let whole = input.scales.len() / R * R;
        input.bytes.chunks_exact(self.columns).enumerate().skip(whole)
    }

    /// Puts the sums of rows from `row` on with the blocks from `block` on where they belong.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn store<const R: usize, const B: usize>(
        &self,
        input: &Quantized,
        row: usize,
        block: usize,
        sums: &Sums<R, B>,
        out: &mut [f32],
    ) {
        for (r, sums) in sums.iter().enumerate() {
            let scale = input.scales[row + r];
            let out = &mut out[(row + r) * self.outputs..(row + r + 1) * self.outputs];
            let (whole, rest) = out[block * BLOCK..].as_chunks_mut::<BLOCK>();
            let blocks = &self.blocks[block..block + B];
            for ((out, of), sums) in whole.iter_mut().zip(blocks).zip(sums) {
                *out = std::array::from_fn(|o| of.output(o, sums[o], scale));
            }
            if whole.len() < B {
                for (o, out) in rest.iter_mut().enumerate() {
                    *out = blocks[B - 1].output(o, sums[B - 1][o], scale);
                }
            }
        }
    }
}
