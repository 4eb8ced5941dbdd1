//! Random numbers as a function of where they are used; `golden::random` defines it.

mod keys;
mod lane;

pub use keys::Keys;
pub use lane::{Lane, Round};

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::{verilog, Each, Reg};
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    vec![Top {
        name: "random",
        kind: Kind::Variant,
        parameters: vec![],
        timing: "keys after 75 cycles; then latency 10, one number a cycle",
        generate: |name| verilog(Random::default(), name),
    }]
}

/// `golden::random::random(seed, step, layer, index)` of a stream of indices: [`Keys`] and one [`Lane`].
///
/// ```text
///  start, seed, step, layer --> [Keys] --> keys
///                                            v
///  s_index ------------------------------> [Lane] --> m_number
/// ```
///
/// Indices are taken while no schedule runs. Latency 10, a number a cycle.
#[derive(Debug, Default, LogicBlock)]
pub struct Random {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins a schedule; numbers under way must have left.
    pub start: Signal<In, Bit>,
    /// With `start`.
    pub seed: Signal<In, Bits<64>>,
    /// With `start`.
    pub step: Signal<In, Bits<32>>,
    /// With `start`.
    pub layer: Signal<In, Bits<32>>,
    /// The schedule runs.
    pub busy: Signal<Out, Bit>,
    /// An index is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The index.
    pub s_index: Signal<In, Bits<32>>,
    /// A number is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The number.
    pub m_number: Signal<Out, Bits<16>>,
    schedule: Keys,
    lane: Lane,
    valid: Each<Reg<Bit>, ROUNDS>,
    advance: Signal<Local, Bit>,
}

impl Logic for Random {
    #[hdl_gen]
    fn update(&mut self) {
        self.schedule.clock.next = self.clock.val();
        self.schedule.reset.next = self.reset.val();
        self.lane.clock.next = self.clock.val();
        self.lane.reset.next = self.reset.val();
        for i in 0..ROUNDS {
            self.valid[i].clock.next = self.clock.val();
            self.valid[i].reset.next = self.reset.val();
            self.valid[i].d.next = self.valid[i].q.val();
        }
        self.schedule.start.next = self.start.val();
        self.schedule.seed.next = self.seed.val();
        self.schedule.step.next = self.step.val();
        self.schedule.layer.next = self.layer.val();
        self.busy.next = self.schedule.busy.val();

        self.advance.next = !self.valid[9].q.val() | self.m_ready.val();
        self.s_ready.next = self.advance.val() & !self.schedule.busy.val();
        if self.advance.val() {
            self.valid[0].d.next = self.s_valid.val() & !self.schedule.busy.val();
            for i in 1..ROUNDS {
                self.valid[i].d.next = self.valid[i - 1].q.val();
            }
        }
        self.lane.advance.next = self.advance.val();
        self.lane.index.next = self.s_index.val();
        self.lane.keys.next = self.schedule.keys.val();
        self.m_valid.next = self.valid[9].q.val();
        self.m_number.next = self.lane.number.val();
    }
}
