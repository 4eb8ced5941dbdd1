//! What a header asks for.

use rust_hdl::prelude::*;

use crate::base::{Reg, Setting};

/// The opcode of the last header, one bit for each that the core knows, from the cycle after `load` on.
#[derive(Debug, Default, LogicBlock)]
pub struct Opcode {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A header is there.
    pub load: Signal<In, Bit>,
    /// The header.
    pub header: Signal<In, Bits<32>>,
    /// HELLO.
    pub hello: Signal<Out, Bit>,
    /// PROGRAM.
    pub program_words: Signal<Out, Bit>,
    /// WEIGHTS.
    pub weights: Signal<Out, Bit>,
    /// SAMPLES.
    pub samples: Signal<Out, Bit>,
    /// RUN.
    pub run: Signal<Out, Bit>,
    /// COUNTERS.
    pub counters: Signal<Out, Bit>,
    /// CLEAR.
    pub clear: Signal<Out, Bit>,
    /// LABELS.
    pub labels: Signal<Out, Bit>,
    /// READ.
    pub reads: Signal<Out, Bit>,
    /// PARAMETERS.
    pub parameters: Signal<Out, Bit>,
    /// One that has no words.
    pub bare: Signal<Out, Bit>,
    /// One that writes a memory.
    pub writes: Signal<Out, Bit>,
    /// LABELS and PARAMETERS are known.
    pub trains: Setting<Bit>,
    number: Signal<Local, Bits<8>>,
    is_labels: Signal<Local, Bit>,
    is_parameters: Signal<Local, Bit>,
    hello_q: Reg<Bit>,
    program_words_q: Reg<Bit>,
    weights_q: Reg<Bit>,
    samples_q: Reg<Bit>,
    run_q: Reg<Bit>,
    counters_q: Reg<Bit>,
    clear_q: Reg<Bit>,
    labels_q: Reg<Bit>,
    reads_q: Reg<Bit>,
    parameters_q: Reg<Bit>,
    bare_q: Reg<Bit>,
    writes_q: Reg<Bit>,
}

impl Logic for Opcode {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            hello_q,
            program_words_q,
            weights_q,
            samples_q,
            run_q,
            counters_q,
            clear_q,
            labels_q,
            reads_q,
            parameters_q,
            bare_q,
            writes_q
        );
        self.hello_q.reset.next = self.reset.val();
        self.program_words_q.reset.next = self.reset.val();
        self.weights_q.reset.next = self.reset.val();
        self.samples_q.reset.next = self.reset.val();
        self.run_q.reset.next = self.reset.val();
        self.counters_q.reset.next = self.reset.val();
        self.clear_q.reset.next = self.reset.val();
        self.labels_q.reset.next = self.reset.val();
        self.reads_q.reset.next = self.reset.val();
        self.parameters_q.reset.next = self.reset.val();
        self.bare_q.reset.next = self.reset.val();
        self.writes_q.reset.next = self.reset.val();
        self.number.next = self.header.val().get_bits::<8>(24);
        self.is_labels.next = (self.number.val() == 8) & self.trains.val();
        self.is_parameters.next = (self.number.val() == 10) & self.trains.val();
        if self.load.val() {
            self.hello_q.d.next = self.number.val() == 1;
            self.program_words_q.d.next = self.number.val() == 2;
            self.weights_q.d.next = self.number.val() == 3;
            self.samples_q.d.next = self.number.val() == 4;
            self.run_q.d.next = self.number.val() == 5;
            self.counters_q.d.next = self.number.val() == 6;
            self.clear_q.d.next = self.number.val() == 7;
            self.labels_q.d.next = self.is_labels.val();
            self.reads_q.d.next = self.number.val() == 9;
            self.parameters_q.d.next = self.is_parameters.val();
            self.bare_q.d.next =
                (self.number.val() == 1) | (self.number.val() == 6) | (self.number.val() == 7);
            self.writes_q.d.next = (self.number.val() == 2)
                | (self.number.val() == 3)
                | (self.number.val() == 4)
                | self.is_labels.val()
                | self.is_parameters.val();
        }
        self.hello.next = self.hello_q.q.val();
        self.program_words.next = self.program_words_q.q.val();
        self.weights.next = self.weights_q.q.val();
        self.samples.next = self.samples_q.q.val();
        self.run.next = self.run_q.q.val();
        self.counters.next = self.counters_q.q.val();
        self.clear.next = self.clear_q.q.val();
        self.labels.next = self.labels_q.q.val();
        self.reads.next = self.reads_q.q.val();
        self.parameters.next = self.parameters_q.q.val();
        self.bare.next = self.bare_q.q.val();
        self.writes.next = self.writes_q.q.val();
    }
}
