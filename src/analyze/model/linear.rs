//! Rows of floats in; their products with 8-bit weights out: rows quantized to 7 bits, sums in exact integers.

#[cfg(target_arch = "x86_64")]
use super::kernels;
use super::math;
use super::simd::{Simd, compiled_for_each_path};
use super::weights::Weights;
use crate::Result;

/// The largest absolute value of a quantized activation.
const ACTIVATION_MAX: f32 = 63.0;
/// What is added to a quantized activation to make it an unsigned byte.
const OFFSET: i32 = 64;

/// A linear layer.
pub(super) struct Linear {
    /// Inputs.
    columns: usize,
    /// Parts of rows that lie apart in the file, one after the other in the output.
    parts: Vec<&'static [u8]>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// For each output what the offset of the activations adds to its sum.
    excess: Vec<i32>,
    /// The weights in the order of the vector kernels; empty on the portable path.
    packed: Vec<u8>,
    simd: Simd,
}

/// Quantized rows, each with its scale.
#[derive(Default)]
pub(super) struct Quantized {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    /// The bytes as the portable path multiplies them; empty on the others.
    wide: Vec<i16>,
}

impl Quantized {
    /// Quantizes rows of `columns` floats, a multiple of 16: q = round(x · 63/m) + 64, m the largest absolute value.
    pub(super) fn set(&mut self, simd: Simd, rows: &[f32], columns: usize) {
        self.bytes.resize(rows.len(), 0);
        self.scales.resize(rows.len() / columns, 0.0);
        quantize(simd, rows, columns, &mut self.bytes, &mut self.scales);
        if simd == Simd::Portable {
            self.wide.clear();
            self.wide.extend(self.bytes.iter().map(|byte| i16::from(*byte)));
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
        let (scales, bias, excess) = (Vec::new(), Vec::new(), Vec::new());
        let mut linear = Self { columns: 0, parts: Vec::new(), scales, bias, excess, packed: Vec::new(), simd };
        for name in names {
            let matrix = weights.matrix(&format!("{name}.weight"))?;
            linear.columns = matrix.columns;
            linear.bias.extend(weights.floats(&format!("{name}.bias"))?);
            linear.scales.extend(&matrix.scales);
            let sum = |row: &[u8]| row.iter().map(|b| i32::from(*b as i8)).sum::<i32>() * OFFSET;
            linear.excess.extend(matrix.values.chunks_exact(matrix.columns).map(sum));
            linear.parts.push(matrix.values);
        }
        #[cfg(target_arch = "x86_64")]
        if simd != Simd::Portable {
            linear.packed = kernels::pack(&linear.parts, linear.columns);
        }
        Ok(linear)
    }

    /// Number of outputs.
    pub(super) fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Number of inputs.
    pub(super) fn inputs(&self) -> usize {
        self.columns
    }

    /// Computes all outputs for all rows of `input` into `out`, row by row.
    pub(super) fn apply(&self, input: &Quantized, out: &mut Vec<f32>) {
        out.resize(input.scales.len() * self.outputs(), 0.0);
        match self.simd {
            Simd::Portable => self.apply_portable(input, out),
            // SAFETY: `Simd::available` found the instructions on this processor.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2 => unsafe { self.apply_avx2(input, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512 => unsafe { self.apply_avx512(input, out) },
        }
    }

    /// Four outputs at a time: their weights are widened once for all rows, in a form that compilers turn into vectors.
    fn apply_portable(&self, input: &Quantized, out: &mut [f32]) {
        const TILE: usize = 4;
        let outputs = self.outputs();
        let mut wide = vec![0i16; TILE * self.columns];
        let mut first = 0;
        for tile in self.parts.iter().flat_map(|part| part.chunks(TILE * self.columns)) {
            for (wide, byte) in wide.iter_mut().zip(tile) {
                *wide = i16::from(*byte as i8);
            }
            let count = tile.len() / self.columns;
            for (r, row) in input.wide.chunks_exact(self.columns).enumerate() {
                for (k, weights) in wide.chunks_exact(self.columns).take(count).enumerate() {
                    out[r * outputs + first + k] = self.output(first + k, product(row, weights), input.scales[r]);
                }
            }
            first += count;
        }
    }

    /// The float behind an integer sum, of a row with this scale.
    #[inline(always)]
    fn output(&self, o: usize, sum: i32, scale: f32) -> f32 {
        (sum - self.excess[o]) as f32 * (scale * self.scales[o]) + self.bias[o]
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn apply_avx2(&self, input: &Quantized, out: &mut [f32]) {
        for first in 0..self.packed.len() / (kernels::BLOCK * self.columns) {
            let block = self.block(first);
            for (r, rows) in self.tiles::<4>(input) {
                self.store(input, r, first, &kernels::sums_avx2(rows, block), out);
            }
            for (r, row) in self.rest::<4>(input) {
                self.store(input, r, first, &kernels::sums_avx2([row], block), out);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn apply_avx512(&self, input: &Quantized, out: &mut [f32]) {
        let count = self.packed.len() / (kernels::BLOCK * self.columns);
        let whole = count / 4 * 4;
        for first in (0..whole).step_by(4) {
            self.apply_blocks_avx512(input, first, [0, 1, 2, 3].map(|b| self.block(first + b)), out);
        }
        for first in whole..count {
            self.apply_blocks_avx512(input, first, [self.block(first)], out);
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn apply_blocks_avx512<const B: usize>(
        &self,
        input: &Quantized,
        first: usize,
        blocks: [&[u8]; B],
        out: &mut [f32],
    ) {
        for (r, rows) in self.tiles::<6>(input) {
            self.store(input, r, first, &kernels::sums_avx512(rows, blocks), out);
        }
        for (r, row) in self.rest::<6>(input) {
            self.store(input, r, first, &kernels::sums_avx512([row], blocks), out);
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn block(&self, block: usize) -> &[u8] {
        let size = kernels::BLOCK * self.columns;
        &self.packed[block * size..(block + 1) * size]
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

    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn store<const R: usize, const B: usize>(
        &self,
        input: &Quantized,
        row: usize,
        block: usize,
        sums: &kernels::Sums<R, B>,
        out: &mut [f32],
    ) {
        let outputs = self.outputs();
        let begin = block * kernels::BLOCK;
        let end = outputs.min(begin + B * kernels::BLOCK);
        for (r, sums) in sums.iter().enumerate() {
            let scale = input.scales[row + r];
            let out = &mut out[(row + r) * outputs + begin..(row + r) * outputs + end];
            let parameters = self.excess[begin..end].iter().zip(&self.scales[begin..end]).zip(&self.bias[begin..end]);
            for ((out, sum), ((excess, weight_scale), bias)) in out.iter_mut().zip(sums.as_flattened()).zip(parameters)
            {
                *out = (sum - excess) as f32 * (scale * weight_scale) + bias;
            }
        }
    }
}

fn product(row: &[i16], weights: &[i16]) -> i32 {
    row.iter().zip(weights).map(|(x, w)| i32::from(*x) * i32::from(*w)).sum()
}
