//! The rows of the report: a design on a target, and its figures.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// How much of a normaliser a design is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One operation: sign against square, absolute against root.
    Primitive,
    /// The unit that finds mu and s of a channel.
    Statistics,
    /// The whole normaliser, forward or backward, division included.
    Normaliser,
}

/// As in JSON.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Level::Primitive => "primitive",
            Level::Statistics => "statistics",
            Level::Normaliser => "normaliser",
        })
    }
}

/// The figure with the clock that designs of a comparison share.
pub const SHARED_PERIOD: &str = "shared_period";

/// The files that a figure was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// The netlist of gates or of the device's cells.
    pub netlist: Option<PathBuf>,
    /// What was fed to it.
    pub stimulus: Option<PathBuf>,
    /// How often its nets changed.
    pub activity: Option<PathBuf>,
    /// The cell library.
    pub library: Option<PathBuf>,
    /// What the timing tool reported.
    #[serde(default)]
    pub timing: Option<PathBuf>,
    /// The routed netlist, for lengths of nets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<PathBuf>,
    /// The power that the timing tool reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<PathBuf>,
    /// The command lines that made it.
    #[serde(default)]
    pub commands: Option<PathBuf>,
}

impl Files {
    /// Each file that there is, with its role.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        let named = [
            ("netlist", &self.netlist),
            ("stimulus", &self.stimulus),
            ("activity", &self.activity),
            ("library", &self.library),
            ("timing", &self.timing),
            ("routing", &self.routing),
            ("power", &self.power),
            ("commands", &self.commands),
        ];
        named
            .into_iter()
            .filter_map(|(role, file)| Some((role, file.as_ref()?)))
    }
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name, as `fmax`.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// What it was made at or from, where the unit does not say it: the clock, the number of seeds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
    /// The command that makes it.
    pub command: String,
    /// The files that it was made from.
    pub files: Files,
}

/// A design on a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// How much of a normaliser it is.
    pub level: Level,
    /// What it computes, as `square`.
    pub function: String,
    /// `l1` or `l2`.
    pub norm: String,
    /// Bits of a sample.
    pub bits: u32,
    /// Which of the designs of this function, as `booth-p2`.
    pub variant: String,
    /// Whether anything was done for its speed.
    pub tuned: bool,
    /// Pipeline stages beyond the registers at both ends.
    pub stages: u32,
    /// The FPGA or the cell library.
    pub target: String,
    /// The Verilog module.
    pub design: String,
    /// What is known of it.
    pub figures: Vec<Figure>,
    /// Why there are none: the device is too small.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub does_not_fit: Option<String>,
    /// Why figures are missing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub problems: Vec<String>,
}

impl Row {
    /// The value of a figure.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.figure(name).map(|figure| figure.value)
    }

    /// A figure by name.
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.name == name)
    }
}

/// To four significant digits, which is more than any of the tools is worth; tables do not show digits that mean nothing.
pub fn significant(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = 3 - value.abs().log10().floor() as i32;
    let unit = 10f64.powi(places.abs());
    match places >= 0 {
        true => (value * unit).round() / unit,
        false => (value / unit).round() * unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_kept() {
        assert_eq!(
            [0.0, 123.456, 0.000_123_456, 1_234_567.0, -9.999_96].map(significant),
            [0.0, 123.5, 0.000_123_5, 1_235_000.0, -10.0]
        );
        assert!(significant(f64::INFINITY).is_infinite());
    }

    #[test]
    fn a_row_is_read_as_it_is_written() {
        let row = Row {
            level: Level::Primitive,
            function: "square".to_owned(),
            norm: "l2".to_owned(),
            bits: 16,
            variant: "booth-p1".to_owned(),
            tuned: true,
            stages: 1,
            target: "hx8k".to_owned(),
            design: "square_16_booth_p1".to_owned(),
            figures: vec![Figure {
                name: "fmax".to_owned(),
                value: 100.5,
                unit: "MHz".to_owned(),
                note: None,
                command: "signum compare --bits 16".to_owned(),
                files: Files::default(),
            }],
            does_not_fit: None,
            problems: Vec::new(),
        };
        let json = serde_json::to_value(&row).unwrap();
        assert_eq!((&json["level"], &json["bits"]), (&"primitive".into(), &16.into()));
        assert_eq!(json["figures"][0]["unit"], "MHz");
        assert_eq!(serde_json::from_value::<Row>(json).unwrap(), row);
        assert_eq!((row.value("fmax"), row.value("area")), (Some(100.5), None));
    }
}
