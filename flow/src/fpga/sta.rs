//! Static timing from the delays that nextpnr writes, for devices of which its own analysis leaves paths out.
//!
//! Of Gowin's cells nextpnr has the delays of a LUT4, not those of a LUT1, LUT2 or LUT3, though each of them is one in the
//! device, nor those of the LUTs that it puts before registers after placement. Every path through one of these is missing
//! in its analysis, without a word: designs were reported several times too fast. But it writes the delays of all cells
//! and wires that it knows (`--sdf`), so what it leaves out is added here:
//!
//! ```text
//! arrival(clocked output) = its delay from the clock
//! arrival(output of logic) = max over its inputs of arrival(their driver) + wire + delay(input, output)
//! period = max over clocked inputs of arrival(their driver) + wire + setup
//! ```
//!
//! A LUT without delays has those of the LUT4 by its inputs' names, the second port of a memory, which has none either, those
//! of the first; the data of a memory of LUTs has the setup of its write enable, which the same clock takes. Of each delay
//! the largest of its corners counts, as in nextpnr's analysis; the clock arrives everywhere at once. Whatever else lacks a delay is an error, so that no path is left out again.

use super::report::CriticalPath;
use std::collections::HashMap;

/// Picoseconds from the inputs I0 to I3 of a LUT4 to its output where the file has no LUT4: nextpnr's of GW2A.
const LUT4: [(&str, u64); 4] = [("I0", 549), ("I1", 569), ("I2", 462), ("I3", 370)];

/// An instance and a pin of it.
type Pin<'a> = (&'a str, &'a str);

/// What there is of a cell.
#[derive(Debug, Default)]
struct Cell<'a> {
    kind: &'a str,
    /// From an input to an output, in picoseconds.
    arcs: Vec<(&'a str, &'a str, u64)>,
    /// Inputs that a clock takes, with their setup.
    setups: Vec<(&'a str, u64)>,
}

/// Where a signal comes from, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arrival<'a> {
    at: u64,
    /// What of it is spent in wires.
    wires: u64,
    steps: usize,
    first: &'a str,
}

/// What a pin is found to be on the way to it.
enum Seen<'a> {
    Waiting,
    Known(Option<Arrival<'a>>),
}

struct Timing<'a> {
    cells: HashMap<&'a str, Cell<'a>>,
    /// The driver of an input, and the wire's delay.
    wires: HashMap<Pin<'a>, (Pin<'a>, u64)>,
    seen: HashMap<Pin<'a>, Seen<'a>>,
}

/// The slowest path from clock to clock of a delay file that nextpnr wrote; nothing where none is clocked.
///
/// # Errors
/// A line that nextpnr does not write, a loop of logic, an output that neither has delays nor is known to need none, an input
/// of a clocked cell without a setup.
pub fn slowest(text: &str) -> Result<Option<CriticalPath>, String> {
    let text = text.replace('\\', "");
    let mut timing = read(&text)?;
    let mut ends: Vec<(Pin, u64)> = Vec::new();
    for (instance, cell) in &timing.cells {
        ends.extend(cell.setups.iter().map(|&(pin, setup)| ((*instance, pin), setup)));
    }
    ends.sort_unstable();
    timing.check_ends()?;
    let mut slowest: Option<(Arrival, &str)> = None;
    for (end, setup) in ends {
        let Some(&(driver, wire)) = timing.wires.get(&end) else {
            continue;
        };
        let Some(arrival) = timing.arrival(driver)? else {
            continue;
        };
        let arrival = Arrival {
            at: arrival.at + wire + setup,
            wires: arrival.wires + wire,
            steps: arrival.steps + 1,
            ..arrival
        };
        if slowest.is_none_or(|(slowest, _)| arrival.at > slowest.at) {
            slowest = Some((arrival, end.0));
        }
    }
    Ok(slowest.map(|(path, end)| CriticalPath {
        from: path.first.to_owned(),
        to: end.to_owned(),
        logic_ns: (path.at - path.wires) as f64 * 1e-3,
        routing_ns: path.wires as f64 * 1e-3,
        steps: path.steps,
        in_unit: path.first.starts_with("lane") || end.starts_with("lane"),
    }))
}

