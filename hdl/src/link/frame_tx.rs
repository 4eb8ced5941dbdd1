//! The sending side's frame builder.

use rust_hdl::prelude::*;

use super::Crc32;
use crate::base::Reg;
use golden::link as protocol;

/// Where in the frame the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
enum State {
    /// No frame.
    Idle,
    /// The eight bytes of the header.
    Header,
    /// Asks for a payload word.
    Fetch,
    /// Waits for it.
    Wait,
    /// Takes it.
    Load,
    /// Its four bytes.
    Payload,
    /// The four bytes of the checksum.
    Check,
}

/// Puts a frame together, a byte at a time: header, payload words from a memory, CRC-32.
///
/// ```text
/// start -> [word: 4 bytes of the header] x 2 -> [word: fetched, 4 bytes] x words -> 4 bytes of crc (m_last)
///                  |                                 |
///                  +-------------[crc32]-------------+
/// ```
/// `s_valid` with `s_ready` starts a frame; all fields are taken in that cycle. Each payload word is asked for by
/// `word_read` with `word_address` and taken from `word_data` two cycles later. A frame of `n` words takes
/// `13 + 7 n` cycles on an output that is never stalled.
#[derive(LogicBlock)]
pub struct FrameTx {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A frame is to be sent.
    pub s_valid: Signal<In, Bit>,
    /// It is started in this cycle.
    pub s_ready: Signal<Out, Bit>,
    /// Channel.
    pub s_channel: Signal<In, Bits<2>>,
    /// Sequence number.
    pub s_number: Signal<In, Bits<8>>,
    /// The packet expected next.
    pub s_acknowledge: Signal<In, Bits<8>>,
    /// Room for packets.
    pub s_credit: Signal<In, Bits<3>>,
    /// Flags.
    pub s_flags: Signal<In, Bits<2>>,
    /// Payload words, 0 to 256.
    pub s_words: Signal<In, Bits<9>>,
    /// The word at `word_address` is wanted.
    pub word_read: Signal<Out, Bit>,
    /// Place in the payload.
    pub word_address: Signal<Out, Bits<8>>,
    /// The word, two cycles after `word_read`.
    pub word_data: Signal<In, Bits<32>>,
    /// A byte is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken in this cycle.
    pub m_ready: Signal<In, Bit>,
    /// The byte.
    pub m_data: Signal<Out, Bits<8>>,
    /// It is the frame's last.
    pub m_last: Signal<Out, Bit>,
    version: Constant<Bits<8>>,
    crc32: Crc32,
    state: Reg<State>,
    index: Reg<Bits<3>>,
    credit: Reg<Bits<3>>,
    flags: Reg<Bits<2>>,
    words: Reg<Bits<9>>,
    count: Reg<Bits<9>>,
    next_count: Signal<Local, Bits<9>>,
    word: Reg<Bits<32>>,
    valid: Signal<Local, Bit>,
    data: Signal<Local, Bits<8>>,
    taken: Signal<Local, Bit>,
}

impl Default for FrameTx {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_channel: Default::default(),
            s_number: Default::default(),
            s_acknowledge: Default::default(),
            s_credit: Default::default(),
            s_flags: Default::default(),
            s_words: Default::default(),
            word_read: Default::default(),
            word_address: Default::default(),
            word_data: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            version: Constant::new(u64::from(protocol::VERSION).into()),
            crc32: Default::default(),
            state: Default::default(),
            index: Default::default(),
            credit: Default::default(),
            flags: Default::default(),
            words: Default::default(),
            count: Default::default(),
            next_count: Default::default(),
            word: Default::default(),
            valid: Default::default(),
            data: Default::default(),
            taken: Default::default(),
        }
    }
}

