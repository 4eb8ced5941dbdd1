//! Single units run on one JSON object: `signum eval UNIT`.
//!
//! A unit reads its fields, each checked against the type that the hardware gives it, and is then run by
//! one of two engines: the golden model, or the generated Verilog under Verilator. Both give the same
//! object.

mod fields;
mod json;
mod neuron;
mod norm;
mod tensor;
mod wage;

use crate::cli::Engine;
use crate::failure::Failure;
use fields::Fields;
use serde::Serialize;

/// What is wrong with a unit's input: one sentence that names the field and what was expected.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct InputError(pub String);

/// A unit with its input.
trait Unit: Sized {
    /// The fields of the input object.
    const FIELDS: &'static [&'static str];
    /// The output object.
    type Output: Serialize;

    /// Takes the input from its fields.
    fn read(fields: &mut Fields) -> Result<Self, InputError>;
    /// Runs the golden model.
    fn golden(&self) -> Result<Self::Output, Failure>;
    /// Runs the generated Verilog.
    fn rtl(&self) -> Result<Self::Output, Failure>;
}

/// A unit's input as text to its output as text.
type Run = fn(&str, &[u8], Engine) -> Result<String, Failure>;

/// Every unit under its name.
const UNITS: &[(&str, Run)] = &[
    ("mac", run::<wage::Mac>),
    ("wage-activate", run::<wage::Activate>),
    ("wage-scale", run::<wage::Scale>),
    ("wage-error", run::<wage::ErrorCodes>),
    ("wage-update", run::<wage::Update>),
    ("l1-norm", run::<norm::Forward<norm::L1>>),
    ("l2-norm", run::<norm::Forward<norm::L2>>),
    ("l1-norm-backward", run::<norm::Backward<norm::L1>>),
    ("l2-norm-backward", run::<norm::Backward<norm::L2>>),
    ("neuron", run::<neuron::Neurons>),
];

/// The names of all units.
pub fn names() -> Vec<&'static str> {
    UNITS.iter().map(|(name, _)| *name).collect()
}

/// Whether there is a unit of this name.
///
/// # Errors
/// There is none; the message lists those there are.
pub fn known(unit: &str) -> Result<(), InputError> {
    find(unit).map(|_| ())
}

/// Runs `unit` on the JSON object `input` by `engine` and gives the JSON object of its output.
///
/// # Errors
/// An unknown unit, and input that is not the unit's; in the Verilog engine also a run that fails.
pub fn eval(unit: &str, input: &[u8], engine: Engine) -> Result<String, Failure> {
    find(unit)?(unit, input, engine)
}

fn find(unit: &str) -> Result<Run, InputError> {
    match UNITS.iter().find(|(name, _)| *name == unit) {
        Some((_, run)) => Ok(*run),
        None => Err(InputError(format!(
            "unknown unit `{unit}`: expected one of {}",
            names().join(", ")
        ))),
    }
}

fn run<U: Unit>(name: &str, input: &[u8], engine: Engine) -> Result<String, Failure> {
    let mut fields = Fields::new(name, U::FIELDS, json::object(input)?)?;
    let unit = U::read(&mut fields)?;
    let output = match engine {
        Engine::Golden => unit.golden()?,
        Engine::Rtl => unit.rtl()?,
    };
    serde_json::to_string(&output).map_err(|e| Failure::Work(e.into()))
}
