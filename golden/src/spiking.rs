//! The integrate-and-fire neuron, with and without a leak, in integers.
//!
//! With `Decay::None`, `Reset::Subtract` and `Compare::Ge` it is the neuron of the rules that train on spike counts
//! (J. Wu et al., "Deep Spiking Neural Network with Spike Count based Learning Rule", IJCNN 2019, and "A Tandem
//! Learning Rule for Effective Training and Rapid Inference of Deep Spiking Neural Networks", 2019); with
//! `Decay::Keep`, `Reset::Zero` and `Compare::Gt` the iterative leaky one of Y. Wu et al., "Direct Training for Spiking
//! Neural Networks: Faster, Larger, Better", AAAI 2019.

use crate::fixed::sat_bits_flag;
use ndarray::{Array2, ArrayView2};

/// Bits of the membrane potential.
pub const MEMBRANE_BITS: u32 = 24;

/// What is left of the membrane after a spike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// u = v - threshold: the excess is kept.
    Subtract,
    /// u = 0.
    Zero,
}

/// When a neuron fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// v >= threshold.
    Ge,
    /// v > threshold.
    Gt,
}

/// The leak before a step; the shifts are arithmetic, 0 to 15 (more than 31 counts as 31).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decay {
    /// decay(u) = u.
    None,
    /// decay(u) = u >> shift: the fraction 2^-shift is kept.
    Keep(u32),
    /// decay(u) = u - (u >> shift): the fraction 2^-shift is lost.
    Lose(u32),
}

impl Decay {
    /// The membrane that is left of `u`.
    #[inline]
    pub const fn apply(self, u: i32) -> i32 {
        match self {
            Decay::None => u,
            Decay::Keep(shift) => u >> (if shift > 31 { 31 } else { shift }),
            Decay::Lose(shift) => u - (u >> (if shift > 31 { 31 } else { shift })),
        }
    }
}

/// A neuron's parameters; all neurons of a layer share them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neuron {
    /// 1..=32767.
    pub threshold: i32,
    /// What a spike leaves.
    pub reset: Reset,
    /// Whether reaching the threshold is enough.
    pub compare: Compare,
    /// The leak.
    pub decay: Decay,
}

/// The result of one step of one neuron.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The membrane after the step, in 24 bits.
    pub u: i32,
    /// Whether the neuron fired.
    pub spike: bool,
    /// Whether `u` was cut to its 24 bits.
    pub saturated: bool,
}

/// The result of T steps of N neurons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// T x N of 0 and 1.
    pub spikes: Array2<u8>,
    /// T x N, the membranes after each step.
    pub u: Array2<i32>,
    /// How often a membrane was cut to its 24 bits.
    pub saturations: u64,
}

impl Neuron {
    /// One step, in this order: v = decay(u) + current; the spike by comparing v with the threshold; the reset; the
    /// saturation of u to 24 bits.
    ///
    /// v is exact (25 bits hold it): only what is stored is cut, so a spike at the upper end of the range is subtracted
    /// before the saturation. `u` is taken as a 24-bit value, which every `Step` holds.
    #[inline]
    pub const fn step(&self, u: i32, current: i16) -> Step {
        let v = self.decay.apply(u) as i64 + current as i64;
        let threshold = self.threshold as i64;
        let spike = match self.compare {
            Compare::Ge => v >= threshold,
            Compare::Gt => v > threshold,
        };
        let next = match (spike, self.reset) {
            (false, _) => v,
            (true, Reset::Subtract) => v - threshold,
            (true, Reset::Zero) => 0,
        };
        let (u, saturated) = sat_bits_flag(next, MEMBRANE_BITS);
        Step {
            u: u as i32,
            spike,
            saturated,
        }
    }

