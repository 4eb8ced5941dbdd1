//! Driving a top by its valid/ready streams.

use crate::random::Rng;
use crate::Error;
use veribind::{Direction, Model, PortError, PortId};

/// Cycles without any handshake after which a model counts as stuck. The slowest pace moves once in 32 cycles.
const PATIENCE: u64 = 20_000;

/// Cycles after the last result in which no other may come, and in which counters settle.
const QUIET: u64 = 4;

/// When the driver offers beats and takes results.
#[derive(Clone, Debug)]
pub struct Pace {
    sides: Option<(Side, Side)>,
    noise: Rng,
    stop_after: Option<u64>,
}

/// A side that moves with a probability which changes from time to time.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    rng: Rng,
    times: u32,
    left: u64,
}

impl Side {
    pub(crate) fn new(seed: u64) -> Self {
        Side {
            rng: Rng::new(seed),
            times: 0,
            left: 0,
        }
    }

    pub(crate) fn moves(&mut self) -> bool {
        if self.left == 0 {
            // always, mostly, sometimes, hardly
            self.times = self.rng.pick(&[256, 256, 200, 128, 60, 8]);
            self.left = self.rng.size(1..=60) as u64;
        }
        self.left -= 1;
        self.rng.chance(self.times)
    }
}

impl Pace {
    /// As fast as the model goes.
    pub fn full() -> Self {
        Pace {
            sides: None,
            noise: Rng::new(0),
            stop_after: None,
        }
    }

    /// Random stalls of the input and random back-pressure on the output, in phases from none to nearly always; while
    /// no beat is offered the input's data ports hold random bits.
    pub fn random(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut side = || Side::new(rng.bits());
        Pace {
            sides: Some((side(), side())),
            noise: rng,
            stop_after: None,
        }
    }

    /// The transfer ends in [`Error::Stopped`] after this many cycles, wherever it is.
    pub fn stop_after(mut self, cycles: u64) -> Self {
        self.stop_after = Some(cycles);
        self
    }
}

/// The stream ports of a top: `s_*` in, `m_*` out.
#[derive(Clone, Debug)]
pub struct Streams {
    s_valid: PortId,
    s_ready: PortId,
    s_last: Option<PortId>,
    m_valid: PortId,
    m_ready: PortId,
    m_last: Option<PortId>,
    s_fields: Vec<(PortId, u32)>,
    m_fields: Vec<(PortId, &'static str)>,
}

impl Streams {
    /// Finds the ports.
    ///
    /// # Errors
    /// [`PortError::Unknown`] when a handshake port is missing; `s_last` and `m_last` may be.
    pub fn of<M: Model>(model: &M) -> Result<Self, PortError> {
        let named = |prefix: &'static str, direction| {
            M::PORTS
                .iter()
                .filter(move |p| p.direction == direction && p.name.starts_with(prefix))
        };
        let mut s_fields = Vec::new();
        for port in named("s_", Direction::Input).filter(|p| p.name != "s_valid") {
            s_fields.push((model.port(port.name)?, port.width));
        }
        let mut m_fields = Vec::new();
        for port in named("m_", Direction::Output).filter(|p| p.name != "m_valid") {
            m_fields.push((model.port(port.name)?, port.name));
        }
        Ok(Streams {
            s_valid: model.port("s_valid")?,
            s_ready: model.port("s_ready")?,
            s_last: model.port("s_last").ok(),
            m_valid: model.port("m_valid")?,
            m_ready: model.port("m_ready")?,
            m_last: model.port("m_last").ok(),
            s_fields,
            m_fields,
        })
    }

