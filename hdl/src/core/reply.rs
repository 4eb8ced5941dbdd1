//! HELLO, DONE, COUNTERS and ERROR.

use rust_hdl::prelude::*;

use crate::base::{Number, Reg, Setting};

/// Takes one request at a time and sends what it reports word by word: a word a cycle, of COUNTERS one in four.
///
/// ```text
///  request --> [header, word behind it] --+
///  constants of HELLO --------------------+--> m
///  counters: report, then read -----------+
/// ```
///
/// A request is a level that holds until `taken`; DONE goes before the loader's. COUNTERS are taken when their copy
/// stands, see [`Ledger`](super::ledger::Ledger). `H` is the number of counters.
#[derive(Debug, Default, LogicBlock)]
pub struct Reply<const H: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The build hash, constant.
    pub build: Signal<In, Bits<32>>,
    /// A DONE is asked for.
    pub done: Signal<In, Bit>,
    /// Its argument.
    pub done_fault: Signal<In, Bit>,
    /// Its word.
    pub done_address: Signal<In, Bits<32>>,
    /// It is taken.
    pub done_taken: Signal<Out, Bit>,
    /// A HELLO is asked for.
    pub hello: Signal<In, Bit>,
    /// COUNTERS are asked for.
    pub counters: Signal<In, Bit>,
    /// An ERROR is asked for.
    pub error: Signal<In, Bit>,
    /// Its argument.
    pub error_reason: Signal<In, Bits<8>>,
    /// Its word.
    pub error_header: Signal<In, Bits<32>>,
    /// The loader's request is taken.
    pub taken: Signal<Out, Bit>,
    /// A copy of the counters is asked for.
    pub report: Signal<Out, Bit>,
    /// It stands.
    pub reported: Signal<In, Bit>,
    /// Reads a word of it.
    pub read: Signal<Out, Bit>,
    /// Which.
    pub read_address: Signal<Out, Bits<6>>,
    /// It is being read.
    pub read_taken: Signal<In, Bit>,
    /// The word, in the next cycle.
    pub read_data: Signal<In, Bits<32>>,
    /// A packet is being sent or made.
    pub busy: Signal<Out, Bit>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    /// The packet is a DONE.
    pub m_marks: Signal<Out, Bit>,
    // the word that is offered, the one behind it, and words left in the packet
    header: Reg<Bits<32>>,
    there: Reg<Bit>,
    value: Reg<Bits<32>>,
    left: Reg<Bits<6>>,
    marks: Reg<Bit>,
    greets: Reg<Bit>,
    // a copy is being made, sent, read
    copying: Reg<Bit>,
    counts: Reg<Bit>,
    index: Reg<Bits<6>>,
    fetched: Reg<Bit>,
    idle: Signal<Local, Bit>,
    moves: Signal<Local, Bit>,
    greeting: Signal<Local, Bits<32>>,
    hello_header: Setting<Bits<32>>,
    done_header: Setting<Bits<32>>,
    counters_header: Setting<Bits<32>>,
    error_head: Setting<Bits<32>>,
    argument_shift: Number<16, 32>,
    version: Setting<Bits<32>>,
    number: Setting<Bits<32>>,
    size: Setting<Bits<32>>,
    low_bits: Setting<Bits<32>>,
    high_bits: Setting<Bits<32>>,
    counter_words: Setting<Bits<6>>,
}

impl<const H: usize> Reply<H> {
    /// For this configuration.
    pub fn new(config: golden::core::Config) -> Self {
        use golden::core::packet::{reply, Header};
        let setting = |value: u32| Setting::new(u64::from(value).into());
        let header = |opcode, length| {
            let argument = 0;
            setting(
                Header {
                    opcode,
                    argument,
                    length,
                }
                .word(),
            )
        };
        Reply {
            hello_header: header(reply::HELLO, 6),
            done_header: header(reply::DONE, 1),
            counters_header: header(reply::COUNTERS, 2 * H as u16),
            error_head: header(reply::ERROR, 1),
            version: setting(golden::core::PROTOCOL_VERSION),
            number: setting(config.number),
            size: setting(config.size as u32),
            low_bits: setting(config.address_bits()[0]),
            high_bits: setting(config.address_bits()[1]),
            counter_words: Setting::new((2 * H as u64 + 1).into()),
            ..Self::default()
        }
    }
}

