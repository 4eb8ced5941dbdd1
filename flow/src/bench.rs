//! A design with what goes into it and what must come out: numbers only, whoever worked them out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use thiserror::Error;

/// A Verilog text with the numbers that its top is run on.
#[derive(Debug, Clone)]
pub struct Design {
    /// The module to synthesise.
    pub name: String,
    /// The text of all its modules.
    pub verilog: String,
    /// What goes in and must come out.
    pub bench: Bench,
}

/// A side's name, ports and beats.
type Side<'a> = (&'static str, &'a [Port], &'a [Vec<u128>]);

/// Some or all bits of a port of the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// The port's name in Verilog.
    pub name: String,
    /// The bits taken, at most 128.
    pub width: u32,
    /// The lowest of them.
    pub low: u32,
}

impl Port {
    /// A whole port of at most 128 bits.
    pub fn new(name: &str, width: u32) -> Port {
        Port {
            name: name.to_owned(),
            width,
            low: 0,
        }
    }

    /// A port that carries `lanes` values of `width` bits, lane 0 lowest: one `Port` a lane.
    pub fn lanes(name: &str, width: u32, lanes: u32) -> Vec<Port> {
        let lane = |lane| Port {
            low: lane * width,
            ..Port::new(name, width)
        };
        (0..lanes).map(lane).collect()
    }
}

/// The beats offered at a design's input and those that it must give.
///
/// The top has the ports `clock`, `reset` (active high), `s_valid`, `m_valid` and, with `ready`, `s_ready` and
/// `m_ready`; all other inputs are among `inputs`. Numbers are the ports' bits, two's complement where the port is
/// signed, without bits beyond the width.
#[derive(Debug, Clone)]
pub struct Bench {
    /// The ports that a beat sets.
    pub inputs: Vec<Port>,
    /// Beats, each a number a port of `inputs`.
    pub stimulus: Vec<Vec<u128>>,
    /// The ports looked at whenever a result is taken.
    pub outputs: Vec<Port>,
    /// Results in order, each a number a port of `outputs`.
    pub expected: Vec<Vec<u128>>,
    /// Whether the top can stall and be stalled.
    pub ready: bool,
}

/// A bench that does not hang together.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum BenchError {
    /// There is nothing to run or to compare.
    #[error("a bench needs at least one port and one beat on either side")]
    Empty,
    /// A port without bits, or with more than a number holds.
    #[error("port {0} has {1} bits, expected 1 to 128 (give a wider port lane by lane)")]
    Width(String, u32),
    /// Bits of an input that no entry of `inputs` sets, or that two do.
    #[error("input {0} is not set bit for bit from 0 up")]
    Gap(String),
    /// A beat with too few or too many numbers.
    #[error("beat {beat} of the {side} has {found} numbers, expected {ports}, one a port")]
    Beat {
        /// `stimulus` or `expected`.
        side: &'static str,
        /// Its index.
        beat: usize,
        /// How many numbers it has.
        found: usize,
        /// How many ports there are.
        ports: usize,
    },
    /// A number with bits that its port does not have.
    #[error("beat {beat} of the {side} sets {port} to {value:#x}, which has more than {width} bits")]
    Value {
        /// `stimulus` or `expected`.
        side: &'static str,
        /// The beat's index.
        beat: usize,
        /// The port.
        port: String,
        /// The number.
        value: u128,
        /// The port's width.
        width: u32,
    },
}

impl Bench {
    /// Checks that every beat fits the ports.
    ///
    /// # Errors
    /// The first thing that does not.
    pub fn check(&self) -> Result<(), BenchError> {
        for (side, ports, beats) in self.sides() {
            if ports.is_empty() || beats.is_empty() {
                return Err(BenchError::Empty);
            }
            for port in ports {
                if !(1..=128).contains(&port.width) {
                    return Err(BenchError::Width(port.name.clone(), port.width));
                }
            }
            for (beat, values) in beats.iter().enumerate() {
                if values.len() != ports.len() {
                    let (found, ports) = (values.len(), ports.len());
                    return Err(BenchError::Beat {
                        side,
                        beat,
                        found,
                        ports,
                    });
                }
                let too_wide =
                    |(value, port): &(&u128, &Port)| port.width < 128 && **value >> port.width != 0;
                if let Some((&value, port)) = values.iter().zip(ports).find(too_wide) {
                    let (port, width) = (port.name.clone(), port.width);
                    return Err(BenchError::Value {
                        side,
                        beat,
                        port,
                        value,
                        width,
                    });
                }
            }
        }
        for (name, width) in widths(&self.inputs) {
            let mut bits: Vec<u32> = slices(&self.inputs, name).collect();
            bits.sort_unstable();
            if !bits.into_iter().eq(0..width) {
                return Err(BenchError::Gap(name.to_owned()));
            }
        }
        Ok(())
    }

