//! What the link does with as many packets as it has slots for, and one more.

use std::collections::HashMap;

use golden::link::{Hello, REQUEST_HELLO};

use crate::board::{Board, BUILD_HASH, CONFIGURATION, SOON};
use crate::random::Random;
use crate::wire;
use crate::SLOTS;

#[test]
fn hello_says_who_the_board_is() {
    let mut board = Board::new();
    let answer = board.ask(REQUEST_HELLO);
    assert_eq!(
        Hello::from_words(&answer),
        Some(Hello {
            version: golden::link::VERSION,
            slots: SLOTS,
            build_hash: BUILD_HASH,
            configuration: CONFIGURATION.into(),
        })
    );
    assert_eq!(answer.len(), golden::link::HELLO_WORDS);
    assert_eq!(board.faults(), HashMap::new());
}

#[test]
fn packets_come_to_the_core_in_order_and_once_past_the_wrap_of_the_numbers() {
    let mut random = Random::new("packets_come_to_the_core", 20);
    for stall in [0, 50, 98] {
        let mut board = Board::new();
        board.core.stall = stall;
        let lengths = (0..300).map(|i| {
            if i < 20 {
                1 + random.below(256)
            } else {
                1 + random.below(12)
            }
        });
        let lengths: Vec<usize> = lengths.collect();
        let packets: Vec<Vec<u32>> = lengths.into_iter().map(|length| random.words(length)).collect();
        let (mut acknowledged, mut limit, mut sent) = (0usize, usize::from(SLOTS), 0);
        while acknowledged < packets.len() {
            while sent < packets.len() && sent < limit {
                board.send(&wire::packet(sent as u8, 0, &packets[sent]));
                sent += 1;
            }
            let header = board.acknowledgement().header;
            assert_eq!(header.flags, 0);
            let news = usize::from(header.acknowledge.wrapping_sub(acknowledged as u8));
            assert!(news <= usize::from(SLOTS));
            acknowledged += news;
            limit = acknowledged + usize::from(header.credit);
        }
        board.run(SOON);
        assert!(board.core.taken == packets, "stall {stall} %");
        assert_eq!(board.faults(), HashMap::new());
        assert_eq!(board.counter("packets_to_core"), 300);
    }
}

#[test]
fn packets_come_from_the_core_in_order_and_once_past_the_wrap_of_the_numbers() {
    let mut random = Random::new("packets_come_from_the_core", 21);
    for idle in [0, 50, 98] {
        let mut board = Board::new();
        board.core.idle = idle;
        let lengths: Vec<usize> = (0..300)
            .map(|i| {
                if i < 20 {
                    1 + random.below(256)
                } else {
                    1 + random.below(12)
                }
            })
            .collect();
        let packets: Vec<Vec<u32>> = lengths.into_iter().map(|length| random.words(length)).collect();
        for packet in &packets {
            board.core.give(packet);
        }
        for (number, packet) in packets.iter().enumerate() {
            let frame = board.packet();
            assert_eq!(frame.header.sequence, number as u8);
            assert!(&frame.words == packet);
            board.send(&wire::acknowledge(number as u8 + 1, 0, 0));
        }
        board.run(SOON);
        assert_eq!(board.faults(), HashMap::new());
        assert_eq!(board.counter("packets_from_core"), 300);
    }
}

#[test]
fn a_core_that_stops_taking_costs_credit_and_no_packet() {
    let mut random = Random::new("a_core_that_stops_taking", 22);
    let mut board = Board::new();
    board.core.stall = 100;
    let packets: Vec<Vec<u32>> = (0..=SLOTS).map(|_| random.words(200)).collect();
    for number in 0..SLOTS {
        board.send(&wire::packet(number, 0, &packets[usize::from(number)]));
        let header = board.acknowledgement().header;
        assert_eq!(
            (header.acknowledge, header.credit, header.flags),
            (number + 1, SLOTS - 1 - number, 0)
        );
    }
    // A client that does not heed the credit loses the packet and nothing else.
    board.send(&wire::packet(SLOTS, 0, packets.last().unwrap()));
    let header = board.acknowledgement().header;
    assert_eq!((header.acknowledge, header.credit), (SLOTS, 0));
    assert_eq!(board.faults(), HashMap::from([("no_room", 1)]));
    board.core.stall = 0;
    let mut header = board.acknowledgement().header;
    while header.credit < SLOTS {
        header = board.acknowledgement().header;
    }
    assert!(board.core.taken == packets[..usize::from(SLOTS)]);
    board.send(&wire::packet(SLOTS, 0, packets.last().unwrap()));
    assert_eq!(board.acknowledgement().header.acknowledge, SLOTS + 1);
    board.run(SOON);
    assert!(board.core.taken == packets);
}
