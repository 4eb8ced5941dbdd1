//! The labels, and the error of the outputs.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Each, Int, Join, Ram, Reg};

/// `out - target` of a column of outputs: 128 less where the label is the column's class.
///
/// ```text
///  label_* --> [ ] --> [label memory] --> [labels of the tile] --> = class + column ? --> [ ]
///  s_data ------------------------------------------------------------------------------> - 128 where it is --> m_data
/// ```
///
/// A group of labels is read with the first step of a tile and held from its last step on. From `s_data` to `m_data`
/// there are wires only. `B = 8 N`, `R = 32 N`, `Q = N / 4` words a group, `2^K` groups.
#[derive(Debug, LogicBlock)]
pub struct Loss<const N: usize, const B: usize, const R: usize, const Q: usize, const K: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Writes four labels.
    pub label_write: Signal<In, Bit>,
    /// Of this group.
    pub label_address: Signal<In, Bits<K>>,
    /// Lanes 4 times this and up.
    pub label_index: Signal<In, Bits<2>>,
    /// The labels, 8 bits each.
    pub label_word: Signal<In, Bits<32>>,
    /// Reads a group.
    pub read: Signal<In, Bit>,
    /// Its address.
    pub read_address: Signal<In, Bits<K>>,
    /// The group read last is that of the next columns.
    pub hold: Signal<In, Bit>,
    /// The columns are outputs of the network.
    pub active: Signal<In, Bit>,
    /// Class of column 0.
    pub base_class: Signal<In, Bits<20>>,
    /// Rows in use.
    pub rows: Signal<In, Bits<5>>,
    /// Number of the column, two cycles before it.
    pub column: Signal<In, Bits<5>>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// N int32.
    pub m_data: Signal<Out, Bits<R>>,
    words: Each<Ram<Bits<32>, K>, Q>,
    group: Join<Q, 32, B>,
    labels: Reg<Bits<B>>,
    position: Reg<Bits<20>>,
    hits: [Reg<Bit>; N],
    writes: Reg<Bit>,
    write_address: Reg<Bits<K>>,
    write_index: Reg<Bits<2>>,
    write_word: Reg<Bits<32>>,
    value: [Signal<Local, Int<32>>; N],
    less: [Signal<Local, Int<32>>; N],
    results: Join<N, 32, R>,
    lane: [Constant<Bits<5>>; N],
    word: [Constant<Bits<2>>; Q],
    target: Constant<Int<32>>,
}

impl<const N: usize, const B: usize, const R: usize, const Q: usize, const K: usize> Default
    for Loss<N, B, R, Q, K>
{
    fn default() -> Self {
        const { assert!(B == 8 * N && R == 32 * N && N == 4 * Q) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            label_write: Default::default(),
            label_address: Default::default(),
            label_index: Default::default(),
            label_word: Default::default(),
            read: Default::default(),
            read_address: Default::default(),
            hold: Default::default(),
            active: Default::default(),
            base_class: Default::default(),
            rows: Default::default(),
            column: Default::default(),
            s_data: Default::default(),
            m_data: Default::default(),
            words: Default::default(),
            group: Default::default(),
            labels: Default::default(),
            position: Default::default(),
            hits: std::array::from_fn(|_| Default::default()),
            writes: Default::default(),
            write_address: Default::default(),
            write_index: Default::default(),
            write_word: Default::default(),
            value: std::array::from_fn(|_| Default::default()),
            less: std::array::from_fn(|_| Default::default()),
            results: Default::default(),
            lane: std::array::from_fn(|lane| Constant::new((lane as u64).into())),
            word: std::array::from_fn(|word| Constant::new((word as u64).into())),
            target: Constant::new(Int::wrap(128)),
        }
    }
}

impl<const N: usize, const B: usize, const R: usize, const Q: usize, const K: usize> Logic
    for Loss<N, B, R, Q, K>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            labels,
            position,
            writes,
            write_address,
            write_index,
            write_word
        );
        self.writes.reset.next = self.reset.val();
        self.write_address.reset.next = self.reset.val();
        self.write_index.reset.next = self.reset.val();
        self.write_word.reset.next = self.reset.val();
        self.labels.reset.next = self.reset.val();
        self.position.reset.next = self.reset.val();
        self.writes.d.next = self.label_write.val();
        self.write_address.d.next = self.label_address.val();
        self.write_index.d.next = self.label_index.val();
        self.write_word.d.next = self.label_word.val();
        for q in 0..Q {
            self.words[q].clock.next = self.clock.val();
            self.words[q].write_enable.next =
                self.writes.q.val() & (self.write_index.q.val() == self.word[q].val());
            self.words[q].write_address.next = self.write_address.q.val();
            self.words[q].write_data.next = self.write_word.q.val();
            self.words[q].read_enable.next = self.read.val();
            self.words[q].read_address.next = self.read_address.val();
            self.group.parts[q].next = self.words[q].read_data.val();
        }
        if self.hold.val() {
            self.labels.d.next = self.group.whole.val();
        }
        self.position.d.next = self.base_class.val() + bit_cast::<20, 5>(self.column.val());
        for i in 0..N {
            self.value[i].next = 0.into();
            self.less[i].next = 0.into();
            self.results.parts[i].next = self.s_data.val().get_bits::<32>(i * 32);
            self.hits[i].clock.next = self.clock.val();
            self.hits[i].reset.next = self.reset.val();
            self.hits[i].d.next = self.active.val()
                & (self.lane[i].val() < self.rows.val())
                & (self.position.q.val().get_bits::<12>(8) == 0)
                & (self.position.q.val().get_bits::<8>(0) == self.labels.q.val().get_bits::<8>(i * 8));
            if self.active.val() {
                self.value[i].next = signed_bit_cast_int::<32>(self.s_data.val().get_bits::<32>(i * 32));
                self.less[i].next = self.value[i].val() - self.target.val();
                if self.hits[i].q.val() {
                    self.results.parts[i].next = unsigned_cast_int::<32>(self.less[i].val());
                }
            }
        }
        self.m_data.next = self.results.whole.val();
    }
}
