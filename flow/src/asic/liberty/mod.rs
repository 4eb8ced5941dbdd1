//! What the flow needs of a Liberty file: units, and of each cell area, pins, capacitances and function.
//!
//! A file that yields no figures is refused here, in one sentence with the line or with what is lacking, before any tool
//! sees it.

pub mod function;
mod names;
pub mod syntax;
mod tables;

use crate::netlist::Direction;
use function::Function;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use syntax::Group;
use thiserror::Error;

/// What is wrong, and on which line where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}{what}", line.map_or(String::new(), |line| format!("line {line}: ")))]
pub struct Reason {
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// What.
    pub what: String,
}

/// Characters of a reason at most.
const LONGEST: usize = 200;

/// The largest area of a cell, in square micrometres, that is believed.
const LARGEST_AREA: f64 = 1e9;

impl Reason {
    /// `what` may quote the file: control characters are spelled and what is beyond a line or two is left out.
    pub(crate) fn at(line: usize, what: String) -> Reason {
        let spelled = what.chars().flat_map(|c| match c.is_control() {
            true => c.escape_default().collect::<Vec<char>>(),
            false => vec![c],
        });
        let mut short: String = spelled.take(LONGEST + 1).collect();
        if short.chars().count() > LONGEST {
            short.pop();
            short.push_str("...");
        }
        Reason {
            line: Some(line),
            what: short,
        }
    }

    fn lacks(what: &str) -> Reason {
        let what = format!("the library has no {what}");
        Reason { line: None, what }
    }
}

/// A Liberty file that gives no library.
#[derive(Debug, Error)]
pub enum LibertyError {
    /// It cannot be read or unpacked.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// It is broken, or lacks something.
    #[error("{}: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: Reason,
    },
}

/// A pin of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    /// Its direction.
    pub direction: Direction,
    /// Its capacitance in picofarads at a rising and at a falling edge.
    pub edges_pf: [f64; 2],
    /// What an output gives.
    pub function: Option<Function>,
    /// Whether an output can let go.
    pub three_state: bool,
    /// The inputs that delays to it are known from, each with its timing type.
    pub arcs: Vec<(String, String)>,
}

impl Pin {
    /// The larger of the capacitances of both edges.
    pub fn capacitance_pf(&self) -> f64 {
        self.edges_pf[0].max(self.edges_pf[1])
    }
}

/// The register in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Flop {
    /// Name of the state and of its complement in the pins' functions.
    pub states: (String, String),
    /// The clock; the register takes its state when it rises.
    pub clock: Function,
    /// The state that it takes.
    pub next: Function,
    /// When it is 0 at once.
    pub clear: Option<Function>,
    /// When it is 1 at once.
    pub preset: Option<Function>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its area, in square micrometres as all libraries have it.
    pub area: f64,
    /// The line it begins on.
    pub line: usize,
    /// Its pins, those of the supply left out.
    pub pins: BTreeMap<String, Pin>,
    /// Its register, if it has one.
    pub flop: Option<Flop>,
    /// A latch, a scan register, a clock gate or another cell whose function is not known here.
    pub opaque: bool,
    /// A latch, whatever else is in it.
    pub latch: bool,
    /// The library asks not to use it.
    pub avoid: bool,
}

impl Cell {
    fn pins_of(&self, direction: Direction) -> impl Iterator<Item = (&str, &Pin)> {
        let pins = self
            .pins
            .iter()
            .filter(move |(_, pin)| pin.direction == direction);
        pins.map(|(name, pin)| (name.as_str(), pin))
    }

    /// Names and pins of the inputs.
    pub fn inputs(&self) -> impl Iterator<Item = (&str, &Pin)> {
        self.pins_of(Direction::Input)
    }

    /// Names and pins of the outputs.
    pub fn outputs(&self) -> impl Iterator<Item = (&str, &Pin)> {
        self.pins_of(Direction::Output)
    }

    /// Input and output of a gate with one of each, and whether it negates.
    fn single(&self) -> Option<(&str, &str, bool)> {
        let ((input, _), (output, pin)) = (self.inputs().next()?, self.outputs().next()?);
        let alone = self.pins.len() == 2 && self.flop.is_none() && !self.opaque && !pin.three_state;
        match pin.function.as_ref()? {
            Function::Pin(_) if alone => Some((input, output, false)),
            Function::Not(inner) if alone && matches!(**inner, Function::Pin(_)) => {
                Some((input, output, true))
            }
            _ => None,
        }
    }
}

