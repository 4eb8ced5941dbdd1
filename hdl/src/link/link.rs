//! The whole link.

use rust_hdl::prelude::*;

use super::{CobsDecode, CobsEncode, Control, Counters, FrameRx, FrameTx, Inbox, Outbox, UartRx, UartTx};
use crate::base::{Reg, Stage};

/// The link between a serial line and the core's word streams: `docs/link.md` in hardware.
///
/// ```text
/// rxd -> uart_rx -> cobs_decode -> frame_rx -+-> inbox -> m_* (to the core)
///                                            +-> control -> core_reset
///                             acknowledgements, flags
///                                            v
/// txd <- uart_tx <- cobs_encode <- frame_tx <-- control, acknowledgement, outbox (in this order) <- s_* (of the core)
/// ```
/// A frame that is not good is answered with an acknowledgement that carries [`golden::link::FLAG_REPEAT`]; so is a
/// packet ahead of the expected one. Every packet from the host and every slot that falls free is acknowledged at
/// once, together where several come while a frame is being sent. A request for reset empties both boxes and holds
/// `core_reset` high for 8 cycles.
#[derive(LogicBlock)]
pub struct Link {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The line from the host; may change at any time.
    pub rxd: Signal<In, Bit>,
    /// The line to the host.
    pub txd: Signal<Out, Bit>,
    /// [`golden::link::build_hash`] of the board, tied to a constant.
    pub build_hash: Signal<In, Bits<64>>,
    /// [`golden::link::configuration_word`] of the board, tied to a constant.
    pub configuration: Signal<In, Bits<64>>,
    /// The host wants the core reset.
    pub core_reset: Signal<Out, Bit>,
    /// A word for the core is offered.
    pub m_valid: Signal<Out, Bit>,
    /// The core takes it in this cycle.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    /// The core offers a word.
    pub s_valid: Signal<In, Bit>,
    /// It is taken in this cycle.
    pub s_ready: Signal<Out, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// It is the packet's last.
    pub s_last: Signal<In, Bit>,
    uart_rx: UartRx,
    cobs_decode: CobsDecode,
    frame_rx: FrameRx,
    inbox: Inbox,
    control: Control,
    counters: Counters,
    outbox: Outbox,
    // the word that goes out next: a memory is slow to show it
    word: Reg<Bits<32>>,
    frame_tx: FrameTx,
    // the byte between them; one in two cycles is more than the line takes
    offered: Stage,
    offered_byte: Reg<Bits<8>>,
    cobs_encode: CobsEncode,
    uart_tx: UartTx,
    for_core: Signal<Local, Bit>,
    for_control: Signal<Local, Bit>,
    bare: Signal<Local, Bit>,
    bad: Signal<Local, Bit>,
    resetting: Reg<Bits<3>>,
    clear: Signal<Local, Bit>,
    answer_wanted: Reg<Bit>,
    repeat_wanted: Reg<Bit>,
    poll_tag: Reg<Bits<8>>,
    start: Signal<Local, Bit>,
    idle: Signal<Local, Bit>,
    take_control: Signal<Local, Bit>,
    take_outbox: Signal<Local, Bit>,
    from_control: Reg<Bit>,
}

impl Link {
    /// A link at `clocks_per_bit` clocks a bit, which waits `timeout` clocks for the host to acknowledge a packet and
    /// sends it again at most `retries` times before it waits for a sign of the host. It keeps `slots` packets, 2 or 4, in
    /// either direction.
    pub fn new(clocks_per_bit: u16, timeout: u32, retries: u8, slots: u8) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            rxd: Default::default(),
            txd: Default::default(),
            build_hash: Default::default(),
            configuration: Default::default(),
            core_reset: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            uart_rx: UartRx::new(clocks_per_bit),
            cobs_decode: Default::default(),
            frame_rx: Default::default(),
            inbox: Inbox::new(slots),
            control: Control::new(slots),
            counters: Default::default(),
            outbox: Outbox::new(timeout, retries, slots),
            word: Default::default(),
            frame_tx: Default::default(),
            offered: Default::default(),
            offered_byte: Default::default(),
            cobs_encode: Default::default(),
            uart_tx: UartTx::new(clocks_per_bit),
            for_core: Default::default(),
            for_control: Default::default(),
            bare: Default::default(),
            bad: Default::default(),
            resetting: Default::default(),
            clear: Default::default(),
            answer_wanted: Default::default(),
            repeat_wanted: Default::default(),
            poll_tag: Default::default(),
            start: Default::default(),
            idle: Default::default(),
            take_control: Default::default(),
            take_outbox: Default::default(),
            from_control: Default::default(),
        }
    }
}

