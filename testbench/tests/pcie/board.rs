//! The whole board against the golden core.

use golden::core::packet::{command, packet, Packet};
use golden::core::Engine;
use golden::link::pcie;
use testbench::models::BOARD_PCIE_HASH;
use testbench::pcie::{throughput, PcieBoard, CONFIG};
use testbench::random::{seed, Rng};

/// Cycles without a word after which nothing more comes: longer than any answer takes to begin.
const QUIET: u64 = 2_000;

/// Packets that an idle core takes or refuses, and none that has it send anything for long but for the last.
fn packets(rng: &mut Rng, count: usize) -> Vec<Packet> {
    let words = |rng: &mut Rng, count: usize| -> Vec<u32> { (0..count).map(|_| rng.bits() as u32).collect() };
    let mut all: Vec<Packet> = (0..count)
        .map(|_| {
            let rows = rng.pick(&[1, 2, 3, 60, 126, 127]);
            match rng.size(0..=7) {
                0 => packet(command::HELLO, 0, &[]),
                1 => {
                    let length = rng.pick(&[0, 1, 2, 200, 254, 255]);
                    packet(command::PROGRAM, 0, &words(rng, length))
                }
                2 | 3 => {
                    let mut body = words(rng, 1 + 2 * rows);
                    body[0] &= 0xF_FFFF;
                    packet(command::WEIGHTS, 0, &body)
                }
                4 => {
                    let mut body = words(rng, 1 + 3 * (rows % 85));
                    body[0] &= 0x7F;
                    packet(command::PARAMETERS, 0, &body)
                }
                5 => packet(rng.size(0x10..=0xEF) as u8, 0, &words(rng, rows)),
                // arguments that are none
                6 => packet(command::READ, 0, &words(rng, rows)),
                _ => packet(command::RUN, 0, &words(rng, 5)),
            }
        })
        // READ of two words is for the end
        .filter(|packet| packet[0] != 0x0900_0002)
        .collect();
    let (memory, rows) = rng.pick(&[(0, 1), (0, 126), (0, 127), (0, 2_000), (1, 84), (1, 85), (1, 128)]);
    let address = rng.size(0..=0xFFFFF) as u32;
    all.push(packet(command::READ, 0, &[memory << 28 | address, rows]));
    all
}

struct Pair {
    board: PcieBoard,
    golden: Engine,
    expected: Vec<u32>,
}

impl Pair {
    fn new() -> Pair {
        Pair {
            board: PcieBoard::new(),
            golden: Engine::new(CONFIG, BOARD_PCIE_HASH as u32),
            expected: Vec::new(),
        }
    }

    fn send(&mut self, packet: &[u32]) {
        self.board.to_board.extend(packet);
        self.expected
            .extend(self.golden.send(packet).into_iter().flatten());
    }

    /// Runs until nothing moves, and gives what came.
    fn drain(&mut self) -> Vec<u32> {
        while self.board.run(QUIET) {}
        assert!(self.board.to_board.is_empty(), "the board takes nothing more");
        if let Some((_, last)) = self.board.from_board.back() {
            assert!(last, "the last block was not ended");
        }
        self.board.from_board.drain(..).map(|(word, _)| word).collect()
    }

    /// Sends packets, and compares every word that comes.
    fn compare(&mut self, packets: &[Packet]) {
        packets.iter().for_each(|packet| self.send(packet));
        let got = self.drain();
        let expected = std::mem::take(&mut self.expected);
        let differs = got.iter().zip(&expected).position(|(a, b)| a != b);
        assert!(
            got == expected,
            "{} words, expected {}; the first other one at {differs:?}",
            got.len(),
            expected.len()
        );
    }

    /// Opens the port as a client does that knows nothing; gives the words of its HELLO.
    fn open(&mut self, nonce: u64) -> Vec<u32> {
        let board = &mut self.board;
        board.to_board.extend([pcie::FILL; pcie::BODY_WORDS]);
        board.to_board.extend(pcie::request(pcie::REQUEST_RESET, nonce));
        board
            .to_board
            .extend(pcie::request(pcie::REQUEST_HELLO, nonce + 1));
        let got = self.drain();
        let answer = pcie::request(pcie::REQUEST_RESET, nonce);
        let at = got.windows(3).position(|words| words == answer);
        self.golden = Engine::new(CONFIG, BOARD_PCIE_HASH as u32);
        got[at.unwrap() + 3..].to_vec()
    }
}

#[test]
fn the_board_answers_as_golden_does_whatever_the_pace() {
    let seed = seed("the_board_answers_as_golden_does");
    let mut rng = Rng::new(seed);
    let mut pair = Pair::new();
    // no reset in between: what was written stays
    for round in 0..10 {
        if round == 2 {
            pair.board.stall(seed);
        }
        let packets = packets(&mut rng, 40);
        pair.compare(&packets);
    }
}

#[test]
fn a_client_behind_one_that_died_reads_what_it_writes() {
    let seed = seed("a_client_behind_one_that_died");
    let mut rng = Rng::new(seed);
    let mut pair = Pair::new();
    for round in 0..12 {
        if round == 4 {
            pair.board.stall(seed);
        }
        // dead in a packet, with a READ under way that nobody will take to its end
        let dying: Vec<u32> = packets(&mut rng, 8).concat();
        let cut = rng.size(1..=dying.len());
        pair.board.to_board.extend(&dying[..cut]);
        let pause = rng.size(0..=4_000) as u64;
        pair.board.run(pause);
        let nonce = rng.bits() >> 1;
        let hello = pair.open(nonce);
        assert_eq!(pcie::nonce(&hello), Some(nonce + 1), "round {round}");
        let hello = pcie::hello(&hello).unwrap();
        assert_eq!(hello.version, pcie::VERSION);
        assert_eq!(hello.build_hash, BOARD_PCIE_HASH);
        assert_eq!(hello.configuration, CONFIG.name);
        // memories have no reset: all that is read has been written
        let body: Vec<u32> = std::iter::once(16)
            .chain((0..254).map(|_| rng.bits() as u32))
            .collect();
        pair.compare(&[
            packet(command::HELLO, 0, &[]),
            packet(command::WEIGHTS, 0, &body),
            packet(command::READ, 0, &[16, 127]),
        ]);
    }
}

#[test]
fn a_block_each_way_takes_a_word_a_cycle() {
    let mut rng = Rng::new(1);
    let mut body = |row: u32| -> Packet {
        let words: Vec<u32> = std::iter::once(254 / CONFIG.vector_words() as u32 * row)
            .chain((0..254).map(|_| rng.bits() as u32))
            .collect();
        packet(command::WEIGHTS, 0, &words)
    };
    let block: Vec<u32> = (0..64).flat_map(&mut body).collect();
    assert_eq!(block.len(), pcie::BLOCK_WORDS as usize);
    let mut board = PcieBoard::new();
    let read = packet(command::READ, 0, &[0, 1 << CONFIG.w_bits]);
    let (to_board, from_board) = throughput(&mut board, &block, &read).unwrap();
    println!("to the board {to_board:?}, from it {from_board:?}");
    assert!(to_board.share() >= 0.95, "{to_board:?}");
    assert!(from_board.share() >= 0.95, "{from_board:?}");
    let ends = board.from_board.iter().position(|(_, last)| *last);
    assert_eq!(ends, Some(block.len() - 1), "a block is 64 KB");
}
