//! What the link does for a client that keeps to the protocol.

use std::collections::{HashMap, VecDeque};

use golden::link::{CHANNEL_CORE, FLAG_POLL, FLAG_REPEAT, REQUEST_RESET};

use crate::board::{Board, RETRIES, SOON, TIMEOUT_BITS};
use crate::random::Random;
use crate::wire;

#[test]
fn a_poll_is_answered_with_its_tag() {
    let mut board = Board::new();
    board.send(&wire::acknowledge(0, 0, 7));
    assert_eq!(
        board.wait(SOON, |_| true),
        None,
        "without the flag there is no answer"
    );
    for tag in [7, 0, 255] {
        board.send(&wire::acknowledge(0, FLAG_POLL, tag));
        let header = board.acknowledgement().header;
        assert_eq!(
            (header.sequence, header.acknowledge, header.credit, header.flags),
            (tag, 0, 4, 0)
        );
    }
    // A new client's first poll must not be taken for answered by what an earlier one has asked.
    board.ask(REQUEST_RESET);
    board.send(&wire::packet(0, 0, &[1]));
    assert_eq!(board.acknowledgement().header.sequence, 0);
}

#[test]
fn the_core_is_offered_a_packet_4_cycles_after_its_frames_last_byte() {
    use testbench::link::SerialPins;
    let mut board = Board::new();
    board.core.stall = 100;
    let line = wire::packet(0, 0, &[1, 2, 3]);
    board.send(&line);
    // Up to the delimiter's stop bit, and of that 3 cycles more than to its last sample.
    board.run(10 * line.len() as u64 - 1);
    board.core.set_rxd(true);
    board.core.clocks(4 / 2 + 1 + 3);
    let mut cycles = 0;
    while !board.core.model.m_valid() {
        board.core.clocks(1);
        cycles += 1;
        assert!(cycles < 100);
    }
    assert_eq!(cycles, 4);
}

#[test]
fn the_line_is_busy_in_both_directions_at_once() {
    let mut random = Random::new("the_line_is_busy", 23);
    let mut board = Board::new();
    let count = 30;
    let there: Vec<Vec<u32>> = (0..count).map(|_| random.words(256)).collect();
    let back: Vec<Vec<u32>> = (0..count).map(|_| random.words(256)).collect();
    back.iter().for_each(|packet| board.core.give(packet));
    let (mut sent, mut acknowledged, mut limit, mut received) = (0usize, 0u8, 4usize, 0usize);
    let mut bits = 0u64;
    // Acknowledgements go between packets, so that no more than one packet ever waits here.
    let mut waiting: VecDeque<Vec<u8>> = VecDeque::new();
    while board.core.taken.len() < count || received < count {
        if board.uart.to_board.is_empty() {
            if let Some(line) = waiting.pop_front() {
                board.send(&line);
            } else if sent < count && sent < limit {
                board.send(&wire::packet(sent as u8, received as u8, &there[sent]));
                sent += 1;
            }
        }
        board.bit();
        bits += 1;
        assert!(
            bits < 1_000_000,
            "{received} received, {} taken",
            board.core.taken.len()
        );
        while let Some(frame) = board.frames.pop_front() {
            let news = frame.header.acknowledge.wrapping_sub(acknowledged);
            acknowledged = acknowledged.wrapping_add(news);
            limit = usize::from(acknowledged) + usize::from(frame.header.credit);
            if frame.header.channel == CHANNEL_CORE {
                assert!(frame.words == back[received]);
                received += 1;
                waiting.push_back(wire::acknowledge(received as u8, 0, 0));
            }
        }
    }
    assert!(board.core.taken == there);
    let payload_bits = (count * 1024 * 10) as u64;
    let share = payload_bits as f64 / bits as f64;
    println!("{:.1} % of either line is payload", 100.0 * share);
    assert!(share >= 0.90, "{share}");
    assert_eq!(board.faults(), HashMap::new());
}

