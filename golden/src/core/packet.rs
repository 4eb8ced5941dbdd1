//! Packets: what goes over the core's two word streams. See `docs/core.md`.

use std::fmt;

/// Words of a packet at most, its header included.
pub const MAX_WORDS: usize = 256;

/// Words after the header of a DATA packet at most: whole rows of W and whole channels of C in every configuration.
pub const DATA_WORDS: usize = 252;

/// Opcodes to the core.
pub mod command {
    #![allow(missing_docs)]
    pub const HELLO: u8 = 0x01;
    pub const PROGRAM: u8 = 0x02;
    pub const WEIGHTS: u8 = 0x03;
    pub const SAMPLES: u8 = 0x04;
    pub const RUN: u8 = 0x05;
    pub const COUNTERS: u8 = 0x06;
    pub const CLEAR: u8 = 0x07;
    pub const LABELS: u8 = 0x08;
    pub const READ: u8 = 0x09;
    pub const PARAMETERS: u8 = 0x0a;
}

/// Opcodes from the core.
pub mod reply {
    #![allow(missing_docs)]
    pub const HELLO: u8 = 0x81;
    pub const DONE: u8 = 0x85;
    pub const COUNTERS: u8 = 0x86;
    pub const DATA: u8 = 0x89;
    pub const RESULT: u8 = 0x90;
    pub const ERROR: u8 = 0xff;
}

/// Status in the argument of a DONE: the program ended.
pub const DONE_OK: u8 = 0;
/// Status in the argument of a DONE: the program stopped at an instruction that the core does not execute.
pub const DONE_FAULT: u8 = 1;

/// Why the core refused a packet: the argument of an ERROR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Opcode that this version does not know.
    #[error("unknown opcode")]
    UnknownOpcode = 1,
    /// Fewer words than the header announced.
    #[error("truncated packet")]
    Truncated = 2,
    /// More words than the header announced.
    #[error("overlong packet")]
    Overlong = 3,
    /// A field out of range, or too few words for the opcode.
    #[error("bad argument")]
    BadArgument = 4,
    /// RUN or READ while a program runs.
    #[error("busy")]
    Busy = 5,
}

impl Reason {
    /// The reason with this number, if there is one.
    pub fn from_number(number: u8) -> Option<Reason> {
        [
            Self::UnknownOpcode,
            Self::Truncated,
            Self::Overlong,
            Self::BadArgument,
            Self::Busy,
        ]
        .into_iter()
        .find(|reason| *reason as u8 == number)
    }
}

/// A header word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What to do, or what this is.
    pub opcode: u8,
    /// Depends on the opcode.
    pub argument: u8,
    /// Words after the header.
    pub length: u16,
}

impl Header {
    /// The header as its word.
    pub fn word(self) -> u32 {
        u32::from(self.opcode) << 24 | u32::from(self.argument) << 16 | u32::from(self.length)
    }

    /// Splits a header word.
    pub fn from_word(word: u32) -> Header {
        Header {
            opcode: (word >> 24) as u8,
            argument: (word >> 16) as u8,
            length: word as u16,
        }
    }
}

/// The words of one packet; the last one carries `last`.
pub type Packet = Vec<u32>;

/// A packet of `words` under a header that announces them all.
pub fn packet(opcode: u8, argument: u8, words: &[u32]) -> Packet {
    let header = Header {
        opcode,
        argument,
        length: words.len() as u16,
    };
    std::iter::once(header.word())
        .chain(words.iter().copied())
        .collect()
}

/// What a SAMPLES packet does besides carrying samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Commit {
    /// Nothing: the group is not complete.
    #[default]
    No,
    /// It completes a group of images.
    Group,
    /// It completes a group, the last one of its input buffer.
    Buffer,
}

/// Argument of a SAMPLES packet for input buffer 0 or 1.
pub fn samples_argument(buffer: u8, commit: Commit) -> u8 {
    (buffer & 1)
        | match commit {
            Commit::No => 0,
            Commit::Group => 2,
            Commit::Buffer => 6,
        }
}

