//! From an index to its number.

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::{Each, Keep};

/// `golden::random::mix(keys, index)`: ten rounds of x' = ((x >>> 7) + y) ^ key, y' = (y <<< 2) ^ x', a register after
/// each.
///
/// ```text
///  index --> x = high half --> [round] --> [round] -- ... --> [round] --> number = x
///            y = low half                 keys[1]             keys[9]
/// ```
///
/// A number ten cycles with `advance` after its index, one a cycle. `keys` must hold while numbers are under way.
#[derive(Debug, Default, LogicBlock)]
pub struct Lane {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// The index.
    pub index: Signal<In, Bits<32>>,
    /// As [`Keys`](super::Keys) gives them.
    pub keys: Signal<In, Bits<160>>,
    /// Uniform 16 bits.
    pub number: Signal<Out, Bits<16>>,
    x_in: Each<Signal<Local, Bits<16>>, ROUNDS>,
    y_in: Each<Signal<Local, Bits<16>>, ROUNDS>,
    x_out: Each<Signal<Local, Bits<16>>, ROUNDS>,
    x: Each<Keep<Bits<16>>, ROUNDS>,
    y: Each<Keep<Bits<16>>, ROUNDS>,
}

impl Logic for Lane {
    #[hdl_gen]
    fn update(&mut self) {
        self.x_in[0].next = self.index.val().get_bits::<16>(16);
        self.y_in[0].next = self.index.val().get_bits::<16>(0);
        for i in 1..ROUNDS {
            self.x_in[i].next = self.x[i - 1].q.val();
            self.y_in[i].next = self.y[i - 1].q.val();
        }
        for i in 0..ROUNDS {
            self.x[i].clock.next = self.clock.val();
            self.x[i].reset.next = self.reset.val();
            self.y[i].clock.next = self.clock.val();
            self.y[i].reset.next = self.reset.val();
            self.x[i].enable.next = self.advance.val();
            self.y[i].enable.next = self.advance.val();
            self.x_out[i].next = (((self.x_in[i].val() >> 7) | (self.x_in[i].val() << 9))
                + self.y_in[i].val())
                ^ self.keys.val().get_bits::<16>(i * 16);
            self.x[i].d.next = self.x_out[i].val();
            self.y[i].d.next = ((self.y_in[i].val() << 2) | (self.y_in[i].val() >> 14)) ^ self.x_out[i].val();
        }
        self.number.next = self.x[9].q.val();
    }
}
