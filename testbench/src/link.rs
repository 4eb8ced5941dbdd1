//! The other end of a simulated serial line.

use std::collections::VecDeque;

/// A board that has a serial line, whatever else it has.
pub trait SerialPins {
    /// Puts a level on the board's input.
    fn set_rxd(&mut self, high: bool);
    /// Level of the board's output.
    fn txd(&self) -> bool;
    /// Lets time pass.
    fn clocks(&mut self, count: u64);
}

/// A UART in software, 8N1, that shares the board's clock: it drives `rxd` and reads `txd` a bit at a time.
///
/// Reading looks at the line once a bit. The board changes it at whole bits from a start bit on, so the first look that
/// finds it low falls into the start bit and every further look falls into one bit each.
#[derive(Debug, Default)]
pub struct SoftUart {
    clocks_per_bit: u64,
    sending: u16,
    bits_to_send: u32,
    receiving: u16,
    bits_received: u32,
    /// Bytes still to be sent.
    pub to_board: VecDeque<u8>,
    /// Bytes that came.
    pub from_board: VecDeque<u8>,
    /// Bytes without a stop bit, which a board must never send.
    pub framing_errors: u64,
}

impl SoftUart {
    /// A UART for a line of `clocks_per_bit` clocks a bit.
    pub fn new(clocks_per_bit: u16) -> Self {
        SoftUart {
            clocks_per_bit: u64::from(clocks_per_bit),
            ..Self::default()
        }
    }

    /// Neither is a byte under way nor one waiting to be sent.
    pub fn is_idle(&self) -> bool {
        self.to_board.is_empty() && self.bits_to_send == 0 && self.bits_received == 0
    }

    /// Lets one bit's time pass.
    pub fn bit(&mut self, board: &mut impl SerialPins) {
        if self.bits_to_send == 0 {
            if let Some(byte) = self.to_board.pop_front() {
                // Start bit, data, stop bit; the lowest goes first.
                self.sending = (u16::from(byte) << 1) | 0x200;
                self.bits_to_send = 10;
            }
        }
        board.set_rxd(self.bits_to_send == 0 || self.sending & 1 == 1);
        self.sending >>= 1;
        self.bits_to_send = self.bits_to_send.saturating_sub(1);

        board.clocks(self.clocks_per_bit);

        let high = board.txd();
        match self.bits_received {
            0 => {
                if !high {
                    self.bits_received = 1;
                    self.receiving = 0;
                }
            }
            1..=8 => {
                self.receiving |= u16::from(high) << (self.bits_received - 1);
                self.bits_received += 1;
            }
            _ => {
                self.bits_received = 0;
                if high {
                    self.from_board.push_back(self.receiving as u8);
                } else {
                    self.framing_errors += 1;
                }
            }
        }
    }
}
