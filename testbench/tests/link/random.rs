//! Random numbers for the tests.

use testbench::random::Rng;

/// The shared generator with what these tests draw.
pub struct Random(Rng);

impl Random {
    /// From `SIGNUM_SEED`, or from `seed`; printed, so that a failure can be run again.
    pub fn new(test: &str, seed: u64) -> Self {
        let seed = std::env::var("SIGNUM_SEED").map_or(seed, |text| text.parse().unwrap());
        println!("{test}: SIGNUM_SEED={seed}");
        Random(Rng::new(seed))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.size(0..=end - 1)
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Bytes of which about `zeros` in 100 are zero.
    pub fn bytes(&mut self, length: usize, zeros: usize) -> Vec<u8> {
        (0..length)
            .map(|_| {
                if self.chance(zeros) {
                    0
                } else {
                    self.below(256) as u8
                }
            })
            .collect()
    }

    /// Words of which about a fifth is zero.
    pub fn words(&mut self, length: usize) -> Vec<u32> {
        (0..length)
            .map(|_| if self.chance(20) { 0 } else { self.0.bits() as u32 })
            .collect()
    }
}
