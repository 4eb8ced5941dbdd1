//! RTL and golden engine side by side.

use golden::core::packet::{command, packet, reply, Counter, Header, Packet};
use golden::core::{Config, Engine};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use testbench::core::{build_hash, CoreSim, Pauses};

/// Cycles without a word in either direction after which the core is taken to be silent.
const PATIENCE: u64 = 1_500_000;

/// The seed of this run: `SIGNUM_SEED`, or `default`. Printed, so that a failure can be run again.
pub fn seed(test: &str, default: u64) -> StdRng {
    let seed = std::env::var("SIGNUM_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default);
    println!("{test}: SIGNUM_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

/// RTL and golden engine, and what golden has answered that the RTL has not been asked for.
pub struct Pair {
    pub rtl: CoreSim,
    pub golden: Engine,
    pub expected: Vec<Packet>,
    /// The first difference found on the way.
    found: Option<String>,
}

impl Pair {
    pub fn new(config: Config) -> Pair {
        Pair {
            rtl: CoreSim::new(config),
            golden: Engine::new(config, build_hash(config)),
            expected: Vec::new(),
            found: None,
        }
    }

    /// Sends a packet to both. Golden is through with a program at once: before a packet that must not meet a running
    /// one, the RTL is given the time.
    pub fn send(&mut self, packet: &[u32]) {
        let anytime = [command::HELLO, command::COUNTERS, command::CLEAR];
        let ended = |packet: &Packet| Header::from_word(packet[0]).opcode == reply::DONE;
        if !anytime.contains(&Header::from_word(packet[0]).opcode) && self.expected.iter().any(ended) {
            self.receive();
        }
        self.rtl.send(packet);
        self.expected.extend(self.golden.send(packet));
    }

    /// Compares golden's answers so far with what the RTL sends.
    fn receive(&mut self) {
        for (index, expected) in std::mem::take(&mut self.expected).into_iter().enumerate() {
            if self.found.is_some() {
                return;
            }
            let got = self.rtl.receive(PATIENCE);
            if got.as_ref() != Some(&expected) {
                self.found = Some(format!("packet {index}: {}", words(got.as_deref(), &expected)));
            }
        }
    }

    /// What differs first between golden's answers and what the RTL sends, if anything does.
    pub fn difference(&mut self) -> Option<String> {
        self.receive();
        if self.found.is_some() {
            return self.found.take();
        }
        for _ in 0..PATIENCE / 1000 {
            self.rtl.run(if self.rtl.pending() > 0 { 1000 } else { 0 });
        }
        self.rtl.run(200);
        match (self.rtl.receive(0), self.rtl.pending()) {
            (None, 0) => None,
            (None, words) => Some(format!("{words} words not taken")),
            (Some(packet), _) => Some(format!("a packet too many: {packet:x?}")),
        }
    }

    /// Compares everything that golden has answered so far with what the RTL sends, and that it sends no more.
    pub fn check(&mut self) {
        if let Some(difference) = self.difference() {
            panic!("{difference}");
        }
    }

    /// Reads the counters of both and compares all but those of cycles; gives the RTL's.
    pub fn counters(&mut self) -> Vec<u64> {
        self.check();
        self.rtl.send(&packet(command::COUNTERS, 0, &[]));
        let reply = self.rtl.receive(PATIENCE).expect("COUNTERS");
        let golden = self.golden.send(&packet(command::COUNTERS, 0, &[])).remove(0);
        let values = |words: &[u32]| -> Vec<u64> {
            words
                .chunks_exact(2)
                .map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 32)
                .collect()
        };
        assert_eq!(reply[0], golden[0], "header of COUNTERS");
        let (rtl, golden) = (values(&reply[1..]), values(&golden[1..]));
        for counter in Counter::ALL
            .into_iter()
            .filter(|counter| !counter.counts_cycles())
        {
            assert_eq!(
                rtl[counter as usize], golden[counter as usize],
                "counter {counter}"
            );
        }
        rtl
    }
}

/// The words that differ, by their places in the packet.
fn words(got: Option<&[u32]>, expected: &[u32]) -> String {
    let Some(got) = got else {
        return format!("none from the RTL, golden {expected:x?}");
    };
    let pairs = got
        .iter()
        .zip(expected)
        .enumerate()
        .filter(|(_, (got, expected))| got != expected);
    let each: Vec<String> = pairs
        .map(|(place, (got, expected))| format!("word {place} is {got:08x}, golden {expected:08x}"))
        .collect();
    format!(
        "header {:08x}, {} words, golden {}: {}",
        got[0],
        got.len(),
        expected.len(),
        each.join("; ")
    )
}

/// Sender and receiver each active at random.
pub fn pauses(random: &mut StdRng) -> Pauses {
    let mut own = StdRng::seed_from_u64(random.gen());
    let (sends, takes) = (own.gen_range(0.05..1.0), own.gen_range(0.05..1.0));
    Box::new(move || (own.gen_bool(sends), own.gen_bool(takes)))
}
