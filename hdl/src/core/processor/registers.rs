//! The processor's registers.

use rust_hdl::prelude::*;

use crate::base::{Each, Ordinals, Reg, SharedRam};

/// Registers that a TILE takes along.
pub const TILE_REGISTERS: usize = 20;

/// 32 registers of 20 bits in a memory: one written, two read at a time; the first twenty in view at all times beside it.
///
/// ```text
///  write --> [ ] --+--> [memory] --+--> b_value, c_value      a cycle after `read`, until the next
///                  +---------------+
///                  +--> [view]
/// ```
///
/// A read sees the write of its own cycle, and one of the next cycle counts for nothing; nor may another write before the
/// values have been used. The view shows a write two cycles later. All are zero once `ready`, 32 cycles after reset; until
/// then nothing may be written or read.
#[derive(Debug, Default, LogicBlock)]
pub struct Registers {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The memory is cleared.
    pub ready: Signal<Out, Bit>,
    /// Writes `data`.
    pub write: Signal<In, Bit>,
    /// Register to write.
    pub address: Signal<In, Bits<5>>,
    /// What it becomes.
    pub data: Signal<In, Bits<20>>,
    /// Reads two registers.
    pub read: Signal<In, Bit>,
    /// The first.
    pub b: Signal<In, Bits<5>>,
    /// The second.
    pub c: Signal<In, Bits<5>>,
    /// Register `b`.
    pub b_value: Signal<Out, Bits<20>>,
    /// Register `c`.
    pub c_value: Signal<Out, Bits<20>>,
    /// r0 to r19.
    pub view: Each<Signal<Out, Bits<20>>, TILE_REGISTERS>,
    writes: Reg<Bit>,
    write_address: Reg<Bits<5>>,
    write_data: Reg<Bits<20>>,
    memory: SharedRam<Bits<20>, 5>,
    seen: Each<Reg<Bits<20>>, TILE_REGISTERS>,
    bypass_b: Reg<Bit>,
    bypass_c: Reg<Bit>,
    cleared: Reg<Bits<6>>,
    number: Ordinals<TILE_REGISTERS, 5>,
}

impl Logic for Registers {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            writes,
            write_address,
            write_data,
            bypass_b,
            bypass_c,
            cleared
        );
        self.writes.reset.next = self.reset.val();
        self.write_address.reset.next = self.reset.val();
        self.write_data.reset.next = self.reset.val();
        self.bypass_b.reset.next = self.reset.val();
        self.bypass_c.reset.next = self.reset.val();
        self.cleared.reset.next = self.reset.val();
        self.memory.clock.next = self.clock.val();

        self.writes.d.next = self.write.val();
        if self.write.val() {
            self.write_address.d.next = self.address.val();
            self.write_data.d.next = self.data.val();
        }
        self.memory.write_enable.next = self.writes.q.val();
        self.memory.write_address.next = self.write_address.q.val();
        self.memory.write_data.next = self.write_data.q.val();
        self.ready.next = self.cleared.q.val().get_bit(5);
        if !self.cleared.q.val().get_bit(5) {
            self.cleared.d.next = self.cleared.q.val() + 1;
            self.memory.write_enable.next = true;
            self.memory.write_address.next = self.cleared.q.val().get_bits::<5>(0);
            self.memory.write_data.next = 0.into();
        }

        self.memory.read1_enable.next = self.read.val();
        self.memory.read1_address.next = self.b.val();
        self.memory.read2_enable.next = self.read.val();
        self.memory.read2_address.next = self.c.val();
        // what is written now is not in the memory's answer
        if self.read.val() {
            self.bypass_b.d.next = self.write.val() & (self.address.val() == self.b.val());
            self.bypass_c.d.next = self.write.val() & (self.address.val() == self.c.val());
        }
        self.b_value.next = self.memory.read1_data.val();
        if self.bypass_b.q.val() {
            self.b_value.next = self.write_data.q.val();
        }
        self.c_value.next = self.memory.read2_data.val();
        if self.bypass_c.q.val() {
            self.c_value.next = self.write_data.q.val();
        }

        for i in 0..20 {
            self.seen[i].clock.next = self.clock.val();
            self.seen[i].reset.next = self.reset.val();
            self.seen[i].d.next = self.seen[i].q.val();
            if self.writes.q.val() & (self.write_address.q.val() == self.number[i].val()) {
                self.seen[i].d.next = self.write_data.q.val();
            }
            self.view[i].next = self.seen[i].q.val();
        }
    }
}
