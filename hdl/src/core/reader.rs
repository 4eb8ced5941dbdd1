//! Reads memories back for the host.

use rust_hdl::prelude::*;

use crate::base::{Each, Reg, Split};

/// Where a read stands.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Reading {
    /// Nothing is asked for.
    Idle,
    /// The header of a packet is offered.
    Header,
    /// A row is read.
    Fetch,
    /// It is on its way.
    Wait,
    /// It has come.
    Take,
    /// Its words are offered.
    Words,
}

/// DATA packets of rows of weights or of norm parameters, at most 252 words each and whole rows only.
///
/// ```text
///  request --> [row, rows left] --> read --> (two cycles) --> [words] --> m
/// ```
///
/// A request is a level that holds until `taken`, which comes with the last word. A row of N weights is N/4 words, a
/// channel three. B = 8 N, Z = N / 4.
#[derive(Debug, LogicBlock)]
pub struct Reader<const B: usize, const Z: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Rows are asked for.
    pub request: Signal<In, Bit>,
    /// Norm parameters, not weights.
    pub parameters: Signal<In, Bit>,
    /// The first.
    pub first: Signal<In, Bits<20>>,
    /// How many, 1 or more.
    pub rows: Signal<In, Bits<20>>,
    /// All are sent.
    pub taken: Signal<Out, Bit>,
    /// A packet of another kind is being sent: wait.
    pub hold: Signal<In, Bit>,
    /// Reads weights.
    pub w_read: Signal<Out, Bit>,
    /// Reads parameters.
    pub p_read: Signal<Out, Bit>,
    /// Address of either.
    pub address: Signal<Out, Bits<20>>,
    /// The row of weights, two cycles later.
    pub w_data: Signal<In, Bits<B>>,
    /// gamma and beta, a cycle later and on.
    pub p_gamma_beta: Signal<In, Bits<32>>,
    /// Running mean, likewise.
    pub p_mu: Signal<In, Bits<32>>,
    /// Running s, likewise.
    pub p_scale: Signal<In, Bits<32>>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    reading: Reg<Reading>,
    row: Reg<Bits<20>>,
    left: Reg<Bits<20>>,
    // rows left in the packet, words left in the row
    packet_left: Reg<Bits<8>>,
    words_left: Reg<Bits<3>>,
    words: Each<Reg<Bits<32>>, 4>,
    parts: Split<Z, 32, B>,
    most: Signal<Local, Bits<20>>,
    batch: Signal<Local, Bits<20>>,
    length: Signal<Local, Bits<20>>,
    row_words: Signal<Local, Bits<3>>,
    parameters_most: Constant<Bits<20>>,
    weights_most: Constant<Bits<20>>,
    weight_words: Constant<Bits<3>>,
    weight_shift: Constant<Bits<20>>,
    opcode: Constant<Bits<32>>,
}

impl<const B: usize, const Z: usize> Default for Reader<B, Z> {
    fn default() -> Self {
        use golden::core::packet::{reply, DATA_WORDS, PARAMETER_WORDS};
        Reader {
            clock: Default::default(),
            reset: Default::default(),
            request: Default::default(),
            parameters: Default::default(),
            first: Default::default(),
            rows: Default::default(),
            taken: Default::default(),
            hold: Default::default(),
            w_read: Default::default(),
            p_read: Default::default(),
            address: Default::default(),
            w_data: Default::default(),
            p_gamma_beta: Default::default(),
            p_mu: Default::default(),
            p_scale: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            reading: Default::default(),
            row: Default::default(),
            left: Default::default(),
            packet_left: Default::default(),
            words_left: Default::default(),
            words: Default::default(),
            parts: Default::default(),
            most: Default::default(),
            batch: Default::default(),
            length: Default::default(),
            row_words: Default::default(),
            parameters_most: Constant::new(((DATA_WORDS / PARAMETER_WORDS) as u64).into()),
            weights_most: Constant::new(((DATA_WORDS / Z) as u64).into()),
            weight_words: Constant::new((Z as u64).into()),
            weight_shift: Constant::new(u64::from(Z.trailing_zeros()).into()),
            opcode: Constant::new((u64::from(reply::DATA) << 24).into()),
        }
    }
}

