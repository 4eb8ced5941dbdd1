//! The tile whose columns leave the array.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Takes what describes a tile with its last step, keeps it until the next one, and says what it means.
///
/// One is enough: the last step of a tile is held until the tile before it has left, or is about to. All outputs stand
/// three cycles after `load`, one before the array offers the tile's first column.
#[derive(Debug, Default, LogicBlock)]
pub struct Job {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The last step of a tile reaches the array. The ports below hold for two cycles more.
    pub load: Signal<In, Bit>,
    /// The tile's `imm`.
    pub tile: Signal<In, Bits<16>>,
    /// Address of its results.
    pub d: Signal<In, Bits<20>>,
    /// Their address in the space of the errors.
    pub f: Signal<In, Bits<20>>,
    /// Rows in use.
    pub rows: Signal<In, Bits<5>>,
    /// Columns in use.
    pub columns: Signal<In, Bits<5>>,
    /// Random index of row 0, column 0.
    pub index: Signal<In, Bits<32>>,
    /// Index stride of a row.
    pub row_stride: Signal<In, Bits<20>>,
    /// The first cycle of a job.
    pub begins: Signal<Out, Bit>,
    /// A forward product.
    pub is_forward: Signal<Out, Bit>,
    /// A transposed product.
    pub is_transposed: Signal<Out, Bit>,
    /// A gradient.
    pub is_gradient: Signal<Out, Bit>,
    /// The error of the outputs.
    pub is_loss: Signal<Out, Bit>,
    /// Its results are stored.
    pub stores: Signal<Out, Bit>,
    /// It moves weights.
    pub updates: Signal<Out, Bit>,
    /// Its results are samples of the normaliser.
    pub normalises: Signal<Out, Bit>,
    /// They go past the pool: of four tiles only those of the last.
    pub goes_on: Signal<Out, Bit>,
    /// They go to the host.
    pub emits: Signal<Out, Bit>,
    /// Negative results become 0.
    pub relu: Signal<Out, Bit>,
    /// The mode of the pool.
    pub pool: Signal<Out, Bits<2>>,
    /// The shift of an activation.
    pub shift: Signal<Out, Bits<5>>,
    /// As taken.
    pub m_d: Signal<Out, Bits<20>>,
    /// As taken.
    pub m_f: Signal<Out, Bits<20>>,
    /// As taken.
    pub m_rows: Signal<Out, Bits<5>>,
    /// As taken.
    pub m_columns: Signal<Out, Bits<5>>,
    /// As taken.
    pub m_index: Signal<Out, Bits<32>>,
    /// As taken.
    pub m_row_stride: Signal<Out, Bits<20>>,
    imm_q: Reg<Bits<16>>,
    d_q: Reg<Bits<20>>,
    f_q: Reg<Bits<20>>,
    rows_q: Reg<Bits<5>>,
    columns_q: Reg<Bits<5>>,
    index_q: Reg<Bits<32>>,
    row_stride_q: Reg<Bits<20>>,
    coming: Reg<Bit>,
    loads: Reg<Bit>,
    begins_q: Reg<Bit>,
    forward_0: Signal<Local, Bit>,
    gradient_2: Signal<Local, Bit>,
    samples: Signal<Local, Bit>,
    passes: Signal<Local, Bit>,
}

impl Logic for Job {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            imm_q,
            d_q,
            f_q,
            rows_q,
            columns_q,
            index_q,
            row_stride_q,
            coming,
            loads,
            begins_q
        );
        self.imm_q.reset.next = self.reset.val();
        self.d_q.reset.next = self.reset.val();
        self.f_q.reset.next = self.reset.val();
        self.rows_q.reset.next = self.reset.val();
        self.columns_q.reset.next = self.reset.val();
        self.index_q.reset.next = self.reset.val();
        self.row_stride_q.reset.next = self.reset.val();
        self.coming.reset.next = self.reset.val();
        self.loads.reset.next = self.reset.val();
        self.begins_q.reset.next = self.reset.val();

        self.coming.d.next = self.load.val();
        self.loads.d.next = self.coming.q.val();
        self.begins_q.d.next = self.loads.q.val();
        if self.loads.q.val() {
            self.imm_q.d.next = self.tile.val();
            self.d_q.d.next = self.d.val();
            self.f_q.d.next = self.f.val();
            self.rows_q.d.next = self.rows.val();
            self.columns_q.d.next = self.columns.val();
            self.index_q.d.next = self.index.val();
            self.row_stride_q.d.next = self.row_stride.val();
        }
        self.forward_0.next = self.imm_q.q.val().get_bits::<2>(0) == 0;
        self.gradient_2.next = self.imm_q.q.val().get_bits::<2>(0) == 2;
        self.samples.next = self.forward_0.val() & self.imm_q.q.val().get_bit(12);
        self.passes.next =
            !self.forward_0.val() | (self.imm_q.q.val().get_bit(8) == self.imm_q.q.val().get_bit(9));
        self.begins.next = self.begins_q.q.val();
        self.is_forward.next = self.forward_0.val();
        self.is_transposed.next = self.imm_q.q.val().get_bits::<2>(0) == 1;
        self.is_gradient.next = self.gradient_2.val();
        self.is_loss.next = self.imm_q.q.val().get_bits::<2>(0) == 3;
        self.stores.next = self.imm_q.q.val().get_bit(10);
        self.updates.next = self.gradient_2.val() & self.imm_q.q.val().get_bit(10);
        self.normalises.next = self.samples.val();
        self.goes_on.next = self.passes.val();
        self.emits.next =
            self.forward_0.val() & self.imm_q.q.val().get_bit(11) & self.passes.val() & !self.samples.val();
        self.relu.next = self.forward_0.val() & self.imm_q.q.val().get_bit(2);
        self.pool.next = 0.into();
        if self.forward_0.val() {
            self.pool.next = self.imm_q.q.val().get_bits::<2>(8);
        }
        self.shift.next = self.imm_q.q.val().get_bits::<5>(3);
        self.m_d.next = self.d_q.q.val();
        self.m_f.next = self.f_q.q.val();
        self.m_rows.next = self.rows_q.q.val();
        self.m_columns.next = self.columns_q.q.val();
        self.m_index.next = self.index_q.q.val();
        self.m_row_stride.next = self.row_stride_q.q.val();
    }
}
