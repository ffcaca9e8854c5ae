//! Scores of heads in; the best tree with one root out (Chu and Liu 1965, Edmonds 1967).

/// What a second child of the root costs: more than any sum of scores of a sentence.
const SECOND_ROOT: f64 = 1e7;

/// The head of each node of the maximum spanning arborescence from node 0 with exactly one child of the root.
///
/// `scores` has `nodes` rows of `nodes` entries: row i, column j says how well j is the head of i. Row 0 and the
/// diagonal are not looked at. Entry 0 of the result means nothing. Ties go to the lower head.
pub(super) fn best(scores: &[f32], nodes: usize) -> Vec<usize> {
    let heads: Vec<usize> = (0..nodes).map(|i| best_head(nodes, i, |j| f64::from(scores[i * nodes + j]))).collect();
    let roots = heads.iter().skip(1).filter(|head| **head == 0).count();
    if roots <= 1 && cycle(&heads).is_none() {
        return heads;
    }
    let dear = |k: usize| if k.is_multiple_of(nodes) { SECOND_ROOT } else { 0.0 };
    let scores = scores.iter().enumerate().map(|(k, s)| f64::from(*s) - dear(k)).collect();
    arborescence(scores, nodes)
}

fn best_head(nodes: usize, i: usize, score: impl Fn(usize) -> f64) -> usize {
    let mut best = usize::from(i == 0);
    for j in 0..nodes {
        if j != i && score(j) > score(best) {
            best = j;
        }
    }
    best
}

/// The nodes of one cycle, if the heads make one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut nodes = vec![at];
            let mut next = heads[at];
            while next != at {
                nodes.push(next);
                next = heads[next];
            }
            return Some(nodes);
        }
    }
    None
}

/// One contraction: what is needed to undo it.
struct Contraction {
    /// Number of nodes before it.
    nodes: usize,
    /// The best heads before it.
    heads: Vec<usize>,
    /// For each node after it but the last, the node before it.
    old: Vec<usize>,
    /// For each node after it, the node of the cycle that is its best head there.
    leaves: Vec<usize>,
    /// For each node after it, the node of the cycle that it is the best head of.
    enters: Vec<usize>,
}

fn arborescence(mut scores: Vec<f64>, mut nodes: usize) -> Vec<usize> {
    let mut contractions = Vec::new();
    let mut heads = loop {
        let heads: Vec<usize> = (0..nodes).map(|i| best_head(nodes, i, |j| scores[i * nodes + j])).collect();
        match cycle(&heads) {
            None => break heads,
            Some(cycle) => {
                let (contracted, contraction) = contract(&scores, nodes, heads, &cycle);
                scores = contracted;
                nodes = contraction.old.len() + 1;
                contractions.push(contraction);
            }
        }
    };
    while let Some(contraction) = contractions.pop() {
        heads = contraction.expand(&heads);
    }
    heads
}

/// Makes one node, the last, of a cycle.
fn contract(scores: &[f64], nodes: usize, heads: Vec<usize>, cycle: &[usize]) -> (Vec<f64>, Contraction) {
    let mut inside = vec![false; nodes];
    for &node in cycle {
        inside[node] = true;
    }
    let mut ring: Vec<usize> = cycle.to_vec();
    ring.sort_unstable();
    let old: Vec<usize> = (0..nodes).filter(|node| !inside[*node]).collect();
    let size = old.len() + 1;
    let last = size - 1;
    let mut out = vec![f64::NEG_INFINITY; size * size];
    let (mut leaves, mut enters) = (vec![0; size], vec![0; size]);
    for (a, &i) in old.iter().enumerate() {
        for (b, &j) in old.iter().enumerate() {
            out[a * size + b] = scores[i * nodes + j];
        }
        leaves[a] = first_best(&ring, |v| scores[i * nodes + v]);
        out[a * size + last] = scores[i * nodes + leaves[a]];
        let gain = |v: usize| scores[v * nodes + i] - scores[v * nodes + heads[v]];
        enters[a] = first_best(&ring, gain);
        out[last * size + a] = gain(enters[a]);
    }
    (out, Contraction { nodes, heads, old, leaves, enters })
}

fn first_best(ring: &[usize], score: impl Fn(usize) -> f64) -> usize {
    let mut best = ring[0];
    for &v in ring {
        if score(v) > score(best) {
            best = v;
        }
    }
    best
}

impl Contraction {
    /// The heads of the nodes before the contraction from those after it.
    fn expand(self, after: &[usize]) -> Vec<usize> {
        let last = self.old.len();
        let mut heads = self.heads;
        debug_assert_eq!(heads.len(), self.nodes);
        for (a, &i) in self.old.iter().enumerate().skip(1) {
            heads[i] = if after[a] == last { self.leaves[a] } else { self.old[after[a]] };
        }
        let from = after[last];
        heads[self.enters[from]] = self.old[from];
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best tree by trying all heads.
    fn by_force(scores: &[f32], nodes: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        let mut heads = vec![0; nodes];
        for mut code in 0..nodes.pow(nodes as u32 - 1) {
            for head in heads.iter_mut().skip(1) {
                *head = code % nodes;
                code /= nodes;
            }
            let single = heads.iter().skip(1).filter(|h| **h == 0).count() == 1;
            if single && cycle(&heads).is_none() {
                best = best.max(total(scores, nodes, &heads));
            }
        }
        best
    }

    fn total(scores: &[f32], nodes: usize, heads: &[usize]) -> f64 {
        (1..nodes).map(|i| f64::from(scores[i * nodes + heads[i]])).sum()
    }

    #[test]
    fn finds_the_best_tree_with_one_root() {
        let mut seed = 7u64;
        for _ in 0..300 {
            let nodes = 5;
            let scores: Vec<f32> = (0..nodes * nodes)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (seed >> 40) as f32 / 1e6 - 8.0
                })
                .collect();
            let heads = best(&scores, nodes);
            assert!(cycle(&heads).is_none());
            assert_eq!(heads.iter().skip(1).filter(|h| **h == 0).count(), 1);
            assert!((total(&scores, nodes, &heads) - by_force(&scores, nodes)).abs() < 1e-3);
        }
    }

    #[test]
    fn one_word_hangs_on_the_root() {
        assert_eq!(best(&[0.0; 4], 2)[1], 0);
    }
}
