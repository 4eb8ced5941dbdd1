//! Deep memories in parts, with a register behind each.

use std::collections::BTreeMap;

use rust_hdl::prelude::*;

/// Words of a part: what a block memory of an FPGA holds at a width of eight or nine bits.
const PART_BITS: usize = 11;
/// Address bits of the deepest memory that is made in parts. What is deeper belongs to no FPGA that we build for.
const PARTS_UP_TO: usize = 14;

/// Address bits of a part of a memory of `2^bits` words.
fn part_bits(bits: usize) -> usize {
    if (PART_BITS + 1..=PARTS_UP_TO).contains(&bits) {
        PART_BITS
    } else {
        bits
    }
}

/// [`Store`](super::Store) of `2^A` words whose word is there after two cycles, not after one, for a single cycle.
///
/// ```text
///  read_address --+--> [part 0] --> [ ] --+
///                 +--> ...                +--> read_data
///                 +--> [part n] --> [ ] --+
/// ```
///
/// From 2^12 to 2^14 words it is made of parts of 2^11, so that the multiplexer between the blocks of a memory, whose words
/// come late in a cycle, stands behind registers. As in `Store`, what a read in the cycle of a write to the same address
/// gives is not said.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct DeepStore<T: Synth, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Writes `write_data` at `write_address`.
    pub write_enable: Signal<In, Bit>,
    /// Word address of the write.
    pub write_address: Signal<In, Bits<A>>,
    /// Word to write.
    pub write_data: Signal<In, T>,
    /// Reads the word at `read_address`.
    pub read_enable: Signal<In, Bit>,
    /// Word address of the read.
    pub read_address: Signal<In, Bits<A>>,
    /// The word read, two cycles later.
    pub read_data: Signal<Out, T>,
    _contents: BTreeMap<u64, T>,
    _word: T,
    _missing: u64,
}

impl<T: Synth, const A: usize> DeepStore<T, A> {
    /// Without the last eighth of the addresses, which are those of the one before. Of 2^14 words: an eighth is a part then.
    pub fn of_seven_eighths() -> Self {
        assert!(A == PARTS_UP_TO, "an eighth of it is a part");
        DeepStore {
            _missing: 1,
            ..Self::default()
        }
    }

    /// Parts, and address bits of each.
    fn parts(&self) -> (u64, usize) {
        let bits = part_bits(A);
        ((1 << (A - bits)) - self._missing, bits)
    }

    /// Where the word of `address` lies, parts one behind the other.
    fn place(&self, address: u64) -> u64 {
        let (parts, bits) = self.parts();
        let part = (address >> bits).min(parts - 1);
        part << bits | address & ((1 << bits) - 1)
    }
}

impl<T: Synth, const A: usize> Logic for DeepStore<T, A> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            self.read_data.next = self._word;
            if self.read_enable.val() {
                let place = self.place(self.read_address.val().into());
                self._word = self._contents.get(&place).copied().unwrap_or_default();
            }
            if self.write_enable.val() {
                let place = self.place(self.write_address.val().into());
                self._contents.insert(place, self.write_data.val());
            }
        }
    }

    fn connect(&mut self) {
        self.read_data.connect();
    }

    fn hdl(&self) -> Verilog {
        let (parts, bits) = self.parts();
        let (word, low, last) = (T::BITS - 1, bits - 1, (1u64 << bits) - 1);
        let mut text = String::new();
        for part in 0..parts {
            // the last part answers for what is missing behind it
            let (chosen, at) = match parts {
                1 => (String::new(), "address".to_string()),
                _ => {
                    let compare = if part + 1 == parts { ">=" } else { "==" };
                    let high = format!("[{}:{bits}] {compare} {part}", A - 1);
                    (format!(" && write_address{high}"), format!("address[{low}:0]"))
                }
            };
            text += &format!(
                "(* no_rw_check *) reg [{word}:0] contents_{part} [0:{last}];\n\
                 reg [{word}:0] word_{part};\nreg [{word}:0] held_{part};\n\
                 always @(posedge clock) begin\n   \
                 if (write_enable{chosen}) contents_{part}[write_{at}] <= write_data;\n   \
                 if (read_enable) word_{part} <= contents_{part}[read_{at}];\n   \
                 held_{part} <= word_{part};\n\
                 `ifdef VERILATOR\n   \
                 if (read_enable && write_enable{chosen} && read_{at} == write_{at}) word_{part} <= \
                 ~contents_{part}[read_{at}];\n\
                 `endif\nend\n"
            );
        }
        if parts == 1 {
            text += "always @(*) read_data = held_0;\n";
        } else {
            let (select, arms) = (A - bits - 1, parts - 1);
            text += &format!(
                "reg [{select}:0] part;\nreg [{select}:0] part_held;\n\
                 always @(posedge clock) begin\n   \
                 if (read_enable) part <= read_address[{}:{bits}];\n   part_held <= part;\nend\n\
                 always @(*) case (part_held)\n",
                A - 1
            );
            for part in 0..arms {
                text += &format!("   {part}: read_data = held_{part};\n");
            }
            text += &format!("   default: read_data = held_{arms};\nendcase\n");
        }
        Verilog::Custom(text)
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "deep_store".into(),
            clock: "clock".into(),
            inputs: [
                "write_enable",
                "write_address",
                "write_data",
                "read_enable",
                "read_address",
            ]
            .map(String::from)
            .to_vec(),
            outputs: vec!["read_data".into()],
        }]
    }
}
