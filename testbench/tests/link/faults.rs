//! What the link does with frames that are not right: answers, counts, and takes the next good one.

use std::collections::HashMap;

use golden::link::{Header, CHANNEL_ACKNOWLEDGE, CHANNEL_CONTROL, CHANNEL_CORE, FLAG_REPEAT};

use crate::board::{Board, SOON};
use crate::random::Random;
use crate::wire;

/// Sends a bad line; the board must ask for a repetition, count `counter` once, and take the packet after it.
fn refused(board: &mut Board, number: &mut u8, line: &[u8], counter: &'static str, what: &str) {
    let before = board.faults();
    let resets = board.core.resets;
    board.core.taken.clear();
    board.send(line);
    let header = board.acknowledgement().header;
    assert_eq!(
        (header.flags, header.acknowledge),
        (FLAG_REPEAT, *number),
        "{what}"
    );
    let words = [u32::from(*number), 0xFFFF_FFFF, 0];
    board.send(&wire::packet(*number, 0, &words));
    *number = number.wrapping_add(1);
    assert_eq!(board.acknowledgement().header.acknowledge, *number, "{what}");
    board.run(SOON);
    assert_eq!(board.core.taken, [words], "{what}");
    assert_eq!(board.core.resets, resets, "{what}");
    let mut expected = before.clone();
    *expected.entry(counter).or_default() += 1;
    assert_eq!(board.faults(), expected, "{what}");
}

#[test]
fn a_frame_that_is_not_as_the_protocol_has_it_is_counted_by_its_kind() {
    let core = |length: u16| Header {
        channel: CHANNEL_CORE,
        length,
        ..Header::default()
    };
    let mut other_version = wire::raw(core(4), &[1, 2, 3, 4]);
    other_version[0] = 2;
    let body = other_version.len() - 4;
    let checksum = wire::CRC.checksum(&other_version[..body]);
    other_version[body..].copy_from_slice(&checksum.to_le_bytes());
    let channel = |channel: u8, payload: &[u8]| {
        let header = Header {
            channel,
            length: payload.len() as u16,
            ..Header::default()
        };
        wire::raw(header, payload)
    };
    let mut wrong_crc = wire::raw(core(8), &[9; 8]);
    wrong_crc[20 - 1] ^= 0x80;
    let cases: Vec<(&str, &'static str, Vec<u8>)> = vec![
        ("another version", "unknown_version", other_version),
        ("channel 3", "unknown_channel", channel(3, &[0; 4])),
        ("channel 255", "unknown_channel", channel(255, &[])),
        ("a wrong checksum", "bad_crc", wrong_crc),
        ("11 bytes", "bad_size", vec![1; 11]),
        ("one byte", "bad_size", vec![0]),
        ("1037 bytes", "bad_size", wire::raw(core(1025), &[5; 1025])),
        ("3000 bytes", "bad_size", vec![0x55; 3000]),
        ("a length too small", "bad_size", wire::raw(core(4), &[1; 8])),
        ("a length too great", "bad_size", wire::raw(core(12), &[1; 8])),
        ("a length that wraps", "bad_size", wire::raw(core(65532), &[1; 8])),
        ("a packet without words", "bad_size", wire::raw(core(0), &[])),
        ("a packet of 5 bytes", "bad_size", wire::raw(core(5), &[1; 5])),
        (
            "a request without words",
            "bad_size",
            channel(CHANNEL_CONTROL, &[]),
        ),
        (
            "a request of 2 bytes",
            "bad_size",
            channel(CHANNEL_CONTROL, &[2, 0]),
        ),
        (
            "an acknowledgement with a payload",
            "bad_size",
            channel(CHANNEL_ACKNOWLEDGE, &[0; 4]),
        ),
    ];
    let mut board = Board::new();
    let mut number = 0;
    for (what, counter, raw) in cases {
        refused(&mut board, &mut number, &wire::stuffed(&raw), counter, what);
    }
}

#[test]
fn a_frame_cut_short_by_the_next_delimiter_is_counted() {
    let mut board = Board::new();
    let mut number = 0;
    let line = wire::packet(0, 0, &[0x0101_0101; 100]);
    for cut in [1, 2, 5, 100, 250] {
        // Cut between two groups it is a frame, too short.
        let whole = cobs::decode_vec(&line[..cut]).is_ok();
        let counter = if whole { "bad_size" } else { "bad_cobs" };
        let line = [&line[..cut], &[0]].concat();
        refused(&mut board, &mut number, &line, counter, &format!("cut at {cut}"));
    }
}

#[test]
fn an_unknown_request_is_answered_as_such() {
    let mut board = Board::new();
    for request in [0, 4, 0x81, 255] {
        assert_eq!(board.ask(request), [0xFF | u32::from(request) << 8]);
    }
    assert_eq!(board.faults(), HashMap::from([("unknown_request", 4)]));
    assert_eq!(board.core.resets, 0);
}

