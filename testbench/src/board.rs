//! The simulated board: the RTL of core and link behind a serial line.

use std::collections::VecDeque;

use golden::core::config::BASE;
use golden::core::Config;

use crate::link::{SerialPins, SoftUart};
use crate::models::{BoardSerialModel, SERIAL_BUILDS};

/// Clocks a bit of the top `board_serial`.
pub const CLOCKS_PER_BIT: u16 = 4;

/// Bits of the line in a turn: a millisecond or two of simulation, 51 bytes each way.
const TURN: u32 = 512;

/// The configuration of the simulated board's core.
pub const CONFIG: Config = BASE;

/// The build hash of a board with a serial line and the core of `config`, real or simulated; 0 for no configuration of ours.
pub fn serial_build(config: Config) -> u64 {
    let known = SERIAL_BUILDS.iter().find(|(name, _)| *name == config.name);
    known.map_or(0, |(_, build)| *build)
}

struct Pins(BoardSerialModel);

impl SerialPins for Pins {
    fn set_rxd(&mut self, high: bool) {
        self.0.set_rxd(high);
    }

    fn txd(&self) -> bool {
        self.0.txd()
    }

    fn clocks(&mut self, count: u64) {
        self.0.ticks(count);
    }
}

/// A board in simulation, with the bytes of its line.
pub struct SerialBoard {
    pins: Pins,
    uart: SoftUart,
}

impl Default for SerialBoard {
    fn default() -> Self {
        Self::new()
    }
}

impl SerialBoard {
    /// A board, reset, that says [`serial_build`] and the name of [`CONFIG`] in its HELLO.
    pub fn new() -> Self {
        let mut model = BoardSerialModel::new();
        model.set_rxd(true);
        model.set_build_hash(serial_build(CONFIG));
        model.set_configuration(golden::link::configuration_word(CONFIG.name));
        model.reset();
        SerialBoard {
            pins: Pins(model),
            uart: SoftUart::new(CLOCKS_PER_BIT),
        }
    }

    /// Lets some time pass: takes bytes from `to_board` as the line does, and appends those that came to `from_board`.
    /// True when a byte was under way in either direction.
    pub fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool {
        std::mem::swap(to_board, &mut self.uart.to_board);
        let mut busy = false;
        for _ in 0..TURN {
            self.uart.bit(&mut self.pins);
            busy |= !self.uart.is_idle();
        }
        std::mem::swap(to_board, &mut self.uart.to_board);
        from_board.extend(self.uart.from_board.drain(..));
        busy
    }

    /// Clock cycles simulated.
    pub fn cycles(&self) -> u64 {
        self.pins.0.cycles()
    }
}