    fn sides(&self) -> [Side<'_>; 2] {
        [
            ("stimulus", &self.inputs, &self.stimulus),
            ("expected", &self.outputs, &self.expected),
        ]
    }

    /// The stimulus as a file for `$readmemh`: a line a beat, all its ports side by side, the first one lowest.
    pub fn stimulus_hex(&self) -> String {
        hex(&self.inputs, &self.stimulus)
    }

    /// The expected results in the same form.
    pub fn expected_hex(&self) -> String {
        hex(&self.outputs, &self.expected)
    }
}

/// The ports named in a list, with the bits up to the highest one mentioned.
pub(crate) fn widths(ports: &[Port]) -> BTreeMap<&str, u32> {
    let mut widths = BTreeMap::new();
    for port in ports {
        let width = widths.entry(port.name.as_str()).or_insert(0);
        *width = (*width).max(port.low + port.width);
    }
    widths
}

fn slices<'a>(ports: &'a [Port], name: &'a str) -> impl Iterator<Item = u32> + 'a {
    ports
        .iter()
        .filter(move |port| port.name == name)
        .flat_map(|port| port.low..port.low + port.width)
}

fn hex(ports: &[Port], beats: &[Vec<u128>]) -> String {
    let width: u32 = ports.iter().map(|port| port.width).sum();
    let mut text = String::new();
    let mut nibbles = vec![0u8; width.div_ceil(4) as usize];
    for beat in beats {
        nibbles.fill(0);
        let mut at = 0;
        for (value, port) in beat.iter().zip(ports) {
            for bit in 0..port.width {
                nibbles[(at / 4) as usize] |= (((value >> bit) & 1) as u8) << (at % 4);
                at += 1;
            }
        }
        for nibble in nibbles.iter().rev() {
            // Writing to a string does not fail.
            let _ = write!(text, "{nibble:x}");
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench() -> Bench {
        let mut inputs = Port::lanes("s_data", 6, 2);
        inputs.push(Port::new("s_last", 1));
        Bench {
            inputs,
            stimulus: vec![vec![0x3f, 0x01, 1], vec![0, 0x20, 0]],
            outputs: vec![Port::new("m_data", 128)],
            expected: vec![vec![u128::MAX - 1]],
            ready: true,
        }
    }

    #[test]
    fn beats_become_words_with_the_first_port_lowest() {
        let bench = bench();
        assert_eq!(bench.check(), Ok(()));
        assert_eq!(bench.stimulus_hex(), "107f\n0800\n");
        assert_eq!(bench.expected_hex(), format!("{:x}\n", u128::MAX - 1));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        type Change = fn(&mut Bench);
        let cases: [(Change, &str); 6] = [
            (
                |b| b.expected.clear(),
                "a bench needs at least one port and one beat on either side",
            ),
            (|b| b.outputs[0].width = 129, "port m_data has 129 bits"),
            (
                |b| b.inputs[1].low = 7,
                "input s_data is not set bit for bit from 0 up",
            ),
            (
                |b| b.inputs[1].low = 5,
                "input s_data is not set bit for bit from 0 up",
            ),
            (
                |b| b.stimulus[1].truncate(2),
                "beat 1 of the stimulus has 2 numbers, expected 3",
            ),
            (
                |b| b.stimulus[0][2] = 2,
                "beat 0 of the stimulus sets s_last to 0x2, which has more than 1 bits",
            ),
        ];
        for (change, text) in cases {
            let mut bench = bench();
            change(&mut bench);
            let error = bench.check().unwrap_err().to_string();
            assert!(error.starts_with(text), "{error}");
        }
    }
}
