//! The port of a PCIe board.

use rust_hdl::prelude::*;

use super::{Answer, Delimit, Gather, Traffic, Watch};
use crate::base::{Reg, Stage};

/// The port between a DMA engine's two streams and the core's: `docs/link.md`, PCIe, in hardware.
///
/// ```text
/// s_axis_* -> [stage] -> whose? -+-> [delimit] -> m_* (to the core)
///                                +-> [answer] ----.   [watch] -> core_reset
///                                '-> dropped       v
/// m_axis_* <------------- [gather] <------------- which <- s_* (of the core)
/// ```
/// Words of the host are the core's packets, one behind the other, of at most 256 words. Packets of the opcodes from
/// [`golden::link::pcie::OWN`] on are the port's own, and so are their answers, which go out between packets of the
/// core. Dropped, and counted, are a beat of one to three bytes, a header that announces more than 255 words, and, from
/// the day on that the core was given up, every packet for it until the next RESET. RESET and giving up hold
/// `core_reset` high for 8 cycles and drop what is under way to the core; what the core has sent goes out. A request
/// waits while another one's answer is under way; RESET takes the place of one that waits.
///
/// One word a cycle each way; latency 2 to the core, 2 from it and what [`Gather`] waits for. No offer on `m_axis_*` is
/// withdrawn, by a reset of the core neither.
#[derive(LogicBlock)]
pub struct Port {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// [`golden::link::build_hash`] of the board, tied to a constant.
    pub build_hash: Signal<In, Bits<64>>,
    /// [`golden::link::configuration_word`] of the board, tied to a constant.
    pub configuration: Signal<In, Bits<64>>,
    /// The host offers a beat.
    pub s_axis_tvalid: Signal<In, Bit>,
    /// It would be taken.
    pub s_axis_tready: Signal<Out, Bit>,
    /// The word, its first byte lowest.
    pub s_axis_tdata: Signal<In, Bits<32>>,
    /// Which bytes are there: all, or the beat is dropped; none is what width converters leave of a transfer's end.
    pub s_axis_tkeep: Signal<In, Bits<4>>,
    /// Where a transfer ends: not read.
    pub s_axis_tlast: Signal<In, Bit>,
    /// A word for the host is offered.
    pub m_axis_tvalid: Signal<Out, Bit>,
    /// It is taken.
    pub m_axis_tready: Signal<In, Bit>,
    /// The word.
    pub m_axis_tdata: Signal<Out, Bits<32>>,
    /// All bytes of it.
    pub m_axis_tkeep: Signal<Out, Bits<4>>,
    /// It is the last of a block.
    pub m_axis_tlast: Signal<Out, Bit>,
    /// The core is to be reset.
    pub core_reset: Signal<Out, Bit>,
    /// A word for the core is offered.
    pub m_valid: Signal<Out, Bit>,
    /// The core takes it.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    /// The core offers a word.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// It is the packet's last.
    pub s_last: Signal<In, Bit>,
    stage: Stage,
    word: Reg<Bits<32>>,
    delimit: Delimit,
    answer: Answer,
    gather: Gather,
    traffic: Traffic,
    watch: Watch,
    one: Constant<Bits<8>>,
    reset_opcode: Constant<Bits<8>>,
    unknown: Constant<Bits<8>>,
    whole: Signal<Local, Bit>,
    body: Signal<Local, Bit>,
    long: Signal<Local, Bit>,
    opcode: Signal<Local, Bits<8>>,
    is_own: Signal<Local, Bit>,
    is_gone: Signal<Local, Bit>,
    is_request: Signal<Local, Bit>,
    is_reset: Signal<Local, Bit>,
    ends: Signal<Local, Bit>,
    own_ready: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    asks: Signal<Local, Bit>,
    restarts: Signal<Local, Bit>,
    clear: Signal<Local, Bit>,
    core_word: Signal<Local, Bit>,
    core_moves: Signal<Local, Bit>,
    left: Reg<Bits<8>>,
    own: Reg<Bit>,
    gone: Reg<Bit>,
    request: Reg<Bits<8>>,
    closed: Reg<Bit>,
    clearing: Reg<Bits<4>>,
    amid: Reg<Bit>,
}

