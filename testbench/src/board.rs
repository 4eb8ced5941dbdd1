//! The simulated boards: the RTL of core and link behind a serial line.

use std::collections::VecDeque;

use golden::core::config::{BASE, SMALL, TINY};
use golden::core::Config;

use crate::link::{SerialPins, SoftUart};
use crate::models::{BoardNanoModel, BoardSerialModel, BoardSmallModel, BoardTinyModel, SERIAL_BUILDS};

/// Clocks a bit of the top `board_serial`.
pub const CLOCKS_PER_BIT: u16 = 4;

/// The same of the top `board_tiny`.
pub const TINY_CLOCKS_PER_BIT: u16 = 12;

/// The same of the top `board_small`.
pub const SMALL_CLOCKS_PER_BIT: u16 = 100;

/// The same of the top `board_nano`.
pub const NANO_CLOCKS_PER_BIT: u16 = 81;

/// Bits of the line in a turn: a millisecond or two of simulation, 51 bytes each way.
const TURN: u32 = 512;

/// The configuration of the simulated board's core.
pub const CONFIG: Config = BASE;

/// The build hash of a board with a serial line and the core of `config`, real or simulated; 0 for no configuration of ours.
pub fn serial_build(config: Config) -> u64 {
    let known = SERIAL_BUILDS.iter().find(|(name, _)| *name == config.name);
    known.map_or(0, |(_, build)| *build)
}

macro_rules! pins {
    ($($model:ty),*) => {$(
        impl SerialPins for $model {
            fn set_rxd(&mut self, high: bool) {
                <$model>::set_rxd(self, high);
            }

            fn txd(&self) -> bool {
                <$model>::txd(self)
            }

            fn clocks(&mut self, count: u64) {
                self.ticks(count);
            }
        }
    )*};
}
pins!(BoardSerialModel, BoardTinyModel, BoardSmallModel, BoardNanoModel);

/// A board in simulation, with the bytes of its line.
pub struct SerialBoard<M = BoardSerialModel> {
    model: M,
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
            model,
            uart: SoftUart::new(CLOCKS_PER_BIT),
        }
    }

    /// Clock cycles simulated.
    pub fn cycles(&self) -> u64 {
        self.model.cycles()
    }
}

macro_rules! real {
    ($(#[$doc:meta])* $name:ident, $model:ident, $config:ident, $clocks_per_bit:ident) => {
        impl SerialBoard<$model> {
            $(#[$doc])*
            pub fn $name() -> Self {
                let mut model = $model::new();
                model.set_rxd(true);
                model.set_build_hash(serial_build($config));
                model.set_configuration(golden::link::configuration_word($config.name));
                model.reset();
                SerialBoard {
                    model,
                    uart: SoftUart::new($clocks_per_bit),
                }
            }
        }
    };
}
real!(
    /// The board of the iCEBreaker, as [`SerialBoard::new`].
    tiny, BoardTinyModel, TINY, TINY_CLOCKS_PER_BIT
);
real!(
    /// The board of the ULX3S with an ECP5-25, as [`SerialBoard::new`].
    small, BoardSmallModel, SMALL, SMALL_CLOCKS_PER_BIT
);
real!(
    /// The board of the Tang Nano 20K, as [`SerialBoard::new`].
    nano, BoardNanoModel, SMALL, NANO_CLOCKS_PER_BIT
);

impl<M: SerialPins> SerialBoard<M> {
    /// Lets some time pass: takes bytes from `to_board` as the line does, and appends those that came to `from_board`.
    /// True when a byte was under way in either direction.
    pub fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool {
        std::mem::swap(to_board, &mut self.uart.to_board);
        let mut busy = false;
        for _ in 0..TURN {
            self.uart.bit(&mut self.model);
            busy |= !self.uart.is_idle();
        }
        std::mem::swap(to_board, &mut self.uart.to_board);
        from_board.extend(self.uart.from_board.drain(..));
        busy
    }
}
