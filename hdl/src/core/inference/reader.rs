//! Reads weights back for the host.

use rust_hdl::prelude::*;

use crate::base::{Number, Reg, Setting};
use crate::core::reader::Reading;

/// DATA packets of rows of weights, a word each, at most 252 a packet.
///
/// ```text
///  request --> [row, rows left] --> read --> (W) --> m
/// ```
///
/// * A request is a level that holds until `taken`, which comes with the last word.
/// * A word a cycle as long as they are taken, headers included. The word that is offered stands in W's output, which nobody
///   else reads meanwhile: no program runs, and the loader waits.
#[derive(Debug, LogicBlock)]
pub struct Reader {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Rows are asked for.
    pub request: Signal<In, Bit>,
    /// The first; this port and the next hold as long as `request`.
    pub first: Signal<In, Bits<20>>,
    /// How many, 1 or more.
    pub rows: Signal<In, Bits<20>>,
    /// All are sent.
    pub taken: Signal<Out, Bit>,
    /// A packet of another kind is being sent: wait.
    pub hold: Signal<In, Bit>,
    /// Reads a row.
    pub read: Signal<Out, Bit>,
    /// Its address.
    pub address: Signal<Out, Bits<20>>,
    /// The row, a cycle later, up to the next read.
    pub data: Signal<In, Bits<32>>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    reading: Reg<Reading>,
    // the next row to read, rows that no header has announced yet, rows left in the packet
    row: Reg<Bits<20>>,
    left: Reg<Bits<20>>,
    words: Reg<Bits<8>>,
    batch: Signal<Local, Bits<20>>,
    most: Number<{ golden::core::packet::DATA_WORDS }, 20>,
    opcode: Setting<Bits<32>>,
}

impl Default for Reader {
    fn default() -> Self {
        Reader {
            clock: Default::default(),
            reset: Default::default(),
            request: Default::default(),
            first: Default::default(),
            rows: Default::default(),
            taken: Default::default(),
            hold: Default::default(),
            read: Default::default(),
            address: Default::default(),
            data: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            reading: Default::default(),
            row: Default::default(),
            left: Default::default(),
            words: Default::default(),
            batch: Default::default(),
            most: Default::default(),
            opcode: Setting::new((u64::from(golden::core::packet::reply::DATA) << 24).into()),
        }
    }
}

impl Logic for Reader {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, reading, row, left, words);
        self.reading.reset.next = self.reset.val();
        self.row.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.words.reset.next = self.reset.val();

        self.batch.next = self.left.q.val();
        if self.left.q.val() > self.most.val() {
            self.batch.next = self.most.val();
        }
        self.taken.next = false;
        self.read.next = false;
        self.address.next = self.row.q.val();
        self.m_valid.next = false;
        self.m_data.next = self.data.val();
        self.m_last.next = self.words.q.val() == 1;
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
                self.m_data.next = self.opcode.val() | bit_cast::<32, 20>(self.batch.val());
                self.m_last.next = false;
                self.words.d.next = self.batch.val().get_bits::<8>(0);
                if self.m_ready.val() {
                    self.read.next = true;
                    self.left.d.next = self.left.q.val() - self.batch.val();
                    self.reading.d.next = Reading::Words;
                }
            }
            Reading::Words => {
                self.m_valid.next = true;
                if self.m_ready.val() {
                    self.read.next = self.words.q.val() != 1;
                    self.words.d.next = self.words.q.val() - 1;
                    if self.words.q.val() == 1 {
                        self.reading.d.next = Reading::Header;
                        if !self.left.q.val().any() {
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
        if self.read.val() {
            self.row.d.next = self.row.q.val() + 1;
        }
    }
}
