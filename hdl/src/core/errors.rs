//! The error path: masks, and the maximum of a tensor.

use rust_hdl::prelude::*;

use crate::base::{Each, Join, Reg, Split};

/// A column of N int32 with 0 where the forward pass clipped, and, with `positives`, where it was not positive. Flags come a
/// cycle before their column, for they come late in it. `R = 32 N`, `T = 2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Mask<const N: usize, const R: usize, const T: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The column is an error.
    pub active: Signal<In, Bit>,
    /// Errors pass positive outputs only.
    pub positives: Signal<In, Bit>,
    /// Of the column of the next cycle: bit 2i clipped, bit 2i+1 positive.
    pub flags: Signal<In, Bits<T>>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// N int32.
    pub m_data: Signal<Out, Bits<R>>,
    flag: Split<N, 2, T>,
    none: Each<Reg<Bit>, N>,
    passed: Join<N, 32, R>,
}

impl<const N: usize, const R: usize, const T: usize> Logic for Mask<N, R, T> {
    #[hdl_gen]
    fn update(&mut self) {
        self.flag.whole.next = self.flags.val();
        for i in 0..N {
            self.none[i].clock.next = self.clock.val();
            self.none[i].reset.next = self.reset.val();
            self.none[i].d.next = self.active.val()
                & (self.flag.parts[i].val().get_bit(0)
                    | (self.positives.val() & !self.flag.parts[i].val().get_bit(1)));
            self.passed.parts[i].next = self.s_data.val().get_bits::<32>(i * 32);
            if self.none[i].q.val() {
                self.passed.parts[i].next = 0.into();
            }
        }
        self.m_data.next = self.passed.whole.val();
    }
}

/// The larger of two magnitudes, registered.
#[derive(Debug, Default, LogicBlock)]
pub struct Larger {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The register takes the larger.
    pub load: Signal<In, Bit>,
    /// One.
    pub a: Signal<In, Bits<32>>,
    /// The other.
    pub b: Signal<In, Bits<32>>,
    /// The larger.
    pub y: Signal<Out, Bits<32>>,
    value: Reg<Bits<32>>,
}

impl Logic for Larger {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, value);
        self.value.reset.next = self.reset.val();
        if self.load.val() {
            self.value.d.next = self.a.val();
            if self.b.val() > self.a.val() {
                self.value.d.next = self.b.val();
            }
        }
        self.y.next = self.value.q.val();
    }
}

/// Cycles from a column to the largest of its magnitudes.
const COLUMN_LATENCY: usize = 4;

/// The largest magnitudes of the propagated errors and of the gradients.
///
/// ```text
///  magnitudes --> of 4 lanes: of 2, of 2 (Q times) --> of Q: of 2, of 2 --> max --> [error] or [gradient]
/// ```
///
/// A register behind every comparison. A column a cycle; the maxima show it five cycles later. `R = 32 N`, `Q = N / 4`, 4 at
/// most.
#[derive(Debug, Default, LogicBlock)]
pub struct Maximum<const Q: usize, const R: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The column counts.
    pub s_valid: Signal<In, Bit>,
    /// As a gradient, not an error.
    pub gradients: Signal<In, Bit>,
    /// N magnitudes.
    pub magnitudes: Signal<In, Bits<R>>,
    /// The error's maximum becomes 0.
    pub clear_error: Signal<In, Bit>,
    /// The gradient's maximum becomes 0.
    pub clear_gradient: Signal<In, Bit>,
    /// Largest |error| so far.
    pub error: Signal<Out, Bits<32>>,
    /// Largest |gradient| so far.
    pub gradient: Signal<Out, Bits<32>>,
    there: Each<Reg<Bit>, COLUMN_LATENCY>,
    slope: Each<Reg<Bit>, COLUMN_LATENCY>,
    low: Each<Larger, Q>,
    high: Each<Larger, Q>,
    quads: Each<Larger, Q>,
    ends: Each<Signal<Local, Bits<32>>, 4>,
    left: Larger,
    right: Larger,
    column: Larger,
    errors: Reg<Bits<32>>,
    slopes: Reg<Bits<32>>,
}

impl<const Q: usize, const R: usize> Logic for Maximum<Q, R> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, errors, slopes);
        self.errors.reset.next = self.reset.val();
        self.slopes.reset.next = self.reset.val();
        for i in 0..COLUMN_LATENCY {
            self.there[i].clock.next = self.clock.val();
            self.there[i].reset.next = self.reset.val();
            self.slope[i].clock.next = self.clock.val();
            self.slope[i].reset.next = self.reset.val();
        }
        self.there[0].d.next = self.s_valid.val();
        self.slope[0].d.next = self.gradients.val();
        for i in 1..COLUMN_LATENCY {
            self.there[i].d.next = self.there[i - 1].q.val();
            self.slope[i].d.next = self.slope[i - 1].q.val();
        }

        for q in 0..4 {
            self.ends[q].next = 0.into();
        }
        for q in 0..Q {
            self.low[q].clock.next = self.clock.val();
            self.low[q].reset.next = self.reset.val();
            self.low[q].load.next = self.s_valid.val();
            self.low[q].a.next = self.magnitudes.val().get_bits::<32>(q * 128);
            self.low[q].b.next = self.magnitudes.val().get_bits::<32>(q * 128 + 32);
            self.high[q].clock.next = self.clock.val();
            self.high[q].reset.next = self.reset.val();
            self.high[q].load.next = self.s_valid.val();
            self.high[q].a.next = self.magnitudes.val().get_bits::<32>(q * 128 + 64);
            self.high[q].b.next = self.magnitudes.val().get_bits::<32>(q * 128 + 96);
            self.quads[q].clock.next = self.clock.val();
            self.quads[q].reset.next = self.reset.val();
            self.quads[q].load.next = self.there[0].q.val();
            self.quads[q].a.next = self.low[q].y.val();
            self.quads[q].b.next = self.high[q].y.val();
            self.ends[q].next = self.quads[q].y.val();
        }
        self.left.clock.next = self.clock.val();
        self.left.reset.next = self.reset.val();
        self.left.load.next = self.there[1].q.val();
        self.left.a.next = self.ends[0].val();
        self.left.b.next = self.ends[1].val();
        self.right.clock.next = self.clock.val();
        self.right.reset.next = self.reset.val();
        self.right.load.next = self.there[1].q.val();
        self.right.a.next = self.ends[2].val();
        self.right.b.next = self.ends[3].val();
        self.column.clock.next = self.clock.val();
        self.column.reset.next = self.reset.val();
        self.column.load.next = self.there[2].q.val();
        self.column.a.next = self.left.y.val();
        self.column.b.next = self.right.y.val();
        if self.there[3].q.val() {
            if self.slope[3].q.val() {
                if self.column.y.val() > self.slopes.q.val() {
                    self.slopes.d.next = self.column.y.val();
                }
            } else if self.column.y.val() > self.errors.q.val() {
                self.errors.d.next = self.column.y.val();
            }
        }
        if self.clear_error.val() {
            self.errors.d.next = 0.into();
        }
        if self.clear_gradient.val() {
            self.slopes.d.next = 0.into();
        }
        self.error.next = self.errors.q.val();
        self.gradient.next = self.slopes.q.val();
    }
}
