//! The simulated PCIe board: the RTL of core and port behind two streams of words.

use std::collections::VecDeque;

use golden::core::config::SMALL;
use golden::core::Config;

use crate::models::{BoardPcieModel, BOARD_PCIE_HASH};
use crate::stream::Side;

/// The configuration of the simulated board's core.
pub const CONFIG: Config = SMALL;

/// Bytes that a cycle of either stream can carry.
pub const BYTES_A_CYCLE: u64 = 4;

/// A word from the card, and whether it is the last of a block.
pub type Beat = (u32, bool);

/// A board in simulation, with a queue on either side.
pub struct PcieBoard {
    model: BoardPcieModel,
    stalls: Option<(Side, Side)>,
    /// Words under way to the board.
    pub to_board: VecDeque<u32>,
    /// Words that came.
    pub from_board: VecDeque<Beat>,
    /// Words in [`PcieBoard::from_board`] from which on the board's own are not taken.
    pub room: usize,
}

impl Default for PcieBoard {
    fn default() -> Self {
        Self::new()
    }
}

impl PcieBoard {
    /// A board, reset, that says [`BOARD_PCIE_HASH`] and the name of [`CONFIG`] in its HELLO.
    pub fn new() -> Self {
        let mut model = BoardPcieModel::new();
        model.set_build_hash(BOARD_PCIE_HASH);
        model.set_configuration(golden::link::configuration_word(CONFIG.name));
        model.set_s_axis_tkeep(0xF);
        model.reset();
        PcieBoard {
            model,
            stalls: None,
            to_board: VecDeque::new(),
            from_board: VecDeque::new(),
            room: usize::MAX,
        }
    }

    /// From now on both streams stall at random, in phases from never to nearly always.
    pub fn stall(&mut self, seed: u64) {
        self.stalls = Some((Side::new(seed), Side::new(!seed)));
    }

    /// Clock cycles simulated.
    pub fn cycles(&self) -> u64 {
        self.model.cycles()
    }

    /// Runs `count` cycles; true when a word went in or out.
    pub fn run(&mut self, count: u64) -> bool {
        (0..count).fold(false, |moved, _| self.cycle() | moved)
    }

    /// Runs until `done` holds, at most for `patience` cycles; true when it does.
    pub fn run_until(&mut self, patience: u64, mut done: impl FnMut(&Self) -> bool) -> bool {
        let end = self.cycles() + patience;
        while !done(self) && self.cycles() < end {
            self.cycle();
        }
        done(self)
    }

    /// One clock cycle; true when a word went in or out.
    fn cycle(&mut self) -> bool {
        let (sends, takes) = match &mut self.stalls {
            Some((sends, takes)) => (sends.moves(), takes.moves()),
            None => (true, true),
        };
        let offered = self.to_board.front().copied().filter(|_| sends);
        let takes = takes && self.from_board.len() < self.room;
        self.model.set_s_axis_tvalid(offered.is_some());
        if let Some(word) = offered {
            self.model.set_s_axis_tdata(word);
        }
        self.model.set_m_axis_tready(takes);
        self.model.eval();
        let went_in = offered.is_some() && self.model.s_axis_tready();
        let came_out = takes && self.model.m_axis_tvalid();
        if went_in {
            self.to_board.pop_front();
        }
        if came_out {
            self.from_board
                .push_back((self.model.m_axis_tdata(), self.model.m_axis_tlast()));
        }
        self.model.tick();
        went_in || came_out
    }
}

/// Bytes a cycle of one direction over one block of 64 KB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Throughput {
    /// Bytes of the block.
    pub bytes: u64,
    /// Cycles from its first word to its last, both included.
    pub cycles: u64,
}

impl Throughput {
    /// Bytes a cycle.
    pub fn bytes_a_cycle(&self) -> f64 {
        self.bytes as f64 / self.cycles.max(1) as f64
    }

    /// Share of the width of the stream.
    pub fn share(&self) -> f64 {
        self.bytes_a_cycle() / BYTES_A_CYCLE as f64
    }
}

/// Loads a block of `block` into the core's memories and reads one back, on a board that was just reset: the words go
/// through port and core. Gives both directions, to the board first; none when a word stays away.
///
/// `block` are packets that the core takes, `read` is one that it answers with more than `block.len()` words.
pub fn throughput(board: &mut PcieBoard, block: &[u32], read: &[u32]) -> Option<(Throughput, Throughput)> {
    const PATIENCE: u64 = 1 << 20;
    let bytes = block.len() as u64 * BYTES_A_CYCLE;
    let start = board.cycles();
    board.to_board.extend(block);
    board
        .run_until(PATIENCE, |board| board.to_board.is_empty())
        .then_some(())?;
    let to_board = Throughput {
        bytes,
        cycles: board.cycles() - start,
    };
    // what the core still does with the last words
    board.run(1_000);
    board.from_board.clear();
    board.to_board.extend(read);
    board
        .run_until(PATIENCE, |board| !board.from_board.is_empty())
        .then_some(())?;
    let start = board.cycles() - 1;
    board
        .run_until(PATIENCE, |board| board.from_board.len() >= block.len())
        .then_some(())?;
    let from_board = Throughput {
        bytes,
        cycles: board.cycles() - start,
    };
    Some((to_board, from_board))
}
