//! The client of a PCIe card over two named pipes, against ports that behave and ports that do not.

use golden::link::pcie as port;
use host::link::Expected;
use host::pcie::{names, Card, PcieError};
use host::pipes::{Pipes, StreamBoard};
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(20);
const HASH: u64 = 0x0123_4567_89ab_cdef;

/// A port that sends every packet back.
#[derive(Clone)]
struct Echo {
    version: u8,
    /// Words that it says to whoever comes, before anything else.
    stale: Vec<u32>,
    waiting: Vec<u32>,
    answers: Vec<u32>,
    taken: usize,
    /// Packets after which it says nothing more.
    most: usize,
}

impl Default for Echo {
    fn default() -> Self {
        Echo {
            version: port::VERSION,
            stale: Vec::new(),
            waiting: Vec::new(),
            answers: Vec::new(),
            taken: 0,
            most: usize::MAX,
        }
    }
}

impl Echo {
    fn answer(&mut self, packet: &[u32]) {
        let version = |head: u32| head & 0xFF00_FFFF | u32::from(self.version) << 16;
        let name = golden::link::configuration_word("small");
        match packet[0] >> 24 {
            0xF0 => {
                let head = port::header(port::REQUEST_HELLO, port::HELLO_WORDS);
                let mut words = vec![version(head), packet[1], packet[2]];
                for long in [HASH, name] {
                    words.extend([long as u32, (long >> 32) as u32]);
                }
                self.answers.extend(words);
            }
            0xF1 => self.answers.extend([version(packet[0]), packet[1], packet[2]]),
            0xF2 => {
                let length = 2 + port::COUNTERS.len();
                let head = port::header(port::REQUEST_COUNTERS, length);
                self.answers.extend([version(head), packet[1], packet[2]]);
                self.answers.extend(1..=port::COUNTERS.len() as u32);
            }
            0xF3.. => {}
            _ => self.answers.extend(packet),
        }
    }
}

impl StreamBoard for Echo {
    fn backlog(&self) -> usize {
        self.waiting.len()
    }

    fn turn(&mut self, words: &[u32], room: usize, given: &mut Vec<u32>) -> bool {
        self.answers.append(&mut self.stale);
        self.waiting.extend(words);
        while self.answers.len() < room {
            let Some(head) = self.waiting.first() else { break };
            let length = 1 + (head & 0xFFFF) as usize;
            if self.waiting.len() < length {
                break;
            }
            let packet: Vec<u32> = self.waiting.drain(..length).collect();
            self.taken += 1;
            if self.taken <= self.most {
                self.answer(&packet);
            }
        }
        let some = self.answers.len().min(room);
        given.extend(self.answers.drain(..some));
        some > 0 || !words.is_empty()
    }
}

/// A board behind pipes; it stops when dropped.
struct Board {
    prefix: PathBuf,
    stop: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
}

impl Board {
    fn start(folder: &Path, mut board: Echo) -> Board {
        let prefix = folder.join("card");
        let mut pipes = Pipes::create(&prefix).map_err(|e| e.one_line()).unwrap();
        let (stop, stopper) = UnixStream::pair().unwrap();
        let serve = move || {
            let end = pipes.serve(&mut board, stop.as_fd());
            end.map_err(|e| e.one_line()).unwrap();
        };
        Board {
            prefix,
            stop: Some(stopper),
            thread: Some(std::thread::spawn(serve)),
        }
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        if let Some(mut stop) = self.stop.take() {
            let _ = stop.write_all(&[1]);
        }
        if let Some(thread) = self.thread.take() {
            assert!(thread.join().is_ok());
        }
    }
}

fn open(prefix: &Path) -> Result<Card, PcieError> {
    Card::open(prefix, &Expected::default())
}

fn packet(number: u32, length: usize) -> Vec<u32> {
    let head = 0x0300_0000 | length as u32;
    std::iter::once(head)
        .chain((0..length as u32).map(|i| number.wrapping_mul(0x9E37_79B9) ^ i))
        .collect()
}

