//! From a stream of results to columns in the memories.

use rust_hdl::prelude::*;

use super::Walk;
use crate::base::{Each, Join, Reg};

/// Collects the results of a channel, a column of `N` lanes at a time, and writes it: forward, the codes to memory A
/// and the flags; backward, the codes to memory E, or nothing when only the maximum is wanted.
///
/// ```text
///  s_code, s_clipped, s_positive --> [lane by lane] --> [column] --> a_*, f_* or e_*  until taken
/// ```
///
/// A result a cycle while a write takes no longer than the column after it. Lanes without an image are 0.
/// `B = 8 * N`, `F = 2 * N`.
#[derive(Debug, LogicBlock)]
pub struct Columns<const N: usize, const B: usize, const F: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins a channel; only while not `busy`. What describes it holds up to its end.
    pub start: Signal<In, Bit>,
    /// The results go to memory A and the flags.
    pub forward: Signal<In, Bit>,
    /// The results of a backward pass are kept.
    pub store: Signal<In, Bit>,
    /// See [`Walk`].
    pub images: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub positions: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub a_start: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub a_position: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub a_group: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub e_start: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub e_position: Signal<In, Bits<20>>,
    /// See [`Walk`].
    pub e_group: Signal<In, Bits<20>>,
    /// Results are still to come.
    pub expects: Signal<Out, Bit>,
    /// Results are still to come, or to be written.
    pub busy: Signal<Out, Bit>,
    /// A result is offered.
    pub s_valid: Signal<In, Bit>,
    /// It would be taken.
    pub s_ready: Signal<Out, Bit>,
    /// Its code.
    pub s_code: Signal<In, Bits<8>>,
    /// Its flags.
    pub s_clipped: Signal<In, Bit>,
    /// Its flags.
    pub s_positive: Signal<In, Bit>,
    /// A clipped result was taken.
    pub clip: Signal<Out, Bit>,
    /// The column goes to memory A.
    pub a_write: Signal<Out, Bit>,
    /// It is written.
    pub a_taken: Signal<In, Bit>,
    /// Where.
    pub a_address: Signal<Out, Bits<20>>,
    /// The column goes to memory E.
    pub e_write: Signal<Out, Bit>,
    /// It is written.
    pub e_taken: Signal<In, Bit>,
    /// The flags go to their memory.
    pub f_write: Signal<Out, Bit>,
    /// They are written.
    pub f_taken: Signal<In, Bit>,
    /// Where, for memory E and the flags.
    pub e_address: Signal<Out, Bits<20>>,
    /// `N` codes, lane 0 lowest.
    pub codes: Signal<Out, Bits<B>>,
    /// Two flags a lane: clipped below positive.
    pub flags: Signal<Out, Bits<F>>,
    one: Constant<Bits<L>>,
    index: [Constant<Bits<L>>; N],
    walk: Walk<N, L>,
    active: Reg<Bit>,
    lane: Reg<Bits<L>>,
    at_end: Signal<Local, Bit>,
    open: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    complete: Signal<Local, Bit>,
    first: Signal<Local, Bit>,
    flag_word: Signal<Local, Bits<2>>,
    code_now: Each<Signal<Local, Bits<8>>, N>,
    flags_now: Each<Signal<Local, Bits<2>>, N>,
    code_held: Each<Reg<Bits<8>>, N>,
    flags_held: Each<Reg<Bits<2>>, N>,
    code_out: Each<Reg<Bits<8>>, N>,
    flags_out: Each<Reg<Bits<2>>, N>,
    codes_joined: Join<N, 8, B>,
    flags_joined: Join<N, 2, F>,
    to_a: Reg<Bit>,
    to_e: Reg<Bit>,
    to_f: Reg<Bit>,
    address_a: Reg<Bits<20>>,
    address_e: Reg<Bits<20>>,
}

