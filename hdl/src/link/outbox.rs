//! Packets on their way to the host.

use rust_hdl::prelude::*;

use crate::base::{Reg, Store};

/// Keeps the core's packets until the host has acknowledged them: two or four slots of 256 words, go-back-N.
///
/// ```text
///                    oldest         next          filling
///                      v             v               v
/// packets: ... gone | sent, not yet acknowledged | to send | being written by the core
/// ```
/// `s_ready` falls while all slots are held, and for a cycle behind a packet. A packet that reaches 256 words without `s_last`
/// ends there and the rest becomes another one, for a frame holds no more.
///
/// `ready` offers packet `number` of `words` words; `take` says that its frame is being started. `acknowledge` with
/// `acknowledged` releases all packets before that number (the numbers of packets never sent are ignored); with
/// `again` sending starts again at `oldest`. So it does when `timeout` cycles have gone by with packets sent, none
/// acknowledged and no frame under way (`sending` low). After `retries` such rounds without an acknowledgement the
/// outbox falls silent, `gave_up` for a cycle, and keeps its packets; `alive` (any good frame of the host) makes it
/// try again. `retransmitted` comes one cycle after each `take` of a packet that had been sent before. `clear`
/// empties all and starts at packet 0.
#[derive(LogicBlock)]
pub struct Outbox {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Forget everything.
    pub clear: Signal<In, Bit>,
    /// The core offers a word.
    pub s_valid: Signal<In, Bit>,
    /// It is taken in this cycle.
    pub s_ready: Signal<Out, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// It is the packet's last.
    pub s_last: Signal<In, Bit>,
    /// A packet is to be sent.
    pub ready: Signal<Out, Bit>,
    /// Its number.
    pub number: Signal<Out, Bits<8>>,
    /// Its length.
    pub words: Signal<Out, Bits<9>>,
    /// Its frame is started in this cycle.
    pub take: Signal<In, Bit>,
    /// A word of the packet taken last is wanted.
    pub word_read: Signal<In, Bit>,
    /// Its place in the packet.
    pub word_address: Signal<In, Bits<8>>,
    /// The word, one cycle later.
    pub word_data: Signal<Out, Bits<32>>,
    /// A frame is under way.
    pub sending: Signal<In, Bit>,
    /// The host says what it expects next.
    pub acknowledge: Signal<In, Bit>,
    /// That number.
    pub acknowledged: Signal<In, Bits<8>>,
    /// With `acknowledge`: the host misses packets.
    pub again: Signal<In, Bit>,
    /// The host is there.
    pub alive: Signal<In, Bit>,
    /// A packet goes out again.
    pub retransmitted: Signal<Out, Bit>,
    /// The host does not answer.
    pub gave_up: Signal<Out, Bit>,
    /// A whole packet has come from the core.
    pub completed: Signal<Out, Bit>,
    timeout: Constant<Bits<32>>,
    // the bits of the timer that are ever 1: synthesis leaves the others out
    timer_bits: Constant<Bits<32>>,
    retries: Constant<Bits<8>>,
    restart: Signal<Local, Bit>,
    slots: Constant<Bits<8>>,
    slot_mask: Constant<Bits<2>>,
    packets: Store<Bits<32>, 10>,
    // The core's side.
    filling: Reg<Bits<8>>,
    count: Reg<Bits<8>>,
    held: Signal<Local, Bits<8>>,
    full: Reg<Bit>,
    room: Signal<Local, Bit>,
    store: Signal<Local, Bit>,
    finish: Signal<Local, Bit>,
    length: Signal<Local, Bits<9>>,
    length_0: Reg<Bits<9>>,
    length_1: Reg<Bits<9>>,
    length_2: Reg<Bits<9>>,
    length_3: Reg<Bits<9>>,
    fill_slot: Signal<Local, Bits<2>>,
    send_slot: Signal<Local, Bits<2>>,
    was_packed: Reg<Bit>,
    // The line's side.
    oldest: Reg<Bits<8>>,
    next_out: Reg<Bits<8>>,
    newest: Reg<Bits<8>>,
    slot: Reg<Bits<2>>,
    to_send: Signal<Local, Bit>,
    outstanding: Signal<Local, Bits<8>>,
    released: Signal<Local, Bits<8>>,
    ever_sent: Signal<Local, Bits<8>>,
    // a sign of the host, an acknowledgement, and how many packets it releases, a cycle after it has come
    heard: Reg<Bit>,
    told: Reg<Bit>,
    told_again: Reg<Bit>,
    told_number: Reg<Bits<8>>,
    releases: Reg<Bits<8>>,
    // what follows from that, a cycle behind it
    revives: Reg<Bit>,
    in_range: Reg<Bit>,
    advances: Reg<Bit>,
    rewinds: Reg<Bit>,
    fires: Signal<Local, Bit>,
    timer: Reg<Bits<32>>,
    due: Reg<Bit>,
    rounds: Reg<Bits<8>>,
    silent: Reg<Bit>,
    was_retransmitted: Reg<Bit>,
    was_silenced: Reg<Bit>,
}

