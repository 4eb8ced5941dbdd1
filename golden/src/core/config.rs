//! The named configurations.

use crate::norm::SAMPLES_MAX;

/// What one build of the core holds.
///
/// A memory of `bits` address bits holds 2^bits addresses; 0 bits of E, X, C or L say that the memory is not built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Name on the command line and in every report.
    pub name: &'static str,
    /// Number that HELLO reports.
    pub number: u32,
    /// Side N of the array, and the number of lanes.
    pub size: usize,
    /// Whether anything but the forward product is built in.
    pub trains: bool,
    /// Address bits of activation memory A: N bytes an address.
    pub a_bits: u32,
    /// Address bits of weight memory W: N bytes an address.
    pub w_bits: u32,
    /// How many eighths of W's addresses are built: 8, or 7, the last eighth then being the one before it once more.
    pub w_eighths: u32,
    /// Address bits of program memory P: one 32-bit instruction an address.
    pub p_bits: u32,
    /// Address bits of E-space: errors E (N bytes an address), pool indices I and flags F (2N bits each).
    pub e_bits: u32,
    /// Address bits of the norm samples X: N int16 an address.
    pub x_bits: u32,
    /// Address bits of the norm parameters C: one channel an address.
    pub c_bits: u32,
    /// Address bits of the labels L: N bytes an address.
    pub l_bits: u32,
    /// Clock that a board with this configuration is meant to run at, in Hz; images per second refer to it.
    pub clock_hz: u64,
}

/// iCE40 UP5K: weights in its four single-port memories, inference only.
pub const TINY: Config = Config {
    name: "tiny",
    number: 1,
    size: 4,
    trains: false,
    a_bits: 13,
    w_bits: 14,
    w_eighths: 8,
    p_bits: 9,
    e_bits: 0,
    x_bits: 0,
    c_bits: 0,
    l_bits: 0,
    clock_hz: 12_000_000,
};
/// ECP5-25 and GW2AR-18: trains 784-64-10 at batch 16, without a normaliser, for whose memories there is no room beside these
/// weights.
pub const SMALL: Config = Config {
    name: "small",
    number: 2,
    size: 4,
    trains: true,
    a_bits: 12,
    w_bits: 14,
    w_eighths: 7,
    p_bits: 9,
    e_bits: 9,
    x_bits: 0,
    c_bits: 0,
    l_bits: 4,
    clock_hz: 100_000_000,
};
/// ECP5-45 and larger: as `small` on twice the lanes, with a normaliser.
pub const MEDIUM: Config = Config {
    name: "medium",
    number: 5,
    size: 8,
    trains: true,
    a_bits: 12,
    w_bits: 13,
    w_eighths: 8,
    p_bits: 10,
    e_bits: 10,
    x_bits: 9,
    c_bits: 7,
    l_bits: 4,
    clock_hz: 100_000_000,
};
/// ECP5-85.
pub const BASE: Config = Config {
    name: "base",
    number: 3,
    size: 16,
    trains: true,
    a_bits: 13,
    w_bits: 14,
    w_eighths: 8,
    p_bits: 11,
    e_bits: 11,
    x_bits: 11,
    c_bits: 9,
    l_bits: 4,
    clock_hz: 100_000_000,
};
/// Simulation only: memory as needed.
pub const LARGE: Config = Config {
    name: "large",
    number: 4,
    size: 16,
    trains: true,
    a_bits: 17,
    w_bits: 16,
    w_eighths: 8,
    p_bits: 13,
    e_bits: 16,
    x_bits: 16,
    c_bits: 10,
    l_bits: 5,
    clock_hz: 100_000_000,
};

/// All of them, smallest first.
pub const ALL: [Config; 5] = [TINY, SMALL, MEDIUM, BASE, LARGE];

impl Config {
    /// The configuration called `name`.
    pub fn named(name: &str) -> Option<Config> {
        ALL.into_iter().find(|config| config.name == name)
    }

    /// Whether a normaliser is built in.
    pub fn normalises(&self) -> bool {
        self.x_bits > 0
    }

    /// Addresses of A.
    pub fn a_depth(&self) -> usize {
        1 << self.a_bits
    }

    /// Addresses of W that are built.
    pub fn w_depth(&self) -> usize {
        (1 << self.w_bits) / 8 * self.w_eighths as usize
    }

    /// Instructions that fit.
    pub fn p_depth(&self) -> usize {
        1 << self.p_bits
    }

    /// Addresses of E-space; 0 when the core does not train.
    pub fn e_depth(&self) -> usize {
        depth(self.e_bits)
    }

    /// Addresses of X; 0 without a normaliser.
    pub fn x_depth(&self) -> usize {
        depth(self.x_bits)
    }

    /// Most samples of a channel that a NORM call takes: as many as X holds, and no more than the sums are wide for.
    pub fn norm_samples(&self) -> usize {
        (self.size * self.x_depth()).min(SAMPLES_MAX)
    }

    /// Channels that C holds; 0 without a normaliser.
    pub fn c_depth(&self) -> usize {
        depth(self.c_bits)
    }

    /// Groups of images whose labels fit; 0 when the core does not train.
    pub fn l_depth(&self) -> usize {
        depth(self.l_bits)
    }

    /// The two words in which HELLO reports the memories: address bits of A, W, P and E, then of X, C and L, from the
    /// low byte up.
    pub fn address_bits(&self) -> [u32; 2] {
        [
            self.a_bits | self.w_bits << 8 | self.p_bits << 16 | self.e_bits << 24,
            self.x_bits | self.c_bits << 8 | self.l_bits << 16,
        ]
    }

    /// 32-bit words that carry one byte for each of the N lanes.
    pub fn vector_words(&self) -> usize {
        self.size / 4
    }
}

fn depth(bits: u32) -> usize {
    if bits == 0 {
        0
    } else {
        1 << bits
    }
}
