//! The simulated training core: the RTL behind its two word streams.

mod element;

pub use element::Element;

use std::collections::VecDeque;

use golden::core::packet::Packet;
use golden::core::Config;
use veribind::{MemoryError, Model};

use crate::models::{CoreBaseModel, CoreLargeModel, CoreMediumModel, CoreSmallModel, CoreTinyModel};
use crate::models::{CORE_BASE_HASH, CORE_LARGE_HASH, CORE_MEDIUM_HASH, CORE_SMALL_HASH, CORE_TINY_HASH};

/// The ports of a core, whatever its configuration.
trait Words: Send {
    fn offer(&mut self, word: Option<(u32, bool)>);
    fn accept(&mut self, ready: bool);
    fn reset(&mut self, high: bool);
    fn build(&mut self, hash: u32);
    fn eval(&mut self);
    fn tick(&mut self);
    fn ready(&self) -> bool;
    fn word(&self) -> Option<(u32, bool)>;
    fn cycles(&self) -> u64;
    fn peek(&self, memory: &str, address: usize) -> Result<Vec<u32>, MemoryError>;
    fn poke(&mut self, memory: &str, address: usize, words: &[u32]) -> Result<(), MemoryError>;
}

macro_rules! words {
    ($($model:ty),*) => {$(
        impl Words for $model {
            fn offer(&mut self, word: Option<(u32, bool)>) {
                self.set_s_valid(word.is_some());
                if let Some((data, last)) = word {
                    self.set_s_data(data);
                    self.set_s_last(last);
                }
            }
            fn accept(&mut self, ready: bool) {
                self.set_m_ready(ready);
            }
            fn reset(&mut self, high: bool) {
                self.set_reset(high);
            }
            fn build(&mut self, hash: u32) {
                self.set_build(hash);
            }
            fn eval(&mut self) {
                <$model>::eval(self);
            }
            fn tick(&mut self) {
                <$model>::tick(self);
            }
            fn ready(&self) -> bool {
                self.s_ready()
            }
            fn word(&self) -> Option<(u32, bool)> {
                self.m_valid().then(|| (self.m_data(), self.m_last()))
            }
            fn cycles(&self) -> u64 {
                <$model>::cycles(self)
            }
            fn peek(&self, memory: &str, address: usize) -> Result<Vec<u32>, MemoryError> {
                Model::peek(self, memory, address)
            }
            fn poke(&mut self, memory: &str, address: usize, words: &[u32]) -> Result<(), MemoryError> {
                Model::poke(self, memory, address, words)
            }
        }
    )*};
}
words!(
    CoreTinyModel,
    CoreSmallModel,
    CoreMediumModel,
    CoreBaseModel,
    CoreLargeModel
);

/// The build hash that the simulated core of `config` reports: the low 32 bits of its Verilog's.
pub fn build_hash(config: Config) -> u32 {
    let hash = match config.name {
        "tiny" => CORE_TINY_HASH,
        "small" => CORE_SMALL_HASH,
        "medium" => CORE_MEDIUM_HASH,
        "base" => CORE_BASE_HASH,
        _ => CORE_LARGE_HASH,
    };
    hash as u32
}

/// Says in every cycle whether the sender and the receiver are active.
pub type Pauses = Box<dyn FnMut() -> (bool, bool) + Send>;

/// A core in simulation, with a queue on either side.
pub struct CoreSim {
    config: Config,
    model: Box<dyn Words>,
    /// Words under way to the core, each with `last`.
    input: VecDeque<(u32, bool)>,
    /// Words of the packet that the core is sending.
    partial: Packet,
    output: VecDeque<Packet>,
    pauses: Option<Pauses>,
}

impl CoreSim {
    /// The core of `config`, reset.
    pub fn new(config: Config) -> CoreSim {
        let model: Box<dyn Words> = match config.name {
            "tiny" => Box::new(CoreTinyModel::new()),
            "small" => Box::new(CoreSmallModel::new()),
            "medium" => Box::new(CoreMediumModel::new()),
            "base" => Box::new(CoreBaseModel::new()),
            _ => Box::new(CoreLargeModel::new()),
        };
        let mut core = CoreSim {
            config,
            model,
            input: VecDeque::new(),
            partial: Vec::new(),
            output: VecDeque::new(),
            pauses: None,
        };
        core.model.build(build_hash(config));
        core.reset();
        core
    }

    /// From now on `pauses` says in every cycle whether the sender and the receiver are active.
    pub fn pause(&mut self, pauses: Pauses) {
        self.pauses = Some(pauses);
    }

    /// Pulses the reset; what was under way in either direction is lost.
    pub fn reset(&mut self) {
        self.input.clear();
        self.partial.clear();
        self.output.clear();
        self.model.offer(None);
        self.model.accept(false);
        self.model.reset(true);
        self.model.tick();
        self.model.tick();
        self.model.reset(false);
    }

    /// What an element of the core's memories holds.
    ///
    /// # Errors
    /// [`MemoryError`] for one that this configuration does not have.
    pub fn element(&self, element: Element) -> Result<u32, MemoryError> {
        let place = element.place(self.config);
        let word = self.model.peek(&place.memory, place.address)?[0];
        Ok(word >> place.low & (u32::MAX >> (32 - place.width)))
    }

    /// Flips bits of an element, those of `mask`, inside the memory: what a fault of the memory would do.
    ///
    /// # Errors
    /// As [`CoreSim::element`].
    pub fn flip(&mut self, element: Element, mask: u32) -> Result<(), MemoryError> {
        let place = element.place(self.config);
        let word = self.model.peek(&place.memory, place.address)?[0];
        let mask = mask & (u32::MAX >> (32 - place.width));
        self.model
            .poke(&place.memory, place.address, &[word ^ mask << place.low])
    }

    /// Queues the words of a packet; the last one carries `last`.
    pub fn send(&mut self, packet: &[u32]) {
        let end = packet.len().saturating_sub(1);
        self.input.extend(
            packet
                .iter()
                .enumerate()
                .map(|(index, word)| (*word, index == end)),
        );
    }

    /// Words that the core has not taken yet.
    pub fn pending(&self) -> usize {
        self.input.len()
    }

    /// Clock cycles simulated.
    pub fn cycles(&self) -> u64 {
        self.model.cycles()
    }

    /// The next packet from the core, after at most `patience` cycles in which no word moved.
    pub fn receive(&mut self, patience: u64) -> Option<Packet> {
        let mut quiet = 0;
        while self.output.is_empty() && quiet < patience {
            quiet = if self.cycle() { 0 } else { quiet + 1 };
        }
        self.output.pop_front()
    }

    /// Runs `count` cycles.
    pub fn run(&mut self, count: u64) {
        for _ in 0..count {
            self.cycle();
        }
    }

    /// One clock cycle; true when a word went in or out.
    fn cycle(&mut self) -> bool {
        let (sends, takes) = self.pauses.as_mut().map_or((true, true), |pauses| pauses());
        self.model
            .offer(if sends { self.input.front().copied() } else { None });
        self.model.accept(takes);
        self.model.eval();
        let went_in = sends && !self.input.is_empty() && self.model.ready();
        let came_out = if takes { self.model.word() } else { None };
        self.model.tick();
        if went_in {
            self.input.pop_front();
        }
        if let Some((word, last)) = came_out {
            self.partial.push(word);
            if last {
                self.output.push_back(std::mem::take(&mut self.partial));
            }
        }
        went_in || came_out.is_some()
    }
}