impl Outbox {
    /// An outbox of 2 or 4 slots that waits `timeout` cycles for an acknowledgement and sends at most `retries` (1 to 255) times more.
    pub fn new(timeout: u32, retries: u8, slots: u8) -> Self {
        assert!(slots == 2 || slots == 4, "two slots or four");
        Self {
            clock: Default::default(),
            reset: Default::default(),
            clear: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            ready: Default::default(),
            number: Default::default(),
            words: Default::default(),
            take: Default::default(),
            word_read: Default::default(),
            word_address: Default::default(),
            word_data: Default::default(),
            sending: Default::default(),
            acknowledge: Default::default(),
            acknowledged: Default::default(),
            again: Default::default(),
            alive: Default::default(),
            retransmitted: Default::default(),
            gave_up: Default::default(),
            completed: Default::default(),
            timeout: Constant::new(u64::from(timeout).into()),
            timer_bits: Constant::new(((u64::from(timeout) + 1).next_power_of_two() - 1).into()),
            retries: Constant::new(u64::from(retries.max(1)).into()),
            restart: Default::default(),
            slots: Constant::new(u64::from(slots).into()),
            slot_mask: Constant::new(u64::from(slots - 1).into()),
            packets: Store::of_words(256 * u64::from(slots)),
            filling: Default::default(),
            count: Default::default(),
            held: Default::default(),
            full: Default::default(),
            room: Default::default(),
            store: Default::default(),
            finish: Default::default(),
            length: Default::default(),
            length_0: Default::default(),
            length_1: Default::default(),
            length_2: Default::default(),
            length_3: Default::default(),
            fill_slot: Default::default(),
            send_slot: Default::default(),
            was_packed: Default::default(),
            oldest: Default::default(),
            next_out: Default::default(),
            newest: Default::default(),
            slot: Default::default(),
            to_send: Default::default(),
            outstanding: Default::default(),
            released: Default::default(),
            ever_sent: Default::default(),
            heard: Default::default(),
            told: Default::default(),
            told_again: Default::default(),
            told_number: Default::default(),
            releases: Default::default(),
            revives: Default::default(),
            in_range: Default::default(),
            advances: Default::default(),
            rewinds: Default::default(),
            fires: Default::default(),
            timer: Default::default(),
            due: Default::default(),
            rounds: Default::default(),
            silent: Default::default(),
            was_retransmitted: Default::default(),
            was_silenced: Default::default(),
        }
    }
}

