//! The client over a pseudo-terminal, by the library that opens real serial ports, to the whole board.

use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Instant;

use golden::core::config::BASE;
use golden::core::packet::{command, packet, reply, Header, Run};
use golden::learn::wage::{Network, Parameters};
use golden::random::random;
use host::compile::Compiled;
use host::device::{Device, GoldenDevice, SerialDevice};
use host::link::{Expected, Link, LinkError, Serial, DEFAULT_BAUD};
use host::pty::Pty;
use host::session::Session;
use ndarray::{Array2, ArrayView2};
use testbench::board::SerialBoard;
use testbench::models::SERIAL_BUILDS;

use crate::DEADLINE;

/// A board behind a pseudo-terminal, served by a thread.
struct Served {
    path: PathBuf,
    stop: UnixStream,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    fn new(folder: &Path) -> Self {
        let path = folder.join("board");
        let pty = Pty::create(&path).unwrap_or_else(|failure| panic!("{}", failure.one_line()));
        let (stop, stopped) = UnixStream::pair().unwrap();
        let thread = std::thread::spawn(move || {
            let served = pty.serve(&mut SerialBoard::new(), stopped.as_fd());
            served.unwrap_or_else(|failure| panic!("{}", failure.one_line()));
        });
        Served {
            path,
            stop,
            thread: Some(thread),
        }
    }

    fn open(&self) -> Result<Link, LinkError> {
        let port = Serial::open(&self.path, DEFAULT_BAUD)?;
        let expected = Expected::one_of(SERIAL_BUILDS);
        Link::open(Box::new(port), &expected)
    }

    fn end(&mut self) {
        self.stop.write_all(&[0]).unwrap();
        self.thread.take().unwrap().join().unwrap();
    }
}

fn greet(link: &mut Link) {
    link.send_packet(&packet(command::HELLO, 0, &[]), DEADLINE)
        .unwrap();
    let answer = link.receive_packet(DEADLINE).unwrap();
    assert_eq!(Header::from_word(answer[0]).opcode, reply::HELLO);
}

#[test]
fn clients_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut board = Served::new(folder.path());
    for round in 0..4u32 {
        let mut link = board.open().unwrap();
        greet(&mut link);
        if round == 1 {
            // One that leaves in the middle of its weights, and of a frame.
            for row in 0..6 {
                let words: Vec<u32> = std::iter::once(64 * row).chain(0..252).collect();
                link.send_packet(&packet(command::WEIGHTS, 0, &words), DEADLINE)
                    .unwrap();
            }
        }
    }
    // The line is for one client at a time.
    let first = board.open().unwrap();
    let error = board.open().err().unwrap();
    assert!(matches!(error, LinkError::Taken), "{error}");
    drop(first);
    board.end();
}

#[test]
fn weights_go_at_the_speed_of_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut board = Served::new(folder.path());
    let mut link = board.open().unwrap();
    let before = link.board_counters().unwrap();
    let start = Instant::now();
    let count = 40;
    for row in 0..count {
        let words: Vec<u32> = std::iter::once(64 * row).chain(0..252).collect();
        link.send_packet(&packet(command::WEIGHTS, 0, &words), DEADLINE)
            .unwrap();
    }
    link.flush(DEADLINE).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    println!("{:.0} bytes a second", f64::from(count) * 1012.0 / seconds);
    greet(&mut link);
    let counters = link.board_counters().unwrap().since(&before);
    println!("{counters:?} {:?}", link.host_counters());
    for fault in [
        "bad_cobs",
        "bad_size",
        "bad_crc",
        "duplicates",
        "gaps",
        "no_room",
        "retransmitted",
    ] {
        assert_eq!(counters.get(fault), Some(0), "{fault}");
    }
    assert_eq!(counters.get("packets_to_core"), Some(count + 1));
    board.end();
}

#[test]
fn a_board_that_is_stopped_under_way_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut board = Served::new(folder.path());
    let mut link = board.open().unwrap();
    greet(&mut link);
    board.end();
    let error = link.receive_packet(DEADLINE).unwrap_err();
    assert!(matches!(error, LinkError::Io(_) | LinkError::Gone(_)), "{error}");
    assert!(matches!(board.open().err().unwrap(), LinkError::Port(_)));
}

/// A small network of random weights, and images for it.
fn network() -> (Compiled, Parameters, Array2<i8>) {
    let code = |layer: u32, index: usize, range: u16| (random(9, 0, layer, index as u32) % range) as i16;
    let layer = |number: u32, inputs: usize, outputs: usize| {
        Array2::from_shape_fn((inputs, outputs), |(i, o)| {
            (code(number, i * outputs + o, 129) - 64) as i8
        })
    };
    let network = Network::from_weights(vec![layer(0, 70, 20), layer(1, 20, 10)]).unwrap();
    let compiled = Compiled::inference("70-20-10", network.architecture(), BASE).unwrap();
    let images = Array2::from_shape_fn((40, 70), |(i, p)| code(2, i * 70 + p, 128) as i8);
    (compiled, network.into_parameters(), images)
}

fn results(
    device: Box<dyn Device>,
    compiled: &Compiled,
    parameters: &Parameters,
    images: ArrayView2<i8>,
) -> Vec<Array2<i8>> {
    let mut session = Session::new(device);
    session.hello().unwrap();
    session.load(compiled, parameters, |_, _| ()).unwrap();
    let mut results = Vec::new();
    session
        .infer(compiled, images, |group| results.push(group))
        .unwrap();
    results
}

#[test]
fn a_client_that_dies_in_the_middle_of_a_batch_leaves_a_board_that_computes_right() {
    let folder = tempfile::tempdir().unwrap();
    let mut board = Served::new(folder.path());
    let (compiled, parameters, images) = network();
    let expected = results(
        Box::new(GoldenDevice::new(BASE)),
        &compiled,
        &parameters,
        images.view(),
    );
    assert_eq!(expected.len(), 3);
    let samples = compiled.sample_packets(0, images.slice(ndarray::s![..16, ..]), &[]);
    // The core is left waiting for samples, for room for its results, and in the middle of its weights.
    for left_after in [samples.len() / 2, samples.len(), 0] {
        let mut device = SerialDevice::open(&board.path, DEFAULT_BAUD).unwrap();
        let mut load = compiled.program_packets();
        load.extend(compiled.parameter_packets(&parameters));
        let loaded = if left_after == 0 {
            load.len() / 2
        } else {
            load.len()
        };
        for packet in &load[..loaded] {
            device.send(packet).unwrap();
        }
        if left_after > 0 {
            let run = Run {
                repetitions: 3,
                ..Run::default()
            };
            device.send(&compiled.run_packet(0, 0, run)).unwrap();
            samples[..left_after]
                .iter()
                .for_each(|packet| device.send(packet).unwrap());
        }
        drop(device);
        let device = SerialDevice::open(&board.path, DEFAULT_BAUD).unwrap();
        assert_eq!(
            results(Box::new(device), &compiled, &parameters, images.view()),
            expected,
            "{left_after}"
        );
    }
    board.end();
}
