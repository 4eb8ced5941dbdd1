//! Random numbers for tests that can be run again.

use std::ops::RangeInclusive;

/// A generator of 64-bit numbers (splitmix64), the same on every machine.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The sequence of `seed`.
    pub fn new(seed: u64) -> Self {
        Rng(seed)
    }

    /// The next number, uniform.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number of `range`, uniform up to one part in 2^32 for ranges of less than 2^32.
    pub fn range(&mut self, range: RangeInclusive<i64>) -> i64 {
        let size = (range.end() - range.start()) as u64;
        match size.checked_add(1) {
            Some(size) => range.start() + (self.bits() % size) as i64,
            None => self.bits() as i64,
        }
    }

    /// A length or an index of `range`.
    pub fn size(&mut self, range: RangeInclusive<usize>) -> usize {
        self.range(*range.start() as i64..=*range.end() as i64) as usize
    }

    /// True `times` times in 256.
    pub fn chance(&mut self, times: u32) -> bool {
        (self.bits() >> 56) < u64::from(times)
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.size(0..=choices.len() - 1)]
    }

    /// An int32 of any order of magnitude: a uniform one, shifted right by a random number of places.
    pub fn int32(&mut self) -> i32 {
        let places = self.range(0..=31);
        (self.bits() as i32) >> places
    }
}

/// The seed of a test: `SIGNUM_SEED` from the environment, or a new one. It is printed with the name of the test, which
/// the test runner shows when the test fails, so that the failure can be run again.
pub fn seed(test: &str) -> u64 {
    let seed = std::env::var("SIGNUM_SEED")
        .ok()
        .and_then(|text| text.trim().parse().ok());
    let seed = seed.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let now = now.map_or(1, |now| now.as_nanos() as u64);
        Rng::new(now).bits() >> 32
    });
    println!("{test}: run again with SIGNUM_SEED={seed}");
    seed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_kept_and_reached() {
        let mut rng = Rng::new(7);
        let mut seen = [false; 5];
        for _ in 0..1000 {
            let x = rng.range(-2..=2);
            seen[(x + 2) as usize] = true;
        }
        assert_eq!(seen, [true; 5]);
        rng.range(i64::MIN..=i64::MAX);
        assert_eq!(rng.range(3..=3), 3);
    }

    #[test]
    fn equal_seeds_give_equal_sequences() {
        let take = |seed| {
            let mut rng = Rng::new(seed);
            [rng.bits(), rng.bits(), rng.bits()]
        };
        assert_eq!(take(1), take(1));
        assert_ne!(take(1), take(2));
    }
}
