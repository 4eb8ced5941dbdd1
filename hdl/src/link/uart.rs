//! Both ends of a serial line.

use rust_hdl::prelude::*;

use super::{UartRx, UartTx};

/// A [`UartTx`] and a [`UartRx`] side by side, for a test that puts a line between them.
#[derive(LogicBlock)]
pub struct Uart {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A byte is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken in this cycle.
    pub s_ready: Signal<Out, Bit>,
    /// The byte.
    pub s_data: Signal<In, Bits<8>>,
    /// The line out.
    pub txd: Signal<Out, Bit>,
    /// The line in.
    pub rxd: Signal<In, Bit>,
    /// A byte has arrived.
    pub m_valid: Signal<Out, Bit>,
    /// The byte.
    pub m_data: Signal<Out, Bits<8>>,
    /// A byte without stop bit was dropped.
    pub framing_error: Signal<Out, Bit>,
    /// The line was low for a whole frame.
    pub line_break: Signal<Out, Bit>,
    tx: UartTx,
    rx: UartRx,
}

impl Uart {
    /// Both at `clocks_per_bit` clocks a bit.
    pub fn new(clocks_per_bit: u16) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            txd: Default::default(),
            rxd: Default::default(),
            m_valid: Default::default(),
            m_data: Default::default(),
            framing_error: Default::default(),
            line_break: Default::default(),
            tx: UartTx::new(clocks_per_bit),
            rx: UartRx::new(clocks_per_bit),
        }
    }
}

impl Logic for Uart {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, tx, rx);
        self.tx.reset.next = self.reset.val();
        self.rx.reset.next = self.reset.val();
        self.tx.s_valid.next = self.s_valid.val();
        self.tx.s_data.next = self.s_data.val();
        self.s_ready.next = self.tx.s_ready.val();
        self.txd.next = self.tx.txd.val();
        self.rx.rxd.next = self.rxd.val();
        self.m_valid.next = self.rx.m_valid.val();
        self.m_data.next = self.rx.m_data.val();
        self.framing_error.next = self.rx.framing_error.val();
        self.line_break.next = self.rx.line_break.val();
    }
}
