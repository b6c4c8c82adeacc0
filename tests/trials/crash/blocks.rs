//! The possible contents of a file after a crash: its blocks, each from a different moment.

use crate::luck::Luck;
use crate::scale::amount;
use std::collections::BTreeSet;

/// The number of block mixtures if there are too many for all of them.
const MIXTURES: usize = 300;

/// All possible contents of a file that is durable as the first of `versions` and was changed to each of the others in turn:
/// first those that grew in order, with their number; then the mixtures.
pub(super) fn contents(versions: &[Vec<u8>], luck: &mut Luck) -> (Vec<Vec<u8>>, usize) {
    let mut found: BTreeSet<Vec<u8>> = versions.iter().cloned().collect();
    for pair in versions.windows(2) {
        grown(&pair[0], &pair[1], &mut found);
    }
    let mut mixtures = BTreeSet::new();
    if versions.len() > 1 {
        for block in [512, 4096] {
            for length in lengths(versions, block) {
                mixed(versions, block, length, luck, &mut mixtures);
            }
        }
    }
    let in_order = found.len();
    mixtures.retain(|mixture| !found.contains(mixture));
    (found.into_iter().chain(mixtures).collect(), in_order)
}

/// Every length between one version and a longer one; the rest is absent or zeros.
fn grown(old: &[u8], new: &[u8], found: &mut BTreeSet<Vec<u8>>) {
    // Most positions of a long line are equivalent.
    let step = amount(7, 1) + new.len().saturating_sub(old.len()) / amount(300, 4000);
    for length in (old.len()..new.len()).step_by(step) {
        let mut bytes = new[..length].to_vec();
        found.insert(bytes.clone());
        bytes.resize(new.len(), 0);
        found.insert(bytes);
    }
    for block in [512, 4096] {
        let mut padded = new.to_vec();
        padded.resize(new.len().next_multiple_of(block), 0);
        found.insert(padded);
    }
}

/// The lengths that the file had, and the block boundaries between them.
fn lengths(versions: &[Vec<u8>], block: usize) -> BTreeSet<usize> {
    let had: BTreeSet<usize> = versions.iter().map(Vec::len).collect();
    let (first, last) = (*had.first().unwrap(), *had.last().unwrap());
    let ends = (first.next_multiple_of(block)..last).step_by(block);
    had.iter().copied().chain(ends).collect()
}

fn mixed(
    versions: &[Vec<u8>],
    block: usize,
    length: usize,
    luck: &mut Luck,
    found: &mut BTreeSet<Vec<u8>>,
) {
    let blocks = length.div_ceil(block);
    let choices: Vec<Vec<Vec<u8>>> =
        (0..blocks).map(|at| choices(versions, at * block, block)).collect();
    let open: Vec<usize> = (0..blocks).filter(|&at| choices[at].len() > 1).collect();
    let all: Option<usize> =
        open.iter().try_fold(1_usize, |product, &at| product.checked_mul(choices[at].len()));
    let mut mix = |pick: &dyn Fn(usize, usize) -> usize| {
        let parts = (0..blocks).map(|at| {
            let of = choices[at].len();
            choices[at][if of > 1 { pick(at, of) } else { 0 }].as_slice()
        });
        let mut bytes = parts.collect::<Vec<_>>().concat();
        bytes.resize(length, 0);
        found.insert(bytes);
    };
    match all {
        Some(all) if all <= 2 * MIXTURES => {
            for mut turn in 0..all {
                let mut picks = vec![0; blocks];
                for &at in &open {
                    picks[at] = turn % choices[at].len();
                    turn /= choices[at].len();
                }
                mix(&|at, _| picks[at]);
            }
        }
        Some(_) | None => {
            for &odd in &open {
                mix(&|at, of| if at == odd { 0 } else { of - 1 });
                mix(&|at, of| if at == odd { of - 1 } else { 0 });
                mix(&|at, of| if at < odd { 0 } else { of - 1 });
            }
            for _ in 0..MIXTURES {
                let picks: Vec<usize> = choices.iter().map(|of| luck.below(of.len())).collect();
                mix(&|at, _| picks[at]);
            }
        }
    }
}

/// The content of one block at each moment, oldest first, padded with zeros.
fn choices(versions: &[Vec<u8>], from: usize, block: usize) -> Vec<Vec<u8>> {
    let mut choices: Vec<Vec<u8>> = Vec::new();
    for version in versions {
        let end = version.len().min(from + block);
        let mut bytes = version.get(from..end).unwrap_or_default().to_vec();
        bytes.resize(block, 0);
        if !choices.contains(&bytes) {
            choices.push(bytes);
        }
    }
    choices
}
