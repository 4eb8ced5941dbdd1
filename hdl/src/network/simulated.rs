//! Between the ports of a block and the network that is its body.

use rust_hdl::prelude::*;

use super::{Network, State};

/// A number as the bits of a port.
pub(crate) fn bits<const N: usize>(value: u128) -> Bits<N> {
    (0..N).fold(Bits::<N>::default(), |bits, index| {
        bits.replace_bit(index, value >> index & 1 == 1)
    })
}

/// The bits of a port, up to 64, as a number.
pub(crate) fn number<const N: usize>(bits: Bits<N>) -> u128 {
    let number: u64 = bits.into();
    number.into()
}

/// A network with the state of its registers. Its outputs must be registers.
#[derive(Clone, Debug)]
pub(crate) struct Simulated {
    network: Network,
    state: State,
}

impl Simulated {
    pub(crate) fn new(network: Network) -> Self {
        Simulated {
            state: network.reset(),
            network,
        }
    }

    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// The outputs behind a rising edge at which the inputs have these values.
    pub(crate) fn edge(&mut self, reset: bool, inputs: &[u128]) -> Vec<u128> {
        self.network.evaluate(&mut self.state, inputs);
        self.network.clock(&mut self.state, reset);
        self.network.evaluate(&mut self.state, inputs)
    }
}
