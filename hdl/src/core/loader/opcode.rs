//! What a header asks for.

use rust_hdl::prelude::*;

use crate::base::Setting;

/// The opcode of a header, one bit for each that the core knows. Wires only.
#[derive(Debug, Default, LogicBlock)]
pub struct Opcode {
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
}

impl Logic for Opcode {
    #[hdl_gen]
    fn update(&mut self) {
        self.number.next = self.header.val().get_bits::<8>(24);
        self.hello.next = self.number.val() == 1;
        self.program_words.next = self.number.val() == 2;
        self.weights.next = self.number.val() == 3;
        self.samples.next = self.number.val() == 4;
        self.run.next = self.number.val() == 5;
        self.counters.next = self.number.val() == 6;
        self.clear.next = self.number.val() == 7;
        self.is_labels.next = (self.number.val() == 8) & self.trains.val();
        self.labels.next = self.is_labels.val();
        self.reads.next = self.number.val() == 9;
        self.is_parameters.next = (self.number.val() == 10) & self.trains.val();
        self.parameters.next = self.is_parameters.val();
        self.bare.next = (self.number.val() == 1) | (self.number.val() == 6) | (self.number.val() == 7);
        self.writes.next = (self.number.val() == 2)
            | (self.number.val() == 3)
            | (self.number.val() == 4)
            | self.is_labels.val()
            | self.is_parameters.val();
    }
}