/// First word of a SAMPLES packet: the address of the first code, a multiple of 4, and the lane of the image.
pub fn samples_word(address: usize, lane: usize) -> u32 {
    (address as u32 & 0xf_ffff) | (lane as u32 & 63) << 20
}

/// What RUN carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// How often NEXT repeats the program: 1 or more.
    pub repetitions: u32,
    /// Address of the first instruction.
    pub entry: u32,
    /// Step of the random numbers in the first repetition.
    pub step: u32,
    /// log2 of the learning rate, -16..=15.
    pub rate_log2: i32,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Run {
    /// The six words of a RUN packet.
    pub fn words(self) -> [u32; 6] {
        [
            self.repetitions,
            self.entry,
            self.step,
            self.rate_log2 as u32,
            self.seed as u32,
            (self.seed >> 32) as u32,
        ]
    }

    /// Reads the six words; the rate is the signed number in the low 5 bits of its word.
    pub fn from_words([repetitions, entry, step, rate, low, high]: [u32; 6]) -> Run {
        Run {
            repetitions,
            entry,
            step,
            rate_log2: (rate << 27) as i32 >> 27,
            seed: u64::from(low) | u64::from(high) << 32,
        }
    }

    /// The RUN packet.
    pub fn packet(self) -> Packet {
        packet(command::RUN, 0, &self.words())
    }
}

/// A memory that READ reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readable {
    /// Weights, N/4 words a row.
    Weights = 0,
    /// Norm parameters, [`PARAMETER_WORDS`] words a channel.
    Parameters = 1,
}

/// A READ packet of `rows` rows from `address` on; answered by DATA packets of [`DATA_WORDS`] words at most.
pub fn read_packet(memory: Readable, address: usize, rows: u32) -> Packet {
    let first = (memory as u32) << 28 | (address as u32 & 0xf_ffff);
    packet(command::READ, 0, &[first, rows])
}

/// Words of a channel's parameters.
pub const PARAMETER_WORDS: usize = 3;

/// Norm parameters and running statistics of a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// gamma, LSB 2^-8.
    pub gamma: i16,
    /// beta, LSB 2^-8.
    pub beta: i16,
    /// Running mean, LSB 2^-16.
    pub mu: i32,
    /// Running scale, 0..2^31, LSB 2^-16.
    pub scale: i32,
    /// Whether the running statistics have been set by a first batch.
    pub set: bool,
}

impl Parameters {
    /// The words of PARAMETERS and DATA.
    pub fn words(self) -> [u32; PARAMETER_WORDS] {
        [
            u32::from(self.gamma as u16) | u32::from(self.beta as u16) << 16,
            self.mu as u32,
            (self.scale as u32 & 0x7fff_ffff) | u32::from(self.set) << 31,
        ]
    }

    /// Reads the words of PARAMETERS and DATA.
    pub fn from_words([first, mu, scale]: [u32; PARAMETER_WORDS]) -> Parameters {
        Parameters {
            gamma: first as i16,
            beta: (first >> 16) as i16,
            mu: mu as i32,
            scale: (scale & 0x7fff_ffff) as i32,
            set: scale >> 31 == 1,
        }
    }
}

/// Packs int8 codes four to a word, lowest byte first; a last word that is not full ends in zeros.
pub fn pack_codes(codes: &[i8]) -> Vec<u32> {
    codes
        .chunks(4)
        .map(|chunk| {
            chunk
                .iter()
                .enumerate()
                .fold(0, |word, (byte, code)| word | (*code as u8 as u32) << (8 * byte))
        })
        .collect()
}

/// The four codes of a word.
pub fn unpack_codes(word: u32) -> [i8; 4] {
    word.to_le_bytes().map(|byte| byte as i8)
}

/// Packs labels four to a word, as [`pack_codes`] does.
pub fn pack_labels(labels: &[u8]) -> Vec<u32> {
    let codes: Vec<i8> = labels.iter().map(|label| *label as i8).collect();
    pack_codes(&codes)
}