#[test]
fn a_packet_is_sent_again_until_it_is_acknowledged_and_a_bound_holds() {
    let mut board = Board::new();
    board.core.give(&[11, 12]);
    board.core.give(&[13]);
    for round in 0..=RETRIES {
        for number in 0..2 {
            let frame = board.wait(TIMEOUT_BITS + SOON, |_| true).unwrap();
            assert_eq!(frame.header.sequence, number, "round {round}");
            assert_eq!(frame.words.len(), 2 - usize::from(number));
        }
    }
    assert_eq!(
        board.wait(3 * TIMEOUT_BITS, |_| true),
        None,
        "the board has given up"
    );
    // Any good frame shows that the client is there again; nothing was lost.
    assert_eq!(board.counter("gave_up"), 1);
    assert_eq!(board.packet().words, [11, 12]);
    assert_eq!(board.packet().words, [13]);
    board.send(&wire::acknowledge(2, 0, 0));
    assert_eq!(board.wait(3 * TIMEOUT_BITS, |_| true), None);
    let again = 2 * RETRIES as u32 + 2;
    assert_eq!(
        board.faults(),
        HashMap::from([("gave_up", 1), ("retransmitted", again)])
    );
}

#[test]
fn a_host_that_comes_back_with_an_acknowledgement_is_sent_nothing_that_it_has() {
    let mut board = Board::new();
    board.core.give(&[11, 12]);
    board.core.give(&[13]);
    (0..2 * (RETRIES + 1)).for_each(|_| drop(board.wait(TIMEOUT_BITS + SOON, |_| true).unwrap()));
    assert_eq!(board.wait(3 * TIMEOUT_BITS, |_| true), None);
    board.send(&wire::acknowledge(2, 0, 0));
    assert_eq!(board.wait(3 * TIMEOUT_BITS, |_| true), None);
    let again = 2 * RETRIES as u32;
    assert_eq!(
        board.faults(),
        HashMap::from([("gave_up", 1), ("retransmitted", again)])
    );
}

#[test]
fn a_lost_acknowledgement_costs_a_retransmission_and_a_wrong_one_nothing() {
    let mut board = Board::new();
    for word in 0..4 {
        board.core.give(&[word]);
    }
    (0..4).for_each(|word| assert_eq!(board.packet().words, [word]));
    // Numbers that were never sent.
    for wrong in [5, 6, 127, 128, 255] {
        board.send(&wire::acknowledge(wrong, FLAG_REPEAT, 0));
    }
    board.run(SOON);
    assert_eq!(board.frames.len(), 0);
    // The client has two and misses the third.
    board.send(&wire::acknowledge(2, FLAG_REPEAT, 0));
    assert_eq!(board.packet().words, [2]);
    assert_eq!(board.packet().words, [3]);
    assert_eq!(
        board.wait(SOON, |_| true),
        None,
        "the bound on time has not passed"
    );
    let frame = board.wait(TIMEOUT_BITS, |_| true).unwrap();
    assert_eq!((frame.header.sequence, &frame.words[..]), (2, &[2][..]));
    board.packet();
    board.send(&wire::acknowledge(4, 0, 0));
    assert_eq!(board.wait(3 * TIMEOUT_BITS, |_| true), None);
    assert_eq!(board.faults(), HashMap::from([("retransmitted", 4)]));
}

#[test]
fn an_acknowledgement_in_the_middle_of_a_retransmission_skips_what_has_arrived() {
    let mut board = Board::new();
    let packets: Vec<Vec<u32>> = (0..4).map(|number| vec![number; 200]).collect();
    packets.iter().for_each(|packet| board.core.give(packet));
    (0..4).for_each(|_| drop(board.packet()));
    board.send(&wire::acknowledge(0, FLAG_REPEAT, 0));
    board.run(2000);
    board.send(&wire::acknowledge(3, 0, 0));
    // Packet 0 was under way, and packet 1 may have been started before the acknowledgement was read.
    let mut numbers = vec![board.packet().header.sequence];
    while numbers.last() != Some(&3) {
        numbers.push(board.packet().header.sequence);
    }
    assert!(numbers.len() <= 3, "{numbers:?}");
    assert!(!numbers.contains(&2), "{numbers:?}");
}