impl Logic for Outbox {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            silent,
            full,
            filling,
            count,
            length_0,
            length_1,
            length_2,
            length_3,
            was_packed,
            oldest,
            next_out,
            newest,
            slot,
            timer,
            due,
            rounds,
            was_retransmitted,
            was_silenced
        );
        dff_setup!(
            self,
            clock,
            heard,
            told,
            told_again,
            told_number,
            releases,
            revives,
            in_range,
            advances,
            rewinds
        );
        self.restart.next = self.reset.val() || self.clear.val();
        self.heard.reset.next = self.restart.val();
        self.told.reset.next = self.restart.val();
        self.told_again.reset.next = self.restart.val();
        self.told_number.reset.next = self.restart.val();
        self.releases.reset.next = self.restart.val();
        self.revives.reset.next = self.restart.val();
        self.in_range.reset.next = self.restart.val();
        self.advances.reset.next = self.restart.val();
        self.rewinds.reset.next = self.restart.val();
        self.packets.clock.next = self.clock.val();
        self.full.reset.next = self.restart.val();
        self.filling.reset.next = self.restart.val();
        self.count.reset.next = self.restart.val();
        self.length_0.reset.next = self.restart.val();
        self.length_1.reset.next = self.restart.val();
        self.length_2.reset.next = self.restart.val();
        self.length_3.reset.next = self.restart.val();
        self.was_packed.reset.next = self.restart.val();
        self.oldest.reset.next = self.restart.val();
        self.next_out.reset.next = self.restart.val();
        self.newest.reset.next = self.restart.val();
        self.slot.reset.next = self.restart.val();
        self.timer.reset.next = self.restart.val();
        self.due.reset.next = self.restart.val();
        self.silent.reset.next = self.restart.val();
        self.rounds.reset.next = self.restart.val();
        self.was_retransmitted.reset.next = self.restart.val();
        self.was_silenced.reset.next = self.restart.val();

        // From the core.
        self.held.next = self.filling.q.val() - self.oldest.q.val();
        // `full` follows what it is made of by a cycle; in that behind a packet's last word none is taken
        self.full.d.next = self.held.val() == self.slots.val();
        self.room.next = !self.full.q.val() && !self.was_packed.q.val();
        self.store.next = self.s_valid.val() && self.room.val();
        self.finish.next = self.store.val() && (self.s_last.val() || self.count.q.val().all());
        self.length.next = bit_cast::<9, 8>(self.count.q.val()) + 1;
        self.packets.write_enable.next = self.store.val();
        self.fill_slot.next = self.filling.q.val().get_bits::<2>(0) & self.slot_mask.val();
        self.packets.write_address.next =
            (bit_cast::<10, 2>(self.fill_slot.val()) << 8) | bit_cast::<10, 8>(self.count.q.val());
        self.packets.write_data.next = self.s_data.val();
        if self.store.val() {
            self.count.d.next = self.count.q.val() + 1;
        }
        if self.finish.val() {
            if self.fill_slot.val() == 0 {
                self.length_0.d.next = self.length.val();
            } else if self.fill_slot.val() == 1 {
                self.length_1.d.next = self.length.val();
            } else if self.fill_slot.val() == 2 {
                self.length_2.d.next = self.length.val();
            } else {
                self.length_3.d.next = self.length.val();
            }
        }
        self.was_packed.d.next = self.finish.val();
        if self.finish.val() {
            self.count.d.next = 0.into();
            self.filling.d.next = self.filling.q.val() + 1;
        }
        self.s_ready.next = self.room.val();

        // To the line.
        self.to_send.next = (self.next_out.q.val() != self.filling.q.val()) && !self.silent.q.val();
        self.send_slot.next = self.next_out.q.val().get_bits::<2>(0) & self.slot_mask.val();
        self.words.next = self.length_0.q.val();
        if self.send_slot.val() == 1 {
            self.words.next = self.length_1.q.val();
        } else if self.send_slot.val() == 2 {
            self.words.next = self.length_2.q.val();
        } else if self.send_slot.val() == 3 {
            self.words.next = self.length_3.q.val();
        }
        self.packets.read_enable.next = self.word_read.val();
        self.packets.read_address.next =
            (bit_cast::<10, 2>(self.slot.q.val()) << 8) | bit_cast::<10, 8>(self.word_address.val());
        self.was_retransmitted.d.next = false;
        if self.take.val() {
            self.slot.d.next = self.send_slot.val();
            self.next_out.d.next = self.next_out.q.val() + 1;
            if self.next_out.q.val() == self.newest.q.val() {
                self.newest.d.next = self.newest.q.val() + 1;
            } else {
                self.was_retransmitted.d.next = true;
            }
        }

        // What the host has, and what it may have lost. `next_out` may be behind `newest` after a rewind.
        self.outstanding.next = self.next_out.q.val() - self.oldest.q.val();
        self.released.next = self.acknowledged.val() - self.oldest.q.val();
        self.ever_sent.next = self.newest.q.val() - self.oldest.q.val();
        self.heard.d.next = self.alive.val();
        self.told.d.next = self.acknowledge.val();
        // they stand until the next acknowledgement, a frame later
        if self.acknowledge.val() {
            self.told_again.d.next = self.again.val();
            self.told_number.d.next = self.acknowledged.val();
            self.releases.d.next = self.released.val();
        }
        self.fires.next =
            self.outstanding.val().any() && !self.sending.val() && !self.silent.q.val() && self.due.q.val();
        self.revives.d.next = self.heard.q.val();
        self.in_range.d.next = self.told.q.val() && (self.releases.q.val() <= self.ever_sent.val());
        self.advances.d.next = self.releases.q.val().any();
        // `next_out` must not stay behind what is released: a round that begins meanwhile sets it back as well
        self.rewinds.d.next =
            self.told_again.q.val() || self.fires.val() || (self.releases.q.val() > self.outstanding.val());
        self.was_silenced.d.next = false;
        if self.outstanding.val().any() && !self.sending.val() && !self.silent.q.val() {
            self.timer.d.next = (self.timer.q.val() + 1) & self.timer_bits.val();
            self.due.d.next = self.timer.q.val() == self.timeout.val();
            if self.due.q.val() {
                self.due.d.next = false;
                self.timer.d.next = 0.into();
                self.next_out.d.next = self.oldest.q.val();
                self.rounds.d.next = self.rounds.q.val() + 1;
                if self.rounds.q.val() == self.retries.val() {
                    self.silent.d.next = true;
                    self.was_silenced.d.next = true;
                }
            }
        } else {
            self.timer.d.next = 0.into();
            self.due.d.next = false;
        }
        if self.revives.q.val() {
            self.rounds.d.next = 0.into();
            self.silent.d.next = false;
        }
        if self.in_range.q.val() {
            if self.advances.q.val() {
                self.timer.d.next = 0.into();
                self.due.d.next = false;
                self.oldest.d.next = self.told_number.q.val();
            }
            if self.rewinds.q.val() || self.due.q.val() {
                self.next_out.d.next = self.told_number.q.val();
            }
        }

        self.ready.next = self.to_send.val();
        self.number.next = self.next_out.q.val();
        self.word_data.next = self.packets.read_data.val();
        self.retransmitted.next = self.was_retransmitted.q.val();
        self.gave_up.next = self.was_silenced.q.val();
        self.completed.next = self.was_packed.q.val();
    }
}
