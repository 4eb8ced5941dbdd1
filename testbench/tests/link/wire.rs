//! Frames as a client makes and reads them, with the crates `cobs` and `crc`.

use golden::link::{Header, CHANNEL_ACKNOWLEDGE, CHANNEL_CONTROL, CHANNEL_CORE, HEADER_BYTES};

pub const CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// A frame before COBS: header, payload, checksum.
pub fn raw(header: Header, payload: &[u8]) -> Vec<u8> {
    let mut bytes = header.to_bytes().to_vec();
    bytes.extend(payload);
    let checksum = CRC.checksum(&bytes);
    bytes.extend(checksum.to_le_bytes());
    bytes
}

/// COBS and the zero behind it.
pub fn stuffed(raw: &[u8]) -> Vec<u8> {
    let mut line = cobs::encode_vec(raw);
    line.push(0);
    line
}

pub fn payload(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Packet number `sequence` for the core.
pub fn packet(sequence: u8, acknowledge: u8, words: &[u32]) -> Vec<u8> {
    let payload = payload(words);
    let header = Header {
        channel: CHANNEL_CORE,
        sequence,
        acknowledge,
        length: payload.len() as u16,
        ..Header::default()
    };
    stuffed(&raw(header, &payload))
}

pub fn request(request: u8, tag: u8) -> Vec<u8> {
    let header = Header {
        channel: CHANNEL_CONTROL,
        sequence: tag,
        length: 4,
        ..Header::default()
    };
    stuffed(&raw(header, &[request, 0, 0, 0]))
}

pub fn acknowledge(acknowledge: u8, flags: u8, tag: u8) -> Vec<u8> {
    let header = Header {
        channel: CHANNEL_ACKNOWLEDGE,
        sequence: tag,
        acknowledge,
        flags,
        ..Header::default()
    };
    stuffed(&raw(header, &[]))
}

/// A frame of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub header: Header,
    pub words: Vec<u32>,
}

/// Reads a frame of the board, which must be right in every respect.
pub fn read(line: &[u8]) -> Frame {
    let bytes = cobs::decode_vec(line).expect("the board's COBS");
    let (head, rest) = bytes.split_first_chunk::<HEADER_BYTES>().expect("a header");
    let (payload, checksum) = rest.split_last_chunk::<4>().expect("a checksum");
    let (version, header) = Header::from_bytes(head);
    assert_eq!(version, golden::link::VERSION);
    assert_eq!(
        CRC.checksum(&bytes[..bytes.len() - 4]),
        u32::from_le_bytes(*checksum)
    );
    assert_eq!(usize::from(header.length), payload.len());
    let words = payload
        .chunks(4)
        .map(|word| u32::from_le_bytes(word.try_into().unwrap()));
    Frame {
        header,
        words: words.collect(),
    }
}
