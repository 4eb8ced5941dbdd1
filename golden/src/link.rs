//! The link between host and board: its constants, its frame header, its requests and its counters.
//!
//! The protocol is written down in `docs/link.md`. The RTL (`hdl::link`) and the client in the host take every
//! number from here; COBS and CRC-32 are standards, and neither side uses the other's implementation of them.
//!
//! That is the serial line; [`pcie`] has what two streams of words need, which lose nothing.

pub mod pcie;

/// Version of the frame format; the first byte of every frame.
pub const VERSION: u8 = 1;

/// Bytes of a frame's header.
pub const HEADER_BYTES: usize = 8;
/// Bytes of the CRC-32 that ends a frame, little endian, over all bytes before it.
pub const CRC_BYTES: usize = 4;
/// Most payload bytes of a frame.
pub const PAYLOAD_BYTES: usize = 1024;
/// Most 32-bit words of a packet, its header included.
pub const PACKET_WORDS: usize = PAYLOAD_BYTES / 4;
/// Most bytes of a frame before COBS.
pub const FRAME_BYTES: usize = HEADER_BYTES + PAYLOAD_BYTES + CRC_BYTES;
/// Packets that a board holds in either direction, the window of both, where nothing else is said.
pub const SLOTS: u8 = 4;
/// The CRC-32 (finished, inverted) over any frame together with its own CRC.
pub const CRC_RESIDUE: u32 = 0x2144_DF1C;

/// Channel of the core's packets: in order, exactly once.
pub const CHANNEL_CORE: u8 = 0;
/// Channel of requests to the link itself, and of their answers.
pub const CHANNEL_CONTROL: u8 = 1;
/// Channel of frames that carry an acknowledgement and nothing else.
pub const CHANNEL_ACKNOWLEDGE: u8 = 2;

/// Flag, host to board on [`CHANNEL_ACKNOWLEDGE`]: answer with an acknowledgement that repeats this sequence number.
pub const FLAG_POLL: u8 = 1;
/// Flag, either way: something was lost; send again from `acknowledge` on.
pub const FLAG_REPEAT: u8 = 2;

/// Request: who are you? Changes nothing. Answer: [`Hello`].
pub const REQUEST_HELLO: u8 = 1;
/// Request: reset the core, empty the link's buffers, start sequence numbers at 0 in both directions.
pub const REQUEST_RESET: u8 = 2;
/// Request: the counters, in the order of [`COUNTERS`].
pub const REQUEST_COUNTERS: u8 = 3;
/// Set in the first byte of an answer, beside the request's own number.
pub const ANSWER: u8 = 0x80;
/// First byte of the answer to a request that the board does not know; the second byte is that request.
pub const ANSWER_UNKNOWN: u8 = 0xFF;

/// The counters of the board's link: 32 bits each, wrapping, cleared by the board's reset only.
pub const COUNTERS: [&str; 16] = [
    "good",
    "bad_cobs",
    "bad_size",
    "bad_crc",
    "unknown_version",
    "unknown_channel",
    "unknown_request",
    "duplicates",
    "gaps",
    "no_room",
    "retransmitted",
    "gave_up",
    "framing_errors",
    "breaks",
    "packets_to_core",
    "packets_from_core",
];

/// The header of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// [`CHANNEL_CORE`], [`CHANNEL_CONTROL`] or [`CHANNEL_ACKNOWLEDGE`].
    pub channel: u8,
    /// Core: the packet's number. Control: the request's tag, repeated by the answer. Acknowledge: the poll's tag.
    pub sequence: u8,
    /// The next core packet that the sender of this frame expects: all before it have arrived.
    pub acknowledge: u8,
    /// Board to host: how many packets, counted from `acknowledge` on, the board has room for. Host to board: 0.
    pub credit: u8,
    /// [`FLAG_POLL`], [`FLAG_REPEAT`]; the other bits are 0 and ignored.
    pub flags: u8,
    /// Payload bytes.
    pub length: u16,
}

impl Header {
    /// The header as it stands on the line, before COBS.
    pub fn to_bytes(self) -> [u8; HEADER_BYTES] {
        let [low, high] = self.length.to_le_bytes();
        [
            VERSION,
            self.channel,
            self.sequence,
            self.acknowledge,
            self.credit,
            self.flags,
            low,
            high,
        ]
    }

    /// The version and the header at the start of a frame.
    pub fn from_bytes(bytes: &[u8; HEADER_BYTES]) -> (u8, Self) {
        let [version, channel, sequence, acknowledge, credit, flags, low, high] = *bytes;
        let header = Header {
            channel,
            sequence,
            acknowledge,
            credit,
            flags,
            length: u16::from_le_bytes([low, high]),
        };
        (version, header)
    }
}