/// A library of cells at one corner.
#[derive(Debug, Clone)]
pub struct Library {
    /// Its name in the file.
    pub name: String,
    /// The file it was read from.
    pub path: PathBuf,
    /// The file's text, unpacked.
    pub text: String,
    /// The byte of it that is the library's closing brace.
    pub end: usize,
    /// The unit of time, in seconds.
    pub time_unit: f64,
    /// The unit of capacitance, in farads.
    pub capacitance_unit: f64,
    /// The supply in volts.
    pub voltage: f64,
    /// Its cells by name.
    pub cells: BTreeMap<String, Cell>,
}

impl Library {
    /// Reads a file: plain, `.gz` or `.xz`.
    ///
    /// # Errors
    /// A file that cannot be read, is broken, or lacks units, the supply, an inverter, a buffer, a gate of two inputs or a
    /// register.
    pub fn read(path: &Path) -> Result<Library, LibertyError> {
        let text = unpacked(path).map_err(|error| LibertyError::File {
            path: path.to_owned(),
            error,
        })?;
        Library::parse(path, text).map_err(|reason| LibertyError::Content {
            path: path.to_owned(),
            reason,
        })
    }

    fn parse(path: &Path, text: String) -> Result<Library, Reason> {
        if let Some(at) = text.find('\0') {
            let line = text[..at].matches('\n').count() + 1;
            return Err(Reason::at(line, "a byte of 0, expected a text".to_owned()));
        }
        let file = syntax::parse(&text)?;
        if let Some(include) = file.attribute("include_file") {
            let what = "include_file is not followed, expected all of the library in one file";
            return Err(Reason::at(include.line, what.to_owned()));
        }
        let time_unit = unit(&file, "time_unit", "s")?;
        let load = file.attribute("capacitive_load_unit");
        let load = load.ok_or_else(|| Reason::lacks("capacitive_load_unit"))?;
        let capacitance_unit = measure(&load.values.concat(), "f")
            .ok_or_else(|| Reason::at(load.line, "capacitive_load_unit is no capacitance".to_owned()))?;
        unit(&file, "leakage_power_unit", "w")?;
        unit(&file, "current_unit", "a")?;
        let voltage = supply(&file)?;
        tables::check(&file)?;
        names::check(&file)?;
        let mut cells = BTreeMap::new();
        for group in file.of_kind("cell") {
            cells.insert(group.name().to_owned(), cell(group, capacitance_unit)?);
        }
        let library = Library {
            name: file.name().to_owned(),
            path: path.to_owned(),
            text,
            end: file.end,
            time_unit,
            capacitance_unit,
            voltage,
            cells,
        };
        library.check()?;
        Ok(library)
    }

    fn check(&self) -> Result<(), Reason> {
        if self.cells.is_empty() {
            return Err(Reason::lacks("cell"));
        }
        let mut inputs = self.cells.values().flat_map(|cell| cell.pins.values());
        if !inputs.any(|pin| pin.direction == Direction::Input && pin.capacitance_pf() > 0.0) {
            return Err(Reason::lacks("input with a capacitance"));
        }
        self.inverter().ok_or_else(|| Reason::lacks("inverter"))?;
        self.buffer().ok_or_else(|| Reason::lacks("buffer"))?;
        self.gate()
            .ok_or_else(|| Reason::lacks("NAND or NOR gate of two inputs"))?;
        self.register().ok_or_else(|| {
            Reason::lacks("D flip-flop at the clock's rise (with a function, and delays from its clock)")
        })?;
        Ok(())
    }