#[test]
fn reset_in_the_middle_of_a_batch_starts_clean() {
    let mut random = Random::new("reset_in_the_middle", 24);
    let mut board = Board::new();
    for round in 1..=3 {
        // Packets under way in both directions, one of them half taken by the core.
        board.core.stall = 99;
        let batch: Vec<Vec<u32>> = (0..4).map(|_| random.words(256)).collect();
        for (number, packet) in batch.iter().enumerate() {
            board.send(&wire::packet(number as u8, 0, packet));
            board.core.give(&random.words(256));
        }
        while board.core.partial.len() < 20 {
            board.bit();
        }
        assert_eq!(board.ask(REQUEST_RESET), [0x82]);
        assert_eq!(board.core.resets, round);
        board.core.taken.clear();
        board.core.stall = 0;
        board.run(SOON);
        board.frames.clear();
        // The next good frame works, numbered from 0 in both directions.
        let words = random.words(33);
        board.send(&wire::packet(0, 0, &words));
        let header = board.acknowledgement().header;
        assert_eq!(header.acknowledge, 1);
        board.run(SOON);
        assert_eq!(board.core.taken, [words]);
        board.core.give(&[42]);
        let frame = board.packet();
        assert_eq!((frame.header.sequence, &frame.words[..]), (0, &[42][..]));
        board.send(&wire::acknowledge(1, 0, 0));
        board.run(SOON);
        assert_eq!(board.ask(REQUEST_RESET), [0x82]);
        board.core.resets = round;
        board.core.taken.clear();
    }
}

#[test]
fn a_packet_past_256_words_is_cut_in_two() {
    let mut board = Board::new();
    let long: Vec<u32> = (0..300).collect();
    board.core.give(&long);
    board.core.give(&[7; 256]);
    assert!(board.packet().words == long[..256]);
    assert!(board.packet().words == long[256..]);
    assert!(board.packet().words == [7; 256]);
}

/// A board that waits for the acknowledgement of two packets.
fn waiting() -> Board {
    let mut board = Board::new();
    board.core.give(&[11, 12]);
    board.core.give(&[13]);
    (0..2).for_each(|_| drop(board.packet()));
    board
}

/// The last byte of an acknowledgement comes in every cycle around that in which the board's patience ends.
#[test]
fn an_acknowledgement_that_meets_the_end_of_the_wait_loses_nothing() {
    use testbench::link::SerialPins;
    let mut board = waiting();
    let mut cycles = 0;
    while board.core.txd() {
        board.core.clocks(1);
        cycles += 1;
    }
    let line = wire::acknowledge(2, 0, 0);
    let length = 40 * line.len() as u64;
    let mut retransmissions = [0; 3];
    // a frame is gathered before its first bit leaves, and an acknowledgement is judged before it counts
    for early in 0..40 {
        let mut board = waiting();
        board.core.clocks(cycles - length - early);
        board.send(&line);
        board.run(length / 4 + 60);
        board.core.give(&[14]);
        let mut again = 0;
        loop {
            let frame = board.packet();
            if frame.header.sequence == 2 {
                assert_eq!(frame.words, [14]);
                break;
            }
            again += 1;
        }
        board.send(&wire::acknowledge(3, 0, 0));
        assert_eq!(board.wait(SOON, |_| true), None, "{early} cycles early");
        let faults = board.faults();
        match again {
            0 => assert_eq!(faults, HashMap::new()),
            _ => assert_eq!(faults, HashMap::from([("retransmitted", again)])),
        }
        retransmissions[again as usize] += 1;
    }
    println!("none, one, two packets sent again: {retransmissions:?}");
    // the one that had begun, and nothing behind it that the host has
    assert!(retransmissions[0] > 0 && retransmissions[1] > 0);
    assert_eq!(retransmissions[2], 0);
}
