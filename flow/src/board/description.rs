//! What a board is: its folder's `board.toml`.

use super::part::Part;
use super::Error;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// Name of the file in the board's folder.
pub const FILE: &str = "board.toml";

/// A board. Every field stands in its `board.toml`, but for those with a default; one that is not known there is an error.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// What it is called in full.
    pub title: String,
    /// Name of the configuration that it is meant for.
    pub configuration: String,
    /// The FPGA.
    pub part: Part,
    /// Seed of the placement, 1 by default: a device that is all but full is not placed from every seed.
    #[serde(default = "seed")]
    pub seed: u32,
    /// Clocks.
    pub clock: Clock,
    /// The serial line.
    pub serial: Serial,
    /// The pins.
    pub pins: Pins,
    /// How a bitstream is loaded.
    pub loader: Loader,
    /// The folder that it was read from.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// `[clock]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Hertz of the oscillator at the pin `clock_in`.
    pub input_hz: u64,
    /// Hertz that the design runs at; a PLL makes them where they differ.
    pub core_hz: u64,
}

/// `[serial]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serial {
    /// Bits a second.
    pub baud: u64,
    /// Packets that the board keeps in either direction: 2, or 4, the default.
    #[serde(default = "slots")]
    pub slots: u8,
}

/// `[pins]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pins {
    /// The constraints file of the placement tool, beside `board.toml`. Ports: `clock_in`, `rxd`, `txd`, `led`, and
    /// `reset_button` where there is one.
    pub file: String,
    /// Level at which the light is on.
    pub led: Level,
    /// Level at which the button `reset_button` resets; without it there is no such pin.
    pub reset: Option<Level>,
    /// Outputs that are tied high.
    #[serde(default)]
    pub high: Vec<String>,
}

/// A level of a pin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 1.
    High,
    /// 0.
    Low,
}

/// `[loader]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loader {
    /// Name of the board in openFPGALoader's list.
    pub board: String,
}

fn slots() -> u8 {
    4
}

fn seed() -> u32 {
    1
}

/// The line must not be further from its speed than this: each end tolerates 3 % by itself.
pub const MOST_DEVIATION: f64 = 0.015;

impl Description {
    /// Reads the board of a folder.
    ///
    /// # Errors
    /// [`Error::Description`] with file, line and what was expected.
    pub fn read(folder: &Path) -> Result<Description, Error> {
        let path = folder.join(FILE);
        let wrong = |what: String| Error::Description {
            path: path.clone(),
            what,
        };
        let text = fs::read_to_string(&path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
        let mut board: Description = toml::from_str(&text).map_err(|error| {
            let before = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = 1 + text.as_bytes()[..before].iter().filter(|b| **b == b'\n').count();
            wrong(format!("line {line}: {}", error.message()))
        })?;
        board.folder = folder.to_owned();
        let plain = |name: &str| !name.is_empty() && !name.contains(['/', '\\']);
        let identifier = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if let Some(odd) = board
            .pins
            .high
            .iter()
            .find(|name| name.is_empty() || !identifier(name))
        {
            return Err(wrong(format!(
                "pins.high {odd:?}: expected letters, digits and _"
            )));
        }
        if !plain(&board.pins.file) {
            return Err(wrong(format!(
                "pins.file {:?}: expected the name of a file beside it",
                board.pins.file
            )));
        }
        let ending = board.part.pins_ending();
        if !board.pins.file.ends_with(ending) {
            return Err(wrong(format!(
                "pins.file {:?}: expected a file *{ending} for {}",
                board.pins.file,
                board.part.name()
            )));
        }
        for (field, hertz) in [
            ("clock.input_hz", board.clock.input_hz),
            ("clock.core_hz", board.clock.core_hz),
        ] {
            if !(1_000_000..=400_000_000).contains(&hertz) {
                return Err(wrong(format!("{field} {hertz}: expected 1000000 to 400000000")));
            }
        }
        if !(9_600..=board.clock.core_hz / 4).contains(&board.serial.baud) {
            return Err(wrong(format!(
                "serial.baud {}: expected 9600 to a quarter of clock.core_hz",
                board.serial.baud
            )));
        }
        if ![2, 4].contains(&board.serial.slots) {
            return Err(wrong(format!(
                "serial.slots {}: expected 2 or 4",
                board.serial.slots
            )));
        }
        Ok(board)
    }

    /// The text of its pins.
    ///
    /// # Errors
    /// [`Error::Description`].
    pub fn pins(&self) -> Result<String, Error> {
        let path = self.folder.join(&self.pins.file);
        fs::read_to_string(&path).map_err(|error| Error::Description {
            path,
            what: format!("cannot be read: {error}"),
        })
    }
}

/// The names of the boards in `folder`: its folders with a [`FILE`], in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().join(FILE).is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"title = "A board"
configuration = "small"
part = "LFE5U-85F-6BG381C"
[clock]
input_hz = 25_000_000
core_hz = 100_000_000
[serial]
baud = 1_000_000
[pins]
file = "pins.lpf"
led = "high"
reset = "low"
[loader]
board = "ulx3s"
"#;

    fn read(text: &str) -> Result<Description, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), text).unwrap();
        Description::read(folder.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_board_is_read() {
        let board = read(GOOD).unwrap();
        assert_eq!((board.part, board.seed), (Part::Lfe5u85, 1));
        let seeded = GOOD.replace("[clock]", "seed = 7\n[clock]");
        assert_eq!(read(&seeded).unwrap().seed, 7);
        assert_eq!(
            (board.pins.led, board.pins.reset),
            (Level::High, Some(Level::Low))
        );
        assert_eq!(
            read(&GOOD.replace("reset = \"low\"\n", "")).unwrap().pins.reset,
            None
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (from, to, expected) in [
            ("title", "tittle", "line 1: unknown field `tittle`"),
            (
                "LFE5U-85F-6BG381C",
                "XC7A100T",
                "line 3: unknown variant `XC7A100T`",
            ),
            ("25_000_000", "\"fast\"", "line 5: invalid type"),
            ("[clock]", "seed = -1\n[clock]", "line 4: invalid value"),
            (
                "core_hz = 100_000_000",
                "core_hz = 7",
                "clock.core_hz 7: expected 1000000",
            ),
            (
                "baud = 1_000_000",
                "baud = 90_000_000",
                "serial.baud 90000000: expected 9600",
            ),
            ("\"low\"", "\"down\"", "line 12: unknown variant `down`"),
            ("pins.lpf", "../pins.lpf", "expected the name of a file beside it"),
            (
                "led = ",
                "high = [\"a b\"]\nled = ",
                "pins.high \"a b\": expected letters",
            ),
            (
                "pins.lpf",
                "pins.cst",
                "expected a file *.lpf for LFE5U-85F-6BG381C",
            ),
            ("[loader]\nboard = \"ulx3s\"\n", "", "missing field `loader`"),
        ] {
            let error = read(&GOOD.replace(from, to)).unwrap_err();
            assert!(error.contains(expected), "{error}, not {expected}");
            assert!(error.contains(FILE), "{error}");
        }
        let error = Description::read(Path::new("nowhere")).unwrap_err().to_string();
        assert!(error.starts_with("nowhere/board.toml: cannot be read"), "{error}");
    }
}
