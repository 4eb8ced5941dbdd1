//! Where the elements of the core's memories lie in its RTL.

use golden::core::Config;

/// An element of a memory, addressed as `docs/core.md` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A weight of W, 8 bits.
    Weight {
        /// Output of the column group.
        lane: usize,
        /// Address in W.
        address: usize,
    },
    /// The flags of a result in F: bit 0 clipped, bit 1 positive.
    Flags {
        /// Image of the group.
        lane: usize,
        /// Address in E-space.
        address: usize,
    },
    /// gamma of a channel of C, 16 bits.
    Gamma(usize),
    /// beta of a channel, 16 bits.
    Beta(usize),
    /// Running mean of a channel, 32 bits.
    Mean(usize),
    /// Running s of a channel, 31 bits, and above them whether both are set.
    Scale(usize),
}

/// Bits of a word of a memory in the hierarchy.
pub(super) struct Place {
    pub memory: String,
    pub address: usize,
    /// The lowest bit, and how many there are: all of them in the word's low 32.
    pub low: u32,
    pub width: u32,
}

impl Element {
    /// Where it lies in a core of this configuration.
    pub(super) fn place(self, config: Config) -> Place {
        let place = |memory: &str, address, low, width| Place {
            memory: memory.to_owned(),
            address,
            low,
            width,
        };
        match self {
            Element::Weight { lane, address } => {
                let bank = (lane + address) % config.size;
                // `hdl::base::DeepStore`: from 2^12 to 2^14 words in parts of 2^11
                let part = match config.w_bits {
                    12..=14 => 11,
                    bits => bits,
                };
                place(
                    &format!(
                        "datapath.weights.memory.banks${bank}.ram.contents_{}",
                        address >> part
                    ),
                    address & ((1 << part) - 1),
                    0,
                    8,
                )
            }
            Element::Flags { lane, address } => {
                place("datapath.space.memory_f.contents", address, 2 * lane as u32, 2)
            }
            Element::Gamma(channel) => place("normaliser$0.parameters.gammas.contents", channel, 0, 16),
            Element::Beta(channel) => place("normaliser$0.parameters.gammas.contents", channel, 16, 16),
            Element::Mean(channel) => place("normaliser$0.parameters.means.contents", channel, 0, 32),
            Element::Scale(channel) => place("normaliser$0.parameters.scales.contents", channel, 0, 32),
        }
    }
}
