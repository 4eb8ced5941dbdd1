//! Between the ports of a block and the network that is its body.

use rust_hdl::prelude::*;

use crate::network::{Network, State};

/// A number as the bits of a port.
pub(super) fn bits<const N: usize>(value: u128) -> Bits<N> {
    (0..N).fold(Bits::<N>::default(), |bits, index| {
        bits.replace_bit(index, value >> index & 1 == 1)
    })
}

/// A network with the state of its registers. Its outputs must be registers.
#[derive(Clone, Debug)]
pub(super) struct Simulated {
    network: Network,
    state: State,
}

impl Simulated {
    pub(super) fn new(network: Network) -> Self {
        Simulated {
            state: network.reset(),
            network,
        }
    }

    pub(super) fn network(&self) -> &Network {
        &self.network
    }

    /// The outputs behind a rising edge at which the inputs have these values.
    pub(super) fn edge(&mut self, reset: bool, inputs: &[u128]) -> Vec<u128> {
        self.network.evaluate(&mut self.state, inputs);
        self.network.clock(&mut self.state, reset);
        self.network.evaluate(&mut self.state, inputs)
    }
}
