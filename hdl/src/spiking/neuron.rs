//! The integrate-and-fire neuron, with and without a leak: `golden::spiking` defines it.

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Counter, Int, Ram, Reg, Stage};
use rust_hdl::prelude::*;

/// The unit `neuron`: up to `2^A` neurons that share their parameters, one neuron's step a cycle.
///
/// ```text
///  s_current --> [Stage 1] --------> [Stage 2] -----------------> [Stage 3] --> m_u, m_spike
///  address ----> [membranes] --u-->  decay --> [ ] --> + current, compare, reset, sat24 --> [ ]
///                     ^                                                         |
///                     +---------------------------------------------------------+
/// ```
///
/// v = decay(u) + current; spike = v >= threshold (or v > threshold); u = v - threshold * spike (or 0 after a spike),
/// saturated to 24 bits.
///
/// * Currents come in time-major order: all neurons of step 0, then all of step 1. `s_last` ends a step, so that the
///   number of neurons is that of beats up to it, the same in every step and at most `2^A`.
/// * `s_first` is high with every beat of the first step: it starts from u = 0 whatever the memory holds, so neither a
///   reset nor a pass over the memory comes before a run.
/// * `threshold` 1 to 32767; `zero` resets to 0 instead of subtracting; `strict` compares by > instead of >=;
///   `decay` 0 none, 1 keep u >> `decay_shift`, 2 lose u >> `decay_shift` (3 is none). All static.
/// * `s_current` int16, `m_u` two's complement 24 bits, after the step. v has 26 bits: only what is stored is cut, and
///   `saturations` counts that, two cycles after the beat has left.
/// * Latency 3; a beat a cycle from 3 neurons on. With fewer, a neuron's next step waits for its membrane: a step takes
///   3 cycles.
#[derive(Debug, LogicBlock)]
pub struct Neuron<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the next beat is neuron 0.
    pub reset: Signal<In, Bit>,
    /// 1 to 32767, static.
    pub threshold: Signal<In, Bits<15>>,
    /// A spike leaves 0, static.
    pub zero: Signal<In, Bit>,
    /// Only v > threshold fires, static.
    pub strict: Signal<In, Bit>,
    /// 0 none, 1 keep, 2 lose; static.
    pub decay: Signal<In, Bits<2>>,
    /// 0 to 15, static.
    pub decay_shift: Signal<In, Bits<4>>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// int16.
    pub s_current: Signal<In, Bits<16>>,
    /// The beat belongs to the first step.
    pub s_first: Signal<In, Bit>,
    /// The beat is the last of its step.
    pub s_last: Signal<In, Bit>,
    /// A beat is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The membrane after the step, two's complement.
    pub m_u: Signal<Out, Bits<24>>,
    /// The neuron fired.
    pub m_spike: Signal<Out, Bit>,
    /// The beat came in with `s_last`.
    pub m_last: Signal<Out, Bit>,
    /// Membranes cut to 24 bits since reset.
    pub saturations: Signal<Out, Bits<32>>,
    address: Reg<Bits<A>>,
    membranes: Ram<Int<24>, A>,
    stage_1: Stage,
    stage_2: Stage,
    stage_3: Stage,
    busy: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    // of the beat in stage 1
    address_1: Reg<Bits<A>>,
    first_1: Reg<Bit>,
    current_1: Reg<Bits<16>>,
    u: Signal<Local, Int<24>>,
    mask: Signal<Local, Bits<24>>,
    folded: Signal<Local, Bits<24>>,
    folded_shifted: Signal<Local, Bits<24>>,
    shifted_bits: Signal<Local, Bits<24>>,
    shifted: Signal<Local, Int<24>>,
    // of the beat in stage 2
    address_2: Reg<Bits<A>>,
    decayed: Reg<Int<24>>,
    current_2: Reg<Bits<16>>,
    current: Signal<Local, Int<16>>,
    current_wide: Signal<Local, Int<26>>,
    decayed_wide: Signal<Local, Int<26>>,
    threshold_bits: Signal<Local, Bits<26>>,
    threshold_wide: Signal<Local, Int<26>>,
    v: Signal<Local, Int<26>>,
    fires: Signal<Local, Bit>,
    left: Signal<Local, Int<26>>,
    limited: Signal<Local, Int<26>>,
    outside: Signal<Local, Bits<1>>,
    stored: Signal<Local, Int<24>>,
    // of the beat in stage 3
    membrane: Reg<Int<24>>,
    spike: Reg<Bit>,
    cut: Reg<Bits<1>>,
    counter: Counter<1>,
    nothing: Constant<Int<26>>,
    low: Constant<Int<26>>,
    high: Constant<Int<26>>,
}

