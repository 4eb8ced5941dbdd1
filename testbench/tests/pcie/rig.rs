//! The port between a host and a core that do what a test wants.

use golden::core::packet::packet;
use golden::link::pcie;
use std::collections::VecDeque;
use testbench::models::PortModel;
use testbench::random::Rng;

pub const BUILD_HASH: u64 = 0x0123_4567_89ab_cdef;
pub const CONFIGURATION: &str = "testing";
/// The parameters of the top `port`.
pub const PATIENCE: u64 = 40;
pub const WATCH: u64 = 3_000;

/// Percentages of cycles in which a side does not move.
#[derive(Clone, Copy, Default)]
pub struct Stalls {
    /// The host offers nothing.
    pub send: u32,
    /// The host takes nothing.
    pub receive: u32,
    /// The core takes nothing.
    pub take: u32,
    /// The core offers nothing.
    pub give: u32,
}

impl Stalls {
    pub fn even(percent: u32) -> Stalls {
        Stalls {
            send: percent,
            receive: percent,
            take: percent,
            give: percent,
        }
    }
}

pub struct Rig {
    pub model: PortModel,
    pub rng: Rng,
    pub stalls: Stalls,
    /// Beats of the host: word, and which bytes are there.
    pub sending: VecDeque<(u32, u8)>,
    /// Words that the host took, each with whether it was a block's last.
    pub received: Vec<(u32, bool)>,
    /// Words that the core took, each with whether it was a packet's last.
    pub taken: Vec<(u32, bool)>,
    /// Words that the core gives.
    pub giving: VecDeque<(u32, bool)>,
    /// Lengths in cycles of the core's resets.
    pub resets: Vec<u64>,
    in_reset: bool,
    offered: Option<(u32, bool)>,
    /// The core keeps what it offers until it is taken.
    core_offers: bool,
}

impl Rig {
    pub fn new(seed: u64) -> Rig {
        let mut model = PortModel::new();
        model.set_build_hash(BUILD_HASH);
        model.set_configuration(golden::link::configuration_word(CONFIGURATION));
        model.reset();
        Rig {
            model,
            rng: Rng::new(seed),
            stalls: Stalls::default(),
            sending: VecDeque::new(),
            received: Vec::new(),
            taken: Vec::new(),
            giving: VecDeque::new(),
            resets: Vec::new(),
            in_reset: false,
            offered: None,
            core_offers: false,
        }
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        percent > 0 && self.rng.range(0..=99) < i64::from(percent)
    }

    pub fn send(&mut self, words: &[u32]) {
        self.sending.extend(words.iter().map(|word| (*word, 0xF)));
    }

    pub fn give(&mut self, packet: &[u32]) {
        let last = packet.len() - 1;
        self.giving
            .extend(packet.iter().enumerate().map(|(i, word)| (*word, i == last)));
    }

