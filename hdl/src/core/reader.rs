//! Reads memories back for the host.

use rust_hdl::prelude::*;

use crate::base::{Each, Ram, Reg, Split};

/// Where a packet stands.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Reading {
    /// Nothing is asked for.
    Idle,
    /// The rows are there, not yet how many of them go into the first packet.
    Measure,
    /// The header of a packet is offered.
    Header,
    /// Its words are offered.
    Words,
}

/// Cycles from a read of W to its row; a channel of C comes after one.
const ROW_LATENCY: usize = 7;

/// DATA packets of rows of weights or of norm parameters, at most 252 words each and whole rows only.
///
/// ```text
///  request --> [row, rows left] --> read --> (memory) --> word by word --> [16 words] --> [word] --> m
///                                    ^------------ room for a row -------------+     header --^
/// ```
///
/// * A request is a level that holds until `taken`, which comes with the last word. A row of N weights is N/4 words, a
///   channel three.
/// * A word a cycle, headers included, as long as they are taken: the rows of the next packet are read while the header of
///   this one is offered. The first header is offered two cycles after the request, its first word eight cycles later.
/// * A row is read when there is room for all of its words, so that nothing behind a read ever stands still, and
///   `m_ready` has no combinational way to the memories. B = 8 N, Z = N / 4.
#[derive(Debug, LogicBlock)]
pub struct Reader<const B: usize, const Z: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Rows are asked for.
    pub request: Signal<In, Bit>,
    /// Norm parameters, not weights; this port and the next two hold as long as `request`.
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
    /// The row of weights, seven cycles later, up to the next.
    pub w_data: Signal<In, Bits<B>>,
    /// gamma and beta, a cycle later, up to the next.
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
    // rows to read, rows that no header has announced yet, words left in the packet
    row: Reg<Bits<20>>,
    rows_left: Reg<Bits<20>>,
    left: Reg<Bits<20>>,
    words_left: Reg<Bits<8>>,
    // cycles in which the row before is still cut into words
    pace: Reg<Bits<2>>,
    asked_row: Each<Reg<Bit>, ROW_LATENCY>,
    // the next word of the row, and how many come after it
    index: Reg<Bits<2>>,
    after: Reg<Bits<2>>,
    words: Ram<Bits<32>, 4>,
    // words asked for, written and fetched, modulo 32
    asked: Reg<Bits<5>>,
    written: Reg<Bits<5>>,
    fetched: Reg<Bits<5>>,
    there: Reg<Bit>,
    parts: Split<Z, 32, B>,
    most: Signal<Local, Bits<20>>,
    // rows of the packet whose header comes next, and their words
    some: Signal<Local, Bits<8>>,
    batch: Reg<Bits<8>>,
    length: Reg<Bits<8>>,
    row_words: Signal<Local, Bits<5>>,
    row_end: Signal<Local, Bits<2>>,
    held: Signal<Local, Bits<5>>,
    asks: Signal<Local, Bit>,
    opens: Signal<Local, Bit>,
    place: Signal<Local, Bits<2>>,
    writes: Signal<Local, Bit>,
    word: Signal<Local, Bits<32>>,
    goes: Signal<Local, Bit>,
    fetch: Signal<Local, Bit>,
    number: [Constant<Bits<2>>; Z],
    parameters_most: Constant<Bits<20>>,
    weights_most: Constant<Bits<20>>,
    weight_words: Constant<Bits<5>>,
    weight_end: Constant<Bits<2>>,
    weight_shift: Constant<Bits<8>>,
    room: Constant<Bits<5>>,
    opcode: Constant<Bits<32>>,
}

impl<const B: usize, const Z: usize> Default for Reader<B, Z> {
    fn default() -> Self {
        use golden::core::packet::{reply, DATA_WORDS, PARAMETER_WORDS};
        const { assert!(B == 32 * Z && Z <= 4) };
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
            rows_left: Default::default(),
            left: Default::default(),
            words_left: Default::default(),
            pace: Default::default(),
            asked_row: Default::default(),
            index: Default::default(),
            after: Default::default(),
            words: Default::default(),
            asked: Default::default(),
            written: Default::default(),
            fetched: Default::default(),
            there: Default::default(),
            parts: Default::default(),
            most: Default::default(),
            some: Default::default(),
            batch: Default::default(),
            length: Default::default(),
            row_words: Default::default(),
            row_end: Default::default(),
            held: Default::default(),
            asks: Default::default(),
            opens: Default::default(),
            place: Default::default(),
            writes: Default::default(),
            word: Default::default(),
            goes: Default::default(),
            fetch: Default::default(),
            number: std::array::from_fn(|word| Constant::new((word as u64).into())),
            parameters_most: Constant::new(((DATA_WORDS / PARAMETER_WORDS) as u64).into()),
            weights_most: Constant::new(((DATA_WORDS / Z) as u64).into()),
            weight_words: Constant::new((Z as u64).into()),
            weight_end: Constant::new((Z as u64 - 1).into()),
            weight_shift: Constant::new(u64::from(Z.trailing_zeros()).into()),
            // a row has 4 words at most
            room: Constant::new(12.into()),
            opcode: Constant::new((u64::from(reply::DATA) << 24).into()),
        }
    }
}

