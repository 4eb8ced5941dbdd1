//! Opening a link, and losing the board.

use std::io;
use std::time::Duration;

use host::link::{Expected, Link, LinkError, Serial, Transport};

use crate::echo::{EchoBoard, BUILD_HASH, CONFIGURATION};
use crate::DEADLINE;

fn expected(build_hash: u64, configuration: &str) -> Expected {
    Expected::one_of(&[("tiny", 2), (configuration, build_hash)])
}

#[test]
fn hello_is_compared() {
    let board = EchoBoard::new(1);
    let link = Link::open(board.transport(), &expected(BUILD_HASH, CONFIGURATION)).unwrap();
    assert_eq!(link.hello().build_hash, BUILD_HASH);
    assert_eq!(link.hello().configuration, CONFIGURATION);
    drop(link);
    let error = Link::open(board.transport(), &expected(BUILD_HASH, "base"))
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "the board is configuration echo, this program expects tiny, base"
    );
    let error = Link::open(board.transport(), &expected(1, CONFIGURATION))
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "the board is build feedfacecafebeef, this program expects build 0000000000000001: both must come from one version"
    );
}

/// Answers everything with one and the same frame.
struct Parrot(Vec<u8>, Vec<u8>);

impl Transport for Parrot {
    fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        if self.1.is_empty() {
            std::thread::sleep(timeout);
        }
        let count = buffer.len().min(self.1.len());
        buffer[..count].copy_from_slice(&self.1[..count]);
        self.1.drain(..count);
        Ok(count)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.extend(&self.0);
        Ok(bytes.len())
    }
}

#[test]
fn a_board_of_another_protocol_version_is_named_as_such() {
    let mut frame = vec![9, 2, 0, 0, 4, 2, 0, 0];
    let checksum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&frame);
    frame.extend(checksum.to_le_bytes());
    let mut line = cobs::encode_vec(&frame);
    line.push(0);
    let error = Link::open(Box::new(Parrot(line, Vec::new())), &Expected::default())
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "the board speaks version 9 of the link protocol, this program version 1"
    );
}

#[test]
fn something_that_is_no_board_does_not_answer() {
    let error = Link::open(
        Box::new(Parrot(b"login: \r\n".to_vec(), Vec::new())),
        &Expected::default(),
    );
    let error = error.err().unwrap();
    assert!(matches!(error, LinkError::NoAnswer(_)), "{error}");
    assert!(
        error.to_string().starts_with("no board answers within 5 s"),
        "{error}"
    );
}

#[test]
fn a_port_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "text").unwrap();
    for path in [file, folder.path().join("nothing"), folder.path().to_owned()] {
        let error = Serial::open(&path, 115_200).err().unwrap();
        assert!(
            error.to_string().starts_with("cannot open the serial port: "),
            "{error}"
        );
    }
}

#[test]
fn a_new_client_starts_clean_after_one_that_died() {
    let board = EchoBoard::new(2);
    for round in 0..5u32 {
        let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
        for number in 0..7 {
            link.send_packet(&[round, number], DEADLINE).unwrap();
        }
        // Half a conversation; the rest stays on the line and in the board.
        for number in 0..round {
            assert_eq!(link.receive_packet(DEADLINE).unwrap(), [!round, !number]);
        }
    }
}

#[test]
fn reset_in_the_middle_of_a_batch_is_followed_by_a_good_packet() {
    let board = EchoBoard::new(3);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    for round in 0..5u32 {
        for number in 0..6 {
            link.send_packet(&[number; 200], DEADLINE).unwrap();
        }
        link.reset().unwrap();
        link.send_packet(&[round], DEADLINE).unwrap();
        assert_eq!(link.receive_packet(DEADLINE).unwrap(), [!round]);
    }
}

#[test]
fn a_board_that_restarts_is_noticed() {
    let board = EchoBoard::new(4);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    for number in 0..5 {
        link.send_packet(&[number], DEADLINE).unwrap();
        link.receive_packet(DEADLINE).unwrap();
    }
    board.restart();
    let error = link
        .send_packet(&[9], DEADLINE)
        .and_then(|()| link.receive_packet(DEADLINE))
        .unwrap_err();
    assert!(matches!(error, LinkError::Restarted { .. }), "{error}");
}

#[test]
fn a_board_that_falls_silent_is_noticed_and_one_that_comes_back_loses_nothing() {
    let board = EchoBoard::new(5);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    // Either direction is cut for a while: longer than the board's retransmission takes to give up.
    for (deaf, dumb) in [(true, false), (false, true)] {
        board.cut(deaf, dumb);
        link.send_packet(&[8; 100], DEADLINE).unwrap();
        let error = link.receive_packet(Duration::from_millis(1500)).unwrap_err();
        assert!(matches!(error, LinkError::Deadline { .. }), "{error}");
        board.cut(false, false);
        assert_eq!(link.receive_packet(DEADLINE).unwrap(), [!8; 100]);
    }
    board.cut(true, true);
    let error = link.receive_packet(DEADLINE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the board has stopped answering: 8 polls in a row came to nothing"
    );
}

#[test]
fn a_packet_that_no_frame_holds_is_refused() {
    let board = EchoBoard::new(6);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    for length in [0, 257] {
        let error = link.send_packet(&vec![1; length], DEADLINE).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("a packet of {length} words, expected 1 to 256")
        );
    }
    link.send_packet(&[1; 256], DEADLINE).unwrap();
    assert_eq!(link.receive_packet(DEADLINE).unwrap(), [!1; 256]);
}
