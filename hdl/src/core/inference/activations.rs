//! The memory A of a core that only goes forward, and who reads and writes it.

use rust_hdl::prelude::*;

use crate::base::{Reg, SinglePort};

/// The activations, `2^A` addresses of four lanes, and behind them the sums of a tile and the maxima of a pool, in one
/// memory with one port.
///
/// ```text
///  results: a vector, a sum -----------------+--> [SinglePort] --> vector, a cycle later
///  words of the host --> [four codes] -------+
///  steps ------------------------------------+
/// ```
///
/// * One access a cycle. What `asks` is that no step comes: results and words go between the steps, results first. A step
///   that comes nevertheless goes before a word.
/// * A word of the host is four codes of one lane at consecutive addresses: it is written a code a cycle, and taken with the
///   last. `word_taken` is high before that.
/// * `S = A + 1`: the upper half of the memory holds the sums.
#[derive(Debug, LogicBlock)]
pub struct Activations<const A: usize, const S: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step reads.
    pub read: Signal<In, Bit>,
    /// Its address.
    pub address: Signal<In, Bits<20>>,
    /// Four codes, or a sum, a cycle after the read.
    pub vector: Signal<Out, Bits<32>>,
    /// No step, please.
    pub asks: Signal<Out, Bit>,
    /// Reads a sum; not with a step.
    pub sum_read: Signal<In, Bit>,
    /// Writes a sum; not with a step.
    pub sum_write: Signal<In, Bit>,
    /// Which: 0 to 15 the sums so far, 16 to 31 the maxima.
    pub sum_place: Signal<In, Bits<5>>,
    /// The sum to write.
    pub sum: Signal<In, Bits<32>>,
    /// Writes four codes; not with a step.
    pub store: Signal<In, Bit>,
    /// Their address.
    pub store_address: Signal<In, Bits<20>>,
    /// The codes.
    pub codes: Signal<In, Bits<32>>,
    /// A word of the host is offered.
    pub word_offer: Signal<In, Bit>,
    /// The lane of its codes.
    pub word_lane: Signal<In, Bits<2>>,
    /// The address of the first, a multiple of 4.
    pub word_address: Signal<In, Bits<A>>,
    /// The codes.
    pub word: Signal<In, Bits<32>>,
    /// It has to wait.
    pub word_taken: Signal<Out, Bit>,
    memory: SinglePort<S>,
    // the code of the word that is written next
    place: Reg<Bits<2>>,
    position: Signal<Local, Bits<5>>,
    results: Signal<Local, Bit>,
    goes: Signal<Local, Bit>,
    code: Signal<Local, Bits<32>>,
    twice: Signal<Local, Bits<32>>,
    one: Constant<Bits<4>>,
    all: Constant<Bits<4>>,
    sums: Constant<Bits<S>>,
}

impl<const A: usize, const S: usize> Default for Activations<A, S> {
    fn default() -> Self {
        const { assert!(S == A + 1) };
        Activations {
            clock: Default::default(),
            reset: Default::default(),
            read: Default::default(),
            address: Default::default(),
            vector: Default::default(),
            asks: Default::default(),
            sum_read: Default::default(),
            sum_write: Default::default(),
            sum_place: Default::default(),
            sum: Default::default(),
            store: Default::default(),
            store_address: Default::default(),
            codes: Default::default(),
            word_offer: Default::default(),
            word_lane: Default::default(),
            word_address: Default::default(),
            word: Default::default(),
            word_taken: Default::default(),
            memory: Default::default(),
            place: Default::default(),
            position: Default::default(),
            results: Default::default(),
            goes: Default::default(),
            code: Default::default(),
            twice: Default::default(),
            one: Constant::new(1.into()),
            all: Constant::new(15.into()),
            sums: Constant::new((1u64 << A).into()),
        }
    }
}

impl<const A: usize, const S: usize> Logic for Activations<A, S> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, place);
        self.place.reset.next = self.reset.val();
        self.memory.clock.next = self.clock.val();

        self.results.next = self.sum_read.val() | self.sum_write.val() | self.store.val();
        self.asks.next = self.results.val() | self.word_offer.val();
        self.goes.next = self.word_offer.val() & !self.results.val() & !self.read.val();

        // the word of the host
        self.word_taken.next = !self.goes.val() | !self.place.q.val().all();
        self.position.next = bit_cast::<5, 2>(self.place.q.val()) << 3;
        self.code.next = bit_cast::<32, 8>(self.word.val().get_bits::<8>(self.position.val().index()));
        self.twice.next = self.code.val() | (self.code.val() << 8);
        if self.goes.val() {
            self.place.d.next = self.place.q.val() + 1;
        }

        // the memory
        self.memory.enable.next = self.read.val() | self.results.val() | self.goes.val();
        self.memory.write.next = self.sum_write.val() | self.store.val() | self.goes.val();
        self.memory.bytes.next = self.all.val();
        self.memory.address.next = bit_cast::<S, A>(self.address.val().get_bits::<A>(0));
        self.memory.write_data.next = self.twice.val() | (self.twice.val() << 16);
        if self.goes.val() {
            self.memory.bytes.next = self.one.val() << bit_cast::<4, 2>(self.word_lane.val());
            self.memory.address.next =
                bit_cast::<S, A>(self.word_address.val()) | bit_cast::<S, 2>(self.place.q.val());
        }
        if self.store.val() {
            self.memory.address.next = bit_cast::<S, A>(self.store_address.val().get_bits::<A>(0));
            self.memory.write_data.next = self.codes.val();
        }
        if self.sum_read.val() | self.sum_write.val() {
            self.memory.address.next = bit_cast::<S, 5>(self.sum_place.val()) | self.sums.val();
            self.memory.write_data.next = self.sum.val();
        }
        self.vector.next = self.memory.read_data.val();
    }
}