/// A counter of the COUNTERS reply; its number is its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// Cycles since the first word in.
    Cycles = 0,
    /// Cycles from the first word in to the latest RESULT or DONE word out.
    Span,
    /// Steps that the array was fed.
    Fed,
    /// Multiply-accumulates of forward tiles, on real data: rows x columns in use, each step.
    MacsForward,
    /// Those of transposed tiles that only look for the maximum.
    MacsTransposedMaximum,
    /// Those of transposed tiles that store.
    MacsTransposed,
    /// Those of gradient tiles that only look for the maximum.
    MacsGradientMaximum,
    /// Those of gradient tiles that store.
    MacsGradient,
    /// Cycles a running program fed nothing and the array was not at work on the step before, waiting for input.
    StallInput,
    /// ... for a barrier.
    StallBarrier,
    /// ... for the results of the previous tile to drain.
    StallDrain,
    /// ... for the program.
    StallProgram,
    /// ... for a norm call.
    StallNorm,
    /// ... for round keys.
    StallKeys,
    /// Activations clipped.
    Clips,
    /// Norm samples cut to 16 bits.
    Cuts,
    /// Saturations of the normaliser's y.
    SaturationsY,
    /// Saturations of the normaliser's dx.
    SaturationsDx,
    /// Packets accepted.
    PacketsGood,
    /// Packets refused.
    PacketsBad,
    /// Words in.
    WordsIn,
    /// Words out.
    WordsOut,
}

/// Names of the counters in the order of the COUNTERS reply.
pub const COUNTERS: [&str; 22] = [
    "cycles",
    "span",
    "fed",
    "macs_forward",
    "macs_transposed_maximum",
    "macs_transposed",
    "macs_gradient_maximum",
    "macs_gradient",
    "stall_input",
    "stall_barrier",
    "stall_drain",
    "stall_program",
    "stall_norm",
    "stall_keys",
    "clips",
    "cuts",
    "saturations_y",
    "saturations_dx",
    "packets_good",
    "packets_bad",
    "words_in",
    "words_out",
];

impl Counter {
    /// Whether the counter counts cycles, which depend on timing; the others depend on the packets alone.
    pub fn counts_cycles(self) -> bool {
        let number = self as usize;
        number < Counter::Fed as usize
            || (Counter::StallInput as usize..=Counter::StallKeys as usize).contains(&number)
    }

    /// Every counter, in the order of the COUNTERS reply.
    pub const ALL: [Counter; COUNTERS.len()] = {
        use Counter::*;
        [
            Cycles,
            Span,
            Fed,
            MacsForward,
            MacsTransposedMaximum,
            MacsTransposed,
            MacsGradientMaximum,
            MacsGradient,
            StallInput,
            StallBarrier,
            StallDrain,
            StallProgram,
            StallNorm,
            StallKeys,
            Clips,
            Cuts,
            SaturationsY,
            SaturationsDx,
            PacketsGood,
            PacketsBad,
            WordsIn,
            WordsOut,
        ]
    };
}

impl fmt::Display for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(COUNTERS[*self as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counters_are_numbered_by_their_place() {
        for (place, counter) in Counter::ALL.into_iter().enumerate() {
            assert_eq!(counter as usize, place, "{counter}");
        }
        let cycles: Vec<usize> = (0..COUNTERS.len())
            .filter(|&i| Counter::ALL[i].counts_cycles())
            .collect();
        assert_eq!(cycles, [0, 1, 8, 9, 10, 11, 12, 13]);
    }

    proptest! {
        #[test]
        fn a_run_survives_its_words(repetitions: u32, entry: u32, step: u32, rate_log2 in -16i32..16, seed: u64) {
            let run = Run { repetitions, entry, step, rate_log2, seed };
            prop_assert_eq!(Run::from_words(run.words()), run);
        }

        #[test]
        fn parameters_survive_their_words(gamma: i16, beta: i16, mu: i32, scale in 0i32.., set: bool) {
            let parameters = Parameters { gamma, beta, mu, scale, set };
            prop_assert_eq!(Parameters::from_words(parameters.words()), parameters);
        }

        #[test]
        fn a_header_survives_its_word(word: u32) {
            prop_assert_eq!(Header::from_word(word).word(), word);
        }
    }
}