impl Port {
    /// A port that sends blocks of at most `block` words (1 to 2^24), ends one `patience` cycles behind a packet that
    /// none follows, and gives the core up when it lets a word wait for `watch` cycles without giving one.
    pub fn new(block: u32, patience: u16, watch: u32) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            build_hash: Default::default(),
            configuration: Default::default(),
            s_axis_tvalid: Default::default(),
            s_axis_tready: Default::default(),
            s_axis_tdata: Default::default(),
            s_axis_tkeep: Default::default(),
            s_axis_tlast: Default::default(),
            m_axis_tvalid: Default::default(),
            m_axis_tready: Default::default(),
            m_axis_tdata: Default::default(),
            m_axis_tkeep: Default::default(),
            m_axis_tlast: Default::default(),
            core_reset: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            stage: Default::default(),
            word: Default::default(),
            delimit: Default::default(),
            answer: Default::default(),
            gather: Gather::new(block, patience),
            traffic: Default::default(),
            watch: Watch::new(watch),
            one: Constant::new(1.into()),
            reset_opcode: Constant::new(u64::from(golden::link::pcie::REQUEST_RESET).into()),
            unknown: Constant::new((u64::from(golden::link::pcie::REQUEST_COUNTERS) + 1).into()),
            whole: Default::default(),
            body: Default::default(),
            long: Default::default(),
            opcode: Default::default(),
            is_own: Default::default(),
            is_gone: Default::default(),
            is_request: Default::default(),
            is_reset: Default::default(),
            ends: Default::default(),
            own_ready: Default::default(),
            takes: Default::default(),
            asks: Default::default(),
            restarts: Default::default(),
            clear: Default::default(),
            core_word: Default::default(),
            core_moves: Default::default(),
            left: Default::default(),
            own: Default::default(),
            gone: Default::default(),
            request: Default::default(),
            closed: Default::default(),
            clearing: Default::default(),
            amid: Default::default(),
        }
    }
}

