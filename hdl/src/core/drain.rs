//! Takes a finished tile to memory and to the output.

use rust_hdl::prelude::*;

use crate::base::{Join, Reg};
use crate::wage::activate::Activate;

/// Columns of accumulators in, vectors of codes out: one column a cycle, through the requantiser.
///
/// ```text
///  column --> mask images and columns not in use --> [activate] --> vector --> A (store)
///                                                                         \--> output (emit)
/// ```
///
/// All N columns of the array pass; what lies past the columns in use goes through as zeros and is dropped at the
/// end. `drained` comes with the last column. A store always finds room; an emitted vector waits for the output, and
/// the array with it.
#[derive(Debug, LogicBlock)]
pub struct Drain<const N: usize, const B: usize, const R: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Columns in use, held until `drained`.
    pub columns: Signal<In, Bits<5>>,
    /// Images of the group, held until `drained`.
    pub images: Signal<In, Bits<5>>,
    /// The tile's instruction, held until `drained`.
    pub tile: Signal<In, Bits<128>>,
    /// A column of accumulators.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// N accumulators of 32 bits, image 0 lowest.
    pub s_data: Signal<In, Bits<R>>,
    /// Stores `vector` in A.
    pub store: Signal<Out, Bit>,
    /// At this address.
    pub store_address: Signal<Out, Bits<A>>,
    /// N codes, image 0 lowest.
    pub vector: Signal<Out, Bits<B>>,
    /// Offers `vector` to the output.
    pub emit: Signal<Out, Bit>,
    /// The output takes it.
    pub emit_ready: Signal<In, Bit>,
    /// The tile's last column has been handed on.
    pub drained: Signal<Out, Bit>,
    /// Codes saturated since reset.
    pub saturations: Signal<Out, Bits<32>>,
    activate: Activate<N, R, B>,
    masked: Join<N, 32, R>,
    lane: [Constant<Bits<5>>; N],
    column_in: Reg<Bits<5>>,
    column_out: Reg<Bits<5>>,
    used_in: Signal<Local, Bit>,
    used_out: Signal<Local, Bit>,
    taken_in: Signal<Local, Bit>,
    taken_out: Signal<Local, Bit>,
    wants_emit: Signal<Local, Bit>,
    out_ready: Signal<Local, Bit>,
    end_column: Constant<Bits<5>>,
    one: Constant<Bits<5>>,
    position: Signal<Local, Bits<16>>,
}

impl<const N: usize, const B: usize, const R: usize, const A: usize> Default for Drain<N, B, R, A> {
    fn default() -> Self {
        Drain {
            clock: Default::default(),
            reset: Default::default(),
            columns: Default::default(),
            images: Default::default(),
            tile: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            store: Default::default(),
            store_address: Default::default(),
            vector: Default::default(),
            emit: Default::default(),
            emit_ready: Default::default(),
            drained: Default::default(),
            saturations: Default::default(),
            activate: Default::default(),
            masked: Default::default(),
            column_in: Default::default(),
            column_out: Default::default(),
            used_in: Default::default(),
            used_out: Default::default(),
            taken_in: Default::default(),
            taken_out: Default::default(),
            wants_emit: Default::default(),
            out_ready: Default::default(),
            position: Default::default(),
            lane: std::array::from_fn(|lane| Constant::new((lane as u64).into())),
            end_column: Constant::new((N as u64 - 1).into()),
            one: Constant::new(1.into()),
        }
    }
}

impl<const N: usize, const B: usize, const R: usize, const A: usize> Logic for Drain<N, B, R, A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, column_in, column_out);
        self.column_in.reset.next = self.reset.val();
        self.column_out.reset.next = self.reset.val();
        self.activate.clock.next = self.clock.val();
        self.activate.reset.next = self.reset.val();

        // into the requantiser, zeros for what is not real
        self.used_in.next = self.column_in.q.val() < self.columns.val();
        for i in 0..N {
            self.masked.parts[i].next = 0.into();
            if self.used_in.val() & (self.lane[i].val() < self.images.val()) {
                self.masked.parts[i].next = self.s_data.val().get_bits::<32>(i * 32);
            }
        }
        self.activate.shift.next = self.tile.val().get_bits::<5>(13);
        self.activate.relu.next = self.tile.val().get_bit(8);
        self.activate.s_valid.next = self.s_valid.val();
        self.activate.s_data.next = self.masked.whole.val();
        self.activate.s_last.next = self.column_in.q.val() == self.end_column.val();
        self.s_ready.next = self.activate.s_ready.val();
        self.taken_in.next = self.s_valid.val() & self.activate.s_ready.val();
        if self.taken_in.val() {
            self.column_in.d.next = self.column_in.q.val() + self.one.val();
            if self.column_in.q.val() == self.end_column.val() {
                self.column_in.d.next = 0.into();
            }
        }

        // out of it, to memory and output
        self.used_out.next = self.column_out.q.val() < self.columns.val();
        self.wants_emit.next = self.used_out.val() & self.tile.val().get_bit(10);
        self.out_ready.next = !self.wants_emit.val() | self.emit_ready.val();
        self.activate.m_ready.next = self.out_ready.val();
        self.taken_out.next = self.activate.m_valid.val() & self.out_ready.val();
        self.vector.next = self.activate.m_data.val();
        self.emit.next = self.activate.m_valid.val() & self.wants_emit.val();
        self.store.next = self.taken_out.val() & self.used_out.val() & self.tile.val().get_bit(9);
        self.position.next = self.tile.val().get_bits::<16>(80) + bit_cast::<16, 5>(self.column_out.q.val());
        self.store_address.next = self.position.val().get_bits::<A>(0);
        self.drained.next = false;
        if self.taken_out.val() {
            self.column_out.d.next = self.column_out.q.val() + self.one.val();
            if self.column_out.q.val() == self.end_column.val() {
                self.column_out.d.next = 0.into();
                self.drained.next = true;
            }
        }
        self.saturations.next = self.activate.saturations.val();
    }
}
