//! One step of a running statistic.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int};

/// `golden::norm::running`: r + RHE((v - r) / 16), or v when there is no r yet. Wires only.
#[derive(Debug, Default, LogicBlock)]
pub struct Running {
    /// The statistic so far.
    pub old: Signal<In, Int<32>>,
    /// That of the batch.
    pub batch: Signal<In, Int<32>>,
    /// There is an `old`.
    pub set: Signal<In, Bit>,
    /// The new statistic.
    pub new_value: Signal<Out, Int<32>>,
    old_wide: Signal<Local, Int<33>>,
    batch_wide: Signal<Local, Int<33>>,
    difference: Signal<Local, Int<33>>,
    difference_bits: Signal<Local, Bits<33>>,
    floor: Signal<Local, Int<29>>,
    floor_wide: Signal<Local, Int<33>>,
    up: Signal<Local, Int<33>>,
    sum: Signal<Local, Int<33>>,
    sum_bits: Signal<Local, Bits<33>>,
}

impl Logic for Running {
    #[hdl_gen]
    fn update(&mut self) {
        self.old_wide.next = signed_cast_int::<32, 33>(self.old.val());
        self.batch_wide.next = signed_cast_int::<32, 33>(self.batch.val());
        self.difference.next = self.batch_wide.val() - self.old_wide.val();
        self.difference_bits.next = unsigned_cast_int::<33>(self.difference.val());
        // bit 3 is the guard, those below it are sticky, bit 4 is the parity
        self.floor.next = signed_bit_cast_int::<29>(self.difference_bits.val().get_bits::<29>(4));
        self.floor_wide.next = signed_cast_int::<29, 33>(self.floor.val());
        self.up.next = 0.into();
        if self.difference_bits.val().get_bit(3)
            & (self.difference_bits.val().get_bits::<3>(0).any() | self.difference_bits.val().get_bit(4))
        {
            self.up.next = 1.into();
        }
        self.sum.next = self.old_wide.val() + self.floor_wide.val() + self.up.val();
        self.sum_bits.next = unsigned_cast_int::<33>(self.sum.val());
        self.new_value.next = self.batch.val();
        if self.set.val() {
            self.new_value.next = signed_bit_cast_int::<32>(self.sum_bits.val().get_bits::<32>(0));
        }
    }
}