impl<'a> Timing<'a> {
    /// That every input of a clocked cell that changes has a setup, or leads through the cell.
    fn check_ends(&mut self) -> Result<(), String> {
        let bare = self.wires.iter().filter(|((instance, pin), _)| {
            self.cells.get(instance).is_some_and(|cell| {
                let known = cell.setups.iter().any(|(setup, _)| setup == pin);
                let through = cell.arcs.iter().any(|(from, _, _)| from == pin);
                !cell.setups.is_empty() && !known && !through && !is_clock(pin)
            })
        });
        let mut bare: Vec<(Pin<'a>, Pin<'a>)> = bare.map(|(sink, (driver, _))| (*sink, *driver)).collect();
        bare.sort_unstable();
        for ((instance, pin), driver) in bare {
            if self.arrival(driver)?.is_some() {
                return Err(format!("no setup of {instance}/{pin}"));
            }
        }
        Ok(())
    }

    /// When an output changes at the latest after the clock; nothing where it never does.
    fn arrival(&mut self, pin: Pin<'a>) -> Result<Option<Arrival<'a>>, String> {
        match self.seen.get(&pin) {
            Some(Seen::Known(arrival)) => return Ok(*arrival),
            Some(Seen::Waiting) => return Err(format!("a loop of logic through {}/{}", pin.0, pin.1)),
            None => {}
        }
        self.seen.insert(pin, Seen::Waiting);
        let cell = self.cells.get(pin.0);
        let arcs: Vec<(&str, u64)> = match cell {
            Some(cell) => cell
                .arcs
                .iter()
                .filter(|(_, to, _)| *to == pin.1)
                .map(|&(from, _, delay)| (from, delay))
                .collect(),
            None => Vec::new(),
        };
        if arcs.is_empty() {
            let kind = cell.map_or("", |cell| cell.kind);
            // pins of the device and constants; the cell before a chain that gives it its first carry, which has no delays
            let head = kind == "ALU" && cell.is_some_and(|cell| cell.arcs.is_empty());
            if !head && !["IBUF", "rPLL", "GSR", "GOWIN_VCC", "GOWIN_GND", "VCC", "GND"].contains(&kind) {
                return Err(format!("no delay to {}/{} of {kind:?}", pin.0, pin.1));
            }
        }
        let mut latest: Option<Arrival> = None;
        for (from, delay) in arcs {
            let arrival = match is_clock(from) {
                true => Some(Arrival {
                    at: delay,
                    wires: 0,
                    steps: 0,
                    first: pin.0,
                }),
                false => match self.wires.get(&(pin.0, from)).copied() {
                    Some((driver, wire)) => self.arrival(driver)?.map(|before| Arrival {
                        at: before.at + wire + delay,
                        wires: before.wires + wire,
                        steps: before.steps + 1,
                        ..before
                    }),
                    None => None,
                },
            };
            latest = latest.into_iter().chain(arrival).max_by_key(|arrival| arrival.at);
        }
        self.seen.insert(pin, Seen::Known(latest));
        Ok(latest)
    }
}

fn is_clock(pin: &str) -> bool {
    ["CLK", "CLKA", "CLKB"].contains(&pin)
}

/// Reads the file line by line, as nextpnr writes it.
fn read(text: &str) -> Result<Timing<'_>, String> {
    let mut timing = Timing {
        cells: HashMap::new(),
        wires: HashMap::new(),
        seen: HashMap::new(),
    };
    let (mut kind, mut instance) = ("", "");
    for (number, line) in text.lines().enumerate() {
        let wrong = || format!("line {}: {}", number + 1, line.trim());
        let mut words = line
            .trim()
            .trim_start_matches('(')
            .split([' ', ')'])
            .filter(|word| !word.is_empty());
        match words.next() {
            Some("CELLTYPE") => kind = words.next().ok_or_else(wrong)?.trim_matches('"'),
            Some("INSTANCE") => {
                // the top has none
                instance = words.next().unwrap_or_default();
                timing.cells.entry(instance).or_default().kind = kind;
            }
            Some("INTERCONNECT") => {
                let (driver, sink) = (
                    pin(words.next()).ok_or_else(wrong)?,
                    pin(words.next()).ok_or_else(wrong)?,
                );
                let delay = latest(words).ok_or_else(wrong)?;
                timing.wires.insert(sink, (driver, delay));
            }
            Some("IOPATH") => {
                let (from, to) = (words.next().ok_or_else(wrong)?, words.next().ok_or_else(wrong)?);
                let delay = latest(words).ok_or_else(wrong)?;
                let cell = timing.cells.get_mut(instance).ok_or_else(wrong)?;
                cell.arcs.push((from, to, delay));
            }
            Some("SETUPHOLD") => {
                // `(SETUPHOLD (posedge D) (posedge CLK) (35:35:35) (10:10:10))`
                let pin = words.nth(1).ok_or_else(wrong)?;
                let setup = latest(words.skip(2).take(1)).ok_or_else(wrong)?;
                let cell = timing.cells.get_mut(instance).ok_or_else(wrong)?;
                cell.setups.push((pin, setup));
            }
            _ => {}
        }
    }
    second_ports(&mut timing);
    data_of_tables(&mut timing);
    let known = timing
        .cells
        .values()
        .find(|cell| cell.kind == "LUT4" && cell.arcs.len() == LUT4.len());
    let delays = known.map_or(LUT4.to_vec(), |cell| {
        cell.arcs.iter().map(|&(from, _, delay)| (from, delay)).collect()
    });
    for cell in timing.cells.values_mut() {
        if cell.kind.starts_with("LUT") && cell.arcs.is_empty() {
            cell.arcs = delays.iter().map(|&(from, delay)| (from, "F", delay)).collect();
        }
    }
    Ok(timing)
}

