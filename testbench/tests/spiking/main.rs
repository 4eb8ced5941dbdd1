//! The spiking units in generated Verilog against the golden model, bit for bit.

mod neuron;