    /// One cycle; true when anything moved.
    pub fn cycle(&mut self) -> bool {
        let offer = match self.sending.front().copied() {
            Some(beat) if !self.chance(self.stalls.send) => Some(beat),
            _ => None,
        };
        let (data, keep) = offer.unwrap_or((self.rng.bits() as u32, 0xF));
        self.model.set_s_axis_tvalid(offer.is_some());
        self.model.set_s_axis_tdata(data);
        self.model.set_s_axis_tkeep(keep);
        // where a transfer ends is nothing to the port
        let last = self.chance(10);
        self.model.set_s_axis_tlast(last);
        let receives = !self.chance(self.stalls.receive);
        self.model.set_m_axis_tready(receives);
        let takes = !self.chance(self.stalls.take);
        self.model.set_m_ready(takes);
        self.core_offers = !self.giving.is_empty() && (self.core_offers || !self.chance(self.stalls.give));
        let given = self.giving.front().copied().filter(|_| self.core_offers);
        let (data, last) = given.unwrap_or((self.rng.bits() as u32, false));
        self.model.set_s_valid(given.is_some());
        self.model.set_s_data(data);
        self.model.set_s_last(last);
        self.model.eval();

        let mut moved = false;
        if offer.is_some() && self.model.s_axis_tready() {
            self.sending.pop_front();
            moved = true;
        }
        let word = (self.model.m_axis_tdata(), self.model.m_axis_tlast());
        if let Some(before) = self.offered.take() {
            assert!(self.model.m_axis_tvalid(), "an offer was withdrawn");
            assert_eq!(word, before, "an offer changed");
        }
        if self.model.m_axis_tvalid() {
            assert_eq!(self.model.m_axis_tkeep(), 0xF);
            match receives {
                true => self.received.push(word),
                false => self.offered = Some(word),
            }
            moved = true;
        }
        if self.model.core_reset() {
            assert!(
                !self.model.m_valid() && !self.model.s_ready(),
                "the core is in reset"
            );
            match self.resets.last_mut() {
                Some(cycles) if self.in_reset => *cycles += 1,
                _ => self.resets.push(1),
            }
            self.giving.clear();
            self.core_offers = false;
            moved = true;
        }
        self.in_reset = self.model.core_reset();
        if takes && self.model.m_valid() {
            self.taken.push((self.model.m_data(), self.model.m_last()));
            moved = true;
        }
        if given.is_some() && self.model.s_ready() {
            self.giving.pop_front();
            self.core_offers = false;
            moved = true;
        }
        self.model.tick();
        moved
    }

    pub fn run(&mut self, cycles: u64) {
        for _ in 0..cycles {
            self.cycle();
        }
    }

    /// Runs until all is sent and given and nothing has moved for a while; gives the cycles until then.
    pub fn settle(&mut self) -> u64 {
        let (start, mut moved) = (self.model.cycles(), self.model.cycles());
        while self.model.cycles() - moved < 2 * PATIENCE + 400 {
            if self.cycle() {
                moved = self.model.cycles();
            }
            assert!(self.model.cycles() - start < 3_000_000, "it comes to no end");
        }
        moved - start
    }

    /// The packets that came, by their headers; all of it must be packets.
    pub fn packets(&mut self) -> Vec<Vec<u32>> {
        let words: Vec<u32> = self.received.drain(..).map(|(word, _)| word).collect();
        let (mut packets, mut rest) = (Vec::new(), &words[..]);
        while let Some(head) = rest.first() {
            let (packet, behind) = rest.split_at(1 + (head & 0xFFFF) as usize);
            packets.push(packet.to_vec());
            rest = behind;
        }
        packets
    }

    /// The counters, by name.
    pub fn counter(&mut self, name: &str) -> u32 {
        self.received.clear();
        self.send(&pcie::request(pcie::REQUEST_COUNTERS, 7));
        self.settle();
        let words: Vec<u32> = self.received.drain(..).map(|(word, _)| word).collect();
        let length = 2 + pcie::COUNTERS.len();
        assert_eq!(
            words[..3],
            [pcie::header(pcie::REQUEST_COUNTERS, length), 7, 0],
            "{words:08x?}"
        );
        assert_eq!(words.len(), 1 + length);
        words[3 + pcie::COUNTERS.iter().position(|known| *known == name).unwrap()]
    }
}

/// A packet for the core or of it.
pub fn any_packet(rng: &mut Rng, length: usize) -> Vec<u32> {
    let opcode = rng.range(0..=0xEF) as u8;
    let argument = rng.bits() as u8;
    let words: Vec<u32> = (0..length).map(|_| rng.bits() as u32).collect();
    packet(opcode, argument, &words)
}

/// The words of packets, the last of each marked.
pub fn marked(packets: &[Vec<u32>]) -> Vec<(u32, bool)> {
    let mark = |packet: &Vec<u32>| {
        let last = packet.len() - 1;
        let words: Vec<_> = packet.iter().enumerate().map(|(i, w)| (*w, i == last)).collect();
        words
    };
    packets.iter().flat_map(mark).collect()
}