/// Gives the second port of memories, of which nextpnr has no delays, those of the first: `ADB3` and `DOB3` are as `ADA3` and
/// `DOA3`.
fn second_ports<'a>(timing: &mut Timing<'a>) {
    let twin = |pin: &str| match pin.get(2..3) {
        Some("B") => Some(format!("{}A{}", &pin[..2], &pin[3..])),
        _ => None,
    };
    let memory = |kind: &str| kind.starts_with("DP") || kind.starts_with("SDP");
    let pins = timing
        .wires
        .iter()
        .flat_map(|(sink, (driver, _))| [(*sink, false), (*driver, true)]);
    let pins: Vec<(Pin<'a>, bool)> = pins.collect();
    for ((instance, pin), drives) in pins {
        let (Some(cell), Some(twin)) = (timing.cells.get_mut(instance), twin(pin)) else {
            continue;
        };
        if !memory(cell.kind) {
            continue;
        }
        if drives && !cell.arcs.iter().any(|(_, to, _)| *to == pin) {
            let first = cell
                .arcs
                .iter()
                .find(|(from, to, _)| *from == "CLKA" && *to == twin);
            if let Some(&(_, _, delay)) = first {
                cell.arcs.push(("CLKB", pin, delay));
            }
        } else if !drives && !cell.setups.iter().any(|(known, _)| *known == pin) {
            let first = cell.setups.iter().find(|(known, _)| *known == twin);
            if let Some(&(_, setup)) = first {
                cell.setups.push((pin, setup));
            }
        }
    }
}

/// Gives the data of memories of LUTs, of which nextpnr has no setup, that of the write enable.
fn data_of_tables<'a>(timing: &mut Timing<'a>) {
    let sinks: Vec<Pin<'a>> = timing.wires.keys().copied().collect();
    for (instance, pin) in sinks {
        let Some(cell) = timing.cells.get_mut(instance) else {
            continue;
        };
        let bare = !cell.setups.iter().any(|(known, _)| *known == pin);
        if cell.kind.starts_with("RAM16") && pin.starts_with("DI") && bare {
            let enable = cell.setups.iter().find(|(known, _)| *known == "WRE");
            if let Some(&(_, setup)) = enable {
                cell.setups.push((pin, setup));
            }
        }
    }
}

