//! gamma and beta move by their gradients, rounded at random.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};
use crate::random::Lane;

/// `golden::wage::update_bounded` of gamma (1 to 1023) or beta (-4096 to 4095) of `count` channels, one a cycle.
///
/// ```text
///  index --> [random::Lane, 10] ------------------> [number] --> * 2^sh / 2^16 --> [R] --+
///            read, one cycle before --> dgamma, dbeta --> [|g|] -----------------> [ ] --> + --> [sum]
///            read ------------------> gamma, beta --> [ ] --> [ ] --> [ ] ----------------> << --> [ ] --> >> --> [step]
///                                                                  -+ step, bounds --> [result] --> write
/// ```
///
/// sh = exponent - rate, -16 to 63: sums of 64 bits, no step wraps; a step of 65535 crosses any range. `done` comes
/// count + 17 cycles after `start`. All inputs hold still up to then; `count` is 1 or more.
#[derive(Debug, LogicBlock)]
pub struct Update {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins.
    pub start: Signal<In, Bit>,
    /// Beta, not gamma.
    pub beta: Signal<In, Bit>,
    /// The first channel.
    pub channel: Signal<In, Bits<20>>,
    /// How many.
    pub count: Signal<In, Bits<20>>,
    /// Round keys.
    pub keys: Signal<In, Bits<160>>,
    /// Base-2 logarithm of the learning rate, two's complement.
    pub rate: Signal<In, Bits<5>>,
    /// Of the gradients' scale.
    pub exponent: Signal<In, Bits<6>>,
    /// All gradients are 0: nothing changes.
    pub is_null: Signal<In, Bit>,
    /// From `start` to `done`.
    pub busy: Signal<Out, Bit>,
    /// The last channel is written: one cycle.
    pub done: Signal<Out, Bit>,
    /// Reads parameters and gradients.
    pub read: Signal<Out, Bit>,
    /// Where.
    pub read_address: Signal<Out, Bits<20>>,
    /// gamma, and beta in the high half, a cycle later.
    pub parameters: Signal<In, Bits<32>>,
    /// A cycle later.
    pub dgamma: Signal<In, Int<42>>,
    /// A cycle later.
    pub dbeta: Signal<In, Int<25>>,
    /// Writes parameters.
    pub write: Signal<Out, Bit>,
    /// Where.
    pub write_address: Signal<Out, Bits<20>>,
    /// gamma, and beta in the high half.
    pub write_data: Signal<Out, Bits<32>>,
    one: Constant<Bits<20>>,
    gamma_low: Constant<Int<18>>,
    gamma_high: Constant<Int<18>>,
    beta_low: Constant<Int<18>>,
    beta_high: Constant<Int<18>>,
    low: Signal<Local, Int<18>>,
    high: Signal<Local, Int<18>>,
    exponent_bits: Signal<Local, Bits<8>>,
    exponent_wide: Signal<Local, Int<8>>,
    rate_signed: Signal<Local, Int<5>>,
    rate_wide: Signal<Local, Int<8>>,
    sh: Signal<Local, Int<8>>,
    minus_sh: Signal<Local, Int<8>>,
    left: Reg<Bits<6>>,
    right: Reg<Bits<6>>,
    issuing: Reg<Bit>,
    index: Reg<Bits<20>>,
    next_index: Signal<Local, Bits<20>>,
    valid: Reg<Bits<16>>,
    last: Reg<Bits<16>>,
    reading_at: Reg<Bits<20>>,
    writing_at: Reg<Bits<20>>,
    lane: Lane,
    dgamma_wide: Signal<Local, Int<48>>,
    dbeta_wide: Signal<Local, Int<48>>,
    gradient: Signal<Local, Int<48>>,
    gradient_negated: Signal<Local, Int<48>>,
    word_1: Reg<Bits<32>>,
    word_2: Reg<Bits<32>>,
    word_3: Reg<Bits<32>>,
    word_4: Reg<Bits<32>>,
    word_5: Reg<Bits<32>>,
    word_6: Reg<Bits<32>>,
    negative: Reg<Bits<5>>,
    size_1: Reg<Bits<48>>,
    size_2: Reg<Bits<48>>,
    number: Reg<Bits<16>>,
    spread_wide: Signal<Local, Bits<80>>,
    spread: Reg<Bits<64>>,
    sum: Reg<Bits<64>>,
    sum_left: Reg<Bits<64>>,
    quotient: Signal<Local, Bits<64>>,
    step: Reg<Bits<16>>,
    value_bits: Signal<Local, Bits<16>>,
    value: Signal<Local, Int<16>>,
    value_wide: Signal<Local, Int<18>>,
    step_bits: Signal<Local, Bits<18>>,
    step_wide: Signal<Local, Int<18>>,
    moved: Signal<Local, Int<18>>,
    limited: Signal<Local, Int<18>>,
    limited_bits: Signal<Local, Bits<18>>,
    finished: Reg<Bit>,
}