impl Logic for Link {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            resetting,
            answer_wanted,
            repeat_wanted,
            poll_tag,
            from_control,
            offered_byte,
            word
        );
        self.word.reset.next = self.reset.val();
        clock!(
            self,
            clock,
            uart_rx,
            cobs_decode,
            frame_rx,
            inbox,
            control,
            counters,
            outbox,
            frame_tx,
            offered,
            cobs_encode,
            uart_tx
        );
        self.uart_rx.reset.next = self.reset.val();
        self.cobs_decode.reset.next = self.reset.val();
        self.frame_rx.reset.next = self.reset.val();
        self.inbox.reset.next = self.reset.val();
        self.control.reset.next = self.reset.val();
        self.counters.reset.next = self.reset.val();
        self.outbox.reset.next = self.reset.val();
        self.frame_tx.reset.next = self.reset.val();
        self.offered.reset.next = self.reset.val();
        self.offered_byte.reset.next = self.reset.val();
        self.cobs_encode.reset.next = self.reset.val();
        self.uart_tx.reset.next = self.reset.val();
        self.resetting.reset.next = self.reset.val();
        self.answer_wanted.reset.next = self.reset.val();
        self.repeat_wanted.reset.next = self.reset.val();
        self.from_control.reset.next = self.reset.val();

        // Line to frames.
        self.uart_rx.rxd.next = self.rxd.val();
        self.cobs_decode.s_valid.next = self.uart_rx.m_valid.val();
        self.cobs_decode.s_data.next = self.uart_rx.m_data.val();
        self.frame_rx.s_valid.next = self.cobs_decode.m_valid.val();
        self.frame_rx.s_data.next = self.cobs_decode.m_data.val();
        self.frame_rx.s_end.next = self.cobs_decode.m_end.val();
        self.frame_rx.s_good.next = self.cobs_decode.m_good.val();

        // Frames to whom they are for.
        self.for_core.next = self.frame_rx.m_valid.val() && (self.frame_rx.m_channel.val() == 0);
        self.for_control.next = self.frame_rx.m_valid.val() && (self.frame_rx.m_channel.val() == 1);
        self.bare.next = self.frame_rx.m_valid.val() && (self.frame_rx.m_channel.val() == 2);
        self.inbox.word_valid.next = self.frame_rx.word_valid.val();
        self.inbox.word_address.next = self.frame_rx.word_address.val();
        self.inbox.word_data.next = self.frame_rx.word_data.val();
        self.inbox.word_last.next = self.frame_rx.word_last.val();
        self.inbox.frame.next = self.for_core.val();
        self.inbox.number.next = self.frame_rx.m_number.val();
        self.control.word_valid.next = self.frame_rx.word_valid.val();
        self.control.word_address.next = self.frame_rx.word_address.val();
        self.control.word_data.next = self.frame_rx.word_data.val();
        self.control.frame.next = self.for_control.val();
        self.control.number.next = self.frame_rx.m_number.val();
        self.outbox.acknowledge.next = self.for_core.val() || self.bare.val();
        self.outbox.acknowledged.next = self.frame_rx.m_acknowledge.val();
        self.outbox.again.next = self.frame_rx.m_flags.val().get_bit(1);
        self.outbox.alive.next = self.frame_rx.m_valid.val();

        // The core's streams.
        self.m_valid.next = self.inbox.m_valid.val();
        self.m_data.next = self.inbox.m_data.val();
        self.m_last.next = self.inbox.m_last.val();
        self.inbox.m_ready.next = self.m_ready.val();
        self.outbox.s_valid.next = self.s_valid.val();
        self.outbox.s_data.next = self.s_data.val();
        self.outbox.s_last.next = self.s_last.val();
        self.s_ready.next = self.outbox.s_ready.val();

        // Reset on request.
        self.control.build_hash.next = self.build_hash.val();
        self.control.configuration.next = self.configuration.val();
        if self.resetting.q.val().any() {
            self.resetting.d.next = self.resetting.q.val() - 1;
        }
        if self.control.reset_core.val() {
            self.resetting.d.next = 7.into();
        }
        self.clear.next = self.control.reset_core.val() || self.resetting.q.val().any();
        self.core_reset.next = self.clear.val();
        self.inbox.clear.next = self.clear.val();
        self.outbox.clear.next = self.clear.val();
        self.poll_tag.reset.next = self.reset.val() || self.clear.val();

        // What to send next.
        self.idle.next = self.frame_tx.s_ready.val();
        self.start.next = self.control.pending.val() || self.answer_wanted.q.val() || self.outbox.ready.val();
        self.take_control.next = self.idle.val() && self.control.pending.val();
        self.take_outbox.next = self.idle.val()
            && self.outbox.ready.val()
            && !self.control.pending.val()
            && !self.answer_wanted.q.val();
        self.control.take.next = self.take_control.val();
        self.outbox.take.next = self.take_outbox.val();
        self.outbox.sending.next = !self.idle.val();
        self.frame_tx.s_valid.next = self.start.val();
        self.frame_tx.s_acknowledge.next = self.inbox.expected.val();
        self.frame_tx.s_credit.next = self.inbox.credit.val();
        self.frame_tx.s_flags.next = 0.into();
        if self.control.pending.val() {
            self.frame_tx.s_channel.next = 1.into();
            self.frame_tx.s_number.next = self.control.tag.val();
            self.frame_tx.s_words.next = self.control.words.val();
        } else if self.answer_wanted.q.val() {
            self.frame_tx.s_channel.next = 2.into();
            self.frame_tx.s_number.next = self.poll_tag.q.val();
            self.frame_tx.s_words.next = 0.into();
            if self.repeat_wanted.q.val() {
                self.frame_tx.s_flags.next = 2.into();
            }
        } else {
            self.frame_tx.s_channel.next = 0.into();
            self.frame_tx.s_number.next = self.outbox.number.val();
            self.frame_tx.s_words.next = self.outbox.words.val();
        }
        if self.idle.val() && self.start.val() {
            self.from_control.d.next = self.control.pending.val();
            if !self.control.pending.val() {
                self.answer_wanted.d.next = false;
                self.repeat_wanted.d.next = false;
            }
        }

        // Payload words, frame to line.
        self.control.address.next = self.frame_tx.word_address.val();
        self.outbox.word_read.next = self.frame_tx.word_read.val();
        self.outbox.word_address.next = self.frame_tx.word_address.val();
        self.word.d.next = self.outbox.word_data.val();
        if self.from_control.q.val() {
            self.word.d.next = self.control.answer.val();
        }
        self.frame_tx.word_data.next = self.word.q.val();
        self.offered.s_valid.next = self.frame_tx.m_valid.val() & !self.offered.m_valid.val();
        self.offered.s_last.next = self.frame_tx.m_last.val();
        self.frame_tx.m_ready.next = !self.offered.m_valid.val();
        if self.offered.load.val() {
            self.offered_byte.d.next = self.frame_tx.m_data.val();
        }
        self.cobs_encode.s_valid.next = self.offered.m_valid.val();
        self.cobs_encode.s_data.next = self.offered_byte.q.val();
        self.cobs_encode.s_last.next = self.offered.m_last.val();
        self.offered.m_ready.next = self.cobs_encode.s_ready.val();
        self.uart_tx.s_valid.next = self.cobs_encode.m_valid.val();
        self.uart_tx.s_data.next = self.cobs_encode.m_data.val();
        self.cobs_encode.m_ready.next = self.uart_tx.s_ready.val();
        self.txd.next = self.uart_tx.txd.val();

        // What calls for an acknowledgement; after the lines above, so that nothing new is lost.
        self.bad.next = self.frame_rx.bad_cobs.val()
            || self.frame_rx.bad_size.val()
            || self.frame_rx.bad_crc.val()
            || self.frame_rx.unknown_version.val()
            || self.frame_rx.unknown_channel.val();
        if self.bare.val() && self.frame_rx.m_flags.val().get_bit(0) {
            self.poll_tag.d.next = self.frame_rx.m_number.val();
            self.answer_wanted.d.next = true;
        }
        if self.inbox.arrived.val() || self.inbox.freed.val() {
            self.answer_wanted.d.next = true;
        }
        if self.bad.val() || self.inbox.gap.val() {
            self.answer_wanted.d.next = true;
            self.repeat_wanted.d.next = true;
        }

        // Counters.
        self.counters.read.next = self.frame_tx.word_read.val();
        self.counters.select.next = self.control.select.val();
        self.control.value.next = self.counters.value.val();
        self.counters.good.next = self.frame_rx.m_valid.val();
        self.counters.bad_cobs.next = self.frame_rx.bad_cobs.val();
        self.counters.bad_size.next = self.frame_rx.bad_size.val();
        self.counters.bad_crc.next = self.frame_rx.bad_crc.val();
        self.counters.unknown_version.next = self.frame_rx.unknown_version.val();
        self.counters.unknown_channel.next = self.frame_rx.unknown_channel.val();
        self.counters.unknown_request.next = self.control.unknown.val();
        self.counters.duplicates.next = self.inbox.duplicate.val();
        self.counters.gaps.next = self.inbox.gap.val();
        self.counters.no_room.next = self.inbox.no_room.val();
        self.counters.retransmitted.next = self.outbox.retransmitted.val();
        self.counters.gave_up.next = self.outbox.gave_up.val();
        self.counters.framing_errors.next = self.uart_rx.framing_error.val();
        self.counters.breaks.next = self.uart_rx.line_break.val();
        self.counters.packets_to_core.next = self.inbox.freed.val();
        self.counters.packets_from_core.next = self.outbox.completed.val();
    }
}
