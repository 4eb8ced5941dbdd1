//! What lies in the space of the errors: E, I, F and X, and who reads and writes them.

use rust_hdl::prelude::*;

use super::skew::SkewMemory;
use crate::base::{Number, Store};

/// Errors, pool indices, flags and samples of the normaliser, at the same addresses: `2^E` of them, `2^X` of samples.
///
/// ```text
///  steps or the normaliser --> read --> [E], [I] --> errors, which: four cycles later
///  tile ---------------------> read --> [F] -------> flags: a cycle later
///  normaliser ---------------> read --> [X] -------> samples: a cycle later
///  results of tiles, then the normaliser --> written
/// ```
///
/// One column a cycle of each is read, and one written: in E and F the result of a tile goes first, and the normaliser is
/// told to wait. It reads E only while no step does. E and I show what was written to reads of two cycles later, F and X
/// to those of the next cycle. `B = 8 N`, `H = 16 N`, `T = 2 N`, `L = log2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Space<
    const N: usize,
    const B: usize,
    const H: usize,
    const T: usize,
    const L: usize,
    const E: usize,
    const X: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step reads E and I.
    pub step_read: Signal<In, Bit>,
    /// A row, not a column.
    pub step_row: Signal<In, Bit>,
    /// The row's lane.
    pub step_lane: Signal<In, Bits<L>>,
    /// Its address.
    pub step_address: Signal<In, Bits<20>>,
    /// The normaliser reads E.
    pub norm_read: Signal<In, Bit>,
    /// The column's address.
    pub norm_read_address: Signal<In, Bits<20>>,
    /// N int8.
    pub errors: Signal<Out, Bits<B>>,
    /// N times 2 bits.
    pub which: Signal<Out, Bits<T>>,
    /// Writes a column of a tile's errors.
    pub error_write: Signal<In, Bit>,
    /// Writes a column of a tile's flags.
    pub flag_write: Signal<In, Bit>,
    /// The address of both.
    pub code_address: Signal<In, Bits<20>>,
    /// N int8.
    pub error_data: Signal<In, Bits<B>>,
    /// Bit 2i clipped, bit 2i+1 positive.
    pub flag_data: Signal<In, Bits<T>>,
    /// The normaliser writes a column of errors.
    pub norm_error_write: Signal<In, Bit>,
    /// Its address.
    pub norm_error_address: Signal<In, Bits<20>>,
    /// N int8.
    pub norm_error_data: Signal<In, Bits<B>>,
    /// It has to wait.
    pub norm_error_taken: Signal<Out, Bit>,
    /// The normaliser writes a column of flags.
    pub norm_flag_write: Signal<In, Bit>,
    /// Its address.
    pub norm_flag_address: Signal<In, Bits<20>>,
    /// As `flag_data`.
    pub norm_flag_data: Signal<In, Bits<T>>,
    /// It has to wait.
    pub norm_flag_taken: Signal<Out, Bit>,
    /// Reads flags.
    pub flag_read: Signal<In, Bit>,
    /// The column's address.
    pub flag_address: Signal<In, Bits<20>>,
    /// As `flag_data`.
    pub flags: Signal<Out, Bits<T>>,
    /// Writes a column of samples.
    pub sample_write: Signal<In, Bit>,
    /// Writes a column of pool indices.
    pub which_write: Signal<In, Bit>,
    /// The address of both.
    pub sum_address: Signal<In, Bits<20>>,
    /// N int16.
    pub sample_data: Signal<In, Bits<H>>,
    /// N times 2 bits.
    pub which_data: Signal<In, Bits<T>>,
    /// Reads samples.
    pub sample_read: Signal<In, Bit>,
    /// The column's address.
    pub sample_address: Signal<In, Bits<20>>,
    /// N int16.
    pub samples: Signal<Out, Bits<H>>,
    memory_e: SkewMemory<N, 8, B, B, L, E>,
    memory_i: SkewMemory<N, 2, T, B, L, E>,
    memory_f: Store<Bits<T>, E>,
    memory_x: Store<Bits<H>, X>,
    all: Number<N, 5>,
}