    /// The smallest of the usable cells that `which` takes.
    fn smallest<T>(&self, which: impl Fn(&Cell) -> Option<T>) -> Option<(&str, T)> {
        let usable = self
            .cells
            .iter()
            .filter(|(_, cell)| !cell.avoid && !cell.opaque && timed(cell));
        let found = usable.filter_map(|(name, cell)| Some((name.as_str(), cell.area, which(cell)?)));
        let least = found.min_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(b.0)))?;
        Some((least.0, least.2))
    }

    /// The smallest inverter.
    pub fn inverter(&self) -> Option<&str> {
        let inverts = |cell: &Cell| cell.single().filter(|single| single.2).map(|_| ());
        Some(self.smallest(inverts)?.0)
    }

    /// The smallest buffer, with its input and output.
    pub fn buffer(&self) -> Option<(&str, String, String)> {
        let passes = |cell: &Cell| {
            let (input, output, _) = cell.single().filter(|single| !single.2)?;
            Some((input.to_owned(), output.to_owned()))
        };
        let (name, (input, output)) = self.smallest(passes)?;
        Some((name, input, output))
    }

    /// The smallest NAND or NOR of two inputs.
    pub fn gate(&self) -> Option<&str> {
        let negated = |cell: &Cell| {
            let (_, output) = cell.outputs().next()?;
            let two = cell.pins.len() == 3 && cell.inputs().count() == 2 && cell.flop.is_none();
            let function = output.function.as_ref().filter(|_| two)?;
            let given = |a, b| {
                function.value(&|pin| {
                    if cell.inputs().next().is_some_and(|(name, _)| name == pin) {
                        a
                    } else {
                        b
                    }
                })
            };
            let table = [
                given(false, false),
                given(false, true),
                given(true, false),
                given(true, true),
            ];
            (table == [true, true, true, false] || table == [true, false, false, false]).then_some(())
        };
        Some(self.smallest(negated)?.0)
    }

    /// The smallest register for a synthesiser: D at the clock's rise; one with clear or preset will do where there is no
    /// plain one.
    pub fn register(&self) -> Option<&str> {
        let kind = |plain: bool| {
            move |cell: &Cell| {
                let flop = cell.flop.as_ref()?;
                let simple = matches!((&flop.clock, &flop.next), (Function::Pin(_), Function::Pin(_)));
                let bare = flop.clear.is_none() && flop.preset.is_none();
                (simple && (bare || !plain)).then_some(())
            }
        };
        let plain = self.smallest(kind(true));
        Some(plain.or_else(|| self.smallest(kind(false)))?.0)
    }

    /// The smallest cell that keeps a bit, with its area: a latch, or a register where no latch has an area.
    pub fn keeper(&self) -> Option<(&str, f64)> {
        let cells = self.cells.iter().filter(|(_, cell)| cell.latch && !cell.avoid);
        let latches = cells.map(|(name, cell)| (name.as_str(), cell.area));
        let latches = latches.filter(|(_, area)| *area > 0.0);
        let least = latches.min_by(|a, b| a.1.total_cmp(&b.1));
        least.or_else(|| self.register().map(|name| (name, self.cells[name].area)))
    }

    /// Whether there is a register without clear and preset.
    pub fn has_plain_register(&self) -> bool {
        let register = self.register().and_then(|name| self.cells[name].flop.as_ref());
        register.is_some_and(|flop| flop.clear.is_none() && flop.preset.is_none())
    }
}

/// Whether every output has delays.
fn timed(cell: &Cell) -> bool {
    let mut outputs = cell.outputs().peekable();
    outputs.peek().is_some() && outputs.all(|(_, pin)| !pin.arcs.is_empty() && pin.function.is_some())
}

fn unpacked(path: &Path) -> std::io::Result<String> {
    let file = BufReader::new(fs::File::open(path)?);
    let mut bytes = Vec::new();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => {
            flate2::bufread::GzDecoder::new(file).read_to_end(&mut bytes)?;
        }
        Some("xz") => {
            let mut file = file;
            lzma_rs::xz_decompress(&mut file, &mut bytes).map_err(|error| match error {
                lzma_rs::error::Error::IoError(error) => error,
                other => std::io::Error::other(format!("no xz file ({other:?})")),
            })?;
        }
        _ => {
            let mut file = file;
            file.read_to_end(&mut bytes)?;
        }
    }
    // Names of people and places in comments are in all sorts of character sets.
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

/// Marks of cells that a library keeps for other uses: power switching, clock trees, filling.
const AVOIDED: [&str; 6] = [
    "dont_use",
    "dont_touch",
    "always_on",
    "is_isolation_cell",
    "is_level_shifter",
    "is_clock_gating_cell",
];

/// A number with a unit, as `1ns`, `10.0ff` or `1pW`, in the basic unit.
fn measure(text: &str, basic: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_suffix(basic)?;
    let (number, scale) = match text.chars().last()? {
        'm' => (&text[..text.len() - 1], 1e-3),
        'u' => (&text[..text.len() - 1], 1e-6),
        'n' => (&text[..text.len() - 1], 1e-9),
        'p' => (&text[..text.len() - 1], 1e-12),
        'f' => (&text[..text.len() - 1], 1e-15),
        _ => (text, 1.0),
    };
    let number: f64 = number.trim().parse().ok()?;
    (number > 0.0).then_some(number * scale)
}

fn unit(library: &Group, name: &str, basic: &str) -> Result<f64, Reason> {
    let attribute = library.attribute(name).ok_or_else(|| Reason::lacks(name))?;
    let text = attribute.values.concat();
    measure(&text, basic).ok_or_else(|| {
        let what = format!("{name} is \"{text}\", expected a number and a unit, as 1n{basic}");
        Reason::at(attribute.line, what)
    })
}

