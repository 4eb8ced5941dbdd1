//! The key schedule.

use golden::random::{ROUNDS, WARM_UP};
use rust_hdl::prelude::*;

use crate::base::{Each, Join, Reg};

/// `golden::random::round_keys(seed, step, layer)`: one step of the schedule a cycle.
///
/// ```text
///  seed, step, layer --> [k][l0][l1] ... [l6]      k' and l' = round((l0, k), i), then l1 .. l6 move down
///                         ^                ^
///                         k'               l'      from i = 64 on, k' goes into `keys`, the first one lowest
/// ```
///
/// The keys stand 75 cycles after `start` (64 steps and 10 keys) and hold until the next one; `busy` is high meanwhile.
#[derive(Debug, LogicBlock)]
pub struct Keys {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins a schedule, also in the middle of another.
    pub start: Signal<In, Bit>,
    /// With `start`.
    pub seed: Signal<In, Bits<64>>,
    /// With `start`.
    pub step: Signal<In, Bits<32>>,
    /// With `start`.
    pub layer: Signal<In, Bits<32>>,
    /// The keys are not those of the last `start` yet.
    pub busy: Signal<Out, Bit>,
    /// Ten keys of 16 bits, that of the first round lowest.
    pub keys: Signal<Out, Bits<160>>,
    // k, l0 .. l6
    words: Each<Reg<Bits<16>>, 8>,
    found: Each<Reg<Bits<16>>, ROUNDS>,
    count: Reg<Bits<16>>,
    running: Reg<Bit>,
    l: Signal<Local, Bits<16>>,
    k: Signal<Local, Bits<16>>,
    joined: Join<ROUNDS, 16, 160>,
    warm_up: Constant<Bits<16>>,
    last: Constant<Bits<16>>,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            seed: Default::default(),
            step: Default::default(),
            layer: Default::default(),
            busy: Default::default(),
            keys: Default::default(),
            words: Default::default(),
            found: Default::default(),
            count: Default::default(),
            running: Default::default(),
            l: Default::default(),
            k: Default::default(),
            joined: Default::default(),
            warm_up: Constant::new(u64::from(WARM_UP).into()),
            last: Constant::new((u64::from(WARM_UP) + ROUNDS as u64 - 1).into()),
        }
    }
}

impl Logic for Keys {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, count, running);
        self.count.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        for i in 0..8 {
            self.words[i].clock.next = self.clock.val();
            self.words[i].reset.next = self.reset.val();
            self.words[i].d.next = self.words[i].q.val();
        }
        for i in 0..ROUNDS {
            self.found[i].clock.next = self.clock.val();
            self.found[i].reset.next = self.reset.val();
            self.found[i].d.next = self.found[i].q.val();
            self.joined.parts[i].next = self.found[i].q.val();
        }

        self.l.next = (((self.words[1].q.val() >> 7) | (self.words[1].q.val() << 9)) + self.words[0].q.val())
            ^ self.count.q.val();
        self.k.next = ((self.words[0].q.val() << 2) | (self.words[0].q.val() >> 14)) ^ self.l.val();
        if self.running.q.val() {
            self.count.d.next = self.count.q.val() + 1;
            self.words[0].d.next = self.k.val();
            for i in 2..8 {
                self.words[i - 1].d.next = self.words[i].q.val();
            }
            self.words[7].d.next = self.l.val();
            if self.count.q.val() >= self.warm_up.val() {
                for i in 1..ROUNDS {
                    self.found[i - 1].d.next = self.found[i].q.val();
                }
                self.found[9].d.next = self.k.val();
            }
            if self.count.q.val() == self.last.val() {
                self.running.d.next = false;
            }
        }
        if self.start.val() {
            self.running.d.next = true;
            self.count.d.next = 0.into();
            for i in 0..4 {
                self.words[i].d.next = self.seed.val().get_bits::<16>(i * 16);
            }
            for i in 0..2 {
                self.words[i + 4].d.next = self.step.val().get_bits::<16>(i * 16);
                self.words[i + 6].d.next = self.layer.val().get_bits::<16>(i * 16);
            }
        }
        self.busy.next = self.running.q.val();
        self.keys.next = self.joined.whole.val();
    }
}
