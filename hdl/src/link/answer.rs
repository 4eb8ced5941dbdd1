//! The answers of a PCIe port.

use rust_hdl::prelude::*;

use crate::base::Reg;
use golden::link::pcie;

/// Keeps a request of the port until it can be answered, and answers it: [`golden::link::pcie`].
///
/// ```text
/// word_* -> [nonce high] -> [nonce low]
/// request -> [waiting] -- enable --> [sending, index] --> m_*
/// ```
/// The nonce is the last two words of the request's body. An answer is given a word a cycle: its header, the nonce, and
/// what the request asks for. `starts` is high in the cycle before the first of them. No word and no request may come
/// while an answer is `waiting` or `sending`, but for `forget` with the request that takes a waiting one's place.
#[derive(LogicBlock)]
pub struct Answer {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// [`golden::link::build_hash`] of the board, a constant.
    pub build_hash: Signal<In, Bits<64>>,
    /// [`golden::link::configuration_word`] of the board, a constant.
    pub configuration: Signal<In, Bits<64>>,
    /// A word of a request's body.
    pub word_valid: Signal<In, Bit>,
    /// The word.
    pub word_data: Signal<In, Bits<32>>,
    /// A request is complete with the word of this cycle.
    pub request: Signal<In, Bit>,
    /// Its opcode's low half: 0 HELLO, 1 RESET, 2 COUNTERS.
    pub operation: Signal<In, Bits<4>>,
    /// The request that waits will not be answered.
    pub forget: Signal<In, Bit>,
    /// An answer may begin.
    pub enable: Signal<In, Bit>,
    /// A request waits.
    pub waiting: Signal<Out, Bit>,
    /// It will be answered from the next cycle on.
    pub starts: Signal<Out, Bit>,
    /// An answer is under way: its word is offered.
    pub sending: Signal<Out, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the answer's last.
    pub m_last: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// Which counter the answer needs.
    pub select: Signal<Out, Bits<4>>,
    /// Its value.
    pub value: Signal<In, Bits<32>>,
    hello_head: Constant<Bits<32>>,
    reset_head: Constant<Bits<32>>,
    counters_head: Constant<Bits<32>>,
    hello_end: Constant<Bits<4>>,
    reset_end: Constant<Bits<4>>,
    counters_end: Constant<Bits<4>>,
    final_index: Signal<Local, Bits<4>>,
    head: Signal<Local, Bits<32>>,
    extra: Signal<Local, Bits<32>>,
    asked: Reg<Bits<4>>,
    nonce_low: Reg<Bits<32>>,
    nonce_high: Reg<Bits<32>>,
    held: Reg<Bit>,
    active: Reg<Bit>,
    index: Reg<Bits<4>>,
}

/// The header of an answer of so many words, and the place of its last one.
fn shape(opcode: u8, words: usize) -> (Constant<Bits<32>>, Constant<Bits<4>>) {
    (
        Constant::new(u64::from(pcie::header(opcode, words)).into()),
        Constant::new((words as u64).into()),
    )
}

impl Default for Answer {
    fn default() -> Self {
        let (hello_head, hello_end) = shape(pcie::REQUEST_HELLO, pcie::HELLO_WORDS);
        let (reset_head, reset_end) = shape(pcie::REQUEST_RESET, pcie::NONCE_WORDS);
        let words = pcie::NONCE_WORDS + pcie::COUNTERS.len();
        let (counters_head, counters_end) = shape(pcie::REQUEST_COUNTERS, words);
        Self {
            clock: Default::default(),
            reset: Default::default(),
            build_hash: Default::default(),
            configuration: Default::default(),
            word_valid: Default::default(),
            word_data: Default::default(),
            request: Default::default(),
            operation: Default::default(),
            forget: Default::default(),
            enable: Default::default(),
            waiting: Default::default(),
            starts: Default::default(),
            sending: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            m_ready: Default::default(),
            select: Default::default(),
            value: Default::default(),
            hello_head,
            reset_head,
            counters_head,
            hello_end,
            reset_end,
            counters_end,
            final_index: Default::default(),
            head: Default::default(),
            extra: Default::default(),
            asked: Default::default(),
            nonce_low: Default::default(),
            nonce_high: Default::default(),
            held: Default::default(),
            active: Default::default(),
            index: Default::default(),
        }
    }
}

impl Logic for Answer {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, asked, nonce_low, nonce_high, held, active, index);
        self.asked.reset.next = self.reset.val();
        self.nonce_low.reset.next = self.reset.val();
        self.nonce_high.reset.next = self.reset.val();
        self.held.reset.next = self.reset.val();
        self.active.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();

        if self.word_valid.val() {
            self.nonce_low.d.next = self.nonce_high.q.val();
            self.nonce_high.d.next = self.word_data.val();
        }
        self.starts.next = self.held.q.val() & self.enable.val() & !self.active.q.val() & !self.forget.val();
        if self.starts.val() {
            self.held.d.next = false;
            self.active.d.next = true;
            self.index.d.next = 0.into();
        }
        if self.forget.val() {
            self.held.d.next = false;
        }
        if self.request.val() {
            self.held.d.next = true;
            self.asked.d.next = self.operation.val();
        }

        // what is asked for, behind the nonce
        self.select.next = self.index.q.val() - 3;
        self.final_index.next = self.reset_end.val();
        self.head.next = self.reset_head.val();
        self.extra.next = self.value.val();
        if self.asked.q.val() == 0 {
            self.final_index.next = self.hello_end.val();
            self.head.next = self.hello_head.val();
            self.extra.next = self.configuration.val().get_bits::<32>(32);
            if self.index.q.val() == 3 {
                self.extra.next = self.build_hash.val().get_bits::<32>(0);
            } else if self.index.q.val() == 4 {
                self.extra.next = self.build_hash.val().get_bits::<32>(32);
            } else if self.index.q.val() == 5 {
                self.extra.next = self.configuration.val().get_bits::<32>(0);
            }
        } else if self.asked.q.val() == 2 {
            self.final_index.next = self.counters_end.val();
            self.head.next = self.counters_head.val();
        }
        self.m_data.next = self.extra.val();
        if self.index.q.val() == 0 {
            self.m_data.next = self.head.val();
        } else if self.index.q.val() == 1 {
            self.m_data.next = self.nonce_low.q.val();
        } else if self.index.q.val() == 2 {
            self.m_data.next = self.nonce_high.q.val();
        }
        self.m_last.next = self.index.q.val() == self.final_index.val();
        if self.active.q.val() & self.m_ready.val() {
            self.index.d.next = self.index.q.val() + 1;
            if self.m_last.val() {
                self.active.d.next = false;
            }
        }
        self.waiting.next = self.held.q.val();
        self.sending.next = self.active.q.val();
    }
}