impl<const N: usize, const B: usize, const F: usize, const L: usize> Default for Columns<N, B, F, L> {
    fn default() -> Self {
        const { assert!(B == 8 * N && F == 2 * N) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            forward: Default::default(),
            store: Default::default(),
            images: Default::default(),
            positions: Default::default(),
            a_start: Default::default(),
            a_position: Default::default(),
            a_group: Default::default(),
            e_start: Default::default(),
            e_position: Default::default(),
            e_group: Default::default(),
            expects: Default::default(),
            busy: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_code: Default::default(),
            s_clipped: Default::default(),
            s_positive: Default::default(),
            clip: Default::default(),
            a_write: Default::default(),
            a_taken: Default::default(),
            a_address: Default::default(),
            e_write: Default::default(),
            e_taken: Default::default(),
            f_write: Default::default(),
            f_taken: Default::default(),
            e_address: Default::default(),
            codes: Default::default(),
            flags: Default::default(),
            one: Constant::new(1.into()),
            index: std::array::from_fn(|lane| Constant::new((lane as u64).into())),
            walk: Default::default(),
            active: Default::default(),
            lane: Default::default(),
            at_end: Default::default(),
            open: Default::default(),
            take: Default::default(),
            complete: Default::default(),
            first: Default::default(),
            flag_word: Default::default(),
            code_now: Default::default(),
            flags_now: Default::default(),
            code_held: Default::default(),
            flags_held: Default::default(),
            code_out: Default::default(),
            flags_out: Default::default(),
            codes_joined: Default::default(),
            flags_joined: Default::default(),
            to_a: Default::default(),
            to_e: Default::default(),
            to_f: Default::default(),
            address_a: Default::default(),
            address_e: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize, const F: usize, const L: usize> Logic for Columns<N, B, F, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, active, lane, to_a, to_e, to_f, address_a, address_e);
        self.active.reset.next = self.reset.val();
        self.lane.reset.next = self.reset.val();
        self.to_a.reset.next = self.reset.val();
        self.to_e.reset.next = self.reset.val();
        self.to_f.reset.next = self.reset.val();
        self.address_a.reset.next = self.reset.val();
        self.address_e.reset.next = self.reset.val();
        self.walk.clock.next = self.clock.val();
        self.walk.reset.next = self.reset.val();

        self.walk.start.next = self.start.val();
        self.walk.images.next = self.images.val();
        self.walk.positions.next = self.positions.val();
        self.walk.a_start.next = self.a_start.val();
        self.walk.a_position.next = self.a_position.val();
        self.walk.a_group.next = self.a_group.val();
        self.walk.e_start.next = self.e_start.val();
        self.walk.e_position.next = self.e_position.val();
        self.walk.e_group.next = self.e_group.val();

        // the last result of a column waits until the column before is written
        self.at_end.next = self.lane.q.val() == self.walk.tall.val();
        self.open.next = self.active.q.val()
            & !(self.at_end.val() & (self.to_a.q.val() | self.to_e.q.val() | self.to_f.q.val()));
        self.take.next = self.s_valid.val() & self.open.val();
        self.complete.next = self.take.val() & self.at_end.val();
        self.first.next = !self.lane.q.val().any();
        self.walk.step.next = self.complete.val();
        if self.take.val() {
            self.lane.d.next = self.lane.q.val() + self.one.val();
        }
        if self.a_taken.val() {
            self.to_a.d.next = false;
        }
        if self.e_taken.val() {
            self.to_e.d.next = false;
        }
        if self.f_taken.val() {
            self.to_f.d.next = false;
        }
        if self.complete.val() {
            self.lane.d.next = 0.into();
            self.active.d.next = !self.walk.last.val();
            self.to_a.d.next = self.forward.val();
            self.to_f.d.next = self.forward.val();
            self.to_e.d.next = !self.forward.val() & self.store.val();
            self.address_a.d.next = self.walk.a_at.val();
            self.address_e.d.next = self.walk.e_at.val();
        }
        if self.start.val() {
            self.active.d.next = true;
        }

        self.flag_word.next = bit_cast::<2, 1>(self.s_clipped.val().into())
            | (bit_cast::<2, 1>(self.s_positive.val().into()) << 1);
        for i in 0..N {
            self.code_held[i].clock.next = self.clock.val();
            self.code_held[i].reset.next = self.reset.val();
            self.flags_held[i].clock.next = self.clock.val();
            self.flags_held[i].reset.next = self.reset.val();
            self.code_out[i].clock.next = self.clock.val();
            self.code_out[i].reset.next = self.reset.val();
            self.flags_out[i].clock.next = self.clock.val();
            self.flags_out[i].reset.next = self.reset.val();
            self.code_now[i].next = self.code_held[i].q.val();
            self.flags_now[i].next = self.flags_held[i].q.val();
            if self.first.val() {
                self.code_now[i].next = 0.into();
                self.flags_now[i].next = 0.into();
            }
            if self.lane.q.val() == self.index[i].val() {
                self.code_now[i].next = self.s_code.val();
                self.flags_now[i].next = self.flag_word.val();
            }
            self.code_held[i].d.next = self.code_held[i].q.val();
            self.flags_held[i].d.next = self.flags_held[i].q.val();
            self.code_out[i].d.next = self.code_out[i].q.val();
            self.flags_out[i].d.next = self.flags_out[i].q.val();
            if self.take.val() {
                self.code_held[i].d.next = self.code_now[i].val();
                self.flags_held[i].d.next = self.flags_now[i].val();
            }
            if self.complete.val() {
                self.code_out[i].d.next = self.code_now[i].val();
                self.flags_out[i].d.next = self.flags_now[i].val();
            }
            self.codes_joined.parts[i].next = self.code_out[i].q.val();
            self.flags_joined.parts[i].next = self.flags_out[i].q.val();
        }

        self.s_ready.next = self.open.val();
        self.clip.next = self.take.val() & self.s_clipped.val();
        self.a_write.next = self.to_a.q.val();
        self.e_write.next = self.to_e.q.val();
        self.f_write.next = self.to_f.q.val();
        self.a_address.next = self.address_a.q.val();
        self.e_address.next = self.address_e.q.val();
        self.codes.next = self.codes_joined.whole.val();
        self.flags.next = self.flags_joined.whole.val();
        self.expects.next = self.active.q.val();
        self.busy.next = self.active.q.val() | self.to_a.q.val() | self.to_e.q.val() | self.to_f.q.val();
    }
}
