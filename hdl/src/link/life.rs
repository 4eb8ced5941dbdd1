//! A sign of life.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// A light that blinks while the design runs, and flickers while something passes on the line.
///
/// ```text
/// active -> [synchronise] -> [seen] -+
/// [ticks] -> [phase] ----------------+-> led
/// ```
/// Time goes in ticks of 1/16 s. The light is on for 8 ticks and off for 8 (1 Hz) in a period in which `active` was low;
/// a period of 16 ticks behind one with activity is on for a tick and off for a tick (8 Hz).
#[derive(Debug, LogicBlock)]
pub struct Life {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Something passes; may change at any time.
    pub active: Signal<In, Bit>,
    /// The light, high when on.
    pub led: Signal<Out, Bit>,
    top: Constant<Bits<24>>,
    early: Reg<Bit>,
    sure: Reg<Bit>,
    seen: Reg<Bit>,
    busy: Reg<Bit>,
    left: Reg<Bits<24>>,
    phase: Reg<Bits<4>>,
    wraps: Signal<Local, Bit>,
    light: Reg<Bit>,
}

impl Life {
    /// A light for a clock of `clock_hz`, at most 2^28.
    pub fn new(clock_hz: u64) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            active: Default::default(),
            led: Default::default(),
            top: Constant::new((clock_hz / 16).clamp(1, 1 << 24).saturating_sub(1).into()),
            early: Default::default(),
            sure: Default::default(),
            seen: Default::default(),
            busy: Default::default(),
            left: Default::default(),
            phase: Default::default(),
            wraps: Default::default(),
            light: Default::default(),
        }
    }
}

impl Logic for Life {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, early, sure, seen, busy, left, phase, light);
        self.early.reset.next = self.reset.val();
        self.sure.reset.next = self.reset.val();
        self.seen.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.phase.reset.next = self.reset.val();
        self.light.reset.next = self.reset.val();

        self.early.d.next = self.active.val();
        self.sure.d.next = self.early.q.val();
        self.seen.d.next = self.seen.q.val() | self.sure.q.val();
        self.wraps.next = false;
        self.left.d.next = self.left.q.val() - 1;
        if !self.left.q.val().any() {
            self.left.d.next = self.top.val();
            self.phase.d.next = self.phase.q.val() + 1;
            self.wraps.next = self.phase.q.val().all();
        }
        if self.wraps.val() {
            self.busy.d.next = self.seen.q.val();
            self.seen.d.next = self.sure.q.val();
        }
        self.light.d.next = !self.phase.q.val().get_bit(3);
        if self.busy.q.val() {
            self.light.d.next = !self.phase.q.val().get_bit(0);
        }
        self.led.next = self.light.q.val();
    }
}
