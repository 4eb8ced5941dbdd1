//! The stream driver finds what breaks the protocol: models in Rust that break it, one way each.

use std::cell::UnsafeCell;
use std::path::Path;
use testbench::stream::{Pace, Streams};
use testbench::Error;
use veribind::{Direction, Model, Port, TraceError};

/// What the model does wrong.
mod defect {
    pub const NONE: u8 = 0;
    pub const NEVER_READY: u8 = 1;
    pub const LOSES_THE_LAST: u8 = 2;
    pub const REPEATS_THE_LAST: u8 = 3;
    pub const CHANGES_WHILE_WAITING: u8 = 4;
    pub const RETRACTS_VALID: u8 = 5;
    pub const FORGETS_LAST: u8 = 6;
    pub const LAST_TOO_EARLY: u8 = 7;
    pub const LOOKS_AT_IDLE_DATA: u8 = 8;
}

/// One pipeline register: data out = data in + 1.
struct Stage<const DEFECT: u8> {
    ports: Vec<UnsafeCell<u64>>,
    held: Option<(u64, bool)>,
    taken: u64,
    cycles: u64,
}

const fn port(name: &'static str, direction: Direction, width: u32) -> Port {
    Port {
        name,
        direction,
        width,
    }
}

impl<const DEFECT: u8> Stage<DEFECT> {
    fn get(&mut self, name: &str) -> u64 {
        let port = self.port(name).unwrap();
        self.read(port)
    }

    fn put(&mut self, name: &str, value: u64) {
        let port = self.port(name).unwrap();
        self.write(port, value);
    }

    fn edge(&mut self) {
        let (offered, taken) = (self.get("s_valid") == 1, self.get("m_ready") == 1);
        let ready = self.get("s_ready") == 1;
        let given = self.get("m_valid") == 1 && taken;
        let again = DEFECT == defect::REPEATS_THE_LAST && self.get("m_last") == 1 && self.taken == 20;
        if given && again {
            self.taken += 1;
        } else if given {
            self.held = None;
        }
        if let (Some((data, _)), defect::CHANGES_WHILE_WAITING, false) = (&mut self.held, DEFECT, given) {
            *data ^= 1;
        }
        let data = self.get("s_data") + 1;
        if DEFECT == defect::LOOKS_AT_IDLE_DATA && !offered && data == 8 {
            self.held = Some((data, false));
        }
        if offered && ready {
            let last = self.get("s_last") == 1;
            let last = match DEFECT {
                defect::FORGETS_LAST => false,
                defect::LAST_TOO_EARLY => last || self.taken == 3,
                _ => last,
            };
            self.taken += 1;
            if !(DEFECT == defect::LOSES_THE_LAST && self.taken == 20) {
                self.held = Some((data, last));
            }
        }
        self.cycles += 1;
    }
}

// SAFETY: a test uses its model on one thread
unsafe impl<const DEFECT: u8> Send for Stage<DEFECT> {}

impl<const DEFECT: u8> Model for Stage<DEFECT> {
    const TOP: &'static str = "stage";
    const PORTS: &'static [Port] = &[
        port("s_valid", Direction::Input, 1),
        port("s_ready", Direction::Output, 1),
        port("s_data", Direction::Input, 16),
        port("s_last", Direction::Input, 1),
        port("m_valid", Direction::Output, 1),
        port("m_ready", Direction::Input, 1),
        port("m_data", Direction::Output, 17),
        port("m_last", Direction::Output, 1),
    ];

    fn with_seed(_seed: u32) -> Self {
        Stage {
            ports: Self::PORTS.iter().map(|_| UnsafeCell::new(0)).collect(),
            held: None,
            taken: 0,
            cycles: 0,
        }
    }

    fn eval(&mut self) {
        let free = self.held.is_none() || self.get("m_ready") == 1;
        self.put("s_ready", u64::from(free && DEFECT != defect::NEVER_READY));
        let waits = DEFECT == defect::RETRACTS_VALID && self.cycles % 3 == 0;
        self.put("m_valid", u64::from(self.held.is_some() && !waits));
        let (data, last) = self.held.unwrap_or_default();
        self.put("m_data", data);
        self.put("m_last", last.into());
    }

    fn ticks(&mut self, count: u64) {
        for _ in 0..count {
            self.eval();
            self.edge();
            self.eval();
        }
    }

    fn reset(&mut self) {
        self.held = None;
    }

    fn cycles(&self) -> u64 {
        self.cycles
    }

    fn trace_window(&mut self, _path: &Path, _from: u64, _to: u64) -> Result<(), TraceError> {
        Err(TraceError::NotBuilt { top: Self::TOP })
    }

    fn address(&self, index: usize) -> *mut u8 {
        self.ports[index].get().cast()
    }
}

