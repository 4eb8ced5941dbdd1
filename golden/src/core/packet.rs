//! Packets: what goes over the core's two word streams. See `docs/core.md`.

/// Words of a packet at most, its header included.
pub const MAX_WORDS: usize = 256;

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
}

/// Opcodes from the core.
pub mod reply {
    #![allow(missing_docs)]
    pub const HELLO: u8 = 0x81;
    pub const DONE: u8 = 0x85;
    pub const COUNTERS: u8 = 0x86;
    pub const RESULT: u8 = 0x90;
    pub const ERROR: u8 = 0xff;
}

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
    /// RUN while a program runs.
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

/// Argument of a SAMPLES packet: input buffer, and the images of the group when this packet completes it.
pub fn samples_argument(buffer: u8, commit: Option<usize>) -> u8 {
    match commit {
        Some(images) => (buffer & 1) | 2 | ((images as u8).wrapping_sub(1) << 3),
        None => buffer & 1,
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

/// Names of the counters in the order of the COUNTERS reply.
pub const COUNTERS: [&str; 13] = [
    "cycles",
    "span",
    "macs",
    "busy",
    "stall_input",
    "stall_barrier",
    "stall_drain",
    "stall_fetch",
    "saturations",
    "packets_good",
    "packets_bad",
    "words_in",
    "words_out",
];
