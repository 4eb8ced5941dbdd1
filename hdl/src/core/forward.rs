//! From accumulators to codes and to samples of the normaliser.

use rust_hdl::prelude::*;

use super::requantise::Requantise;
use crate::base::{Each, Join, Reg};
use crate::wage::magnitude::Magnitude;

/// Stages from an accumulator to its code.
const STAGES: usize = 4;

/// `sat(RHE(x * 2^8 / 2^shift), relu ? 0 : -127, 127)` of a column of N int32, and what the error path and the update
/// need of it on the way.
///
/// ```text
///  s_data --> abs --> [magnitudes] --> >> --> [ ] --> >> --> [windows] --> round, sat, sign --> [codes, flags]
///  s_valid, s_column -> [1] ----------------> [2] ---------> [3] -----------------------------> [4]
/// ```
///
/// * An activation goes right by its shift, `shift` being 8 more; an error with the exponent p by p - 7, `shift` being
///   p + 1. `is_null` makes every code 0.
/// * `flags`: bit 2i |x| * 2^8 > 127 * 2^shift (clipped), bit 2i+1 x > 0 (positive).
/// * Latency 4, a column a cycle. `B = 8 N`, `R = 32 N`, `T = 2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Forward<const N: usize, const B: usize, const R: usize, const T: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A column is there.
    pub s_valid: Signal<In, Bit>,
    /// Its number.
    pub s_column: Signal<In, Bits<5>>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// Static.
    pub shift: Signal<In, Bits<6>>,
    /// Negative codes become 0; static.
    pub relu: Signal<In, Bit>,
    /// Every code becomes 0; static.
    pub is_null: Signal<In, Bit>,
    /// The column is in the first stage.
    pub valid_1: Signal<Out, Bit>,
    /// Its number.
    pub column_1: Signal<Out, Bits<5>>,
    /// Its magnitudes.
    pub magnitudes: Signal<Out, Bits<R>>,
    /// In the third stage, 32 bits a lane as in [`Requantise`].
    pub windows: Signal<Out, Bits<R>>,
    /// The column is in the third stage.
    pub valid_3: Signal<Out, Bit>,
    /// Its number.
    pub column_3: Signal<Out, Bits<5>>,
    /// Number of the column in the fourth stage.
    pub column_4: Signal<Out, Bits<5>>,
    /// N int8.
    pub codes: Signal<Out, Bits<B>>,
    /// See above.
    pub flags: Signal<Out, Bits<T>>,
    there: Each<Reg<Bit>, STAGES>,
    number: Each<Reg<Bits<5>>, STAGES>,
    sizes: Each<Magnitude, N>,
    lanes: Each<Requantise, N>,
    size: Join<N, 32, R>,
    window: Join<N, 32, R>,
    joined: Join<N, 8, B>,
    marks: Join<N, 2, T>,
}

impl<const N: usize, const B: usize, const R: usize, const T: usize> Logic for Forward<N, B, R, T> {
    #[hdl_gen]
    fn update(&mut self) {
        for i in 0..STAGES {
            self.there[i].clock.next = self.clock.val();
            self.there[i].reset.next = self.reset.val();
            self.number[i].clock.next = self.clock.val();
            self.number[i].reset.next = self.reset.val();
        }
        // there[i] goes with stage i + 1
        self.there[0].d.next = self.s_valid.val();
        self.number[0].d.next = self.s_column.val();
        for i in 1..STAGES {
            self.there[i].d.next = self.there[i - 1].q.val();
            self.number[i].d.next = self.number[i - 1].q.val();
        }
        for i in 0..N {
            self.sizes[i].clock.next = self.clock.val();
            self.sizes[i].reset.next = self.reset.val();
            self.sizes[i].load.next = self.s_valid.val();
            self.sizes[i].x.next = self.s_data.val().get_bits::<32>(i * 32);
            self.size.parts[i].next = self.sizes[i].y.val();
            self.lanes[i].clock.next = self.clock.val();
            self.lanes[i].reset.next = self.reset.val();
            self.lanes[i].load_1.next = self.there[0].q.val();
            self.lanes[i].load_2.next = self.there[1].q.val();
            self.lanes[i].load_3.next = self.there[2].q.val();
            self.lanes[i].m.next = self.sizes[i].y.val();
            self.lanes[i].negative.next = self.sizes[i].negative.val();
            self.lanes[i].shift.next = self.shift.val();
            self.lanes[i].relu.next = self.relu.val();
            self.lanes[i].is_null.next = self.is_null.val();
            self.window.parts[i].next = self.lanes[i].seen.val();
            self.joined.parts[i].next = self.lanes[i].code.val();
            self.marks.parts[i].next = self.lanes[i].flags.val();
        }
        self.valid_1.next = self.there[0].q.val();
        self.column_1.next = self.number[0].q.val();
        self.magnitudes.next = self.size.whole.val();
        self.windows.next = self.window.whole.val();
        self.valid_3.next = self.there[2].q.val();
        self.column_3.next = self.number[2].q.val();
        self.column_4.next = self.number[3].q.val();
        self.codes.next = self.joined.whole.val();
        self.flags.next = self.marks.whole.val();
    }
}

/// `sat16` of a column of N int32, registered, and how many lanes it cut, a cycle later. Latency 1. `H = 16 N`, `R = 32 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Samples<const N: usize, const R: usize, const H: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers take their input.
    pub load: Signal<In, Bit>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// N int16.
    pub samples: Signal<Out, Bits<H>>,
    /// Lanes that a load cut, two cycles after it; else 0.
    pub cuts: Signal<Out, Bits<6>>,
    limited: Join<N, 16, H>,
    cut: Each<Signal<Local, Bit>, N>,
    marks: Each<Reg<Bit>, N>,
    partial: Each<Signal<Local, Bits<6>>, N>,
    high: Each<Signal<Local, Bits<17>>, N>,
    held: Reg<Bits<H>>,
    count: Reg<Bits<6>>,
}

impl<const N: usize, const R: usize, const H: usize> Logic for Samples<N, R, H> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held, count);
        self.held.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        for i in 0..N {
            self.limited.parts[i].next = self.s_data.val().get_bits::<16>(i * 32);
            self.cut[i].next = false;
            self.high[i].next = 0.into();
            if self.load.val() {
                // the sign and the bits that an int16 must repeat it in
                self.high[i].next = self.s_data.val().get_bits::<17>(i * 32 + 15);
                if (self.high[i].val() != 0) & (self.high[i].val() != 0x1_ffff) {
                    self.cut[i].next = true;
                    self.limited.parts[i].next = 0x7fff.into();
                    if self.high[i].val().get_bit(16) {
                        self.limited.parts[i].next = 0x8000.into();
                    }
                }
            }
        }
        for i in 0..N {
            self.marks[i].clock.next = self.clock.val();
            self.marks[i].reset.next = self.reset.val();
            self.marks[i].d.next = self.cut[i].val();
        }
        self.partial[0].next = 0.into();
        if self.marks[0].q.val() {
            self.partial[0].next = 1.into();
        }
        for i in 1..N {
            self.partial[i].next = self.partial[i - 1].val();
            if self.marks[i].q.val() {
                self.partial[i].next = self.partial[i - 1].val() + 1;
            }
        }
        self.count.d.next = 0.into();
        for i in 0..N {
            self.count.d.next = self.partial[i].val();
        }
        if self.load.val() {
            self.held.d.next = self.limited.whole.val();
        }
        self.samples.next = self.held.q.val();
        self.cuts.next = self.count.q.val();
    }
}