    /// Sends `beats` beats and takes `results` results; gives the cycles from the first offer to the last result.
    ///
    /// `send(model, i)` sets the data ports of beat i and says whether it is the last of its transfer (`s_last`).
    /// `receive(model, i)` reads the data ports of result i and says whether `m_last` should be high with it.
    /// The protocol is checked on the way: a result waits unchanged for `m_ready`, `m_last` is where it should be, and
    /// no result follows the last.
    ///
    /// # Errors
    /// Whatever breaks the protocol; a model in which nothing moves any more; [`Error::Stopped`].
    pub fn transfer<M: Model>(
        &self,
        model: &mut M,
        pace: &mut Pace,
        beats: usize,
        mut send: impl FnMut(&mut M, usize) -> bool,
        results: usize,
        mut receive: impl FnMut(&M, usize) -> bool,
    ) -> Result<u64, Error> {
        let (mut sent, mut received, mut offering) = (0, 0, false);
        let (mut cycle, mut moved) = (0, 0);
        let mut waiting: Option<Vec<Vec<u32>>> = None;
        while sent < beats || received < results {
            if pace.stop_after.is_some_and(|stop| cycle >= stop) {
                self.rest(model);
                return Err(Error::Stopped);
            }
            let (offer, take) = match &mut pace.sides {
                None => (true, true),
                Some((offer, take)) => (offer.moves(), take.moves()),
            };
            if !offering && sent < beats && offer {
                let last = send(model, sent);
                if let Some(port) = self.s_last {
                    model.write(port, last.into());
                }
                offering = true;
            } else if !offering && pace.sides.is_some() {
                self.noise(model, &mut pace.noise);
            }
            model.write(self.s_valid, offering.into());
            model.write(self.m_ready, take.into());
            model.eval();

            let valid = model.read(self.m_valid) == 1;
            if let Some(before) = waiting.take() {
                self.unchanged(model, valid, &before, cycle)?;
            }
            if valid && !take {
                waiting = Some(self.fields(model));
            }
            if valid && take {
                if received == results {
                    return Err(Error::Surplus { top: M::TOP, results });
                }
                self.result(model, received, &mut receive)?;
                received += 1;
                moved = cycle;
            }
            if offering && model.read(self.s_ready) == 1 {
                offering = false;
                sent += 1;
                moved = cycle;
            }
            model.tick();
            cycle += 1;
            if cycle - moved > PATIENCE {
                let top = M::TOP;
                return Err(Error::Stuck {
                    top,
                    cycle,
                    sent,
                    beats,
                    received,
                    results,
                });
            }
        }
        self.quiet(model, results)?;
        Ok(cycle)
    }

    fn result<M: Model>(
        &self,
        model: &M,
        result: usize,
        receive: &mut impl FnMut(&M, usize) -> bool,
    ) -> Result<(), Error> {
        let expected = receive(model, result);
        let found = self.m_last.map(|port| model.read(port) == 1);
        match found {
            Some(found) if found != expected => Err(Error::Last {
                top: M::TOP,
                result,
                found,
            }),
            _ => Ok(()),
        }
    }

    fn unchanged<M: Model>(
        &self,
        model: &M,
        valid: bool,
        before: &[Vec<u32>],
        cycle: u64,
    ) -> Result<(), Error> {
        let after = self.fields(model);
        let changed = before.iter().zip(&after).position(|(b, a)| b != a);
        let port = match (valid, changed) {
            (false, _) => "m_valid",
            (true, Some(index)) => self.m_fields[index].1,
            (true, None) => return Ok(()),
        };
        Err(Error::Unstable {
            top: M::TOP,
            port,
            cycle,
        })
    }

    fn fields<M: Model>(&self, model: &M) -> Vec<Vec<u32>> {
        self.m_fields
            .iter()
            .map(|&(port, _)| model.read_words(port))
            .collect()
    }

    /// Random bits on the data ports, which nobody may look at while `s_valid` is low.
    fn noise<M: Model>(&self, model: &mut M, rng: &mut Rng) {
        for &(port, width) in &self.s_fields {
            let words: Vec<u32> = (0..width.div_ceil(32)).map(|_| rng.bits() as u32).collect();
            model.write_words(port, &words);
        }
    }

    fn rest<M: Model>(&self, model: &mut M) {
        model.write(self.s_valid, 0);
        model.write(self.m_ready, 0);
        model.eval();
    }

    fn quiet<M: Model>(&self, model: &mut M, results: usize) -> Result<(), Error> {
        model.write(self.s_valid, 0);
        model.write(self.m_ready, 1);
        for _ in 0..QUIET {
            model.eval();
            if model.read(self.m_valid) == 1 {
                return Err(Error::Surplus { top: M::TOP, results });
            }
            model.tick();
        }
        self.rest(model);
        Ok(())
    }
}

/// `values[i]` into lane `i` of `bits` bits, in as many words as that takes.
pub fn pack(bits: u32, values: impl ExactSizeIterator<Item = i64>) -> Vec<u32> {
    let mut words = vec![0; (values.len() * bits as usize).div_ceil(32)];
    for (lane, value) in values.enumerate() {
        veribind::lanes::set(&mut words, lane, bits, value as u64);
    }
    words
}

/// The width of a port of `M` in lanes of `bits` bits.
///
/// # Errors
/// [`PortError::Unknown`] when there is no such port.
pub fn lanes_of<M: Model>(port: &str, bits: u32) -> Result<usize, PortError> {
    let found = M::PORTS.iter().find(|p| p.name == port);
    found
        .map(|p| (p.width / bits) as usize)
        .ok_or_else(|| PortError::Unknown {
            top: M::TOP,
            port: port.into(),
        })
}
