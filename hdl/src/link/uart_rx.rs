//! The serial line's receiver.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// What the receiver is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
enum State {
    /// The falling edge of a start bit.
    Idle,
    /// The middle of the start bit.
    Start,
    /// The middle of a data bit.
    Data,
    /// The middle of the stop bit.
    Stop,
    /// The line to go high again, after a missing stop bit.
    Wait,
}

/// Receives 8N1: a start bit (low), eight data bits, least significant first, and a stop bit (high).
///
/// ```text
/// rxd -> [2 registers] -> start edge -> wait half a bit -> sample every bit -> [m_valid, m_data]
/// ```
/// Every bit is sampled once, in its middle; a start bit that is high again there was a glitch and is ignored. The
/// receiver is ready for the next start bit from the middle of the stop bit on, so that a sender up to 4 % faster or
/// slower is understood at 16 clocks a bit (at 4 clocks the sender must share the clock, as it does in simulation).
/// `m_valid` is high for one cycle per byte, half a bit and 3 cycles after the stop bit began; there is no
/// back-pressure on a line. A missing stop bit drops the byte with `framing_error`, or with `line_break` when all
/// data bits were low too; then nothing is received until the line has been high.
#[derive(LogicBlock)]
pub struct UartRx {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The line; may change at any time.
    pub rxd: Signal<In, Bit>,
    /// A byte has arrived.
    pub m_valid: Signal<Out, Bit>,
    /// The byte.
    pub m_data: Signal<Out, Bits<8>>,
    /// A byte without stop bit was dropped.
    pub framing_error: Signal<Out, Bit>,
    /// The line was low for a whole frame.
    pub line_break: Signal<Out, Bit>,
    bit_clocks: Constant<Bits<16>>,
    half_clocks: Constant<Bits<16>>,
    // Inverted, so that the reset value is an idle line.
    inverted: Reg<Bits<2>>,
    low: Signal<Local, Bit>,
    state: Reg<State>,
    timer: Reg<Bits<16>>,
    index: Reg<Bits<3>>,
    shift: Reg<Bits<8>>,
    received: Reg<Bit>,
    bad_stop: Reg<Bit>,
    broken: Reg<Bit>,
}

impl UartRx {
    /// A receiver at `clocks_per_bit` (4 to 65,535) clocks a bit.
    pub fn new(clocks_per_bit: u16) -> Self {
        let clocks_per_bit = u64::from(clocks_per_bit.max(4));
        Self {
            clock: Default::default(),
            reset: Default::default(),
            rxd: Default::default(),
            m_valid: Default::default(),
            m_data: Default::default(),
            framing_error: Default::default(),
            line_break: Default::default(),
            bit_clocks: Constant::new((clocks_per_bit - 1).into()),
            half_clocks: Constant::new((clocks_per_bit / 2 - 1).into()),
            inverted: Default::default(),
            low: Default::default(),
            state: Default::default(),
            timer: Default::default(),
            index: Default::default(),
            shift: Default::default(),
            received: Default::default(),
            bad_stop: Default::default(),
            broken: Default::default(),
        }
    }
}

impl Logic for UartRx {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, inverted, state, timer, index, shift, received, bad_stop, broken);
        self.inverted.reset.next = self.reset.val();
        self.state.reset.next = self.reset.val();
        self.timer.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();
        self.shift.reset.next = self.reset.val();
        self.received.reset.next = self.reset.val();
        self.bad_stop.reset.next = self.reset.val();
        self.broken.reset.next = self.reset.val();

        self.inverted.d.next = self.inverted.q.val() << 1;
        if !self.rxd.val() {
            self.inverted.d.next = (self.inverted.q.val() << 1) | 1;
        }
        self.low.next = self.inverted.q.val().get_bit(1);

        self.received.d.next = false;
        self.bad_stop.d.next = false;
        self.broken.d.next = false;
        if self.timer.q.val().any() {
            self.timer.d.next = self.timer.q.val() - 1;
        }
        match self.state.q.val() {
            State::Idle => {
                self.timer.d.next = self.half_clocks.val();
                if self.low.val() {
                    self.state.d.next = State::Start;
                }
            }
            State::Start => {
                if !self.timer.q.val().any() {
                    self.timer.d.next = self.bit_clocks.val();
                    self.index.d.next = 0.into();
                    self.state.d.next = State::Idle;
                    if self.low.val() {
                        self.state.d.next = State::Data;
                    }
                }
            }
            State::Data => {
                if !self.timer.q.val().any() {
                    self.timer.d.next = self.bit_clocks.val();
                    self.index.d.next = self.index.q.val() + 1;
                    self.shift.d.next = (self.shift.q.val() >> 1) | 0x80;
                    if self.low.val() {
                        self.shift.d.next = self.shift.q.val() >> 1;
                    }
                    if self.index.q.val().all() {
                        self.state.d.next = State::Stop;
                    }
                }
            }
            State::Stop => {
                if !self.timer.q.val().any() {
                    self.state.d.next = State::Idle;
                    self.received.d.next = !self.low.val();
                    if self.low.val() {
                        self.state.d.next = State::Wait;
                        self.bad_stop.d.next = self.shift.q.val().any();
                        self.broken.d.next = !self.shift.q.val().any();
                    }
                }
            }
            State::Wait => {
                if !self.low.val() {
                    self.state.d.next = State::Idle;
                }
            }
        }

        self.m_valid.next = self.received.q.val();
        self.m_data.next = self.shift.q.val();
        self.framing_error.next = self.bad_stop.q.val();
        self.line_break.next = self.broken.q.val();
    }
}
