//! Requests to the link itself.

use rust_hdl::prelude::*;

use crate::base::Reg;
use golden::link as protocol;

/// Answers the control channel: who the board is, reset, counters.
///
/// ```text
/// word_* -> first payload word -> [request] -- frame --> what to do, and the answer's words
/// ```
/// `frame` says that the words seen last are a good control frame. `reset_core` follows it by a cycle for
/// [`golden::link::REQUEST_RESET`], `unknown` for a request that does not exist (which is answered too). `pending`
/// holds, with the answer's `tag` and `words`, until `take`; `answer` is the answer's word at `address`, which stands for
/// two cycles: of a counter it is there in the second. A request that comes before the answer to the last one has been
/// taken replaces it: a client waits for its answer before it asks again.
#[derive(LogicBlock)]
pub struct Control {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Build hash of the board, a constant.
    pub build_hash: Signal<In, Bits<64>>,
    /// Name of the configuration, a constant.
    pub configuration: Signal<In, Bits<64>>,
    /// A payload word.
    pub word_valid: Signal<In, Bit>,
    /// Its place in the payload.
    pub word_address: Signal<In, Bits<8>>,
    /// The word.
    pub word_data: Signal<In, Bits<32>>,
    /// The words since the last one of address 0 are a good control frame.
    pub frame: Signal<In, Bit>,
    /// The request's tag.
    pub number: Signal<In, Bits<8>>,
    /// An answer is to be sent.
    pub pending: Signal<Out, Bit>,
    /// The tag of its request.
    pub tag: Signal<Out, Bits<8>>,
    /// Its length.
    pub words: Signal<Out, Bits<9>>,
    /// Its frame is started in this cycle.
    pub take: Signal<In, Bit>,
    /// Place of a word in the answer.
    pub address: Signal<In, Bits<8>>,
    /// That word.
    pub answer: Signal<Out, Bits<32>>,
    /// Which counter the answer needs.
    pub select: Signal<Out, Bits<4>>,
    /// Its value, a cycle later.
    pub value: Signal<In, Bits<32>>,
    /// Reset the core and empty the buffers.
    pub reset_core: Signal<Out, Bit>,
    /// A request that does not exist.
    pub unknown: Signal<Out, Bit>,
    hello_head: Constant<Bits<32>>,
    reset_head: Constant<Bits<32>>,
    counters_head: Constant<Bits<32>>,
    unknown_head: Constant<Bits<32>>,
    request: Reg<Bits<8>>,
    operation: Reg<Bits<8>>,
    waiting: Reg<Bit>,
    asked: Reg<Bits<8>>,
    was_reset: Reg<Bit>,
    was_unknown: Reg<Bit>,
    earlier: Signal<Local, Bits<8>>,
}

/// The first word of an answer.
fn head(kind: u8, second: u8, third: u8) -> Constant<Bits<32>> {
    Constant::new(u64::from(u32::from_le_bytes([kind, second, third, 0])).into())
}

impl Control {
    /// The control channel of a board of so many slots.
    pub fn new(slots: u8) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            build_hash: Default::default(),
            configuration: Default::default(),
            word_valid: Default::default(),
            word_address: Default::default(),
            word_data: Default::default(),
            frame: Default::default(),
            number: Default::default(),
            pending: Default::default(),
            tag: Default::default(),
            words: Default::default(),
            take: Default::default(),
            address: Default::default(),
            answer: Default::default(),
            select: Default::default(),
            value: Default::default(),
            reset_core: Default::default(),
            unknown: Default::default(),
            hello_head: head(
                protocol::ANSWER | protocol::REQUEST_HELLO,
                protocol::VERSION,
                slots,
            ),
            reset_head: head(protocol::ANSWER | protocol::REQUEST_RESET, 0, 0),
            counters_head: head(
                protocol::ANSWER | protocol::REQUEST_COUNTERS,
                protocol::COUNTERS.len() as u8,
                0,
            ),
            unknown_head: head(protocol::ANSWER_UNKNOWN, 0, 0),
            request: Default::default(),
            operation: Default::default(),
            waiting: Default::default(),
            asked: Default::default(),
            was_reset: Default::default(),
            was_unknown: Default::default(),
            earlier: Default::default(),
        }
    }
}

impl Logic for Control {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            request,
            operation,
            waiting,
            asked,
            was_reset,
            was_unknown
        );
        self.request.reset.next = self.reset.val();
        self.operation.reset.next = self.reset.val();
        self.waiting.reset.next = self.reset.val();
        self.asked.reset.next = self.reset.val();
        self.was_reset.reset.next = self.reset.val();
        self.was_unknown.reset.next = self.reset.val();

        if self.word_valid.val() && !self.word_address.val().any() {
            self.request.d.next = self.word_data.val().get_bits::<8>(0);
        }
        if self.take.val() {
            self.waiting.d.next = false;
        }
        self.was_reset.d.next = false;
        self.was_unknown.d.next = false;
        if self.frame.val() {
            self.waiting.d.next = true;
            self.operation.d.next = self.request.q.val();
            self.asked.d.next = self.number.val();
            self.was_reset.d.next = self.request.q.val() == 2;
            self.was_unknown.d.next = !self.request.q.val().any() || (self.request.q.val() > 3);
        }

        self.earlier.next = self.address.val() - 1;
        self.select.next = self.earlier.val().get_bits::<4>(0);
        self.words.next = 1.into();
        self.answer.next = self.unknown_head.val() | (bit_cast::<32, 8>(self.operation.q.val()) << 8);
        if self.operation.q.val() == 1 {
            self.words.next = 5.into();
            self.answer.next = self.hello_head.val();
            if self.address.val() == 1 {
                self.answer.next = self.build_hash.val().get_bits::<32>(0);
            } else if self.address.val() == 2 {
                self.answer.next = self.build_hash.val().get_bits::<32>(32);
            } else if self.address.val() == 3 {
                self.answer.next = self.configuration.val().get_bits::<32>(0);
            } else if self.address.val() == 4 {
                self.answer.next = self.configuration.val().get_bits::<32>(32);
            }
        } else if self.operation.q.val() == 2 {
            self.answer.next = self.reset_head.val();
        } else if self.operation.q.val() == 3 {
            self.words.next = 17.into();
            self.answer.next = self.counters_head.val();
            if self.address.val().any() {
                self.answer.next = self.value.val();
            }
        }
        self.pending.next = self.waiting.q.val();
        self.tag.next = self.asked.q.val();
        self.reset_core.next = self.was_reset.q.val();
        self.unknown.next = self.was_unknown.q.val();
    }
}
