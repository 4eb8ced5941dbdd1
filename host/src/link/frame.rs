//! Frames to bytes and back.

use golden::link::{Header, CRC_BYTES, FRAME_BYTES, HEADER_BYTES, VERSION};

const CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// A frame as it goes onto the line: `header` with the length of `payload`, payload, CRC-32, stuffed, and a zero.
pub fn encode(header: Header, payload: &[u8]) -> Vec<u8> {
    let header = Header {
        // No caller has more than PAYLOAD_BYTES.
        length: payload.len() as u16,
        ..header
    };
    let mut frame = header.to_bytes().to_vec();
    frame.extend_from_slice(payload);
    let checksum = CRC.checksum(&frame);
    frame.extend_from_slice(&checksum.to_le_bytes());
    let mut line = cobs::encode_vec(&frame);
    line.push(0);
    line
}

/// Bytes on the line of the frame of a packet of `words` words, its zero included. Payloads of 242 bytes and more without
/// a zero for long may take a byte less for each 254 of them; none takes more.
pub fn line_bytes(words: usize) -> u64 {
    let frame = (HEADER_BYTES + 4 * words + CRC_BYTES) as u64;
    frame + frame.div_ceil(254) + 1
}

/// What a zero byte on the line ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// A good frame.
    Frame {
        /// Its header.
        header: Header,
        /// Its payload.
        payload: Vec<u8>,
    },
    /// A frame that is whole, but of another protocol version.
    Foreign(u8),
    /// Something that is no frame.
    Bad,
}

/// Finds frames in a byte stream.
#[derive(Debug, Default)]
pub struct Decoder {
    stuffed: Vec<u8>,
    overlong: bool,
}

/// Most bytes of a frame on the line, without the zero.
const STUFFED_BYTES: usize = FRAME_BYTES + FRAME_BYTES.div_ceil(254);

impl Decoder {
    /// Takes a byte; says what it ended. Empty frames are passed over.
    pub fn byte(&mut self, byte: u8) -> Option<Received> {
        if byte != 0 {
            self.overlong |= self.stuffed.len() >= STUFFED_BYTES;
            if !self.overlong {
                self.stuffed.push(byte);
            }
            return None;
        }
        let (stuffed, overlong) = (
            std::mem::take(&mut self.stuffed),
            std::mem::take(&mut self.overlong),
        );
        if overlong {
            return Some(Received::Bad);
        }
        (!stuffed.is_empty()).then(|| parse(&stuffed).unwrap_or(Received::Bad))
    }
}

/// Unstuffs and checks a frame; `None` when it is none.
fn parse(stuffed: &[u8]) -> Option<Received> {
    let frame = cobs::decode_vec(stuffed).ok()?;
    let (body, checksum) = frame.split_last_chunk::<CRC_BYTES>()?;
    let (head, payload) = body.split_first_chunk::<HEADER_BYTES>()?;
    if CRC.checksum(body) != u32::from_le_bytes(*checksum) {
        return None;
    }
    let (version, header) = Header::from_bytes(head);
    if version != VERSION {
        return Some(Received::Foreign(version));
    }
    (usize::from(header.length) == payload.len()).then(|| Received::Frame {
        header,
        payload: payload.to_vec(),
    })
}

/// The words of a payload, first byte lowest; `None` when it holds no whole number of them.
pub fn words(payload: &[u8]) -> Option<Vec<u32>> {
    let chunks = payload.chunks_exact(4);
    chunks.remainder().is_empty().then(|| {
        chunks
            .map(|chunk| {
                chunk
                    .iter()
                    .rev()
                    .fold(0, |word, byte| word << 8 | u32::from(*byte))
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use golden::link::PAYLOAD_BYTES;

    fn decode(line: &[u8]) -> Vec<Received> {
        let mut decoder = Decoder::default();
        line.iter().filter_map(|byte| decoder.byte(*byte)).collect()
    }

    #[test]
    fn a_frame_on_the_line_is_as_documented() {
        let header = Header {
            channel: 1,
            sequence: 7,
            ..Header::default()
        };
        let line = encode(header, &[3, 0, 0, 0]);
        // CRC-32 of 01 01 07 00 00 00 04 00 03 00 00 00, by zlib.
        assert_eq!(
            line,
            [4, 1, 1, 7, 1, 1, 2, 4, 2, 3, 1, 1, 5, 0x41, 0xa3, 0x06, 0x4a, 0]
        );
    }

    #[test]
    fn frames_come_back_whatever_their_payload() {
        for payload in [
            vec![],
            vec![0; PAYLOAD_BYTES],
            vec![255; PAYLOAD_BYTES],
            vec![1, 2, 3, 4],
        ] {
            let header = Header {
                sequence: 9,
                ..Header::default()
            };
            let line = encode(header, &payload);
            let header = Header {
                length: payload.len() as u16,
                ..header
            };
            assert_eq!(decode(&line), [Received::Frame { header, payload }]);
        }
    }

    #[test]
    fn what_is_no_frame_is_bad_and_does_no_harm_to_the_next() {
        let good = encode(Header::default(), &[1, 2, 3, 4]);
        let mut flipped = good.clone();
        flipped[3] ^= 0x10;
        let overlong = [vec![5; 5000], vec![0]].concat();
        for bad in [flipped, good[1..].to_vec(), overlong, vec![9, 0], vec![1, 0]] {
            let line = [&bad[..], &[0, 0], &good[..]].concat();
            let frames = decode(&line);
            assert_eq!(frames.len(), 2, "{bad:?}");
            assert_eq!(frames[0], Received::Bad);
            assert!(matches!(frames[1], Received::Frame { .. }));
        }
    }

    #[test]
    fn another_version_is_told_apart() {
        let mut frame = Header::default().to_bytes().to_vec();
        frame[0] = 2;
        let checksum = CRC.checksum(&frame);
        frame.extend(checksum.to_le_bytes());
        let mut line = cobs::encode_vec(&frame);
        line.push(0);
        assert_eq!(decode(&line), [Received::Foreign(2)]);
    }

    #[test]
    fn words_need_whole_ones() {
        assert_eq!(words(&[1, 2, 3, 4, 0xFF, 0, 0, 0]), Some(vec![0x0403_0201, 0xFF]));
        assert_eq!(words(&[1, 2, 3]), None);
    }
}