impl<const B: usize, const Z: usize> Logic for Reader<B, Z> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, reading, row, left, packet_left, words_left);
        self.reading.reset.next = self.reset.val();
        self.row.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.packet_left.reset.next = self.reset.val();
        self.words_left.reset.next = self.reset.val();
        for i in 0..4 {
            self.words[i].clock.next = self.clock.val();
            self.words[i].reset.next = self.reset.val();
            self.words[i].d.next = self.words[i].q.val();
        }
        self.parts.whole.next = self.w_data.val();

        self.most.next = self.weights_most.val();
        self.row_words.next = self.weight_words.val();
        if self.parameters.val() {
            self.most.next = self.parameters_most.val();
            self.row_words.next = 3.into();
        }
        self.batch.next = self.left.q.val();
        if self.left.q.val() > self.most.val() {
            self.batch.next = self.most.val();
        }
        self.length.next = self.batch.val() << self.weight_shift.val();
        if self.parameters.val() {
            self.length.next = (self.batch.val() << 1) + self.batch.val();
        }

        self.w_read.next = false;
        self.p_read.next = false;
        self.address.next = self.row.q.val();
        self.taken.next = false;
        self.m_valid.next = false;
        self.m_last.next = false;
        self.m_data.next = self.words[0].q.val();
        match self.reading.q.val() {
            Reading::Idle => {
                if self.request.val() & !self.hold.val() {
                    self.row.d.next = self.first.val();
                    self.left.d.next = self.rows.val();
                    self.reading.d.next = Reading::Header;
                }
            }
            Reading::Header => {
                self.m_valid.next = true;
                self.m_data.next = self.opcode.val() | bit_cast::<32, 20>(self.length.val());
                if self.parameters.val() {
                    self.m_data.next = self.opcode.val() | bit_cast::<32, 20>(self.length.val()) | 0x1_0000;
                }
                if self.m_ready.val() {
                    self.packet_left.d.next = self.batch.val().get_bits::<8>(0);
                    self.left.d.next = self.left.q.val() - self.batch.val();
                    self.reading.d.next = Reading::Fetch;
                }
            }
            Reading::Fetch => {
                self.w_read.next = !self.parameters.val();
                self.p_read.next = self.parameters.val();
                self.row.d.next = self.row.q.val() + 1;
                self.packet_left.d.next = self.packet_left.q.val() - 1;
                self.reading.d.next = Reading::Wait;
            }
            Reading::Wait => {
                self.reading.d.next = Reading::Take;
            }
            Reading::Take => {
                self.words_left.d.next = self.row_words.val();
                if self.parameters.val() {
                    self.words[0].d.next = self.p_gamma_beta.val();
                    self.words[1].d.next = self.p_mu.val();
                    self.words[2].d.next = self.p_scale.val();
                } else {
                    for i in 0..Z {
                        self.words[i].d.next = self.parts.parts[i].val();
                    }
                }
                self.reading.d.next = Reading::Words;
            }
            Reading::Words => {
                self.m_valid.next = true;
                self.m_last.next = (self.words_left.q.val() == 1) & (self.packet_left.q.val() == 0);
                if self.m_ready.val() {
                    self.words_left.d.next = self.words_left.q.val() - 1;
                    for i in 1..4 {
                        self.words[i - 1].d.next = self.words[i].q.val();
                    }
                    if self.words_left.q.val() == 1 {
                        self.reading.d.next = Reading::Fetch;
                        if self.packet_left.q.val() == 0 {
                            self.reading.d.next = Reading::Header;
                            if self.left.q.val() == 0 {
                                self.reading.d.next = Reading::Idle;
                                self.taken.next = true;
                            }
                        }
                    }
                }
            }
            _ => {
                self.reading.d.next = Reading::Idle;
            }
        }
    }
}
