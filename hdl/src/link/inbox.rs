//! Packets on their way to the core.

use rust_hdl::prelude::*;

use crate::base::{Reg, Store};

/// Keeps checked packets for the core: two or four slots of 256 words, in order, each packet exactly once.
///
/// ```text
/// word_* -> slot `expected` of [slots x 256 x 33 memory] -> slot `delivering` -> m_* -> core
///                 frame, number: is it the one? then expected + 1
/// ```
/// Words are written into the free slot as they come, whatever frame they belong to; a frame counts from `frame` on,
/// which comes once its checksum was right. One cycle later `arrived`, and with it what became of the packet: the packet whose number is `expected` is kept;
/// `duplicate` (up to 128 numbers back) and `gap` (ahead) are dropped; `no_room` is the right packet while no slot
/// was free when its first word came. `credit` is the number of free slots. A word a cycle goes to the core, the first
/// 2 cycles after `frame`; the slot is free again, with `freed` for a cycle, once the last word was taken. Sequence
/// numbers count modulo 256; a slot is their lowest bit or two. `clear` empties all and expects packet 0.
#[derive(LogicBlock)]
pub struct Inbox {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Forget everything.
    pub clear: Signal<In, Bit>,
    /// A payload word.
    pub word_valid: Signal<In, Bit>,
    /// Its place in the payload.
    pub word_address: Signal<In, Bits<8>>,
    /// The word.
    pub word_data: Signal<In, Bits<32>>,
    /// It is the payload's last.
    pub word_last: Signal<In, Bit>,
    /// The words since the last one of address 0 are a good frame of the core's channel.
    pub frame: Signal<In, Bit>,
    /// Its sequence number.
    pub number: Signal<In, Bits<8>>,
    /// The number of the packet that is taken next.
    pub expected: Signal<Out, Bits<8>>,
    /// Free slots.
    pub credit: Signal<Out, Bits<3>>,
    /// A packet came, whatever became of it.
    pub arrived: Signal<Out, Bit>,
    /// A packet that had been taken before was dropped.
    pub duplicate: Signal<Out, Bit>,
    /// A packet ahead of the expected one was dropped.
    pub gap: Signal<Out, Bit>,
    /// The expected packet was dropped for want of a slot.
    pub no_room: Signal<Out, Bit>,
    /// The core has taken a whole packet.
    pub freed: Signal<Out, Bit>,
    /// A word for the core is offered.
    pub m_valid: Signal<Out, Bit>,
    /// The core takes it in this cycle.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    last_mark: Constant<Bits<33>>,
    slots: Constant<Bits<8>>,
    slot_mask: Constant<Bits<2>>,
    slot_in: Signal<Local, Bits<2>>,
    slot_out: Signal<Local, Bits<2>>,
    restart: Signal<Local, Bit>,
    words: Store<Bits<33>, 10>,
    next_number: Reg<Bits<8>>,
    delivering: Reg<Bits<8>>,
    open: Reg<Bit>,
    writable: Signal<Local, Bit>,
    held: Signal<Local, Bits<8>>,
    free: Signal<Local, Bits<8>>,
    behind: Signal<Local, Bits<8>>,
    valid: Reg<Bit>,
    position: Reg<Bits<8>>,
    next_position: Signal<Local, Bits<8>>,
    was_frame: Reg<Bit>,
    was_duplicate: Reg<Bit>,
    was_gap: Reg<Bit>,
    was_no_room: Reg<Bit>,
    was_freed: Reg<Bit>,
}

impl Inbox {
    /// An inbox of 2 or 4 slots.
    pub fn new(slots: u8) -> Self {
        assert!(slots == 2 || slots == 4, "two slots or four");
        Self {
            clock: Default::default(),
            reset: Default::default(),
            clear: Default::default(),
            word_valid: Default::default(),
            word_address: Default::default(),
            word_data: Default::default(),
            word_last: Default::default(),
            frame: Default::default(),
            number: Default::default(),
            expected: Default::default(),
            credit: Default::default(),
            arrived: Default::default(),
            duplicate: Default::default(),
            gap: Default::default(),
            no_room: Default::default(),
            freed: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            last_mark: Constant::new((1u64 << 32).into()),
            slots: Constant::new(u64::from(slots).into()),
            slot_mask: Constant::new(u64::from(slots - 1).into()),
            slot_in: Default::default(),
            slot_out: Default::default(),
            restart: Default::default(),
            words: Store::of_words(256 * u64::from(slots)),
            next_number: Default::default(),
            delivering: Default::default(),
            open: Default::default(),
            writable: Default::default(),
            held: Default::default(),
            free: Default::default(),
            behind: Default::default(),
            valid: Default::default(),
            position: Default::default(),
            next_position: Default::default(),
            was_frame: Default::default(),
            was_duplicate: Default::default(),
            was_gap: Default::default(),
            was_no_room: Default::default(),
            was_freed: Default::default(),
        }
    }
}

