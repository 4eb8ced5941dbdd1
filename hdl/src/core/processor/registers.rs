//! The processor's registers.

use rust_hdl::prelude::*;

use crate::base::{Each, Reg};

/// Registers that a TILE takes along.
pub const TILE_REGISTERS: usize = 20;

const REGISTERS: usize = 32;

/// 32 registers of 20 bits: one written, three read in the same cycle, and the first twenty in view at all times.
///
/// A write is seen by reads from the next cycle on. All are zero after reset.
#[derive(Debug, LogicBlock)]
pub struct Registers {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Writes `data`.
    pub write: Signal<In, Bit>,
    /// What register `a` becomes.
    pub data: Signal<In, Bits<20>>,
    /// Register to write, and the first to read.
    pub a: Signal<In, Bits<5>>,
    /// The second to read.
    pub b: Signal<In, Bits<5>>,
    /// The third to read.
    pub c: Signal<In, Bits<5>>,
    /// Register `a`.
    pub a_value: Signal<Out, Bits<20>>,
    /// Register `b`.
    pub b_value: Signal<Out, Bits<20>>,
    /// Register `c`.
    pub c_value: Signal<Out, Bits<20>>,
    /// r0 to r19.
    pub view: Each<Signal<Out, Bits<20>>, TILE_REGISTERS>,
    file: Each<Reg<Bits<20>>, REGISTERS>,
    number: [Constant<Bits<5>>; REGISTERS],
}

impl Default for Registers {
    fn default() -> Self {
        Registers {
            clock: Default::default(),
            reset: Default::default(),
            write: Default::default(),
            data: Default::default(),
            a: Default::default(),
            b: Default::default(),
            c: Default::default(),
            a_value: Default::default(),
            b_value: Default::default(),
            c_value: Default::default(),
            view: Default::default(),
            file: Default::default(),
            number: std::array::from_fn(|number| Constant::new((number as u64).into())),
        }
    }
}

impl Logic for Registers {
    #[hdl_gen]
    fn update(&mut self) {
        self.a_value.next = 0.into();
        self.b_value.next = 0.into();
        self.c_value.next = 0.into();
        for i in 0..32 {
            self.file[i].clock.next = self.clock.val();
            self.file[i].reset.next = self.reset.val();
            self.file[i].d.next = self.file[i].q.val();
            if self.a.val() == self.number[i].val() {
                self.a_value.next = self.file[i].q.val();
                if self.write.val() {
                    self.file[i].d.next = self.data.val();
                }
            }
            if self.b.val() == self.number[i].val() {
                self.b_value.next = self.file[i].q.val();
            }
            if self.c.val() == self.number[i].val() {
                self.c_value.next = self.file[i].q.val();
            }
        }
        for i in 0..20 {
            self.view[i].next = self.file[i].q.val();
        }
    }
}
