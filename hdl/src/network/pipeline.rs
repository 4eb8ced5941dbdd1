//! A network between two registers, as a unit.

use rust_hdl::prelude::*;

use super::{Network, State, Wire};

/// A function of X bits in M bits, one result a cycle, without back-pressure.
///
/// ```text
///  s_data  --> [X bits] --> the function, with registers of its own --> [M bits] --> m_data
///  s_valid --> [ ] --------> as many registers --------------------------> [ ] ----> m_valid
/// ```
///
/// Latency 2 and the function's own registers. Every register has a reset.
#[derive(Debug, LogicBlock)]
pub struct Pipeline<const X: usize, const M: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// `s_data` is there.
    pub s_valid: Signal<In, Bit>,
    /// The operand.
    pub s_data: Signal<In, Bits<X>>,
    /// `m_data` is there.
    pub m_valid: Signal<Out, Bit>,
    /// The result.
    pub m_data: Signal<Out, Bits<M>>,
    _network: Network,
    _state: State,
}

impl<const X: usize, const M: usize> Pipeline<X, M> {
    /// Of the function that `body` writes down.
    pub fn new(body: impl FnOnce(&mut Network, Wire) -> Wire) -> Self {
        let mut network = Network::new();
        let valid = network.input("s_valid", 1);
        let data = network.input("s_data", X as u32);
        let data = network.register(data);
        let result = body(&mut network, data);
        let result = network.register(result);
        assert_eq!(result.bits(), M as u32);
        let valid = network.at(valid, result.stage());
        network.output("m_valid", valid);
        network.output("m_data", result);
        Pipeline {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_data: Default::default(),
            m_valid: Default::default(),
            m_data: Default::default(),
            _state: network.reset(),
            _network: network,
        }
    }

    /// Cycles from an operand to its result.
    pub fn latency(&self) -> u32 {
        self._network.latency()
    }
}

/// A bit vector as a number.
fn low<const N: usize>(bits: Bits<N>) -> u128 {
    (0..N).fold(0, |value, index| value | u128::from(bits.get_bit(index)) << index)
}

/// A number as bits.
fn bits<const N: usize>(value: u128) -> Bits<N> {
    (0..N).fold(Bits::<N>::default(), |bits, index| {
        bits.replace_bit(index, value >> index & 1 == 1)
    })
}

impl<const X: usize, const M: usize> Logic for Pipeline<X, M> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            let inputs = [u128::from(self.s_valid.val()), low(self.s_data.val())];
            self._network.evaluate(&mut self._state, &inputs);
            self._network.clock(&mut self._state, self.reset.val());
            // the outputs are registers
            let outputs = self._network.evaluate(&mut self._state, &inputs);
            self.m_valid.next = outputs[0] == 1;
            self.m_data.next = bits(outputs[1]);
        }
    }

    fn connect(&mut self) {
        self.m_valid.connect();
        self.m_data.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._network.verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "pipeline".into(),
            clock: "clock".into(),
            inputs: ["s_valid", "s_data", "reset"].map(String::from).to_vec(),
            outputs: ["m_valid", "m_data"].map(String::from).to_vec(),
        }]
    }
}