impl<const H: usize> Logic for Reply<H> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, header, there, value, left, marks, greets, copying, counts, index, fetched);
        self.header.reset.next = self.reset.val();
        self.there.reset.next = self.reset.val();
        self.value.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.marks.reset.next = self.reset.val();
        self.greets.reset.next = self.reset.val();
        self.copying.reset.next = self.reset.val();
        self.counts.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();
        self.fetched.reset.next = self.reset.val();

        // words of HELLO: six are left behind the header
        self.greeting.next = self.version.val();
        if self.left.q.val() == 6 {
            self.greeting.next = self.number.val();
        }
        if self.left.q.val() == 5 {
            self.greeting.next = self.size.val();
        }
        if self.left.q.val() == 4 {
            self.greeting.next = self.build.val();
        }
        if self.left.q.val() == 3 {
            self.greeting.next = self.low_bits.val();
        }
        if self.left.q.val() == 2 {
            self.greeting.next = self.high_bits.val();
        }

        // the next word
        self.idle.next = (self.left.q.val() == 0) & !self.copying.q.val();
        self.moves.next = self.there.q.val() & self.m_ready.val();
        if self.moves.val() {
            self.left.d.next = self.left.q.val() - 1;
            self.header.d.next = self.value.q.val();
            if self.greets.q.val() {
                self.header.d.next = self.greeting.val();
            }
            if self.counts.q.val() | (self.left.q.val() == 1) {
                self.there.d.next = false;
            }
        }
        self.read.next =
            self.counts.q.val() & !self.there.q.val() & !self.fetched.q.val() & (self.left.q.val() != 0);
        self.read_address.next = self.index.q.val();
        self.fetched.d.next = self.read.val() & self.read_taken.val();
        if self.fetched.q.val() {
            self.header.d.next = self.read_data.val();
            self.there.d.next = true;
            self.index.d.next = self.index.q.val() + 1;
        }

        // requests
        self.done_taken.next = false;
        self.taken.next = false;
        self.report.next = self.copying.q.val();
        if self.idle.val() {
            self.marks.d.next = false;
            self.greets.d.next = false;
            self.counts.d.next = false;
            if self.done.val() {
                self.done_taken.next = true;
                self.marks.d.next = true;
                self.there.d.next = true;
                self.left.d.next = 2.into();
                self.header.d.next = self.done_header.val()
                    | (bit_cast::<32, 1>(self.done_fault.val().into()) << self.argument_shift.val());
                self.value.d.next = self.done_address.val();
            } else if self.error.val() {
                self.taken.next = true;
                self.there.d.next = true;
                self.left.d.next = 2.into();
                self.header.d.next = self.error_head.val()
                    | (bit_cast::<32, 8>(self.error_reason.val()) << self.argument_shift.val());
                self.value.d.next = self.error_header.val();
            } else if self.hello.val() {
                self.taken.next = true;
                self.there.d.next = true;
                self.greets.d.next = true;
                self.left.d.next = 7.into();
                self.header.d.next = self.hello_header.val();
            } else if self.counters.val() {
                self.copying.d.next = true;
            }
        }
        if self.copying.q.val() & self.reported.val() {
            self.taken.next = true;
            self.copying.d.next = false;
            self.counts.d.next = true;
            self.there.d.next = true;
            self.index.d.next = 0.into();
            self.left.d.next = self.counter_words.val();
            self.header.d.next = self.counters_header.val();
        }
        self.m_valid.next = self.there.q.val();
        self.m_data.next = self.header.q.val();
        self.m_last.next = self.left.q.val() == 1;
        self.m_marks.next = self.marks.q.val();
        self.busy.next = !self.idle.val();
    }
}