impl<const A: usize> Default for Neuron<A> {
    fn default() -> Self {
        let (low, high) = golden::fixed::range_bits(golden::spiking::MEMBRANE_BITS);
        Self {
            clock: Default::default(),
            reset: Default::default(),
            threshold: Default::default(),
            zero: Default::default(),
            strict: Default::default(),
            decay: Default::default(),
            decay_shift: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_current: Default::default(),
            s_first: Default::default(),
            s_last: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_u: Default::default(),
            m_spike: Default::default(),
            m_last: Default::default(),
            saturations: Default::default(),
            address: Default::default(),
            membranes: Default::default(),
            stage_1: Default::default(),
            stage_2: Default::default(),
            stage_3: Default::default(),
            busy: Default::default(),
            take: Default::default(),
            address_1: Default::default(),
            first_1: Default::default(),
            current_1: Default::default(),
            u: Default::default(),
            mask: Default::default(),
            folded: Default::default(),
            folded_shifted: Default::default(),
            shifted_bits: Default::default(),
            shifted: Default::default(),
            address_2: Default::default(),
            decayed: Default::default(),
            current_2: Default::default(),
            current: Default::default(),
            current_wide: Default::default(),
            decayed_wide: Default::default(),
            threshold_bits: Default::default(),
            threshold_wide: Default::default(),
            v: Default::default(),
            fires: Default::default(),
            left: Default::default(),
            limited: Default::default(),
            outside: Default::default(),
            stored: Default::default(),
            membrane: Default::default(),
            spike: Default::default(),
            cut: Default::default(),
            counter: Default::default(),
            nothing: Constant::new(Int::wrap(0)),
            low: Constant::new(Int::wrap(low.into())),
            high: Constant::new(Int::wrap(high.into())),
        }
    }
}