/// The supply in volts, as OpenSTA takes it: of the default operating conditions, else the nominal one.
fn supply(file: &Group) -> Result<f64, Reason> {
    let volt = unit(file, "voltage_unit", "v")?;
    let default = file.text("default_operating_conditions");
    let mut conditions = file.of_kind("operating_conditions");
    let conditions = conditions.find(|conditions| Some(conditions.name()) == default);
    let (from, name) = match conditions {
        Some(conditions) if conditions.attribute("voltage").is_some() => (conditions, "voltage"),
        _ => (file, "nom_voltage"),
    };
    let voltage = from.number(name)?.ok_or_else(|| Reason::lacks(name))?;
    if voltage > 0.0 {
        return Ok(voltage * volt);
    }
    let line = from.attribute(name).map_or(from.line, |attribute| attribute.line);
    Err(Reason::at(
        line,
        format!("{name} is {voltage}, expected more than 0"),
    ))
}

fn formula(group: &Group, name: &str) -> Result<Option<Function>, Reason> {
    let Some(attribute) = group.attribute(name) else {
        return Ok(None);
    };
    let text = attribute.values.concat();
    let parsed = function::parse(&text).map_err(|what| Reason::at(attribute.line, what))?;
    Ok(Some(parsed))
}

fn cell(group: &Group, capacitance_unit: f64) -> Result<Cell, Reason> {
    let lacks = |what: &str| Reason::at(group.line, format!("cell {} has no {what}", group.name()));
    let opaque = [
        "latch",
        "statetable",
        "ff_bank",
        "latch_bank",
        "bus",
        "bundle",
        "test_cell",
    ];
    let opaque = group
        .groups
        .iter()
        .any(|inner| opaque.contains(&inner.kind.as_str()));
    let flop = match group.of_kind("ff").next() {
        Some(ff) => {
            let needs = |name: &str| formula(ff, name)?.ok_or_else(|| lacks(name));
            let state = |index: usize| ff.arguments.get(index).cloned().unwrap_or_default();
            Some(Flop {
                states: (state(0), state(1)),
                clock: needs("clocked_on")?,
                next: needs("next_state")?,
                clear: formula(ff, "clear")?,
                preset: formula(ff, "preset")?,
            })
        }
        None => None,
    };
    let mut pins = BTreeMap::new();
    for pin in group.of_kind("pin") {
        for name in &pin.arguments {
            pins.insert(name.clone(), read_pin(pin, &lacks, capacitance_unit)?);
        }
    }
    let area = group.number("area")?.ok_or_else(|| lacks("area"))?;
    if !(0.0..=LARGEST_AREA).contains(&area) {
        let what = format!(
            "cell {} has the area {area}, expected 0 to {LARGEST_AREA}",
            group.name()
        );
        return Err(Reason::at(group.line, what));
    }
    Ok(Cell {
        area,
        line: group.line,
        pins,
        flop,
        opaque,
        latch: group.of_kind("latch").next().is_some(),
        avoid: AVOIDED.iter().any(|name| group.text(name) == Some("true")),
    })
}

fn read_pin(pin: &Group, lacks: &impl Fn(&str) -> Reason, capacitance_unit: f64) -> Result<Pin, Reason> {
    let name = pin.name();
    let direction = match pin.text("direction") {
        Some("input") => Direction::Input,
        Some("output" | "internal") => Direction::Output,
        Some("inout") => Direction::Inout,
        _ => return Err(lacks(&format!("direction of pin {name}"))),
    };
    let both = pin.number("capacitance")?;
    if direction == Direction::Input && both.is_none() && pin.number("rise_capacitance")?.is_none() {
        return Err(lacks(&format!("capacitance of pin {name}")));
    }
    let edge = |attribute| -> Result<f64, Reason> {
        let capacitance = pin.number(attribute)?.or(both).unwrap_or(0.0);
        if capacitance < 0.0 {
            let what = format!("pin {name} has the capacitance {capacitance}, expected 0 or more");
            return Err(Reason::at(pin.line, what));
        }
        Ok(capacitance * capacitance_unit * 1e12)
    };
    let edges_pf = [edge("rise_capacitance")?, edge("fall_capacitance")?];
    let mut arcs = Vec::new();
    for timing in pin.of_kind("timing") {
        let kind = timing.text("timing_type").unwrap_or("combinational");
        for related in timing.text("related_pin").unwrap_or_default().split_whitespace() {
            arcs.push((related.to_owned(), kind.to_owned()));
        }
    }
    Ok(Pin {
        direction,
        edges_pf,
        function: formula(pin, "function")?,
        three_state: pin.attribute("three_state").is_some(),
        arcs,
    })
}

#[cfg(test)]
mod tests;