impl Logic for Port {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, word, left, own, gone, request, closed, clearing, amid);
        clock!(self, clock, stage, delimit, answer, gather, traffic, watch);
        self.clear.next = self.clearing.q.val().any();
        self.word.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.own.reset.next = self.reset.val();
        self.gone.reset.next = self.reset.val();
        self.request.reset.next = self.reset.val();
        self.closed.reset.next = self.reset.val();
        self.clearing.reset.next = self.reset.val();
        self.amid.reset.next = self.reset.val() | self.clear.val();
        self.stage.reset.next = self.reset.val();
        self.answer.reset.next = self.reset.val();
        self.gather.reset.next = self.reset.val();
        self.traffic.reset.next = self.reset.val();
        self.watch.reset.next = self.reset.val();
        self.delimit.reset.next = self.reset.val() | self.clear.val();

        // The host's words, whole ones.
        self.whole.next = self.s_axis_tkeep.val() == 15;
        self.stage.s_valid.next = self.s_axis_tvalid.val() & self.whole.val();
        self.stage.s_last.next = false;
        self.s_axis_tready.next = self.stage.s_ready.val();
        if self.stage.load.val() {
            self.word.d.next = self.s_axis_tdata.val();
        }

        // Whose is the packet that this word is of?
        self.body.next = self.left.q.val().any();
        self.opcode.next = self.word.q.val().get_bits::<8>(24);
        self.long.next = !self.body.val() & self.word.q.val().get_bits::<8>(8).any();
        self.is_own.next = (self.opcode.val().get_bits::<4>(4) == 15) & !self.long.val();
        self.is_gone.next = self.long.val() | (self.closed.q.val() & !self.is_own.val());
        self.ends.next = self.long.val() | !self.word.q.val().get_bits::<8>(0).any();
        if self.body.val() {
            self.opcode.next = self.request.q.val();
            self.is_own.next = self.own.q.val();
            self.is_gone.next = self.gone.q.val();
            self.ends.next = self.left.q.val() == self.one.val();
        }
        self.is_request.next = self.opcode.val() < self.unknown.val();
        self.is_reset.next = self.opcode.val() == self.reset_opcode.val();

        // To the core, to the answers, or nowhere.
        self.own_ready.next = !self.is_request.val()
            | (!self.answer.sending.val() & (!self.answer.waiting.val() | self.is_reset.val()));
        self.stage.m_ready.next = self.delimit.s_ready.val() & !self.clear.val();
        self.delimit.s_valid.next =
            self.stage.m_valid.val() & !self.is_own.val() & !self.is_gone.val() & !self.clear.val();
        if self.is_gone.val() {
            self.stage.m_ready.next = true;
        } else if self.is_own.val() {
            self.stage.m_ready.next = self.own_ready.val();
        }
        self.delimit.s_data.next = self.word.q.val();
        self.takes.next = self.stage.m_valid.val() & self.stage.m_ready.val();
        self.asks.next = self.takes.val() & self.is_own.val() & self.is_request.val();
        self.answer.forget.next = self.asks.val() & self.is_reset.val();
        self.answer.word_valid.next = self.asks.val() & self.body.val();
        self.answer.word_data.next = self.word.q.val();
        self.answer.request.next = self.asks.val() & self.ends.val();
        self.answer.operation.next = self.opcode.val().get_bits::<4>(0);
        if self.takes.val() {
            self.left.d.next = self.word.q.val().get_bits::<8>(0);
            if self.long.val() {
                self.left.d.next = 0.into();
            }
            if self.body.val() {
                self.left.d.next = self.left.q.val() - 1;
            }
            self.own.d.next = self.is_own.val();
            self.gone.d.next = self.is_gone.val();
            self.request.d.next = self.opcode.val();
        }

        // Reset on request, or when the core is given up: the rest of its packet is then dropped.
        self.watch.blocked.next = self.delimit.m_valid.val() & !self.m_ready.val();
        self.watch.moved.next = self.s_valid.val() | self.clear.val();
        self.restarts.next = self.asks.val() & self.ends.val() & self.is_reset.val();
        if self.clear.val() {
            self.clearing.d.next = self.clearing.q.val() - 1;
        }
        if self.watch.expired.val() {
            self.clearing.d.next = 8.into();
            self.closed.d.next = true;
            self.gone.d.next = !self.is_own.val();
        }
        if self.restarts.val() {
            self.clearing.d.next = 8.into();
            self.closed.d.next = false;
        }
        self.core_reset.next = self.clear.val();

        // The core's streams.
        self.m_valid.next = self.delimit.m_valid.val() & !self.clear.val();
        self.m_data.next = self.delimit.m_data.val();
        self.m_last.next = self.delimit.m_last.val();
        self.delimit.m_ready.next = self.m_ready.val() & !self.clear.val();
        self.core_word.next =
            self.s_valid.val() & !self.clear.val() & !self.answer.starts.val() & !self.answer.sending.val();
        self.core_moves.next = self.core_word.val() & self.gather.s_ready.val();
        self.s_ready.next = self.gather.s_ready.val()
            & !self.clear.val()
            & !self.answer.starts.val()
            & !self.answer.sending.val();
        if self.core_moves.val() {
            self.amid.d.next = !self.s_last.val();
        }

        // Answers go between packets.
        self.answer.build_hash.next = self.build_hash.val();
        self.answer.configuration.next = self.configuration.val();
        self.answer.enable.next = !self.amid.q.val() & !self.clear.val();
        self.answer.m_ready.next = self.gather.s_ready.val();
        self.gather.s_valid.next = self.core_word.val() | self.answer.sending.val();
        self.gather.s_data.next = self.s_data.val();
        self.gather.s_last.next = self.s_last.val();
        if self.answer.sending.val() {
            self.gather.s_data.next = self.answer.m_data.val();
            self.gather.s_last.next = self.answer.m_last.val();
        }
        self.m_axis_tvalid.next = self.gather.m_valid.val();
        self.m_axis_tdata.next = self.gather.m_data.val();
        self.m_axis_tlast.next = self.gather.m_last.val();
        self.m_axis_tkeep.next = 15.into();
        self.gather.m_ready.next = self.m_axis_tready.val();

        // Counters.
        self.traffic.words_in.next = self.stage.load.val();
        self.traffic.words_out.next = self.gather.m_valid.val() & self.m_axis_tready.val();
        self.traffic.stalls_in.next = self.s_axis_tvalid.val() & !self.stage.s_ready.val();
        self.traffic.stalls_out.next = self.gather.m_valid.val() & !self.m_axis_tready.val();
        self.traffic.packets_to_core.next =
            self.delimit.m_valid.val() & self.delimit.m_last.val() & self.m_ready.val() & !self.clear.val();
        self.traffic.packets_from_core.next = self.core_moves.val() & self.s_last.val();
        self.traffic.dropped.next = (self.s_axis_tvalid.val()
            & self.stage.s_ready.val()
            & self.s_axis_tkeep.val().any()
            & !self.whole.val())
            | (self.takes.val() & self.is_gone.val());
        self.traffic.expired.next = self.watch.expired.val();
        self.traffic.select.next = self.answer.select.val();
        self.answer.value.next = self.traffic.value.val();
    }
}
