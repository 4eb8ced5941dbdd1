//! `--on`: the device that runs programs.

use crate::link::DEFAULT_BAUD;
use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;

/// Speeds of a serial line: from the slowest that an adapter has to the fastest.
const BAUDS: RangeInclusive<u32> = 300..=12_000_000;

/// A device that runs programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The golden model.
    Golden,
    /// The simulated board, by its word-wide stream port.
    Sim,
    /// A board behind a serial port or pseudo-terminal.
    Serial {
        /// The port.
        path: PathBuf,
        /// Bits a second.
        baud: u32,
    },
    /// A board behind PCIe, or behind two pipes: the beginning of its two files' names.
    Pcie(PathBuf),
}

impl Target {
    /// Whether it is a board, real or simulated, that may be lost under way.
    pub fn is_board(&self) -> bool {
        matches!(self, Target::Serial { .. } | Target::Pcie(_))
    }

    /// A port at the line's usual speed, or as `PATH@BAUD` says. An `@` in a folder's name is none of that.
    fn serial(text: &str) -> Result<Target, String> {
        let name = text.rfind('/').map_or(0, |slash| slash + 1);
        let Some(at) = text[name..].rfind('@').map(|at| name + at) else {
            return Ok(Target::Serial {
                path: text.into(),
                baud: DEFAULT_BAUD,
            });
        };
        let (path, baud) = (&text[..at], &text[at + 1..]);
        let known = baud.parse().ok().filter(|baud| BAUDS.contains(baud));
        match known {
            _ if path.is_empty() => Err("no port in front of the @, expected serial:PATH@BAUD".to_owned()),
            Some(baud) => Ok(Target::Serial {
                path: path.into(),
                baud,
            }),
            None => Err(format!(
                "baud \"{baud}\" behind the @, expected {} to {}, as serial:/dev/ttyUSB0@2000000",
                BAUDS.start(),
                BAUDS.end()
            )),
        }
    }
}

/// As the argument.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Target::Golden => f.write_str("golden"),
            Target::Sim => f.write_str("sim"),
            Target::Serial { path, baud } => {
                write!(f, "serial:{}", path.display())?;
                // A name with an @ of its own would be read as another one.
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                match *baud != DEFAULT_BAUD || name.contains('@') {
                    true => write!(f, "@{baud}"),
                    false => Ok(()),
                }
            }
            Target::Pcie(path) => write!(f, "pcie:{}", path.display()),
        }
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected golden, sim, serial:PATH, serial:PATH@BAUD or pcie:PATH";
        match text.split_once(':') {
            None if text == "golden" => Ok(Target::Golden),
            None if text == "sim" => Ok(Target::Sim),
            Some(("serial", path)) if !path.is_empty() => Target::serial(path),
            Some(("pcie", path)) if !path.is_empty() => Ok(Target::Pcie(path.into())),
            _ => Err(EXPECTED.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(path: &str, baud: u32) -> Result<Target, String> {
        Ok(Target::Serial {
            path: path.into(),
            baud,
        })
    }

    #[test]
    fn targets_parse() {
        assert_eq!("golden".parse(), Ok(Target::Golden));
        assert_eq!("sim".parse(), Ok(Target::Sim));
        assert_eq!("serial:/dev/ttyUSB0".parse(), serial("/dev/ttyUSB0", 1_000_000));
        assert_eq!("pcie:/dev/xdma0".parse(), Ok(Target::Pcie("/dev/xdma0".into())));
        for bad in ["", "serial", "serial:", "golden:x", "rtl", "pcie", "pcie:"] {
            let expected = "expected golden, sim, serial:PATH, serial:PATH@BAUD or pcie:PATH";
            assert!(bad.parse::<Target>().unwrap_err().contains(expected), "{bad}");
        }
    }

    #[test]
    fn a_port_may_say_its_baud() {
        let cases = [
            ("serial:/dev/ttyUSB0@2000000", serial("/dev/ttyUSB0", 2_000_000)),
            ("serial:ttyS0@115200", serial("ttyS0", 115_200)),
            (
                "serial:/home/me@work/board",
                serial("/home/me@work/board", 1_000_000),
            ),
            (
                "serial:/home/me@work/board@300",
                serial("/home/me@work/board", 300),
            ),
            ("serial:a@b@12000000", serial("a@b", 12_000_000)),
        ];
        for (text, target) in cases {
            assert_eq!(text.parse(), target, "{text}");
        }
        for baud in [
            "",
            "0",
            "299",
            "12000001",
            "-9600",
            "1e6",
            "fast",
            "99999999999",
            " 9600",
        ] {
            let error = format!("serial:/dev/ttyUSB0@{baud}")
                .parse::<Target>()
                .unwrap_err();
            let parts = [&format!("baud \"{baud}\""), "expected 300 to 12000000"];
            assert!(parts.iter().all(|part| error.contains(part)), "{error}");
        }
        assert!("serial:@9600".parse::<Target>().unwrap_err().contains("no port"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "golden",
            "sim",
            "serial:b",
            "serial:b@9600",
            "serial:a@b@1000000",
            "pcie:c",
        ] {
            let target: Target = text.parse().unwrap();
            assert_eq!(target.to_string(), text);
        }
    }
}