    /// Runs N neurons over T steps from membranes at 0; `currents` is T x N.
    pub fn run(&self, currents: ArrayView2<i16>) -> Run {
        let mut spikes = Array2::zeros(currents.raw_dim());
        let mut membranes = Array2::zeros(currents.raw_dim());
        let mut u = vec![0; currents.ncols()];
        let mut saturations = 0;
        for (t, row) in currents.rows().into_iter().enumerate() {
            for (n, (&current, u)) in row.iter().zip(&mut u).enumerate() {
                let step = self.step(*u, current);
                *u = step.u;
                spikes[(t, n)] = u8::from(step.spike);
                membranes[(t, n)] = step.u;
                saturations += u64::from(step.saturated);
            }
        }
        Run {
            spikes,
            u: membranes,
            saturations,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{arr2, Array2};
    use proptest::prelude::*;

    fn tandem(threshold: i32) -> Neuron {
        Neuron {
            threshold,
            reset: Reset::Subtract,
            compare: Compare::Ge,
            decay: Decay::None,
        }
    }

    #[test]
    fn integrate_and_fire_keeps_the_excess() {
        let run = tandem(10).run(arr2(&[[4i16, 25], [4, 0], [4, 0], [-20, -9]]).view());
        assert_eq!(run.spikes, arr2(&[[0, 1], [0, 1], [1, 0], [0, 0]]));
        assert_eq!(run.u, arr2(&[[4, 15], [8, 5], [2, 5], [-18, -4]]));
        assert_eq!(run.saturations, 0);
    }

    #[test]
    fn the_iterative_leaky_neuron_resets_to_zero_above_the_threshold() {
        let neuron = Neuron {
            threshold: 8,
            reset: Reset::Zero,
            compare: Compare::Gt,
            decay: Decay::Keep(1),
        };
        let run = neuron.run(arr2(&[[8i16], [5], [7], [-3], [0]]).view());
        assert_eq!(run.spikes, arr2(&[[0], [1], [0], [0], [0]]));
        // 8; 4 + 5 = 9 fires; 7; (7 >> 1) - 3 = 0; 0
        assert_eq!(run.u, arr2(&[[8], [0], [7], [0], [0]]));
    }

    #[test]
    fn shifts_floor_negative_membranes() {
        assert_eq!(Decay::Keep(2).apply(-5), -2);
        assert_eq!(Decay::Lose(2).apply(-5), -3);
        assert_eq!(Decay::Lose(0).apply(77), 0);
        assert_eq!(Decay::Keep(15).apply(-1), -1);
    }

    #[test]
    fn the_membrane_saturates_at_both_ends_and_counts() {
        let (top, bottom) = ((1 << 23) - 1, -(1 << 23));
        let low = tandem(1).step(bottom, -1);
        assert_eq!(
            low,
            Step {
                u: bottom,
                spike: false,
                saturated: true
            }
        );
        // fires, and 2^23 - 1 + 100 - 50 still exceeds the range
        assert_eq!(
            tandem(50).step(top, 100),
            Step {
                u: top,
                spike: true,
                saturated: true
            }
        );
        // v exceeds the range but the stored membrane does not: exact, not cut
        assert_eq!(
            tandem(101).step(top, 100),
            Step {
                u: top - 1,
                spike: true,
                saturated: false
            }
        );
        let run = tandem(1).run(Array2::from_elem((600, 2), i16::MIN).view());
        assert_eq!(run.saturations, 2 * (600 - 256));
        assert_eq!(run.u[(599, 1)], bottom);
    }

    fn decays() -> impl Strategy<Value = Decay> {
        prop_oneof![
            Just(Decay::None),
            (0u32..16).prop_map(Decay::Keep),
            (0u32..16).prop_map(Decay::Lose)
        ]
    }

    proptest! {
        #[test]
        fn equals_the_definition_in_exact_arithmetic(
            u in -(1i32 << 23)..1 << 23,
            current: i16,
            threshold in 1i32..=32767,
            zero: bool,
            gt: bool,
            decay in decays(),
        ) {
            let neuron = Neuron {
                threshold,
                reset: if zero { Reset::Zero } else { Reset::Subtract },
                compare: if gt { Compare::Gt } else { Compare::Ge },
                decay,
            };
            let floor = |n: u32| i128::from(u).div_euclid(1 << n);
            let v = i128::from(current) + match decay {
                Decay::None => u.into(),
                Decay::Keep(n) => floor(n),
                Decay::Lose(n) => i128::from(u) - floor(n),
            };
            let spike = v - i128::from(gt) >= threshold.into();
            let next = if !spike { v } else if zero { 0 } else { v - i128::from(threshold) };
            let cut = next.clamp(-(1 << 23), (1 << 23) - 1);
            prop_assert_eq!(neuron.step(u, current), Step { u: cut as i32, spike, saturated: cut != next });
        }
    }
}
