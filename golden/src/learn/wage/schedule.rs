//! The learning rate over a training, and the order of the samples in an epoch.

use super::LearnError;
use crate::random::{fill, round_keys, LAYER_SHUFFLE};

/// The learning rate over a training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Schedule {
    /// 8 in the first half of the steps, 1/4 in the last tenth, 1 between: [`rate_log2`].
    #[default]
    Paper,
    /// log2 of a rate for so many epochs, one after the other; together they cover the training.
    Epochs(Vec<(u32, i32)>),
}

impl Schedule {
    /// Whether it covers so many epochs.
    pub(super) fn check(&self, epochs: u32) -> Result<(), LearnError> {
        let Schedule::Epochs(phases) = self else {
            return Ok(());
        };
        let found = phases.iter().map(|phase| u64::from(phase.0)).sum();
        if found < u64::from(epochs) {
            return Err(LearnError::Schedule { found, epochs });
        }
        Ok(())
    }

    /// log2 of the rate at step `step` (from 0) of `steps`, which are `per_epoch` an epoch; 0 beyond the schedule.
    pub fn rate_log2(&self, step: u32, steps: u32, per_epoch: u32) -> i32 {
        let Schedule::Epochs(phases) = self else {
            return rate_log2(step.into(), steps.into());
        };
        let mut epoch = u64::from(step / per_epoch.max(1));
        for &(epochs, rate_log2) in phases {
            if epoch < u64::from(epochs) {
                return rate_log2;
            }
            epoch -= u64::from(epochs);
        }
        0
    }
}

/// log2 of the learning rate at training step `step` (from 0) of `steps`: 3 in the first half, -2 in the last tenth, 0
/// between, that is, 8, 1/4 and 1.
///
/// With ten epochs the rate is 8 in epochs 1 to 5, 1 in 6 to 9 and 1/4 in the tenth.
pub const fn rate_log2(step: u64, steps: u64) -> i32 {
    let (step, steps) = (step as u128, steps as u128);
    if 2 * step < steps {
        3
    } else if 10 * step < 9 * steps {
        0
    } else {
        -2
    }
}

/// The order in which epoch `epoch` (from 0) takes `samples` samples: a permutation of 0..samples.
///
/// A Fisher-Yates shuffle of the identity: for j = samples - 1 down to 1, position j is exchanged with position
/// `(r * (j + 1)) >> 32`, where r has `random(seed, epoch, LAYER_SHUFFLE, 2 j)` as its upper 16 bits and
/// `random(seed, epoch, LAYER_SHUFFLE, 2 j + 1)` as its lower ones. Samples beyond 2^31 keep their places.
pub fn order(seed: u64, epoch: u32, samples: usize) -> Vec<u32> {
    let n = samples.min(1 << 31);
    let mut random = vec![0; 2 * n];
    fill(&round_keys(seed, epoch, LAYER_SHUFFLE), 0, 1, &mut random);
    let mut order: Vec<u32> = (0..samples as u32).collect();
    for j in (1..n).rev() {
        let r = u64::from(random[2 * j]) << 16 | u64::from(random[2 * j + 1]);
        order.swap(j, ((r * (j as u64 + 1)) >> 32) as usize);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_epochs_have_the_three_rates_of_the_paper() {
        let per_epoch = 469;
        let rates: Vec<i32> = (0..10 * per_epoch)
            .map(|s| rate_log2(s, 10 * per_epoch))
            .collect();
        for (epoch, rates) in rates.chunks(per_epoch as usize).enumerate() {
            let expected = [3, 3, 3, 3, 3, 0, 0, 0, 0, -2][epoch];
            assert!(rates.iter().all(|&r| r == expected), "epoch {epoch}");
        }
    }

    #[test]
    fn epochs_of_a_schedule_follow_each_other() {
        let schedule = Schedule::Epochs(vec![(2, 3), (0, 6), (1, 0), (1, -2)]);
        let rates: Vec<i32> = (0..12).map(|step| schedule.rate_log2(step, 12, 3)).collect();
        assert_eq!(rates, [3, 3, 3, 3, 3, 3, 0, 0, 0, -2, -2, -2]);
        assert_eq!(schedule.check(4), Ok(()));
        assert_eq!(
            schedule.check(5),
            Err(LearnError::Schedule { found: 4, epochs: 5 })
        );
        let paper = Schedule::default();
        assert!((0..40).all(|step| paper.rate_log2(step, 40, 4) == rate_log2(step.into(), 40)));
    }

    #[test]
    fn rates_of_a_short_training_never_rise() {
        for steps in 1..50 {
            let rates: Vec<i32> = (0..steps).map(|s| rate_log2(s, steps)).collect();
            assert!(
                rates[0] == 3 && rates.windows(2).all(|r| r[1] <= r[0]),
                "{rates:?}"
            );
        }
    }

    #[test]
    fn an_order_is_a_permutation_of_its_own() {
        for samples in [0, 1, 2, 3, 1000, 60_000] {
            let mut seen = order(1, 0, samples);
            seen.sort_unstable();
            assert!(seen.iter().enumerate().all(|(i, &s)| i as u32 == s) && seen.len() == samples);
        }
        let orders = [order(1, 0, 1000), order(1, 1, 1000), order(2, 0, 1000)];
        assert!(orders[0] != orders[1] && orders[0] != orders[2] && orders[1] != orders[2]);
        assert_eq!(orders[0], order(1, 0, 1000));
    }

    #[test]
    fn all_orders_of_four_are_equally_frequent() {
        let mut count = std::collections::BTreeMap::new();
        for epoch in 0..24_000 {
            *count.entry(order(5, epoch, 4)).or_insert(0) += 1;
        }
        // 24 cells with 1000 each: five standard deviations are 155
        assert_eq!(count.len(), 24);
        assert!(count.values().all(|&n: &i32| (n - 1000).abs() < 155), "{count:?}");
    }
}
