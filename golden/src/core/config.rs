//! The named configurations.

/// What one build of the core holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Name on the command line and in every report.
    pub name: &'static str,
    /// Number that HELLO reports.
    pub number: u32,
    /// Side N of the array: N images by N outputs.
    pub size: usize,
    /// Address bits of activation memory; it holds `N * 2^a_bits` bytes.
    pub a_bits: u32,
    /// Address bits of weight memory; it holds `N * 2^w_bits` bytes.
    pub w_bits: u32,
    /// Address bits of program memory, 16 bytes an instruction.
    pub p_bits: u32,
    /// Clock that a board with this configuration is meant to run at, in Hz; images per second refer to it.
    pub clock_hz: u64,
}

/// iCE40 UP5K: weights in its four single-port memories, inference only.
pub const TINY: Config = Config {
    name: "tiny",
    number: 1,
    size: 4,
    a_bits: 11,
    w_bits: 14,
    p_bits: 8,
    clock_hz: 12_000_000,
};
/// ECP5-25.
pub const SMALL: Config = Config {
    name: "small",
    number: 2,
    size: 8,
    a_bits: 11,
    w_bits: 13,
    p_bits: 9,
    clock_hz: 100_000_000,
};
/// ECP5-85.
pub const BASE: Config = Config {
    name: "base",
    number: 3,
    size: 16,
    a_bits: 12,
    w_bits: 14,
    p_bits: 9,
    clock_hz: 100_000_000,
};
/// Simulation only: memory as needed.
pub const LARGE: Config = Config {
    name: "large",
    number: 4,
    size: 16,
    a_bits: 14,
    w_bits: 16,
    p_bits: 12,
    clock_hz: 100_000_000,
};

/// All of them, smallest first.
pub const ALL: [Config; 4] = [TINY, SMALL, BASE, LARGE];

impl Config {
    /// The configuration called `name`.
    pub fn named(name: &str) -> Option<Config> {
        ALL.into_iter().find(|config| config.name == name)
    }

    /// Words of one address of A.
    pub fn a_depth(&self) -> usize {
        1 << self.a_bits
    }

    /// Words of one address of W.
    pub fn w_depth(&self) -> usize {
        1 << self.w_bits
    }

    /// Instructions that fit.
    pub fn p_depth(&self) -> usize {
        1 << self.p_bits
    }

    /// The word in which HELLO reports the memories: address bits of A, W and P from the low byte up.
    pub fn address_bits(&self) -> u32 {
        self.a_bits | self.w_bits << 8 | self.p_bits << 16
    }

    /// 32-bit words that carry one int8 for each of the N lanes.
    pub fn vector_words(&self) -> usize {
        self.size / 4
    }
}