#[test]
fn a_packet_that_came_before_is_acknowledged_and_dropped() {
    let mut board = Board::new();
    for number in 0..=255u8 {
        board.send(&wire::packet(number, 0, &[u32::from(number)]));
        board.acknowledgement();
    }
    board.run(SOON);
    board.frames.clear();
    // 256 packets have come, so 0 is expected: 128 numbers back are old, the others are ahead.
    for (number, counter) in [
        (255, "duplicates"),
        (128, "duplicates"),
        (127, "gaps"),
        (1, "gaps"),
    ] {
        let before = board.faults();
        board.send(&wire::packet(number, 0, &[99]));
        let header = board.acknowledgement().header;
        let flags = if counter == "gaps" { FLAG_REPEAT } else { 0 };
        assert_eq!(
            (header.acknowledge, header.credit, header.flags),
            (0, 4, flags),
            "{number}"
        );
        let mut expected = before;
        *expected.entry(counter).or_default() += 1;
        assert_eq!(board.faults(), expected, "{number}");
    }
    let numbers: Vec<Vec<u32>> = (0..256).map(|number| vec![number]).collect();
    assert_eq!(board.core.taken, numbers);
}

#[test]
fn garbage_before_the_first_frame_does_no_harm() {
    let mut random = Random::new("garbage_before_the_first_frame", 30);
    for _ in 0..20 {
        let mut board = Board::new();
        let length = 1 + random.below(2500);
        board.send(&random.bytes(length, 2));
        board.send(&[0]);
        board.send(&wire::packet(0, 0, &[1, 2, 3]));
        board.run(30_000 + SOON);
        assert_eq!(board.core.taken, [[1, 2, 3]]);
        assert_eq!(board.core.resets, 0);
    }
}

#[test]
fn a_break_in_a_frame_is_counted_and_the_next_good_frame_works() {
    use testbench::link::SerialPins;
    let mut board = Board::new();
    board.send(&wire::packet(0, 0, &[0x1234_5678; 50]));
    board.run(700);
    // In the middle of the frame the line is low for 25 bits.
    board.core.set_rxd(false);
    board.core.clocks(4 * 25);
    board.core.set_rxd(true);
    board.run(4000);
    let header = board.acknowledgement().header;
    assert_eq!((header.acknowledge, header.flags), (0, FLAG_REPEAT));
    board.send(&wire::packet(0, 0, &[5]));
    board.run(SOON);
    assert_eq!(board.core.taken, [[5]]);
    let faults = board.faults();
    assert_eq!(faults["breaks"], 1);
    assert!(["bad_crc", "bad_cobs", "bad_size"]
        .iter()
        .any(|kind| faults.contains_key(kind)));
}

/// Does what a noisy line does to a few bytes.
fn spoil(line: &[u8], random: &mut Random) -> Vec<u8> {
    let mut line = line.to_vec();
    for _ in 0..1 + random.below(3) {
        if line.is_empty() {
            break;
        }
        let at = random.below(line.len());
        match random.below(5) {
            0 => line[at] ^= 1 << random.below(8),
            1 => drop(line.remove(at)),
            2 => line.insert(at, line[at]),
            3 => line.insert(at, random.below(256) as u8),
            _ => line.truncate(at),
        }
    }
    line
}

#[test]
fn noise_never_brings_a_wrong_packet_to_the_core() {
    let mut random = Random::new("noise_never_brings_a_wrong_packet", 31);
    let mut board = Board::new();
    board.core.stall = 30;
    let lengths: Vec<usize> = (0..400)
        .map(|_| {
            if random.chance(10) {
                1 + random.below(256)
            } else {
                1 + random.below(20)
            }
        })
        .collect();
    let packets: Vec<Vec<u32>> = lengths.into_iter().map(|length| random.words(length)).collect();
    // Stop and wait; some answers are lost on this side.
    for (number, packet) in packets.iter().enumerate() {
        let line = wire::packet(number as u8, 0, packet);
        let wanted = (number as u8).wrapping_add(1);
        let mut tries = 0;
        loop {
            tries += 1;
            assert!(tries < 50, "packet {number} does not come through");
            let sent = if random.chance(40) {
                spoil(&line, &mut random)
            } else {
                line.clone()
            };
            board.send(&sent);
            // The delimiter of a frame may be the very byte that was lost.
            board.send(&[0]);
            let answer = board.wait(3000, |frame| frame.header.acknowledge == wanted);
            if answer.is_some() && !random.chance(20) {
                break;
            }
        }
    }
    board.run(SOON);
    assert!(board.core.taken == packets);
    assert_eq!(board.core.resets, 0);
    let faults = board.faults();
    println!("{faults:?}");
    for counter in ["bad_crc", "bad_cobs", "bad_size", "duplicates"] {
        assert!(faults[counter] > 0, "{counter}");
    }
}
