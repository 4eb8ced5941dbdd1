//! The numbers of a PCIe board: the core's packets as they are over two streams of words, and the port's own requests
//! among them. `docs/link.md` writes the protocol down; the RTL (`hdl::link`) and the client in the host take every
//! number from here.

use super::Hello;

/// Version of the port's requests; the argument of every answer.
pub const VERSION: u8 = 1;

/// The opcodes from here on are the port's own; the core has none of them.
pub const OWN: u8 = 0xF0;
/// Request: who are you? Changes nothing.
pub const REQUEST_HELLO: u8 = 0xF0;
/// Request: reset the core, drop what is under way to it.
pub const REQUEST_RESET: u8 = 0xF1;
/// Request: the counters, in the order of [`COUNTERS`].
pub const REQUEST_COUNTERS: u8 = 0xF2;
/// A packet that the port drops, with all its words.
pub const FILL: u32 = 0xFF00_0000;

/// Words of a packet's body at most, so that as many of [`FILL`] end whatever packet was begun.
pub const BODY_WORDS: usize = super::PACKET_WORDS - 1;
/// Words of a request's body: its nonce, low half first.
pub const NONCE_WORDS: usize = 2;
/// Words of the answer to [`REQUEST_HELLO`] behind its header: nonce, build hash, configuration.
pub const HELLO_WORDS: usize = NONCE_WORDS + 4;

/// Words of a block from the card at most: 64 KB.
pub const BLOCK_WORDS: u32 = 1 << 14;

/// The counters of a port: 32 bits each, wrapping, cleared by the board's reset only.
pub const COUNTERS: [&str; 9] = [
    "cycles",
    "words_in",
    "words_out",
    "stalls_in",
    "stalls_out",
    "packets_to_core",
    "packets_from_core",
    "dropped",
    "expired",
];

/// The header of a packet of the port: a request (whose argument is not read) or an answer.
pub const fn header(opcode: u8, words: usize) -> u32 {
    u32::from_be_bytes([opcode, VERSION, 0, words as u8])
}

/// The words of a request.
pub const fn request(opcode: u8, nonce: u64) -> [u32; 1 + NONCE_WORDS] {
    [header(opcode, NONCE_WORDS), nonce as u32, (nonce >> 32) as u32]
}

/// The nonce in an answer, if it has one.
pub fn nonce(answer: &[u32]) -> Option<u64> {
    match *answer {
        [_, low, high, ..] => Some(u64::from(low) | u64::from(high) << 32),
        _ => None,
    }
}

/// Reads the answer to [`REQUEST_HELLO`], header included; `None` when it is none. A port has no slots.
pub fn hello(answer: &[u32]) -> Option<Hello> {
    let [head, _, _, hash_low, hash_high, name_low, name_high] = *answer else {
        return None;
    };
    let [opcode, version, _, words] = head.to_be_bytes();
    let name: Vec<u8> = [name_low.to_le_bytes(), name_high.to_le_bytes()].concat();
    (opcode == REQUEST_HELLO && usize::from(words) == HELLO_WORDS).then(|| Hello {
        version,
        slots: 0,
        build_hash: u64::from(hash_low) | u64::from(hash_high) << 32,
        configuration: String::from_utf8_lossy(&name).trim_end_matches('\0').into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_answers_are_packets() {
        let words = request(REQUEST_RESET, 0x0123_4567_89ab_cdef);
        assert_eq!(words, [0xF101_0002, 0x89ab_cdef, 0x0123_4567]);
        assert_eq!(nonce(&words), Some(0x0123_4567_89ab_cdef));
        assert_eq!(nonce(&words[..2]), None);
        // one word, whose header announces none
        assert_eq!(FILL & 0xFFFF, 0);
        assert!((FILL >> 24) as u8 >= OWN);
    }

    #[test]
    fn hello_reads_what_a_port_says() {
        let name = crate::link::configuration_word("small");
        let words = [
            0xF001_0006,
            1,
            2,
            0x89ab_cdef,
            0x0123_4567,
            name as u32,
            (name >> 32) as u32,
        ];
        let hello = hello(&words).unwrap();
        assert_eq!((hello.version, hello.slots), (VERSION, 0));
        assert_eq!(hello.build_hash, 0x0123_4567_89ab_cdef);
        assert_eq!(hello.configuration, "small");
        assert_eq!(super::hello(&words[..6]), None);
        assert_eq!(super::hello(&[0xF101_0006, 1, 2, 3, 4, 5, 6]), None);
    }
}
