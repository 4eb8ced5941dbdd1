//! The division by s + eps, once per channel.

use super::divide_rhe;

/// 1 / (s + eps) as a number with an exponent: t = s + 1 in LSB of s, and 2^e <= t < 2^(e+1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reciprocal {
    t: u64,
    exponent: u32,
    constant: bool,
}

impl Reciprocal {
    /// Of a scale in units of 2^-16, not negative.
    pub fn new(scale: impl Into<i64>) -> Self {
        let scale = scale.into();
        let t = scale.unsigned_abs() + 1;
        Self {
            t,
            exponent: t.ilog2(),
            constant: scale == 0,
        }
    }

    /// e = floor(log2 t), 0..=X+15.
    pub const fn exponent(self) -> u32 {
        self.exponent
    }

    /// RHE(x 2^(places + e) / t), which is x 2^places times a factor in (1/2, 1]: |x| 2^places must fit in 62 bits.
    pub const fn times(self, x: i64, places: u32) -> i64 {
        divide_rhe((x as i128) << (places + self.exponent), self.t)
    }

    /// RHE(x 2^places / t), without the exponent.
    pub const fn divide(self, x: i64, places: u32) -> i64 {
        divide_rhe((x as i128) << places, self.t)
    }

    /// K = RHE(gamma 2^(16+e) / t), 28 bits; 0 for a constant channel, whose y is beta and whose dx is 0.
    pub const fn gain(self, gamma: i32) -> i64 {
        if self.constant {
            0
        } else {
            self.times(gamma as i64, 16)
        }
    }
}
