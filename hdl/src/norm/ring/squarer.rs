//! Squares of a stream.

use rust_hdl::prelude::*;

use crate::network::{Network, State};
use crate::primitive::{square, Method};

/// d^2 of `D` bits in `Q = 2 D`, made by any of the [`Method`]s with registers of its own.
///
/// ```text
///  s_data --> [d] --> square, cut by `stages` registers --> [Q bits] --> m_data
/// ```
///
/// One a cycle, `stages + 2` cycles later.
#[derive(Debug, LogicBlock)]
pub struct Squarer<const D: usize, const Q: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// d is there.
    pub s_valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// d, two's complement.
    pub s_data: Signal<In, Bits<D>>,
    /// The square is there.
    pub m_valid: Signal<Out, Bit>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// The square.
    pub m_data: Signal<Out, Bits<Q>>,
    _network: Network,
    _state: State,
}

impl<const D: usize, const Q: usize> Default for Squarer<D, Q> {
    fn default() -> Self {
        Squarer::new(Method::Plain, 0)
    }
}

impl<const D: usize, const Q: usize> Squarer<D, Q> {
    /// By `method`, with `stages` registers between the first and the last.
    pub fn new(method: Method, stages: u32) -> Self {
        const { assert!(Q == 2 * D) };
        let mut network = Network::new();
        let valid = network.input("s_valid", 1);
        let last = network.input("s_last", 1);
        let data = network.input("s_data", D as u32);
        let data = network.register(data);
        let result = square(&mut network, data, method, stages);
        let result = network.register(result);
        let valid = network.at(valid, result.stage());
        let last = network.at(last, result.stage());
        network.output("m_valid", valid);
        network.output("m_last", last);
        network.output("m_data", result);
        Squarer {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_last: Default::default(),
            s_data: Default::default(),
            m_valid: Default::default(),
            m_last: Default::default(),
            m_data: Default::default(),
            _state: network.reset(),
            _network: network,
        }
    }
}

impl<const D: usize, const Q: usize> Logic for Squarer<D, Q> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            let data = self.s_data.val();
            let data = (0..D).fold(0u128, |value, index| {
                value | u128::from(data.get_bit(index)) << index
            });
            let inputs = [
                u128::from(self.s_valid.val()),
                u128::from(self.s_last.val()),
                data,
            ];
            self._network.evaluate(&mut self._state, &inputs);
            self._network.clock(&mut self._state, self.reset.val());
            // the outputs are registers
            let outputs = self._network.evaluate(&mut self._state, &inputs);
            self.m_valid.next = outputs[0] == 1;
            self.m_last.next = outputs[1] == 1;
            self.m_data.next = (0..Q).fold(Bits::<Q>::default(), |bits, index| {
                bits.replace_bit(index, outputs[2] >> index & 1 == 1)
            });
        }
    }

    fn connect(&mut self) {
        self.m_valid.connect();
        self.m_last.connect();
        self.m_data.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._network.verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "squarer".into(),
            clock: "clock".into(),
            inputs: ["s_valid", "s_last", "s_data", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["m_valid", "m_last", "m_data"].map(String::from).to_vec(),
        }]
    }
}
