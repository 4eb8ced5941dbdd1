//! Random numbers for the tests.

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
pub struct Random(u64);

impl Random {
    /// From `SIGNUM_SEED`, or from `seed`; printed, so that a failure can be run again.
    pub fn new(test: &str, seed: u64) -> Self {
        let seed = std::env::var("SIGNUM_SEED").map_or(seed, |text| text.parse().unwrap());
        println!("{test}: SIGNUM_SEED={seed}");
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
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

    pub fn words(&mut self, length: usize) -> Vec<u32> {
        (0..length)
            .map(|_| if self.chance(20) { 0 } else { self.next() as u32 })
            .collect()
    }
}
