//! The error path: masks, and the maximum of a tensor.

use rust_hdl::prelude::*;

use crate::base::{Each, Join, Reg, Split};
use crate::wage::scale::Largest;

/// A column of N int32 with 0 where the forward pass clipped, and, with `positives`, where it was not positive. Wires
/// only. `R = 32 N`, `T = 2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Mask<const N: usize, const R: usize, const T: usize> {
    /// The column is an error.
    pub active: Signal<In, Bit>,
    /// Errors pass positive outputs only.
    pub positives: Signal<In, Bit>,
    /// Bit 2i clipped, bit 2i+1 positive.
    pub flags: Signal<In, Bits<T>>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// N int32.
    pub m_data: Signal<Out, Bits<R>>,
    flag: Split<N, 2, T>,
    passed: Join<N, 32, R>,
}

impl<const N: usize, const R: usize, const T: usize> Logic for Mask<N, R, T> {
    #[hdl_gen]
    fn update(&mut self) {
        self.flag.whole.next = self.flags.val();
        for i in 0..N {
            self.passed.parts[i].next = self.s_data.val().get_bits::<32>(i * 32);
            if self.active.val()
                & (self.flag.parts[i].val().get_bit(0)
                    | (self.positives.val() & !self.flag.parts[i].val().get_bit(1)))
            {
                self.passed.parts[i].next = 0.into();
            }
        }
        self.m_data.next = self.passed.whole.val();
    }
}

/// The largest magnitudes of the propagated errors and of the gradients.
///
/// ```text
///  magnitudes --> of 4, Q times --> [ ] --> of Q --> [ ] --> max --> [error] or [gradient]
/// ```
///
/// A column a cycle; the maxima show it three cycles later. `R = 32 N`, `Q = N / 4`, 4 at most.
#[derive(Debug, Default, LogicBlock)]
pub struct Maximum<const Q: usize, const R: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The column counts.
    pub s_valid: Signal<In, Bit>,
    /// As a gradient, not an error; holds three cycles longer than the column.
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
    there_1: Reg<Bit>,
    there_2: Reg<Bit>,
    quads: Each<Largest, Q>,
    ends: Join<4, 32, 128>,
    column: Largest,
    errors: Reg<Bits<32>>,
    slopes: Reg<Bits<32>>,
}

impl<const Q: usize, const R: usize> Logic for Maximum<Q, R> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, there_1, there_2, errors, slopes);
        self.there_1.reset.next = self.reset.val();
        self.there_2.reset.next = self.reset.val();
        self.errors.reset.next = self.reset.val();
        self.slopes.reset.next = self.reset.val();
        self.there_1.d.next = self.s_valid.val();
        self.there_2.d.next = self.there_1.q.val();
        for q in 0..4 {
            self.ends.parts[q].next = 0.into();
        }
        for q in 0..Q {
            self.quads[q].clock.next = self.clock.val();
            self.quads[q].reset.next = self.reset.val();
            self.quads[q].load.next = self.s_valid.val();
            self.quads[q].x.next = self.magnitudes.val().get_bits::<128>(q * 128);
            self.ends.parts[q].next = self.quads[q].y.val();
        }
        self.column.clock.next = self.clock.val();
        self.column.reset.next = self.reset.val();
        self.column.load.next = self.there_1.q.val();
        self.column.x.next = self.ends.whole.val();
        if self.there_2.q.val() {
            if self.gradients.val() {
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
