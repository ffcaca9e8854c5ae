//! Queries, keys and values of the pieces of a sentence in; for each piece the values of those it attends to out.

use super::math;
use super::simd::compiled_for_each_path;

compiled_for_each_path! {
    /// Attention over the rows `[q k v]` of one sentence. `keys` and `weights` are buffers.
    pub(super) fn attention(
        rows: &[f32],
        hidden: usize,
        heads: usize,
        keys: &mut Vec<f32>,
        weights: &mut Vec<f32>,
        out: &mut [f32],
    ) {
        for head in 0..heads {
            attend_head(rows, hidden, heads, head, keys, weights, out);
        }
    }
}

/// One head of attention over the rows `[q k v]` of one sentence. `keys` and `weights` are buffers.
#[inline(always)]
fn attend_head(
    rows: &[f32],
    hidden: usize,
    heads: usize,
    head: usize,
    keys: &mut Vec<f32>,
    weights: &mut Vec<f32>,
    out: &mut [f32],
) {
    const SIZE: usize = 32;
    let size = hidden / heads;
    debug_assert_eq!(size, SIZE);
    let count = rows.len() / (3 * hidden);
    let padded = count.next_multiple_of(math::LANES);
    // What lies behind the last key is computed along and never used.
    keys.resize(SIZE * padded, 0.0);
    weights.resize(QUERIES * padded, 0.0);
    let part = |row: usize, kind: usize| &rows[row * 3 * hidden + kind * hidden + head * SIZE..][..SIZE];
    for t in 0..count {
        for (d, key) in part(t, 1).iter().enumerate() {
            keys[d * padded + t] = *key;
        }
    }
    let values = &rows[2 * hidden + head * SIZE..];
    // Several queries share each load of keys and values; the sums of each keep their order.
    for first in (0..count).step_by(QUERIES) {
        let last = (first + QUERIES).min(count) - 1;
        scores(std::array::from_fn(|q| part((first + q).min(last), 0)), keys, padded, weights);
        let mut totals = [0.0; QUERIES];
        for (weights, total) in weights.chunks_exact_mut(padded).zip(&mut totals) {
            *total = softmax(weights, count);
        }
        for dimension in (0..SIZE).step_by(math::LANES) {
            let sums = mix(weights, padded, count, &values[dimension..], 3 * hidden);
            for ((t, sums), total) in (first..=last).zip(&sums).zip(totals) {
                let out = &mut out[t * hidden + head * SIZE + dimension..][..math::LANES];
                for (out, sum) in out.iter_mut().zip(sums) {
                    *out = sum / total;
                }
            }
        }
    }
}

/// How many queries are worked on at once.
const QUERIES: usize = 4;

/// For each query as many numbers as fit a register or two.
type Tile = [[f32; math::LANES]; QUERIES];

/// The scaled products of the queries with all keys, a row of `padded` for each; `keys` holds one dimension after the
/// other.
#[inline(always)]
fn scores(queries: [&[f32]; QUERIES], keys: &[f32], padded: usize, out: &mut [f32]) {
    let size = keys.len() / padded;
    let scale = 1.0 / (size as f32).sqrt();
    let queries = queries.map(|query| &query[..size]);
    for block in (0..padded).step_by(math::LANES) {
        let mut tile: Tile = [[0.0; math::LANES]; QUERIES];
        for d in 0..size {
            let key = &keys[d * padded + block..][..math::LANES];
            for (lanes, query) in tile.iter_mut().zip(&queries) {
                let x = query[d];
                for (lane, key) in lanes.iter_mut().zip(key) {
                    *lane += x * key;
                }
            }
        }
        for (lanes, out) in tile.iter().zip(out.chunks_exact_mut(padded)) {
            for (out, lane) in out[block..block + math::LANES].iter_mut().zip(lanes) {
                *out = lane * scale;
            }
        }
    }
}

/// The sums of the first [`math::LANES`] of each row of values (`stride` apart), weighted by each row of weights.
#[inline(always)]
fn mix(weights: &[f32], padded: usize, count: usize, values: &[f32], stride: usize) -> Tile {
    let mut tile: Tile = [[0.0; math::LANES]; QUERIES];
    let weights: [&[f32]; QUERIES] = std::array::from_fn(|q| &weights[q * padded..][..count]);
    for u in 0..count {
        let value = &values[u * stride..][..math::LANES];
        for (lanes, weights) in tile.iter_mut().zip(&weights) {
            let weight = weights[u];
            for (lane, value) in lanes.iter_mut().zip(value) {
                *lane += weight * value;
            }
        }
    }
    tile
}

/// Turns the first `count` scores into unnormalized weights, the others into 0, and returns their sum.
#[inline(always)]
fn softmax(weights: &mut [f32], count: usize) -> f32 {
    let largest = math::max(&weights[..count]);
    for weight in weights[..count].iter_mut() {
        *weight = math::exp(*weight - largest);
    }
    for weight in weights[count..].iter_mut() {
        *weight = 0.0;
    }
    math::sum(weights)
}
