//! The receiving side's frame check.

use rust_hdl::prelude::*;

use super::Crc32;
use crate::base::Reg;
use golden::link as protocol;

/// Takes a frame apart and says what it is worth.
///
/// ```text
///             +-> [crc32] -----------------------------------+
/// s_data -----+-> byte 0..7: header fields ------------------+-> s_end: good, or the first thing wrong
///             +-> byte 8..: 4 bytes a word -> word_valid, word_address, word_data, word_last
/// ```
/// The bytes are those of [`super::CobsDecode`], at most one a cycle. Words are given out while they arrive, before
/// anybody knows whether the frame is good: the receiver writes them where nothing is lost and takes them for valid
/// only with `m_valid`. Three bytes less than a word, and whatever lies past 1024 payload bytes, are not given out;
/// the CRC behind a shorter payload is given out as one more word and means nothing. `word_last` is the last word
/// by the header's length.
///
/// One cycle after `s_end` exactly one of `m_valid` and the five `bad_` and `unknown_` outputs is high for a cycle,
/// the first that applies of: `bad_cobs` (`s_good` low); `bad_size` (fewer than 12 bytes or more than 1036);
/// `bad_crc`; `unknown_version`; `unknown_channel`; `bad_size` again (the length field is not the payload's length, or
/// not one of the channel: 4, 8, ..., 1024 for core and control, 0 for acknowledge); `m_valid`. The fields hold until
/// the next frame begins.
#[derive(LogicBlock)]
pub struct FrameRx {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A byte of the frame.
    pub s_valid: Signal<In, Bit>,
    /// The byte.
    pub s_data: Signal<In, Bits<8>>,
    /// The frame is over.
    pub s_end: Signal<In, Bit>,
    /// With `s_end`: as far as COBS can tell it is whole.
    pub s_good: Signal<In, Bit>,
    /// A payload word; this port and the next three a cycle after the word's last byte.
    pub word_valid: Signal<Out, Bit>,
    /// Its place in the payload.
    pub word_address: Signal<Out, Bits<8>>,
    /// The word, first byte lowest.
    pub word_data: Signal<Out, Bits<32>>,
    /// It is the payload's last.
    pub word_last: Signal<Out, Bit>,
    /// A good frame.
    pub m_valid: Signal<Out, Bit>,
    /// Its channel.
    pub m_channel: Signal<Out, Bits<8>>,
    /// Its sequence number.
    pub m_number: Signal<Out, Bits<8>>,
    /// The packet that its sender expects next.
    pub m_acknowledge: Signal<Out, Bits<8>>,
    /// Its flags.
    pub m_flags: Signal<Out, Bits<8>>,
    /// Cut short by a delimiter.
    pub bad_cobs: Signal<Out, Bit>,
    /// Too short, too long, or a length that does not fit.
    pub bad_size: Signal<Out, Bit>,
    /// Wrong checksum.
    pub bad_crc: Signal<Out, Bit>,
    /// Not this protocol version.
    pub unknown_version: Signal<Out, Bit>,
    /// No such channel.
    pub unknown_channel: Signal<Out, Bit>,
    residue: Constant<Bits<32>>,
    crc32: Crc32,
    index: Reg<Bits<11>>,
    version: Reg<Bits<8>>,
    channel: Reg<Bits<8>>,
    number: Reg<Bits<8>>,
    acknowledge: Reg<Bits<8>>,
    flags: Reg<Bits<8>>,
    length: Reg<Bits<16>>,
    word: Reg<Bits<32>>,
    // a byte of the frame has come; it was a word's last, and the payload's
    begun: Reg<Bit>,
    whole: Reg<Bit>,
    ends: Reg<Bit>,
    place: Reg<Bits<8>>,
    offset: Signal<Local, Bits<11>>,
    wide_index: Signal<Local, Bits<16>>,
    last_index: Signal<Local, Bits<16>>,
    frame_length: Signal<Local, Bits<16>>,
    bare: Signal<Local, Bit>,
    misfit: Signal<Local, Bit>,
    verdict: Signal<Local, Bits<6>>,
    result: Reg<Bits<6>>,
}

impl Default for FrameRx {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_data: Default::default(),
            s_end: Default::default(),
            s_good: Default::default(),
            word_valid: Default::default(),
            word_address: Default::default(),
            word_data: Default::default(),
            word_last: Default::default(),
            m_valid: Default::default(),
            m_channel: Default::default(),
            m_number: Default::default(),
            m_acknowledge: Default::default(),
            m_flags: Default::default(),
            bad_cobs: Default::default(),
            bad_size: Default::default(),
            bad_crc: Default::default(),
            unknown_version: Default::default(),
            unknown_channel: Default::default(),
            residue: Constant::new(u64::from(protocol::CRC_RESIDUE).into()),
            crc32: Default::default(),
            index: Default::default(),
            version: Default::default(),
            channel: Default::default(),
            number: Default::default(),
            acknowledge: Default::default(),
            flags: Default::default(),
            length: Default::default(),
            word: Default::default(),
            begun: Default::default(),
            whole: Default::default(),
            ends: Default::default(),
            place: Default::default(),
            offset: Default::default(),
            wide_index: Default::default(),
            last_index: Default::default(),
            frame_length: Default::default(),
            bare: Default::default(),
            misfit: Default::default(),
            verdict: Default::default(),
            result: Default::default(),
        }
    }
}

