//! The unit `neuron`: N neurons over T steps.

use super::fields::{Fields, INT16};
use super::tensor::Rows;
use super::{InputError, Unit};
use crate::failure::Failure;
use golden::spiking::{Compare, Decay, Neuron, Reset};
use ndarray::Array2;
use serde::Serialize;

/// Neurons that share their parameters, and what flows into them.
pub struct Neurons {
    current: Array2<i16>,
    neuron: Neuron,
}

#[derive(Serialize)]
pub struct NeuronsOutput {
    spikes: Rows<u8>,
    u: Rows<i32>,
}

impl Unit for Neurons {
    const FIELDS: &'static [&'static str] = &["current", "threshold", "reset", "compare", "decay"];
    type Output = NeuronsOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        Ok(Neurons {
            current: fields.matrix("current", INT16)?,
            neuron: Neuron {
                threshold: fields.integer("threshold", 1..=32_767)?,
                reset: fields.choice("reset", &[("subtract", Reset::Subtract), ("zero", Reset::Zero)])?,
                compare: fields.choice("compare", &[("ge", Compare::Ge), ("gt", Compare::Gt)])?,
                decay: decay(fields)?,
            },
        })
    }

    fn golden(&self) -> Result<NeuronsOutput, Failure> {
        let run = self.neuron.run(self.current.view());
        Ok(NeuronsOutput {
            spikes: Rows(run.spikes),
            u: Rows(run.u),
        })
    }

    fn rtl(&self) -> Result<NeuronsOutput, Failure> {
        let run = testbench::spiking::neuron(self.current.view(), &self.neuron).map_err(Failure::work)?;
        Ok(NeuronsOutput {
            spikes: Rows(run.value.spikes),
            u: Rows(run.value.u),
        })
    }
}

/// The field `decay`; its shift may be left out where nothing is shifted.
fn decay(fields: &mut Fields) -> Result<Decay, InputError> {
    let mut decay = fields.object("decay", &["kind", "shift"])?;
    let kind: fn(u32) -> Decay = decay.choice(
        "kind",
        &[
            ("none", (|_| Decay::None) as fn(u32) -> Decay),
            ("keep", Decay::Keep),
            ("lose", Decay::Lose),
        ],
    )?;
    let shift = match kind(0) {
        Decay::None if !decay.has("shift") => 0,
        _ => decay.integer("shift", 0..=15)?,
    };
    Ok(kind(shift))
}
