//! Where the registers stand.

use crate::primitive::Method;

/// How a unit is cut by registers. The default is the plain one: one operation between two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// Most bits of a carry chain: longer adders are cut in segments, each a cycle after the one below, and the inputs
    /// have registers. 0: no adder is cut.
    pub chain: u32,
    /// How the square is made.
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
