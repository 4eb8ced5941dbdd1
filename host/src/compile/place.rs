//! Where inputs, activations and weights lie in the core's memories.

use super::CompileError;
use golden::core::Config;

/// Addresses, each a multiple of N as the banks' skew wants it.
pub struct Places {
    /// Input buffers in A, one or two.
    pub inputs: Vec<usize>,
    /// Results of even and of odd layers in A: a layer never writes where it reads.
    pub activations: [usize; 2],
    /// For every layer, its column groups in W.
    pub weights: Vec<Vec<usize>>,
}

impl Places {
    /// Places a network of the given sizes.
    pub fn new(net: &str, sizes: &[usize], config: Config) -> Result<Places, CompileError> {
        let too_large = |memory, needed, available| {
            Err(CompileError::TooLarge {
                net: net.to_owned(),
                config: config.name,
                memory,
                needed,
                available,
            })
        };
        let rounded = |size: usize| size.next_multiple_of(config.size);
        let hidden = &sizes[1..sizes.len() - 1];
        let largest = |parity| {
            hidden
                .iter()
                .skip(parity)
                .step_by(2)
                .map(|&s| rounded(s))
                .max()
                .unwrap_or(0)
        };
        let (input, even, odd) = (rounded(sizes[0]), largest(0), largest(1));

        let needed = input + even + odd;
        if needed > config.a_depth() {
            return too_large("activation", needed, config.a_depth());
        }
        let inputs = if needed + input <= config.a_depth() {
            vec![0, input]
        } else {
            vec![0]
        };
        let start = inputs.len() * input;
        let activations = [start, start + even];

        let mut next = 0;
        let mut weights = Vec::new();
        for pair in sizes.windows(2) {
            let groups = pair[1].div_ceil(config.size);
            weights.push((0..groups).map(|group| next + group * rounded(pair[0])).collect());
            next += groups * rounded(pair[0]);
        }
        if next > config.w_depth() {
            return too_large("weight", next, config.w_depth());
        }
        Ok(Places {
            inputs,
            activations,
            weights,
        })
    }
}