#[test]
fn packets_come_back_in_order_for_one_client_after_another() {
    let folder = tempfile::tempdir().unwrap();
    let board = Board::start(folder.path(), Echo::default());
    for _ in 0..3 {
        let mut card = open(&board.prefix).unwrap();
        assert_eq!(
            (card.hello().build_hash, &card.hello().configuration[..]),
            (HASH, "small")
        );
        // more than all queues and pipes on the way hold, with nobody reading
        let lengths = [0, 1, 254, 255];
        let all: Vec<_> = (0..4_000)
            .map(|i| packet(i, lengths[i as usize % lengths.len()]))
            .collect();
        for packet in &all {
            card.send(packet, SOON).unwrap();
        }
        assert_eq!(card.counters(SOON).unwrap(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for packet in &all {
            assert_eq!(&card.receive(SOON).unwrap(), packet);
        }
    }
}

#[test]
fn a_client_that_left_anything_anywhere_harms_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let board = Board::start(folder.path(), Echo::default());
    let [to, from] = names(&board.prefix);
    for (cut, taken) in [(4, 0), (5, 1), (1_021, 3), (40_000, 4_097), (3, 2)] {
        // answers of nobody, taken in part, and half a packet, not even of whole words
        let mut stale = std::fs::OpenOptions::new().write(true).open(&to).unwrap();
        let mut bytes: Vec<u8> = (0..200)
            .flat_map(|i| packet(i, 99))
            .flat_map(u32::to_le_bytes)
            .collect();
        bytes.truncate(cut);
        stale.write_all(&bytes).unwrap();
        std::thread::sleep(Duration::from_millis(200));
        if taken > 0 && cut > 5_000 {
            let mut file = std::fs::File::open(&from).unwrap();
            file.read_exact(&mut vec![0; taken]).unwrap();
        }
        // until the board has seen that its writer has left: only then a part of a word is dropped
        drop(stale);
        std::thread::sleep(Duration::from_millis(500));
        let mut card = open(&board.prefix).unwrap();
        card.send(&packet(7, 255), SOON).unwrap();
        assert_eq!(card.receive(SOON).unwrap(), packet(7, 255), "cut at {cut}");
    }
}

#[test]
fn another_board_than_expected_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let other = Echo {
        version: 9,
        stale: vec![0xF101_0002, 1, 2],
        ..Echo::default()
    };
    {
        let board = Board::start(folder.path(), other);
        let error = open(&board.prefix).err().unwrap().to_string();
        assert!(
            error.contains("version 9") && error.contains("version 1"),
            "{error}"
        );
    }
    let board = Board::start(folder.path(), Echo::default());
    let refused = |configuration: &str, build| {
        let expected = Expected::one_of(&[(configuration, build)]);
        Card::open(&board.prefix, &expected).err().unwrap().to_string()
    };
    let error = refused("small", 5);
    assert!(
        error.contains("0123456789abcdef") && error.contains("0000000000000005"),
        "{error}"
    );
    let error = refused("base", 5);
    assert!(error.contains("small") && error.contains("base"), "{error}");
    open(&board.prefix).unwrap();
}

#[test]
fn what_is_no_card_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let prefix = folder.path().join("card");
    let refusal = || open(&prefix).err().unwrap();
    let start = Instant::now();
    assert!(matches!(refusal(), PcieError::Open { .. }), "{}", refusal());
    let [to, from] = names(&prefix);
    std::fs::write(&to, "").unwrap();
    std::fs::write(&from, "mine").unwrap();
    assert!(matches!(refusal(), PcieError::NoStream(_)), "{}", refusal());
    assert_eq!(std::fs::read(&from).unwrap(), b"mine");
    for path in [&to, &from] {
        std::fs::remove_file(path).unwrap();
        nix::unistd::mkfifo(path, nix::sys::stat::Mode::S_IRWXU).unwrap();
    }
    assert!(matches!(refusal(), PcieError::Unserved(_)), "{}", refusal());
    // the pipes of a board that was killed make room for the next
    let board = Board::start(folder.path(), Echo::default());
    assert!(Pipes::create(&board.prefix).is_err());
    let _first = open(&board.prefix).unwrap();
    assert!(matches!(refusal(), PcieError::Taken(_)), "{}", refusal());
    assert!(start.elapsed() < Duration::from_secs(5));
    drop(board);
    assert!(!to.exists() && !from.exists(), "the pipes stayed behind");
}

#[test]
fn whoever_says_nothing_or_nonsense_meets_a_deadline() {
    let folder = tempfile::tempdir().unwrap();
    let silent = Echo {
        most: port::BODY_WORDS + 2,
        ..Echo::default()
    };
    let board = Board::start(folder.path(), silent);
    let mut card = open(&board.prefix).unwrap();
    card.send(&packet(1, 5), SOON).unwrap();
    let error = card.receive(Duration::from_millis(300)).err().unwrap();
    assert!(
        matches!(error, PcieError::Deadline { .. }) && error.to_string().contains("0.3 s"),
        "{error}"
    );
    drop(card);
    // it answers no more, not even who it is
    let start = Instant::now();
    let error = open(&board.prefix).err().unwrap();
    assert!(matches!(error, PcieError::NoAnswer(_)), "{error}");
    assert!(start.elapsed() < Duration::from_secs(15));
    drop(board);

    // a card that never takes a word: what is sent is bounded, and waits no longer than it is told
    let board = Board::start(folder.path(), Echo::default());
    let mut card = open(&board.prefix).unwrap();
    let bad = [(0x0300_0001, 1), (0xF000_0000, 1), (0x0300_0100, 257)];
    for (head, words) in bad {
        let mut packet = vec![0; words];
        packet[0] = head;
        let error = card.send(&packet, SOON).err().unwrap();
        assert!(matches!(error, PcieError::Packet(..)), "{error}");
    }
    card.send(&[0x0300_0000], SOON).unwrap();
    assert_eq!(card.receive(SOON).unwrap(), [0x0300_0000]);
    drop(board);
    let error = card.receive(SOON).err().unwrap();
    assert!(matches!(error, PcieError::Closed), "{error}");
}

#[test]
fn a_stream_that_is_no_packets_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let devices = names(&folder.path().join("zero"));
    for (path, device) in devices.iter().zip(["/dev/null", "/dev/zero"]) {
        std::os::unix::fs::symlink(device, path).unwrap();
    }
    // words for ever, none of them an answer
    let start = Instant::now();
    let error = open(&folder.path().join("zero")).err().unwrap();
    assert!(matches!(error, PcieError::NoAnswer(_)), "{error}");
    assert!(start.elapsed() < Duration::from_secs(20));
}
