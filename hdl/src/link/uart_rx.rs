//! The serial line's receiver.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// What the receiver is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
enum State {
    /// The falling edge of a start bit.
    Idle,
    /// The samples of the start bit.
    Start,
    /// The samples of a data bit.
    Data,
    /// The samples of the stop bit.
    Stop,
    /// The line to go high again, after a missing stop bit.
    Wait,
}

/// Receives 8N1: a start bit (low), eight data bits, least significant first, and a stop bit (high).
///
/// ```text
/// rxd -> [2 registers] -> start edge -> wait half a bit -> 2 of 3 samples of every bit -> [m_valid, m_data]
/// ```
/// Every bit, start and stop too, is what two of three samples say: in its middle, and a sixteenth of a bit (a clock at
/// least) before and behind it. A start bit that is high again there was a glitch and is ignored. The receiver is ready
/// for the next start bit from the last sample of the stop bit on, so that a sender without a pause is understood that
/// is up to 3 % faster or slower from 12 clocks a bit on (at 4 clocks it must share the clock, as it does in simulation).
/// `m_valid` is high for one cycle per byte, 3 cycles after the last sample of its stop bit; there is no back-pressure on
/// a line. A missing stop bit drops the byte with `framing_error`, or with `line_break` when all data bits were low too;
/// then nothing is received until the line has been high.
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
    // the bits of the timer that are ever 1: synthesis leaves the others out
    timer_bits: Constant<Bits<16>>,
    half_clocks: Constant<Bits<16>>,
    first_at: Constant<Bits<16>>,
    second_at: Constant<Bits<16>>,
    // Inverted, so that the reset value is an idle line.
    inverted: Reg<Bits<2>>,
    low_now: Signal<Local, Bit>,
    first: Reg<Bit>,
    second: Reg<Bit>,
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
        let apart = (clocks_per_bit / 16).max(1);
        Self {
            clock: Default::default(),
            reset: Default::default(),
            rxd: Default::default(),
            m_valid: Default::default(),
            m_data: Default::default(),
            framing_error: Default::default(),
            line_break: Default::default(),
            bit_clocks: Constant::new((clocks_per_bit - 1).into()),
            timer_bits: Constant::new((clocks_per_bit.next_power_of_two() - 1).into()),
            half_clocks: Constant::new((clocks_per_bit / 2 - 1 + apart).into()),
            first_at: Constant::new((2 * apart).into()),
            second_at: Constant::new(apart.into()),
            inverted: Default::default(),
            low_now: Default::default(),
            first: Default::default(),
            second: Default::default(),
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
        dff_setup!(
            self, clock, inverted, first, second, state, timer, index, shift, received, bad_stop, broken
        );
        self.inverted.reset.next = self.reset.val();
        self.first.reset.next = self.reset.val();
        self.second.reset.next = self.reset.val();
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
        self.low_now.next = self.inverted.q.val().get_bit(1);
        // the timer is 0 at the last of the three samples
        if self.timer.q.val() == self.first_at.val() {
            self.first.d.next = self.low_now.val();
        }
        if self.timer.q.val() == self.second_at.val() {
            self.second.d.next = self.low_now.val();
        }
        self.low.next = (self.first.q.val() & self.second.q.val())
            | ((self.first.q.val() | self.second.q.val()) & self.low_now.val());

        self.received.d.next = false;
        self.bad_stop.d.next = false;
        self.broken.d.next = false;
        if self.timer.q.val().any() {
            self.timer.d.next = (self.timer.q.val() - 1) & self.timer_bits.val();
        }
        match self.state.q.val() {
            State::Idle => {
                self.timer.d.next = self.half_clocks.val();
                if self.low_now.val() {
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
                if !self.low_now.val() {
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
