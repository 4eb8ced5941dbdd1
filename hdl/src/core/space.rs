//! What lies in the space of the errors: E, I, F and X, and who reads and writes them.

use rust_hdl::prelude::*;

use super::pairs::Pairs;
use crate::base::Store;

/// Errors, pool indices, flags and samples of the normaliser, at the same addresses: `2^E` of them, `2^X` of samples.
///
/// ```text
///  steps or the normaliser --> read --> [E and I] --> errors, which: four cycles later
///  tile ---------------------> read --> [F] -------> flags: a cycle later
///  normaliser ---------------> read --> [X] -------> samples: a cycle later
///  results of tiles, then the normaliser --> written
/// ```
///
/// One column a cycle of each is read, and one written: the result of a tile goes first, and the normaliser is told to wait.
/// It reads E only while no step does. E and I share an address of writes: the errors of one tile come three cycles later than
/// the pool indices of the next would, and ten cycles lie between the columns of two tiles. E and I show what was written to
/// reads of two cycles later, F and X to those of the next cycle. `B = 8 N`, `H = 16 N`, `T = 2 N`, `L = log2 N`.
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
    pairs: Pairs<N, B, T, L, E>,
    tile_write: Signal<Local, Bit>,
    memory_f: Store<Bits<T>, E>,
    memory_x: Store<Bits<H>, X>,
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
        self.pairs.clock.next = self.clock.val();
        self.pairs.reset.next = self.reset.val();
        self.memory_f.clock.next = self.clock.val();
        self.memory_x.clock.next = self.clock.val();

        // errors and pool indices
        self.pairs.read_enable.next = self.step_read.val() | self.norm_read.val();
        self.pairs.read_row.next = self.step_row.val() & !self.norm_read.val();
        self.pairs.read_lane.next = self.step_lane.val();
        self.pairs.read_address.next = self.step_address.val().get_bits::<E>(0);
        if self.norm_read.val() {
            self.pairs.read_address.next = self.norm_read_address.val().get_bits::<E>(0);
        }
        self.errors.next = self.pairs.errors.val();
        self.which.next = self.pairs.which.val();
        self.tile_write.next = self.error_write.val() | self.which_write.val();
        self.pairs.error_write.next =
            self.error_write.val() | (self.norm_error_write.val() & !self.tile_write.val());
        self.pairs.which_write.next = self.which_write.val();
        self.pairs.write_address.next = self.norm_error_address.val().get_bits::<E>(0);
        if self.error_write.val() {
            self.pairs.write_address.next = self.code_address.val().get_bits::<E>(0);
        }
        if self.which_write.val() {
            self.pairs.write_address.next = self.sum_address.val().get_bits::<E>(0);
        }
        self.pairs.error_data.next = self.norm_error_data.val();
        if self.error_write.val() {
            self.pairs.error_data.next = self.error_data.val();
        }
        self.pairs.which_data.next = self.which_data.val();
        self.norm_error_taken.next = self.tile_write.val();

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
