//! What fills the skeleton of L1 and of L2: the sum of a channel's deviations, and the root.
//!
//! | block | of | gives |
//! |---|---|---|
//! | [`AbsoluteDeviation`] | x, mu | sum of abs(x - mu), X + 32 bits, LSB 2^-16 |
//! | [`SquaredDeviation`] | x, mu8 | sum of (x - mu8)^2, 2X + 34 bits, LSB 2^-16 |
//! | [`SerialRoot`] | V, 2X + 30 bits | the integer nearest to sqrt(V), X + 15 bits |
//!
//! X is 8, 16 or 32. The sums take one sample a cycle of channels that follow each other without a gap; [`Tuning`] says
//! where their registers stand, and how the square is made. All three are [networks](crate::network), since the number
//! of adders depends on the tuning.

mod absolute;
mod accumulate;
mod root;
mod squared;
mod variants;
mod wires;

pub use absolute::AbsoluteDeviation;
pub use accumulate::accumulate;
pub use root::SerialRoot;
pub(crate) use root::{keep, root_digits, Digits};
pub use squared::SquaredDeviation;
pub use variants::{side_by_side, variants, Part, Variant};
pub(crate) use wires::{bits, number, Simulated};

use crate::primitive::Method;

/// How a filling is cut by registers. The default is the plain one: one operation between two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// Most bits of a carry chain: longer adders are cut in segments, each a cycle after the one below, and the inputs
    /// have registers. 0: no adder is cut.
    pub chain: u32,
    /// How L2 squares.
    pub square: Method,
    /// Registers inside the square.
    pub stages: u32,
}

impl Default for Tuning {
    fn default() -> Self {
        Tuning {
            chain: 0,
            square: Method::Plain,
            stages: 0,
        }
    }
}

impl Tuning {
    /// Bits of a piece, if the square is made of multiplier blocks.
    pub fn piece(self) -> Option<u32> {
        match self.square {
            Method::Dsp { piece } => Some(piece),
            _ => None,
        }
    }

    /// Segments of an adder of so many bits.
    pub fn segments(self, bits: u32) -> u32 {
        match self.chain {
            0 => 1,
            chain => bits.div_ceil(chain),
        }
    }
}
