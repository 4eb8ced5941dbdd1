//! Spiking neurons in hardware; `golden::spiking` defines what they compute.

pub mod neuron;

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    const NEURON: &str = "latency 3; one neuron a cycle, 3 cycles a step with fewer than 3 neurons";
    vec![
        Top {
            name: "neuron",
            kind: Kind::Unit,
            parameters: vec![("neurons", 1024)],
            timing: NEURON,
            generate: |name| verilog(neuron::Neuron::<10>::default(), name),
        },
        Top {
            name: "neuron_4",
            kind: Kind::Variant,
            parameters: vec![("neurons", 4)],
            timing: NEURON,
            generate: |name| verilog(neuron::Neuron::<2>::default(), name),
        },
    ]
}