impl<const A: usize> Logic for Neuron<A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, address, address_1, first_1, current_1, address_2, decayed, current_2, membrane,
            spike, cut
        );
        self.address.reset.next = self.reset.val();
        self.address_1.reset.next = self.reset.val();
        self.first_1.reset.next = self.reset.val();
        self.current_1.reset.next = self.reset.val();
        self.address_2.reset.next = self.reset.val();
        self.decayed.reset.next = self.reset.val();
        self.current_2.reset.next = self.reset.val();
        self.membrane.reset.next = self.reset.val();
        self.spike.reset.next = self.reset.val();
        self.cut.reset.next = self.reset.val();
        self.membranes.clock.next = self.clock.val();
        self.stage_1.clock.next = self.clock.val();
        self.stage_1.reset.next = self.reset.val();
        self.stage_2.clock.next = self.clock.val();
        self.stage_2.reset.next = self.reset.val();
        self.stage_3.clock.next = self.clock.val();
        self.stage_3.reset.next = self.reset.val();
        self.counter.clock.next = self.clock.val();
        self.counter.reset.next = self.reset.val();

        // the membrane to be read must not be on its way: stages 1 and 2 have not written theirs
        self.busy.next = (self.stage_1.m_valid.val() & (self.address_1.q.val() == self.address.q.val()))
            | (self.stage_2.m_valid.val() & (self.address_2.q.val() == self.address.q.val()));
        self.stage_1.s_valid.next = self.s_valid.val() & !self.busy.val();
        self.stage_1.s_last.next = self.s_last.val();
        self.stage_1.m_ready.next = self.stage_2.s_ready.val();
        self.stage_2.s_valid.next = self.stage_1.m_valid.val();
        self.stage_2.s_last.next = self.stage_1.m_last.val();
        self.stage_2.m_ready.next = self.stage_3.s_ready.val();
        self.stage_3.s_valid.next = self.stage_2.m_valid.val();
        self.stage_3.s_last.next = self.stage_2.m_last.val();
        self.stage_3.m_ready.next = self.m_ready.val();
        self.s_ready.next = self.stage_1.s_ready.val() & !self.busy.val();
        self.m_valid.next = self.stage_3.m_valid.val();
        self.m_last.next = self.stage_3.m_last.val();

        self.take.next = self.stage_1.load.val();
        self.membranes.read_enable.next = self.take.val();
        self.membranes.read_address.next = self.address.q.val();
        if self.take.val() {
            self.address.d.next = self.address.q.val() + 1;
            if self.s_last.val() {
                self.address.d.next = 0.into();
            }
            self.address_1.d.next = self.address.q.val();
            self.first_1.d.next = self.s_first.val();
            self.current_1.d.next = self.s_current.val();
        }

        // an arithmetic shift: the complement of a negative number shifts in zeros
        self.u.next = self.membranes.read_data.val();
        self.mask.next = 0.into();
        if self.u.val().get_bit(23) {
            self.mask.next = 0xff_ffff.into();
        }
        self.folded.next = unsigned_cast_int::<24>(self.u.val());
        self.folded_shifted.next =
            (self.folded.val() ^ self.mask.val()) >> bit_cast::<24, 4>(self.decay_shift.val());
        self.shifted_bits.next = self.folded_shifted.val() ^ self.mask.val();
        self.shifted.next = signed_bit_cast_int::<24>(self.shifted_bits.val());
        if self.stage_2.load.val() {
            self.decayed.d.next = self.u.val();
            if self.decay.val() == 1 {
                self.decayed.d.next = self.shifted.val();
            }
            if self.decay.val() == 2 {
                self.decayed.d.next = self.u.val() - self.shifted.val();
            }
            if self.first_1.q.val() {
                self.decayed.d.next = signed_cast_int::<26, 24>(self.nothing.val());
            }
            self.address_2.d.next = self.address_1.q.val();
            self.current_2.d.next = self.current_1.q.val();
        }

        self.current.next = signed_bit_cast_int::<16>(self.current_2.q.val());
        self.current_wide.next = signed_cast_int::<16, 26>(self.current.val());
        self.decayed_wide.next = signed_cast_int::<24, 26>(self.decayed.q.val());
        self.threshold_bits.next = bit_cast::<26, 15>(self.threshold.val());
        self.threshold_wide.next = signed_bit_cast_int::<26>(self.threshold_bits.val());
        self.v.next = self.decayed_wide.val() + self.current_wide.val();
        self.fires.next = self.v.val() >= self.threshold_wide.val();
        if self.strict.val() {
            self.fires.next = self.v.val() > self.threshold_wide.val();
        }
        self.left.next = self.v.val();
        if self.fires.val() {
            self.left.next = self.v.val() - self.threshold_wide.val();
            if self.zero.val() {
                self.left.next = self.nothing.val();
            }
        }
        self.limited.next = self.left.val();
        self.outside.next = 0.into();
        if self.left.val() > self.high.val() {
            self.limited.next = self.high.val();
            self.outside.next = 1.into();
        }
        if self.left.val() < self.low.val() {
            self.limited.next = self.low.val();
            self.outside.next = 1.into();
        }
        self.stored.next = signed_cast_int::<26, 24>(self.limited.val());
        self.membranes.write_enable.next = self.stage_3.load.val();
        self.membranes.write_address.next = self.address_2.q.val();
        self.membranes.write_data.next = self.stored.val();
        if self.stage_3.load.val() {
            self.membrane.d.next = self.stored.val();
            self.spike.d.next = self.fires.val();
            self.cut.d.next = self.outside.val();
        }
        self.m_u.next = unsigned_cast_int::<24>(self.membrane.q.val());
        self.m_spike.next = self.spike.q.val();
        self.counter.events.next = self.cut.q.val();
        self.counter.enable.next = self.stage_3.m_valid.val() & self.m_ready.val();
        self.saturations.next = self.counter.count.val();
    }
}