impl<const B: usize, const Z: usize> Logic for Reader<B, Z> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, reading, row, rows_left, left, words_left, pace, index, after, asked, written,
            fetched, there
        );
        dff_setup!(self, clock, batch, length);
        self.batch.reset.next = self.reset.val();
        self.length.reset.next = self.reset.val();
        self.reading.reset.next = self.reset.val();
        self.row.reset.next = self.reset.val();
        self.rows_left.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.words_left.reset.next = self.reset.val();
        self.pace.reset.next = self.reset.val();
        for i in 0..ROW_LATENCY {
            self.asked_row[i].clock.next = self.clock.val();
            self.asked_row[i].reset.next = self.reset.val();
        }
        self.index.reset.next = self.reset.val();
        self.after.reset.next = self.reset.val();
        self.asked.reset.next = self.reset.val();
        self.written.reset.next = self.reset.val();
        self.fetched.reset.next = self.reset.val();
        self.there.reset.next = self.reset.val();
        self.words.clock.next = self.clock.val();

        self.most.next = self.weights_most.val();
        self.row_words.next = self.weight_words.val();
        self.row_end.next = self.weight_end.val();
        if self.parameters.val() {
            self.most.next = self.parameters_most.val();
            self.row_words.next = 3.into();
            self.row_end.next = 2.into();
        }

        // rows: the next one no sooner than the words of this one are on their way, and only if there is room for it
        self.held.next = self.asked.q.val() - self.fetched.q.val();
        self.asks.next =
            (self.rows_left.q.val() != 0) & (self.pace.q.val() == 0) & (self.held.val() <= self.room.val());
        self.w_read.next = self.asks.val() & !self.parameters.val();
        self.p_read.next = self.asks.val() & self.parameters.val();
        self.address.next = self.row.q.val();
        self.asked_row[0].d.next = self.asks.val();
        for i in 1..ROW_LATENCY {
            self.asked_row[i].d.next = self.asked_row[i - 1].q.val();
        }
        if self.pace.q.val() != 0 {
            self.pace.d.next = self.pace.q.val() - 1;
        }
        if self.asks.val() {
            self.row.d.next = self.row.q.val() + 1;
            self.rows_left.d.next = self.rows_left.q.val() - 1;
            self.pace.d.next = self.row_end.val();
            self.asked.d.next = self.asked.q.val() + self.row_words.val();
        }

        // their words
        self.opens.next = self.asked_row[6].q.val();
        if self.parameters.val() {
            self.opens.next = self.asked_row[0].q.val();
        }
        self.place.next = self.index.q.val();
        self.writes.next = self.opens.val() | (self.after.q.val() != 0);
        if self.after.q.val() != 0 {
            self.after.d.next = self.after.q.val() - 1;
        }
        if self.opens.val() {
            self.place.next = 0.into();
            self.after.d.next = self.row_end.val();
        }
        self.index.d.next = self.place.val() + 1;
        self.parts.whole.next = self.w_data.val();
        self.word.next = 0.into();
        for i in 0..Z {
            if self.place.val() == self.number[i].val() {
                self.word.next = self.parts.parts[i].val();
            }
        }
        if self.parameters.val() {
            self.word.next = self.p_gamma_beta.val();
            if self.place.val() == 1 {
                self.word.next = self.p_mu.val();
            }
            if self.place.val() == 2 {
                self.word.next = self.p_scale.val();
            }
        }
        self.words.write_enable.next = self.writes.val();
        self.words.write_address.next = self.written.q.val().get_bits::<4>(0);
        self.words.write_data.next = self.word.val();
        if self.writes.val() {
            self.written.d.next = self.written.q.val() + 1;
        }

        // packets
        self.some.next = self.left.q.val().get_bits::<8>(0);
        if self.left.q.val() > self.most.val() {
            self.some.next = self.most.val().get_bits::<8>(0);
        }
        self.batch.d.next = self.some.val();
        self.length.d.next = self.some.val() << self.weight_shift.val();
        if self.parameters.val() {
            self.length.d.next = (self.some.val() << 1) + self.some.val();
        }
        self.goes.next = false;
        self.taken.next = false;
        self.m_valid.next = false;
        self.m_last.next = false;
        self.m_data.next = self.words.read_data.val();
        match self.reading.q.val() {
            Reading::Idle => {
                if self.request.val() & !self.hold.val() {
                    self.row.d.next = self.first.val();
                    self.rows_left.d.next = self.rows.val();
                    self.left.d.next = self.rows.val();
                    self.reading.d.next = Reading::Measure;
                }
            }
            Reading::Measure => {
                self.reading.d.next = Reading::Header;
            }
            Reading::Header => {
                self.m_valid.next = true;
                self.m_data.next = self.opcode.val() | bit_cast::<32, 8>(self.length.q.val());
                if self.parameters.val() {
                    self.m_data.next = self.opcode.val() | bit_cast::<32, 8>(self.length.q.val()) | 0x1_0000;
                }
                if self.m_ready.val() {
                    self.words_left.d.next = self.length.q.val();
                    self.left.d.next = self.left.q.val() - bit_cast::<20, 8>(self.batch.q.val());
                    self.reading.d.next = Reading::Words;
                }
            }
            Reading::Words => {
                self.m_valid.next = self.there.q.val();
                self.m_last.next = self.words_left.q.val() == 1;
                self.goes.next = self.there.q.val() & self.m_ready.val();
                if self.goes.val() {
                    self.words_left.d.next = self.words_left.q.val() - 1;
                    if self.words_left.q.val() == 1 {
                        self.reading.d.next = Reading::Header;
                        if self.left.q.val() == 0 {
                            self.reading.d.next = Reading::Idle;
                            self.taken.next = true;
                        }
                    }
                }
            }
            _ => {
                self.reading.d.next = Reading::Idle;
            }
        }
        self.fetch.next =
            (self.fetched.q.val() != self.written.q.val()) & (!self.there.q.val() | self.goes.val());
        self.words.read_enable.next = self.fetch.val();
        self.words.read_address.next = self.fetched.q.val().get_bits::<4>(0);
        if self.goes.val() {
            self.there.d.next = false;
        }
        if self.fetch.val() {
            self.there.d.next = true;
            self.fetched.d.next = self.fetched.q.val() + 1;
        }
    }
}