/// Sends 0 to 19 through the stage.
fn transfer<const DEFECT: u8>(pace: &mut Pace) -> (Result<u64, Error>, Vec<u64>) {
    let mut model = Stage::<DEFECT>::new();
    let streams = Streams::of(&model).unwrap();
    let data = |name| model.port(name).unwrap();
    let (s_data, m_data) = (data("s_data"), data("m_data"));
    let mut received = Vec::new();
    let result = streams.transfer(
        &mut model,
        pace,
        20,
        |model, beat| {
            model.write(s_data, beat as u64);
            beat == 19
        },
        20,
        |model, result| {
            received.push(model.read(m_data));
            result == 19
        },
    );
    (result, received)
}

/// The first error that one of many random paces finds.
fn found<const DEFECT: u8>() -> Error {
    let errors = (0..50).filter_map(|seed| transfer::<DEFECT>(&mut Pace::random(seed)).0.err());
    errors.take(1).next().expect("a pace that finds the defect")
}

#[test]
fn a_sound_stage_passes_at_every_pace() {
    let expected: Vec<u64> = (1..=20).collect();
    assert_eq!(
        transfer::<{ defect::NONE }>(&mut Pace::full()),
        (Ok(21), expected.clone())
    );
    let mut slowest = 0;
    for seed in 0..50 {
        let (result, received) = transfer::<{ defect::NONE }>(&mut Pace::random(seed));
        assert_eq!(received, expected);
        slowest = slowest.max(result.unwrap());
    }
    assert!(slowest > 100, "random paces stall: {slowest}");
}

#[test]
fn a_stage_that_never_moves_is_stuck() {
    let stuck = transfer::<{ defect::NEVER_READY }>(&mut Pace::full()).0;
    assert!(
        matches!(
            stuck,
            Err(Error::Stuck {
                sent: 0,
                beats: 20,
                ..
            })
        ),
        "{stuck:?}"
    );
}

#[test]
fn a_lost_beat_leaves_the_transfer_stuck() {
    let stuck = transfer::<{ defect::LOSES_THE_LAST }>(&mut Pace::full()).0;
    assert!(
        matches!(
            stuck,
            Err(Error::Stuck {
                sent: 20,
                received: 19,
                ..
            })
        ),
        "{stuck:?}"
    );
}

#[test]
fn a_repeated_beat_is_one_too_many() {
    for mut pace in [Pace::full(), Pace::random(3)] {
        let surplus = transfer::<{ defect::REPEATS_THE_LAST }>(&mut pace).0;
        assert_eq!(
            surplus,
            Err(Error::Surplus {
                top: "stage",
                results: 20
            })
        );
    }
}

#[test]
fn results_must_wait_unchanged() {
    let changed = found::<{ defect::CHANGES_WHILE_WAITING }>();
    assert!(
        matches!(changed, Error::Unstable { port: "m_data", .. }),
        "{changed:?}"
    );
    let retracted = found::<{ defect::RETRACTS_VALID }>();
    assert!(
        matches!(retracted, Error::Unstable { port: "m_valid", .. }),
        "{retracted:?}"
    );
}

#[test]
fn the_last_beat_must_be_marked_and_no_other() {
    let missing = transfer::<{ defect::FORGETS_LAST }>(&mut Pace::full()).0;
    assert!(
        matches!(
            missing,
            Err(Error::Last {
                result: 19,
                found: false,
                ..
            })
        ),
        "{missing:?}"
    );
    let early = transfer::<{ defect::LAST_TOO_EARLY }>(&mut Pace::full()).0;
    assert!(
        matches!(
            early,
            Err(Error::Last {
                result: 3,
                found: true,
                ..
            })
        ),
        "{early:?}"
    );
}

#[test]
fn data_without_valid_are_noise() {
    // the driver's noise is 16 random bits: sooner or later they are the ones that the defect waits for
    let wrong = (0..20_000).any(|seed| {
        let (result, received) = transfer::<{ defect::LOOKS_AT_IDLE_DATA }>(&mut Pace::random(seed));
        result.is_err() || received != (1..=20).collect::<Vec<_>>()
    });
    assert!(wrong);
}

#[test]
fn a_transfer_stops_where_it_is_told() {
    let (result, received) = transfer::<{ defect::NONE }>(&mut Pace::full().stop_after(7));
    assert_eq!(result, Err(Error::Stopped));
    assert_eq!(received.len(), 6);
}