impl Logic for FrameTx {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, state, index, credit, flags, words, count, word);
        self.crc32.clock.next = self.clock.val();
        self.crc32.reset.next = self.reset.val();
        self.state.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();
        self.credit.reset.next = self.reset.val();
        self.flags.reset.next = self.reset.val();
        self.words.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.word.reset.next = self.reset.val();

        // The byte on offer.
        self.valid.next = false;
        self.data.next = 0.into();
        match self.state.q.val() {
            State::Header => {
                self.valid.next = true;
                self.data.next = self.word.q.val().get_bits::<8>(0);
            }
            State::Payload => {
                self.valid.next = true;
                self.data.next = self.word.q.val().get_bits::<8>(0);
            }
            State::Check => {
                self.valid.next = true;
                if self.index.q.val() == 0 {
                    self.data.next = self.crc32.crc.val().get_bits::<8>(0);
                } else if self.index.q.val() == 1 {
                    self.data.next = self.crc32.crc.val().get_bits::<8>(8);
                } else if self.index.q.val() == 2 {
                    self.data.next = self.crc32.crc.val().get_bits::<8>(16);
                } else {
                    self.data.next = self.crc32.crc.val().get_bits::<8>(24);
                }
            }
            _ => {}
        }
        self.taken.next = self.valid.val() && self.m_ready.val();
        self.m_valid.next = self.valid.val();
        self.m_data.next = self.data.val();
        self.m_last.next = (self.state.q.val() == State::Check) && (self.index.q.val() == 3);
        self.crc32.s_data.next = self.word.q.val().get_bits::<8>(0);
        self.crc32.s_valid.next = self.taken.val() && (self.state.q.val() != State::Check);
        self.crc32.clear.next = self.state.q.val() == State::Idle;

        // What comes next.
        self.s_ready.next = false;
        self.word_read.next = false;
        self.word_address.next = self.count.q.val().get_bits::<8>(0);
        self.next_count.next = self.count.q.val() + 1;
        match self.state.q.val() {
            State::Idle => {
                self.s_ready.next = true;
                self.index.d.next = 0.into();
                self.count.d.next = 0.into();
                if self.s_valid.val() {
                    self.credit.d.next = self.s_credit.val();
                    self.flags.d.next = self.s_flags.val();
                    self.words.d.next = self.s_words.val();
                    // the first half of the header; the second is made when that has gone
                    self.word.d.next = bit_cast::<32, 8>(self.version.val())
                        | (bit_cast::<32, 2>(self.s_channel.val()) << 8)
                        | (bit_cast::<32, 8>(self.s_number.val()) << 16)
                        | (bit_cast::<32, 8>(self.s_acknowledge.val()) << 24);
                    self.state.d.next = State::Header;
                }
            }
            State::Header => {
                if self.taken.val() {
                    self.word.d.next = self.word.q.val() >> 8;
                    if self.index.q.val() == 3 {
                        self.word.d.next = bit_cast::<32, 3>(self.credit.q.val())
                            | (bit_cast::<32, 2>(self.flags.q.val()) << 8)
                            | (bit_cast::<32, 9>(self.words.q.val()) << 18);
                    }
                    self.index.d.next = self.index.q.val() + 1;
                    if self.index.q.val() == 7 {
                        self.state.d.next = State::Check;
                        if self.words.q.val().any() {
                            self.state.d.next = State::Fetch;
                        }
                    }
                }
            }
            State::Fetch => {
                self.word_read.next = true;
                self.state.d.next = State::Wait;
            }
            State::Wait => {
                self.state.d.next = State::Load;
            }
            State::Load => {
                self.word.d.next = self.word_data.val();
                self.index.d.next = 0.into();
                self.state.d.next = State::Payload;
            }
            State::Payload => {
                if self.taken.val() {
                    self.word.d.next = self.word.q.val() >> 8;
                    self.index.d.next = self.index.q.val() + 1;
                    if self.index.q.val() == 3 {
                        self.index.d.next = 0.into();
                        self.count.d.next = self.next_count.val();
                        self.state.d.next = State::Fetch;
                        if self.next_count.val() == self.words.q.val() {
                            self.state.d.next = State::Check;
                        }
                    }
                }
            }
            State::Check => {
                if self.taken.val() {
                    self.index.d.next = self.index.q.val() + 1;
                    if self.index.q.val() == 3 {
                        self.state.d.next = State::Idle;
                    }
                }
            }
        }
    }
}