impl Logic for FrameRx {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            index,
            version,
            channel,
            number,
            acknowledge,
            flags,
            length,
            word,
            result
        );
        dff_setup!(self, clock, begun, whole, ends, place);
        self.begun.reset.next = self.reset.val();
        self.whole.reset.next = self.reset.val();
        self.ends.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.crc32.clock.next = self.clock.val();
        self.crc32.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();
        self.version.reset.next = self.reset.val();
        self.channel.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.acknowledge.reset.next = self.reset.val();
        self.flags.reset.next = self.reset.val();
        self.length.reset.next = self.reset.val();
        self.word.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();

        self.crc32.s_valid.next = self.s_valid.val();
        self.crc32.s_data.next = self.s_data.val();
        self.crc32.clear.next = !self.begun.q.val();

        // A byte.
        self.offset.next = self.index.q.val() - 8;
        self.wide_index.next = bit_cast::<16, 11>(self.index.q.val());
        self.last_index.next = self.length.q.val() + 7;
        self.whole.d.next = false;
        self.ends.d.next = self.wide_index.val() == self.last_index.val();
        self.place.d.next = self.offset.val().get_bits::<8>(2);
        if self.s_valid.val() {
            self.begun.d.next = true;
            if !self.index.q.val().all() {
                self.index.d.next = self.index.q.val() + 1;
            }
            self.word.d.next = (self.word.q.val() >> 8) | (bit_cast::<32, 8>(self.s_data.val()) << 24);
            if self.index.q.val() == 0 {
                self.version.d.next = self.s_data.val();
            } else if self.index.q.val() == 1 {
                self.channel.d.next = self.s_data.val();
            } else if self.index.q.val() == 2 {
                self.number.d.next = self.s_data.val();
            } else if self.index.q.val() == 3 {
                self.acknowledge.d.next = self.s_data.val();
            } else if self.index.q.val() == 5 {
                self.flags.d.next = self.s_data.val();
            } else if self.index.q.val() == 6 {
                self.length.d.next = bit_cast::<16, 8>(self.s_data.val());
            } else if self.index.q.val() == 7 {
                self.length.d.next = self.length.q.val() | (bit_cast::<16, 8>(self.s_data.val()) << 8);
            } else if (self.index.q.val() >= 8) && (self.index.q.val() < 1032) {
                self.whole.d.next = self.offset.val().get_bits::<2>(0).all();
            }
        }
        self.word_valid.next = self.whole.q.val();
        self.word_address.next = self.place.q.val();
        self.word_data.next = self.word.q.val();
        self.word_last.next = self.ends.q.val();

        // The end. One bit for each output, m_valid first.
        self.frame_length.next = self.length.q.val() + 12;
        self.bare.next = self.channel.q.val() == 2;
        self.misfit.next = self.frame_length.val() != self.wide_index.val();
        if self.length.q.val().get_bits::<2>(0).any() || (self.length.q.val().any() == self.bare.val()) {
            self.misfit.next = true;
        }
        self.verdict.next = 1.into();
        if !self.s_good.val() {
            self.verdict.next = 2.into();
        } else if (self.index.q.val() < 12) || (self.index.q.val() > 1036) {
            self.verdict.next = 4.into();
        } else if self.crc32.crc.val() != self.residue.val() {
            self.verdict.next = 8.into();
        } else if self.version.q.val() != 1 {
            self.verdict.next = 16.into();
        } else if self.channel.q.val() > 2 {
            self.verdict.next = 32.into();
        } else if self.misfit.val() {
            self.verdict.next = 4.into();
        }
        self.result.d.next = 0.into();
        if self.s_end.val() {
            self.result.d.next = self.verdict.val();
            self.index.d.next = 0.into();
            self.begun.d.next = false;
        }
        self.m_valid.next = self.result.q.val().get_bit(0);
        self.bad_cobs.next = self.result.q.val().get_bit(1);
        self.bad_size.next = self.result.q.val().get_bit(2);
        self.bad_crc.next = self.result.q.val().get_bit(3);
        self.unknown_version.next = self.result.q.val().get_bit(4);
        self.unknown_channel.next = self.result.q.val().get_bit(5);
        self.m_channel.next = self.channel.q.val();
        self.m_number.next = self.number.q.val();
        self.m_acknowledge.next = self.acknowledge.q.val();
        self.m_flags.next = self.flags.q.val();
    }
}