/// What a board says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// [`VERSION`] of the board.
    pub version: u8,
    /// Packets that the board holds in either direction, [`SLOTS`] or 2.
    pub slots: u8,
    /// [`build_hash`] of the Verilog that the board is made from.
    pub build_hash: u64,
    /// Name of the board's configuration, at most 8 ASCII characters.
    pub configuration: String,
}

/// Words in the answer to [`REQUEST_HELLO`].
pub const HELLO_WORDS: usize = 5;

impl Hello {
    /// Reads the answer to [`REQUEST_HELLO`]; `None` when it is too short or not such an answer.
    pub fn from_words(words: &[u32]) -> Option<Self> {
        let [first, hash_low, hash_high, name_low, name_high, ..] = *words else {
            return None;
        };
        let [kind, version, slots, _] = first.to_le_bytes();
        let name: Vec<u8> = [name_low.to_le_bytes(), name_high.to_le_bytes()].concat();
        (kind == ANSWER | REQUEST_HELLO).then(|| Hello {
            version,
            slots,
            build_hash: u64::from(hash_low) | (u64::from(hash_high) << 32),
            configuration: String::from_utf8_lossy(&name).trim_end_matches('\0').into(),
        })
    }
}

/// A configuration's name as the board holds it: the first 8 bytes, first character lowest, filled up with zeros.
pub fn configuration_word(name: &str) -> u64 {
    name.bytes()
        .take(8)
        .enumerate()
        .fold(0, |word, (index, byte)| word | (u64::from(byte) << (8 * index)))
}

/// Names a build of the hardware: the 64-bit FNV-1a hash of its Verilog.
///
/// It tells builds apart by accident, not against an adversary.
pub fn build_hash(verilog: &str) -> u64 {
    verilog.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The light of a board: a sign of life.
///
/// Time goes in ticks of 1/16 s, 16 to a period. With `t` the tick within the period, the light is on while `t < 8`; in a
/// period behind one in which something passed on the line, while `t` is even. What passes is seen two clocks later, and
/// the light follows one clock behind.
#[derive(Clone, Debug)]
pub struct Life {
    clocks: u32,
    left: u32,
    tick: u8,
    /// The line two clocks back and one clock back.
    line: [bool; 2],
    seen: bool,
    flickers: bool,
    led: bool,
}

impl Life {
    /// The light after a reset, with `clocks` clocks a tick (at least 1).
    pub fn new(clocks: u32) -> Self {
        Life {
            clocks,
            left: 0,
            tick: 0,
            line: [false; 2],
            seen: false,
            flickers: false,
            led: false,
        }
    }

    /// Whether it is on.
    pub fn led(&self) -> bool {
        self.led
    }

    /// One clock, in which something passes or not.
    pub fn clock(&mut self, active: bool) {
        self.led = match self.flickers {
            true => self.tick % 2 == 0,
            false => self.tick < 8,
        };
        let passed = self.line[0];
        let seen = self.seen || passed;
        if self.left == 0 {
            self.left = self.clocks.saturating_sub(1);
            if self.tick == 15 {
                self.flickers = self.seen;
                self.seen = passed;
            } else {
                self.seen = seen;
            }
            self.tick = (self.tick + 1) % 16;
        } else {
            self.left -= 1;
            self.seen = seen;
        }
        self.line = [self.line[1], active];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_survives_the_line() {
        let header = Header {
            channel: 1,
            sequence: 2,
            acknowledge: 3,
            credit: 4,
            flags: 5,
            length: 0x0607,
        };
        assert_eq!(header.to_bytes(), [VERSION, 1, 2, 3, 4, 5, 7, 6]);
        assert_eq!(Header::from_bytes(&header.to_bytes()), (VERSION, header));
    }

    #[test]
    fn the_build_hash_is_fnv_1a() {
        // Vectors of the FNV reference code.
        assert_eq!(build_hash(""), 0xcbf29ce484222325);
        assert_eq!(build_hash("a"), 0xaf63dc4c8601ec8c);
        assert_eq!(build_hash("foobar"), 0x85944171f73967e8);
    }

    #[test]
    fn hello_reads_what_a_board_says() {
        let name = configuration_word("base");
        let words = [
            0x0004_0181,
            0x89ab_cdef,
            0x0123_4567,
            name as u32,
            (name >> 32) as u32,
        ];
        let hello = Hello::from_words(&words).unwrap();
        assert_eq!(hello.version, 1);
        assert_eq!(hello.slots, 4);
        assert_eq!(hello.build_hash, 0x0123_4567_89ab_cdef);
        assert_eq!(hello.configuration, "base");
        assert_eq!(Hello::from_words(&words[..4]), None);
        assert_eq!(Hello::from_words(&[0x82, 0, 0, 0, 0]), None);
    }
}