impl Default for Update {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            beta: Default::default(),
            channel: Default::default(),
            count: Default::default(),
            keys: Default::default(),
            rate: Default::default(),
            exponent: Default::default(),
            is_null: Default::default(),
            busy: Default::default(),
            done: Default::default(),
            read: Default::default(),
            read_address: Default::default(),
            parameters: Default::default(),
            dgamma: Default::default(),
            dbeta: Default::default(),
            write: Default::default(),
            write_address: Default::default(),
            write_data: Default::default(),
            one: Constant::new(1.into()),
            gamma_low: Constant::new(Int::wrap(golden::wage::GAMMA_BOUNDS.0.into())),
            gamma_high: Constant::new(Int::wrap(golden::wage::GAMMA_BOUNDS.1.into())),
            beta_low: Constant::new(Int::wrap(golden::wage::BETA_BOUNDS.0.into())),
            beta_high: Constant::new(Int::wrap(golden::wage::BETA_BOUNDS.1.into())),
            low: Default::default(),
            high: Default::default(),
            exponent_bits: Default::default(),
            exponent_wide: Default::default(),
            rate_signed: Default::default(),
            rate_wide: Default::default(),
            sh: Default::default(),
            minus_sh: Default::default(),
            left: Default::default(),
            right: Default::default(),
            issuing: Default::default(),
            index: Default::default(),
            next_index: Default::default(),
            valid: Default::default(),
            last: Default::default(),
            reading_at: Default::default(),
            writing_at: Default::default(),
            lane: Default::default(),
            dgamma_wide: Default::default(),
            dbeta_wide: Default::default(),
            gradient: Default::default(),
            gradient_negated: Default::default(),
            word_1: Default::default(),
            word_2: Default::default(),
            word_3: Default::default(),
            word_4: Default::default(),
            word_5: Default::default(),
            word_6: Default::default(),
            negative: Default::default(),
            size_1: Default::default(),
            size_2: Default::default(),
            number: Default::default(),
            spread_wide: Default::default(),
            spread: Default::default(),
            sum: Default::default(),
            sum_left: Default::default(),
            quotient: Default::default(),
            step: Default::default(),
            value_bits: Default::default(),
            value: Default::default(),
            value_wide: Default::default(),
            step_bits: Default::default(),
            step_wide: Default::default(),
            moved: Default::default(),
            limited: Default::default(),
            limited_bits: Default::default(),
            finished: Default::default(),
        }
    }
}