impl Logic for Inbox {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            was_frame,
            next_number,
            delivering,
            open,
            valid,
            position,
            was_duplicate,
            was_gap,
            was_no_room,
            was_freed
        );
        self.restart.next = self.reset.val() || self.clear.val();
        self.words.clock.next = self.clock.val();
        self.next_number.reset.next = self.restart.val();
        self.delivering.reset.next = self.restart.val();
        self.open.reset.next = self.restart.val();
        self.valid.reset.next = self.restart.val();
        self.position.reset.next = self.restart.val();
        self.was_frame.reset.next = self.restart.val();
        self.was_duplicate.reset.next = self.restart.val();
        self.was_gap.reset.next = self.restart.val();
        self.was_no_room.reset.next = self.restart.val();
        self.was_freed.reset.next = self.restart.val();

        // From the line.
        self.held.next = self.next_number.q.val() - self.delivering.q.val();
        self.free.next = self.slots.val() - self.held.val();
        self.writable.next = self.open.q.val();
        if !self.word_address.val().any() {
            self.writable.next = self.free.val().any();
        }
        self.words.write_enable.next = self.word_valid.val() && self.writable.val();
        self.slot_in.next = self.next_number.q.val().get_bits::<2>(0) & self.slot_mask.val();
        self.words.write_address.next =
            (bit_cast::<10, 2>(self.slot_in.val()) << 8) | bit_cast::<10, 8>(self.word_address.val());
        self.words.write_data.next = bit_cast::<33, 32>(self.word_data.val());
        if self.word_last.val() {
            self.words.write_data.next = bit_cast::<33, 32>(self.word_data.val()) | self.last_mark.val();
        }
        if self.word_valid.val() {
            self.open.d.next = self.writable.val();
        }

        self.behind.next = self.next_number.q.val() - self.number.val();
        self.was_frame.d.next = self.frame.val();
        self.was_duplicate.d.next = false;
        self.was_gap.d.next = false;
        self.was_no_room.d.next = false;
        if self.frame.val() {
            if !self.behind.val().any() {
                self.was_no_room.d.next = !self.open.q.val();
                if self.open.q.val() {
                    self.next_number.d.next = self.next_number.q.val() + 1;
                }
            } else if self.behind.val() > 128 {
                self.was_gap.d.next = true;
            } else {
                self.was_duplicate.d.next = true;
            }
        }

        // To the core.
        self.next_position.next = self.position.q.val() + 1;
        self.words.read_enable.next = false;
        self.slot_out.next = self.delivering.q.val().get_bits::<2>(0) & self.slot_mask.val();
        self.words.read_address.next =
            (bit_cast::<10, 2>(self.slot_out.val()) << 8) | bit_cast::<10, 8>(self.position.q.val());
        self.was_freed.d.next = false;
        if !self.valid.q.val() {
            if self.held.val().any() {
                self.words.read_enable.next = true;
                self.valid.d.next = true;
                self.position.d.next = self.next_position.val();
            }
        } else if self.m_ready.val() {
            // `position` is one ahead of the word on offer.
            if self.words.read_data.val().get_bit(32) {
                self.valid.d.next = false;
                self.position.d.next = 0.into();
                self.delivering.d.next = self.delivering.q.val() + 1;
                self.was_freed.d.next = true;
            } else {
                self.words.read_enable.next = true;
                self.position.d.next = self.next_position.val();
            }
        }
        self.m_valid.next = self.valid.q.val();
        self.m_data.next = self.words.read_data.val().get_bits::<32>(0);
        self.m_last.next = self.words.read_data.val().get_bit(32);

        self.expected.next = self.next_number.q.val();
        self.credit.next = self.free.val().get_bits::<3>(0);
        self.arrived.next = self.was_frame.q.val();
        self.duplicate.next = self.was_duplicate.q.val();
        self.gap.next = self.was_gap.q.val();
        self.no_room.next = self.was_no_room.q.val();
        self.freed.next = self.was_freed.q.val();
    }
}
