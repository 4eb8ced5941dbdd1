//! A simulated board's pins as a device.

use golden::core::packet::Packet;
use host::device::{Device, DeviceError};
use host::link::{Expected, Link, LinkError, Transport};
use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};
use testbench::board::SerialBoard;
use testbench::link::SerialPins;
use testbench::models::SERIAL_BUILDS;

/// Bytes that the line takes ahead, as a serial port does.
const AHEAD: usize = 4096;
const DEADLINE: Duration = Duration::from_secs(120);

/// The pins `rxd` and `txd` as a serial port: time passes where something is waited for.
struct Line<M> {
    board: SerialBoard<M>,
    to_board: VecDeque<u8>,
    from_board: Vec<u8>,
}

impl<M: SerialPins + Send> Transport for Line<M> {
    fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        let start = Instant::now();
        loop {
            self.board.turn(&mut self.to_board, &mut self.from_board);
            if !self.from_board.is_empty() || start.elapsed() >= timeout {
                break;
            }
        }
        let count = buffer.len().min(self.from_board.len());
        buffer[..count].copy_from_slice(&self.from_board[..count]);
        self.from_board.drain(..count);
        Ok(count)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(AHEAD.saturating_sub(self.to_board.len()));
        self.to_board.extend(&bytes[..count]);
        Ok(count)
    }
}

/// The core behind the link.
struct Board(Link);

impl Device for Board {
    fn name(&self) -> String {
        "the board".to_owned()
    }

    fn has_cycles(&self) -> bool {
        true
    }

    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.0.send_packet(packet, DEADLINE).map_err(broken)
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        self.0.receive_packet(DEADLINE).map_err(broken)
    }
}

fn broken(error: LinkError) -> DeviceError {
    DeviceError::Broken {
        device: "the board".to_owned(),
        source: Box::new(error),
    }
}

/// The core of `board`, once its link has said hello.
pub fn open<M: SerialPins + Send + 'static>(board: SerialBoard<M>) -> Box<dyn Device> {
    let line = Line {
        board,
        to_board: VecDeque::new(),
        from_board: Vec::new(),
    };
    Box::new(Board(
        Link::open(Box::new(line), &Expected::one_of(SERIAL_BUILDS)).unwrap(),
    ))
}