impl Logic for Update {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, right, issuing, index, valid, last, reading_at, writing_at);
        dff_setup!(self, clock, word_1, word_2, word_3, word_4, word_5, negative, size_1, size_2);
        dff_setup!(self, clock, number, spread, sum, sum_left, word_6, step, finished);
        self.sum_left.reset.next = self.reset.val();
        self.word_6.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.right.reset.next = self.reset.val();
        self.issuing.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.reading_at.reset.next = self.reset.val();
        self.writing_at.reset.next = self.reset.val();
        self.word_1.reset.next = self.reset.val();
        self.word_2.reset.next = self.reset.val();
        self.word_3.reset.next = self.reset.val();
        self.word_4.reset.next = self.reset.val();
        self.word_5.reset.next = self.reset.val();
        self.negative.reset.next = self.reset.val();
        self.size_1.reset.next = self.reset.val();
        self.size_2.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.spread.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();
        self.lane.clock.next = self.clock.val();
        self.lane.reset.next = self.reset.val();

        self.exponent_bits.next = bit_cast::<8, 6>(self.exponent.val());
        self.exponent_wide.next = signed_bit_cast_int::<8>(self.exponent_bits.val());
        self.rate_signed.next = signed_bit_cast_int::<5>(self.rate.val());
        self.rate_wide.next = signed_cast_int::<5, 8>(self.rate_signed.val());
        self.sh.next = self.exponent_wide.val() - self.rate_wide.val();
        self.minus_sh.next = self.rate_wide.val() - self.exponent_wide.val();
        self.right.d.next = self.sh.val().get_bits::<6>(0);
        self.left.d.next = 0.into();
        if self.sh.val().get_bit(7) {
            self.right.d.next = 0.into();
            self.left.d.next = self.minus_sh.val().get_bits::<6>(0);
        }

        // cycle 0: the index goes in; cycle 9: the memories are read; cycle 10: all is there
        self.next_index.next = self.index.q.val() + self.one.val();
        self.valid.d.next = (self.valid.q.val() << 1) | bit_cast::<16, 1>(self.issuing.q.val().into());
        self.last.d.next = (self.last.q.val() << 1)
            | bit_cast::<16, 1>((self.issuing.q.val() & (self.next_index.val() == self.count.val())).into());
        if self.issuing.q.val() {
            self.index.d.next = self.next_index.val();
            self.issuing.d.next = self.next_index.val() != self.count.val();
        }
        if self.valid.q.val().get_bit(8) {
            self.reading_at.d.next = self.reading_at.q.val() + self.one.val();
        }
        if self.valid.q.val().get_bit(15) {
            self.writing_at.d.next = self.writing_at.q.val() + self.one.val();
        }
        if self.start.val() {
            self.issuing.d.next = true;
            self.index.d.next = 0.into();
            self.reading_at.d.next = self.channel.val();
            self.writing_at.d.next = self.channel.val();
        }
        self.lane.advance.next = true;
        self.lane.keys.next = self.keys.val();
        self.lane.index.next = bit_cast::<32, 20>(self.index.q.val());
        self.read.next = self.valid.q.val().get_bit(8);
        self.read_address.next = self.reading_at.q.val();

        self.dgamma_wide.next = signed_cast_int::<42, 48>(self.dgamma.val());
        self.dbeta_wide.next = signed_cast_int::<25, 48>(self.dbeta.val());
        self.gradient.next = self.dgamma_wide.val();
        self.low.next = self.gamma_low.val();
        self.high.next = self.gamma_high.val();
        if self.beta.val() {
            self.gradient.next = self.dbeta_wide.val();
            self.low.next = self.beta_low.val();
            self.high.next = self.beta_high.val();
        }
        self.gradient_negated.next = -self.gradient.val();
        self.word_1.d.next = self.parameters.val();
        self.negative.d.next =
            (self.negative.q.val() << 1) | bit_cast::<5, 1>(self.gradient.val().get_bit(47).into());
        self.size_1.d.next = unsigned_cast_int::<48>(self.gradient.val());
        if self.gradient.val().get_bit(47) {
            self.size_1.d.next = unsigned_cast_int::<48>(self.gradient_negated.val());
        }
        self.number.d.next = self.lane.number.val();

        self.spread_wide.next =
            bit_cast::<80, 16>(self.number.q.val()) << bit_cast::<80, 6>(self.right.q.val());
        self.spread.d.next = self.spread_wide.val().get_bits::<64>(16);
        self.size_2.d.next = self.size_1.q.val();
        self.word_2.d.next = self.word_1.q.val();

        self.sum.d.next = self.spread.q.val() + bit_cast::<64, 48>(self.size_2.q.val());
        self.word_3.d.next = self.word_2.q.val();

        self.sum_left.d.next = self.sum.q.val() << bit_cast::<64, 6>(self.left.q.val());
        self.word_4.d.next = self.word_3.q.val();

        self.quotient.next = self.sum_left.q.val() >> bit_cast::<64, 6>(self.right.q.val());
        self.step.d.next = self.quotient.val().get_bits::<16>(0);
        if self.quotient.val().get_bits::<48>(16).any() {
            self.step.d.next = 0xffff.into();
        }
        if self.is_null.val() {
            self.step.d.next = 0.into();
        }
        self.word_5.d.next = self.word_4.q.val();

        self.value_bits.next = self.word_5.q.val().get_bits::<16>(0);
        if self.beta.val() {
            self.value_bits.next = self.word_5.q.val().get_bits::<16>(16);
        }
        self.value.next = signed_bit_cast_int::<16>(self.value_bits.val());
        self.value_wide.next = signed_cast_int::<16, 18>(self.value.val());
        self.step_bits.next = bit_cast::<18, 16>(self.step.q.val());
        self.step_wide.next = signed_bit_cast_int::<18>(self.step_bits.val());
        self.moved.next = self.value_wide.val() - self.step_wide.val();
        if self.negative.q.val().get_bit(4) {
            self.moved.next = self.value_wide.val() + self.step_wide.val();
        }
        self.limited.next = self.moved.val();
        if self.moved.val() > self.high.val() {
            self.limited.next = self.high.val();
        }
        if self.moved.val() < self.low.val() {
            self.limited.next = self.low.val();
        }
        if self.is_null.val() {
            self.limited.next = self.value_wide.val();
        }
        self.limited_bits.next = unsigned_cast_int::<18>(self.limited.val());
        self.word_6.d.next = (bit_cast::<32, 16>(self.word_5.q.val().get_bits::<16>(16)) << 16)
            | bit_cast::<32, 16>(self.limited_bits.val().get_bits::<16>(0));
        if self.beta.val() {
            self.word_6.d.next = bit_cast::<32, 16>(self.word_5.q.val().get_bits::<16>(0))
                | (bit_cast::<32, 16>(self.limited_bits.val().get_bits::<16>(0)) << 16);
        }

        self.write.next = self.valid.q.val().get_bit(15);
        self.write_address.next = self.writing_at.q.val();
        self.write_data.next = self.word_6.q.val();
        self.finished.d.next = self.last.q.val().get_bit(15);
        self.done.next = self.finished.q.val();
        self.busy.next = self.issuing.q.val() | self.valid.q.val().any();
    }
}
