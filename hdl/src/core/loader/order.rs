//! The words of RUN.

use rust_hdl::prelude::*;

use crate::base::{Join, Reg};

/// Keeps what a RUN says behind its first word, for the program that it starts. A word is kept two cycles after it came. `2^P` instructions.
#[derive(Debug, Default, LogicBlock)]
pub struct Order<const P: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A word is there.
    pub load: Signal<In, Bit>,
    /// Which: 0 entry address, 1 step, 2 rate, 3 and 4 seed.
    pub place: Signal<In, Bits<3>>,
    /// The word.
    pub word: Signal<In, Bits<32>>,
    /// Address of the first instruction.
    pub entry: Signal<Out, Bits<P>>,
    /// Step number of the first repetition.
    pub step: Signal<Out, Bits<32>>,
    /// log2 of the rate, two's complement.
    pub rate: Signal<Out, Bits<5>>,
    /// The seed.
    pub seed: Signal<Out, Bits<64>>,
    loads: Reg<Bit>,
    at: Reg<Bits<3>>,
    kept: Reg<Bits<32>>,
    first: Reg<Bits<P>>,
    number: Reg<Bits<32>>,
    logarithm: Reg<Bits<5>>,
    seed_low: Reg<Bits<32>>,
    seed_high: Reg<Bits<32>>,
    seeds: Join<2, 32, 64>,
}

impl<const P: usize> Logic for Order<P> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, loads, at, kept, first, number, logarithm, seed_low, seed_high);
        self.loads.reset.next = self.reset.val();
        self.at.reset.next = self.reset.val();
        self.kept.reset.next = self.reset.val();
        self.first.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.logarithm.reset.next = self.reset.val();
        self.seed_low.reset.next = self.reset.val();
        self.seed_high.reset.next = self.reset.val();
        self.loads.d.next = self.load.val();
        self.at.d.next = self.place.val();
        self.kept.d.next = self.word.val();
        if self.loads.q.val() {
            if self.at.q.val() == 0 {
                self.first.d.next = bit_cast::<P, 32>(self.kept.q.val());
            }
            if self.at.q.val() == 1 {
                self.number.d.next = self.kept.q.val();
            }
            if self.at.q.val() == 2 {
                self.logarithm.d.next = self.kept.q.val().get_bits::<5>(0);
            }
            if self.at.q.val() == 3 {
                self.seed_low.d.next = self.kept.q.val();
            }
            if self.at.q.val() == 4 {
                self.seed_high.d.next = self.kept.q.val();
            }
        }
        self.entry.next = self.first.q.val();
        self.step.next = self.number.q.val();
        self.rate.next = self.logarithm.q.val();
        self.seeds.parts[0].next = self.seed_low.q.val();
        self.seeds.parts[1].next = self.seed_high.q.val();
        self.seed.next = self.seeds.whole.val();
    }
}
