//! The serial line's transmitter.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Sends 8N1: a start bit (low), eight data bits, least significant first, and a stop bit (high).
///
/// ```text
/// s_data -> [9-bit shift register] -> txd
/// ```
/// A byte takes ten bits of `clocks_per_bit` cycles; `s_ready` comes in the last cycle of its stop bit, so that bytes
/// follow one another without a gap. The line is idle high, in reset too.
#[derive(LogicBlock)]
pub struct UartTx {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A byte is offered.
    pub s_valid: Signal<In, Bit>,
    /// The byte is taken in this cycle.
    pub s_ready: Signal<Out, Bit>,
    /// The byte.
    pub s_data: Signal<In, Bits<8>>,
    /// The line.
    pub txd: Signal<Out, Bit>,
    bit_clocks: Constant<Bits<16>>,
    // the bits of the timer that are ever 1: synthesis leaves the others out
    timer_bits: Constant<Bits<16>>,
    // Inverted bits: zeros are an idle line, after reset and behind the stop bit.
    inverted: Reg<Bits<9>>,
    left: Reg<Bits<4>>,
    timer: Reg<Bits<16>>,
    // the timer is not 0
    counting: Reg<Bit>,
    counts: Constant<Bits<1>>,
    bit_over: Signal<Local, Bit>,
    ready: Signal<Local, Bit>,
}

impl UartTx {
    /// A transmitter at `clocks_per_bit` (1 to 65,535) clocks a bit.
    pub fn new(clocks_per_bit: u16) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            txd: Default::default(),
            bit_clocks: Constant::new((u64::from(clocks_per_bit.max(1)) - 1).into()),
            timer_bits: Constant::new((u64::from(clocks_per_bit.max(1)).next_power_of_two() - 1).into()),
            inverted: Default::default(),
            left: Default::default(),
            timer: Default::default(),
            counting: Default::default(),
            counts: Constant::new(u64::from(clocks_per_bit > 1).into()),
            bit_over: Default::default(),
            ready: Default::default(),
        }
    }
}

impl Logic for UartTx {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, inverted, left, timer, counting);
        self.counting.reset.next = self.reset.val();
        self.inverted.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.timer.reset.next = self.reset.val();

        self.bit_over.next = !self.counting.q.val();
        self.ready.next = !self.left.q.val().any() || ((self.left.q.val() == 1) && self.bit_over.val());
        if !self.bit_over.val() {
            self.timer.d.next = (self.timer.q.val() - 1) & self.timer_bits.val();
            self.counting.d.next = self.timer.q.val() != 1;
        }
        if self.left.q.val().any() && self.bit_over.val() {
            self.timer.d.next = self.bit_clocks.val();
            self.counting.d.next = self.counts.val().any();
            self.left.d.next = self.left.q.val() - 1;
            self.inverted.d.next = self.inverted.q.val() >> 1;
        }
        if self.ready.val() && self.s_valid.val() {
            self.timer.d.next = self.bit_clocks.val();
            self.counting.d.next = self.counts.val().any();
            self.left.d.next = 10.into();
            self.inverted.d.next = ((bit_cast::<9, 8>(self.s_data.val()) ^ 0xFF) << 1) | 1;
        }
        self.s_ready.next = self.ready.val();
        self.txd.next = !self.inverted.q.val().get_bit(0);
    }
}
