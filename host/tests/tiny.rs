//! The iCEBreaker's board in simulation, from pin to pin: what its UART says of MNIST is what golden says.
//!
//! `scripts/netlists board` runs the same on the cells that its bitstream is made of.

use golden::core::config::TINY;
use golden::core::packet::{Counter, Packet};
use golden::learn::wage::Network;
use host::compile::Compiled;
use host::data::{self, Part};
use host::device::{Device, DeviceError};
use host::link::{Expected, Link, Transport};
use host::session::Session;
use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};
use testbench::board::SerialBoard;
use testbench::models::{BoardTinyModel, SERIAL_BUILDS};

/// Images that are predicted.
const IMAGES: usize = 20;
/// Bytes that the line takes ahead, as a serial port does.
const AHEAD: usize = 4096;
const DEADLINE: Duration = Duration::from_secs(120);

/// The pins `rxd` and `txd` as a serial port: time passes where something is waited for.
struct Line {
    board: SerialBoard<BoardTinyModel>,
    to_board: VecDeque<u8>,
    from_board: Vec<u8>,
}

impl Transport for Line {
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

fn broken(error: host::link::LinkError) -> DeviceError {
    DeviceError::Broken {
        device: "the board".to_owned(),
        source: Box::new(error),
    }
}

#[test]
fn twenty_images_through_the_pins_of_the_board_equal_golden() {
    #[cfg(feature = "netlist")]
    {
        let (_, target, cells) = testbench::models::NETLISTS
            .iter()
            .find(|(name, ..)| *name == "board_tiny")
            .expect("the board as a netlist");
        println!("board_tiny in the cells of {target}: {cells:?}");
    }
    let split = data::load("mnist", Part::Test, Some(IMAGES)).expect("MNIST, which scripts/setup brings");
    let network = Network::dense(&[784, 64, 10], 7).unwrap();
    let expected = network.forward(split.images.view()).unwrap().pop().unwrap().a;

    let line = Line {
        board: SerialBoard::tiny(),
        to_board: VecDeque::new(),
        from_board: Vec::new(),
    };
    let link = Link::open(Box::new(line), &Expected::one_of(SERIAL_BUILDS)).unwrap();
    let mut session = Session::new(Box::new(Board(link)));
    assert_eq!(session.hello().unwrap().config, TINY);
    let compiled = Compiled::inference("784-64-10", network.architecture(), TINY).unwrap();
    session.clear_counters().unwrap();
    session.load(&compiled, network.parameters(), |_, _| {}).unwrap();
    let mut results = Vec::new();
    session
        .infer(&compiled, split.images.view(), |group| {
            results.extend(group.rows().into_iter().map(|row| row.to_vec()));
        })
        .unwrap();
    let expected: Vec<Vec<i8>> = expected.rows().into_iter().map(|row| row.to_vec()).collect();
    assert_eq!(results, expected);
    let counters = session.counters().unwrap();
    assert_eq!(counters.get(Counter::PacketsBad), 0);
    println!(
        "{IMAGES} images, {} cycles, {} steps of the array",
        counters.get(Counter::Span),
        counters.get(Counter::Fed)
    );
}
