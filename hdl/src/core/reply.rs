//! HELLO, DONE, COUNTERS and ERROR.

use rust_hdl::prelude::*;

use crate::base::{Each, Number, Reg, Setting};

/// Takes one request at a time, copies what it reports into a shift register and sends it word by word.
///
/// A request is a level that holds until `taken`; DONE goes before the loader's. The copy makes the counters of one
/// reply belong to one cycle. `H` is the number of counters.
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
    /// The counters.
    pub count: Each<Signal<In, Bits<64>>, H>,
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
    header: Reg<Bits<32>>,
    low: Each<Reg<Bits<32>>, H>,
    high: Each<Reg<Bits<32>>, H>,
    left: Reg<Bits<6>>,
    marks: Reg<Bit>,
    idle: Signal<Local, Bit>,
    moves: Signal<Local, Bit>,
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
        dff_setup!(self, clock, header, left, marks);
        self.header.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.marks.reset.next = self.reset.val();
        for i in 0..H {
            self.low[i].clock.next = self.clock.val();
            self.low[i].reset.next = self.reset.val();
            self.low[i].d.next = self.low[i].q.val();
            self.high[i].clock.next = self.clock.val();
            self.high[i].reset.next = self.reset.val();
            self.high[i].d.next = self.high[i].q.val();
        }

        // words leave from the header; the rest moves up: low 0, high 0, low 1, ...
        self.idle.next = self.left.q.val() == 0;
        self.moves.next = !self.idle.val() & self.m_ready.val();
        if self.moves.val() {
            self.left.d.next = self.left.q.val() - 1;
            self.header.d.next = self.low[0].q.val();
            for i in 0..H {
                self.low[i].d.next = self.high[i].q.val();
            }
            for i in 1..H {
                self.high[i - 1].d.next = self.low[i].q.val();
            }
        }

        self.done_taken.next = false;
        self.taken.next = false;
        if self.idle.val() {
            self.marks.d.next = false;
            if self.done.val() {
                self.done_taken.next = true;
                self.marks.d.next = true;
                self.left.d.next = 2.into();
                self.header.d.next = self.done_header.val()
                    | (bit_cast::<32, 1>(self.done_fault.val().into()) << self.argument_shift.val());
                self.low[0].d.next = self.done_address.val();
            } else if self.error.val() {
                self.taken.next = true;
                self.left.d.next = 2.into();
                self.header.d.next = self.error_head.val()
                    | (bit_cast::<32, 8>(self.error_reason.val()) << self.argument_shift.val());
                self.low[0].d.next = self.error_header.val();
            } else if self.hello.val() {
                self.taken.next = true;
                self.left.d.next = 7.into();
                self.header.d.next = self.hello_header.val();
                self.low[0].d.next = self.version.val();
                self.high[0].d.next = self.number.val();
                self.low[1].d.next = self.size.val();
                self.high[1].d.next = self.build.val();
                self.low[2].d.next = self.low_bits.val();
                self.high[2].d.next = self.high_bits.val();
            } else if self.counters.val() {
                self.taken.next = true;
                self.left.d.next = self.counter_words.val();
                self.header.d.next = self.counters_header.val();
                for i in 0..H {
                    self.low[i].d.next = self.count[i].val().get_bits::<32>(0);
                    self.high[i].d.next = self.count[i].val().get_bits::<32>(32);
                }
            }
        }
        self.m_valid.next = !self.idle.val();
        self.m_data.next = self.header.q.val();
        self.m_last.next = self.left.q.val() == 1;
        self.m_marks.next = self.marks.q.val();
    }
}
