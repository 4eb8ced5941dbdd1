//! The Verilog of a real board: everything but its pins and its clock.

use golden::core::config::{BASE, LARGE, MEDIUM, SMALL, TINY};
use golden::core::Config;
use golden::link::SLOTS;

use crate::base::{verilog, GenerateError};
use crate::catalogue::{roomy, tops};
use crate::core::{Base, Large, Medium, Small, Tiny};
use crate::link::{BoardInference, BoardSerial, Life, Link, RETRIES};

/// Name of the module.
pub const SERIAL: &str = "board_serial";

/// The tops whose texts, behind that of the configuration's core, make the build of a board with a serial line.
pub const IN_BUILD: [&str; 1] = ["link"];

/// What a board with a serial line says of its build: [`golden::link::build_hash`] of the texts of the core and of the link,
/// as the catalogue has them. They are the same at any clock and any speed of the line. `text` gives the text of a top.
///
/// # Errors
/// Those of `text`.
pub fn build<E>(config: &str, mut text: impl FnMut(&str) -> Result<String, E>) -> Result<u64, E> {
    let mut all = text(&format!("core_{config}"))?;
    for name in IN_BUILD {
        all += &text(name)?;
    }
    Ok(golden::link::build_hash(&all))
}

/// The iCEBreaker's board, as `constraints/icebreaker/board.toml` has it.
pub const ICEBREAKER: Serial = Serial {
    config: TINY,
    clock_hz: 12_000_000,
    baud: 1_000_000,
    slots: SLOTS,
};

/// The board of a ULX3S with an ECP5-25, as `constraints/ulx3s-25f/board.toml` has it.
pub const ULX3S_25F: Serial = Serial {
    config: SMALL,
    clock_hz: 100_000_000,
    baud: 1_000_000,
    slots: SLOTS,
};

/// The board of a Tang Nano 20K, as `constraints/tangnano20k/board.toml` has it.
pub const TANG_NANO_20K: Serial = Serial {
    config: SMALL,
    clock_hz: 81_000_000,
    baud: 1_000_000,
    slots: 2,
};

/// What makes the Verilog of a board with a serial line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Serial {
    /// The core.
    pub config: Config,
    /// Its clock in Hz.
    pub clock_hz: u64,
    /// Bits a second on the line; the nearest that whole clocks give is taken.
    pub baud: u64,
    /// Packets that the link keeps in either direction, 2 or 4. HELLO says how many; the build is the same.
    pub slots: u8,
}

impl Serial {
    /// Clocks a bit, rounded: at least 4, for what is less the receiver cannot vote on.
    pub fn clocks_per_bit(&self) -> u16 {
        let baud = self.baud.max(1);
        let clocks = (self.clock_hz + baud / 2) / baud;
        u16::try_from(clocks.max(4)).unwrap_or(u16::MAX)
    }

    /// How far the line's speed is from `baud`, as a share of it: positive when the board is faster.
    pub fn deviation(&self) -> f64 {
        let real = self.clock_hz as f64 / f64::from(self.clocks_per_bit());
        real / self.baud.max(1) as f64 - 1.0
    }

    /// Cycles that the board waits for an acknowledgement: 60 ms, longer than a USB adapter holds bytes back (16 ms) and
    /// longer than four full frames take at a million bits a second (42 ms).
    pub fn timeout(&self) -> u32 {
        u32::try_from(self.clock_hz * 60 / 1000).unwrap_or(u32::MAX)
    }

    /// The module [`SERIAL`].
    ///
    /// # Errors
    /// When the block does not pass the checks of `rust-hdl`.
    pub fn verilog(&self) -> Result<String, GenerateError> {
        roomy(|| self.named(SERIAL))
    }

    /// What the board says of its build: see [`build`].
    ///
    /// # Errors
    /// As [`Serial::verilog`].
    pub fn build(&self) -> Result<u64, GenerateError> {
        build(self.config.name, |name| {
            let top = tops().into_iter().find(|top| top.name == name);
            top.map_or_else(|| Ok(String::new()), |top| top.verilog())
        })
    }

    /// The same as the module `name`.
    pub(crate) fn named(&self, name: &str) -> Result<String, GenerateError> {
        let link = Link::new(self.clocks_per_bit(), self.timeout(), RETRIES, self.slots);
        let life = Life::new(self.clock_hz);
        match self.config.name {
            "tiny" => verilog(BoardInference::new(link, life, Tiny::new(TINY)), name),
            "small" => verilog(BoardSerial::new(link, life, Small::new(SMALL)), name),
            "medium" => verilog(BoardSerial::new(link, life, Medium::new(MEDIUM)), name),
            "base" => verilog(BoardSerial::new(link, life, Base::new(BASE)), name),
            _ => verilog(BoardSerial::new(link, life, Large::new(LARGE)), name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_fast_as_whole_clocks_allow() {
        let board = |clock_hz, baud| Serial {
            config: TINY,
            clock_hz,
            baud,
            slots: SLOTS,
        };
        assert_eq!(board(100_000_000, 1_000_000).clocks_per_bit(), 100);
        assert_eq!(board(100_000_000, 1_000_000).deviation(), 0.0);
        assert_eq!(board(100_000_000, 3_000_000).clocks_per_bit(), 33);
        assert!((board(100_000_000, 3_000_000).deviation() - 0.0101).abs() < 1e-4);
        assert_eq!(board(12_000_000, 1_000_000).clocks_per_bit(), 12);
        assert_eq!(board(12_000_000, 12_000_000).clocks_per_bit(), 4);
        assert_eq!(board(100_000_000, 1_000_000).timeout(), 6_000_000);
    }
}
