//! The client against the whole board: the RTL of core and link.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use golden::core::packet::{command, packet, reply, Header, Reason};
use host::link::{Expected, Link, Transport};
use testbench::board::{SerialBoard, CONFIG};
use testbench::models::SERIAL_BUILDS;

use crate::DEADLINE;

/// A simulated board as a transport.
struct Line {
    board: SerialBoard,
    to_board: VecDeque<u8>,
    from_board: Vec<u8>,
}

impl Transport for Line {
    fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        let end = Instant::now() + timeout;
        loop {
            self.board.turn(&mut self.to_board, &mut self.from_board);
            let count = buffer.len().min(self.from_board.len());
            if count > 0 || Instant::now() >= end {
                buffer[..count].copy_from_slice(&self.from_board[..count]);
                self.from_board.drain(..count);
                return Ok(count);
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(4096usize.saturating_sub(self.to_board.len()));
        self.to_board.extend(&bytes[..count]);
        Ok(count)
    }
}

fn open() -> Link {
    let line = Line {
        board: SerialBoard::new(),
        to_board: VecDeque::new(),
        from_board: Vec::new(),
    };
    let expected = Expected::one_of(SERIAL_BUILDS);
    Link::open(Box::new(line), &expected).unwrap()
}

fn greet(link: &mut Link) {
    link.send_packet(&packet(command::HELLO, 0, &[]), DEADLINE)
        .unwrap();
    let answer = link.receive_packet(DEADLINE).unwrap();
    let header = Header::from_word(answer[0]);
    assert_eq!(
        (header.opcode, usize::from(header.length)),
        (reply::HELLO, answer.len() - 1)
    );
    assert_eq!(answer[2], CONFIG.number);
}

#[test]
fn the_core_greets_through_the_link() {
    greet(&mut open());
}

#[test]
fn the_core_refuses_what_it_does_not_know_and_takes_the_next_packet() {
    let mut link = open();
    let truncated = packet(command::WEIGHTS, 0, &[0, 1, 2, 3])[..3].to_vec();
    for (bad, reason) in [
        (packet(0x77, 0, &[1, 2]), Reason::UnknownOpcode),
        (truncated, Reason::Truncated),
    ] {
        link.send_packet(&bad, DEADLINE).unwrap();
        let answer = link.receive_packet(DEADLINE).unwrap();
        let header = Header::from_word(answer[0]);
        assert_eq!(
            (header.opcode, Reason::from_number(header.argument)),
            (reply::ERROR, Some(reason))
        );
        greet(&mut link);
    }
}

#[test]
fn a_core_reset_in_the_middle_of_a_packet_greets_again() {
    let mut link = open();
    for round in 0..4 {
        // Programs and weights under way, of which the core has taken a part.
        for row in 0..4 * round {
            let words: Vec<u32> = std::iter::once(64 * row).chain(0..252).collect();
            link.send_packet(&packet(command::WEIGHTS, 0, &words), DEADLINE)
                .unwrap();
        }
        link.reset().unwrap();
        greet(&mut link);
    }
}