impl<
        const N: usize,
        const B: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const E: usize,
        const X: usize,
    > Logic for Space<N, B, H, T, L, E, X>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.memory_e.clock.next = self.clock.val();
        self.memory_e.reset.next = self.reset.val();
        self.memory_i.clock.next = self.clock.val();
        self.memory_i.reset.next = self.reset.val();
        self.memory_f.clock.next = self.clock.val();
        self.memory_x.clock.next = self.clock.val();

        // errors
        self.memory_e.read_enable.next = self.step_read.val() | self.norm_read.val();
        self.memory_e.read_row.next = self.step_row.val() & !self.norm_read.val();
        self.memory_e.read_lane.next = self.step_lane.val();
        self.memory_e.read_address.next = self.step_address.val().get_bits::<E>(0);
        if self.norm_read.val() {
            self.memory_e.read_address.next = self.norm_read_address.val().get_bits::<E>(0);
        }
        self.memory_e.jumps.next = 0.into();
        self.errors.next = self.memory_e.vector.val();
        self.memory_e.vector_write.next = self.error_write.val() | self.norm_error_write.val();
        self.memory_e.vector_row.next = false;
        self.memory_e.vector_count.next = self.all.val();
        self.memory_e.vector_lane.next = 0.into();
        self.memory_e.vector_address.next = self.code_address.val().get_bits::<E>(0);
        self.memory_e.vector_data.next = self.error_data.val();
        if !self.error_write.val() {
            self.memory_e.vector_address.next = self.norm_error_address.val().get_bits::<E>(0);
            self.memory_e.vector_data.next = self.norm_error_data.val();
        }
        self.norm_error_taken.next = self.error_write.val();
        self.memory_e.word_write.next = false;
        self.memory_e.word_start.next = 0.into();
        self.memory_e.word_address.next = 0.into();
        self.memory_e.word_data.next = 0.into();
        self.memory_e.spread.next = false;

        // pool indices
        self.memory_i.read_enable.next = self.step_read.val();
        self.memory_i.read_row.next = self.step_row.val();
        self.memory_i.read_lane.next = self.step_lane.val();
        self.memory_i.read_address.next = self.step_address.val().get_bits::<E>(0);
        self.memory_i.jumps.next = 0.into();
        self.which.next = self.memory_i.vector.val();
        self.memory_i.vector_write.next = self.which_write.val();
        self.memory_i.vector_row.next = false;
        self.memory_i.vector_count.next = self.all.val();
        self.memory_i.vector_lane.next = 0.into();
        self.memory_i.vector_address.next = self.sum_address.val().get_bits::<E>(0);
        self.memory_i.vector_data.next = self.which_data.val();
        self.memory_i.word_write.next = false;
        self.memory_i.word_start.next = 0.into();
        self.memory_i.word_address.next = 0.into();
        self.memory_i.word_data.next = 0.into();
        self.memory_i.spread.next = false;

        // flags
        self.memory_f.read_enable.next = self.flag_read.val();
        self.memory_f.read_address.next = self.flag_address.val().get_bits::<E>(0);
        self.flags.next = self.memory_f.read_data.val();
        self.memory_f.write_enable.next = self.flag_write.val() | self.norm_flag_write.val();
        self.memory_f.write_address.next = self.code_address.val().get_bits::<E>(0);
        self.memory_f.write_data.next = self.flag_data.val();
        if !self.flag_write.val() {
            self.memory_f.write_address.next = self.norm_flag_address.val().get_bits::<E>(0);
            self.memory_f.write_data.next = self.norm_flag_data.val();
        }
        self.norm_flag_taken.next = self.flag_write.val();

        // samples
        self.memory_x.read_enable.next = self.sample_read.val();
        self.memory_x.read_address.next = self.sample_address.val().get_bits::<X>(0);
        self.samples.next = self.memory_x.read_data.val();
        self.memory_x.write_enable.next = self.sample_write.val();
        self.memory_x.write_address.next = self.sum_address.val().get_bits::<X>(0);
        self.memory_x.write_data.next = self.sample_data.val();
    }
}