/// `instance/pin`.
fn pin(word: Option<&str>) -> Option<Pin<'_>> {
    word?.rsplit_once('/')
}

/// The largest of all corners of `(a:b:c)` in the words.
fn latest<'a>(words: impl Iterator<Item = &'a str>) -> Option<u64> {
    let numbers = words.flat_map(|word| word.trim_matches('(').split(':'));
    let numbers: Option<Vec<i64>> = numbers.map(|number| number.parse().ok()).collect();
    Some(numbers?.into_iter().max()?.max(0) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// r -> LUT2 -> LUT4 (a delay of its own) -> s; r -> t through a LUT that was put there; a pin -> u.
    const TEXT: &str = r#"(DELAYFILE
  (CELL
    (CELLTYPE "top")
    (INSTANCE )
    (DELAY
      (ABSOLUTE
        (INTERCONNECT r/Q lane0.a/I1 (300:350:400) (300:350:410))
        (INTERCONNECT lane0.a/F lane0.b/I3 (0:0:200) (0:0:200))
        (INTERCONNECT lane0.b/F s/D (0:0:0) (0:0:0))
        (INTERCONNECT r/Q t__passthrough_lut\$/I3 (5:5:5) (5:5:5))
        (INTERCONNECT t__passthrough_lut\$/F t/D (0:0:0) (0:0:0))
        (INTERCONNECT pin/O u/D (900:900:900) (900:900:900))
        (INTERCONNECT pin2/O r/CLK (0:0:0) (0:0:0))
      )
    )
    )
  (CELL
    (CELLTYPE "LUT2")
    (INSTANCE lane0.a)
    )
  (CELL
    (CELLTYPE "LUT4")
    (INSTANCE t__passthrough_lut\$)
    )
  (CELL
    (CELLTYPE "LUT4")
    (INSTANCE lane0.b)
    (DELAY
      (ABSOLUTE
        (IOPATH I3 F (1:2:371) (1:2:371))
        (IOPATH I2 F (1:2:462) (1:2:462))
        (IOPATH I1 F (1:2:570) (1:2:570))
        (IOPATH I0 F (1:2:549) (1:2:549))
      )
    )
    )
  (CELL
    (CELLTYPE "IBUF")
    (INSTANCE pin)
    )
REGISTERS)
"#;

    fn text(names: &[&str]) -> String {
        let register = |name: &&str| {
            format!(
                "  (CELL\n    (CELLTYPE \"DFF\")\n    (INSTANCE {name})\n    (DELAY\n      (ABSOLUTE\n        \
                 (IOPATH CLK Q (201:216:231) (201:216:231))\n      )\n    )\n    (TIMINGCHECK\n      \
                 (SETUPHOLD (posedge D) (posedge CLK) (35:35:35) (10:10:99))\n    )\n    )\n"
            )
        };
        TEXT.replace("REGISTERS", &names.iter().map(register).collect::<String>())
    }

    #[test]
    fn paths_through_cells_without_delays_count() {
        let path = slowest(&text(&["r", "s", "t", "u"])).unwrap().unwrap();
        assert_eq!((path.from.as_str(), path.to.as_str(), path.steps), ("r", "s", 3));
        // 231 + 410 + 570 + 200 + 371 + 0 + 35
        let picoseconds = |ns: f64| (ns * 1e3).round();
        assert_eq!([path.logic_ns, path.routing_ns].map(picoseconds), [1207.0, 610.0]);
        assert!(!path.in_unit);
        // what was put before t, alone; u waits for a pin, which no clock changes
        let path = slowest(&text(&["r", "t", "u"])).unwrap().unwrap();
        assert_eq!([path.logic_ns, path.routing_ns].map(picoseconds), [637.0, 5.0]);
        assert_eq!(slowest(&text(&["u"])).unwrap(), None);
    }

    #[test]
    fn the_second_port_of_a_memory_is_as_the_first() {
        let memory =
            "  (CELL\n    (CELLTYPE \"DP\")\n    (INSTANCE m)\n    (DELAY\n      (ABSOLUTE\n        \
                      (IOPATH CLKA DOA3 (9:9:2259) (9:9:9))\n      )\n    )\n    (TIMINGCHECK\n      \
                      (SETUPHOLD (posedge ADA7) (posedge CLKA) (30:32:34) (1:1:1))\n    )\n    )\n";
        let of = |wire: u64| {
            let wires = format!(
                "(INTERCONNECT m/DOB3 s/D (1:1:1) (1:1:1))\n(INTERCONNECT r/Q m/ADB7 (3:3:{wire}) (3:3:3))\n"
            );
            let text = text(&["r", "s"]).replace("(INTERCONNECT lane0.b/F s/D (0:0:0) (0:0:0))", &wires);
            let pin = "(INSTANCE pin)\n    )\n";
            let path = slowest(&text.replace(pin, &format!("{pin}{memory}")));
            let path = path.unwrap().unwrap();
            let picoseconds = ((path.logic_ns + path.routing_ns) * 1e3).round();
            (path.from, path.to, picoseconds)
        };
        assert_eq!(of(3), ("m".to_owned(), "s".to_owned(), 2259.0 + 1.0 + 35.0));
        let address = 231.0 + 3000.0 + 34.0;
        assert_eq!(of(3000), ("r".to_owned(), "m".to_owned(), address));
    }

    /// The data of a memory of LUTs is as quick as its write enable; what has neither is an error.
    #[test]
    fn data_of_a_memory_of_tables_has_the_setup_of_its_write_enable() {
        let memory = |enable: &str| {
            format!(
                "  (CELL\n    (CELLTYPE \"RAM16SDP4\")\n    (INSTANCE m)\n    (TIMINGCHECK\n      \
                 (SETUPHOLD (posedge {enable}) (posedge CLK) (30:32:34) (9:9:9))\n    )\n    )\n"
            )
        };
        let of = |enable: &str| {
            let text = text(&["r", "s"]).replace("lane0.b/F s/D", "lane0.b/F m/DI\\[2\\]");
            let pin = "(INSTANCE pin)\n    )\n";
            slowest(&text.replace(pin, &format!("{pin}{}", memory(enable))))
        };
        let path = of("WRE").unwrap().unwrap();
        assert_eq!((path.from.as_str(), path.to.as_str()), ("r", "m"));
        let picoseconds = ((path.logic_ns + path.routing_ns) * 1e3).round();
        assert_eq!(picoseconds, 231.0 + 410.0 + 570.0 + 200.0 + 371.0 + 34.0);
        assert_eq!(of("WAD").unwrap_err(), "no setup of m/DI[2]");
    }

    #[test]
    fn loops_and_cells_that_are_not_known_are_errors() {
        let good = text(&["r", "s"]);
        let looped = good.replace("r/Q lane0.a/I1", "lane0.b/F lane0.a/I1");
        assert!(
            slowest(&looped).unwrap_err().contains("a loop of logic"),
            "{looped}"
        );
        let unknown = good
            .replace("\"DFF\"", "\"MULT18X18\"")
            .replace("CLK Q", "CLK DOUT");
        assert!(slowest(&unknown)
            .unwrap_err()
            .contains("no delay to r/Q of \"MULT18X18\""));
        let bare = good.replace("lane0.b/F s/D", "lane0.b/F s/CE");
        assert_eq!(slowest(&bare).unwrap_err(), "no setup of s/CE");
        for (from, to) in [("(300:350:400)", "(a:b:c)"), ("r/Q lane0.a/I1", "r lane0.a/I1")] {
            let error = slowest(&good.replace(from, to)).unwrap_err();
            assert!(error.starts_with("line 7: "), "{error}");
        }
    }
}
