//! A board behind a DMA engine's two streams.

use rust_hdl::prelude::*;

use super::Port;
use crate::core::Core;

/// The core behind a [`Port`]: all of a PCIe card but the vendor's DMA engine and the clocks.
///
/// ```text
/// s_axis_* -> [port] -> m_* -> [core]
/// m_axis_* <- [port] <- s_* <- [core]
///                +-- core_reset --^
/// ```
/// Parameters as those of [`Core`]. The streams are AXI4-Stream; clock and reset are called as in every other top, the
/// reset is synchronous and active high: what has `aresetn` inverts it, registered in this clock. `build_hash` and
/// `configuration` are what HELLO says; a board ties them to constants. They are ports so that the hash can be that of
/// this very text.
#[derive(LogicBlock)]
pub struct BoardPcie<
    const N: usize,
    const B: usize,
    const R: usize,
    const H: usize,
    const T: usize,
    const L: usize,
    const Z: usize,
    const A: usize,
    const W: usize,
    const E: usize,
    const X: usize,
    const K: usize,
    const P: usize,
    const C: usize,
    const S: usize,
    const U: usize,
    const M: usize,
    const G: usize,
    const D: usize,
    const V: usize,
    const J: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The host offers a beat.
    pub s_axis_tvalid: Signal<In, Bit>,
    /// It would be taken.
    pub s_axis_tready: Signal<Out, Bit>,
    /// The word, its first byte lowest.
    pub s_axis_tdata: Signal<In, Bits<32>>,
    /// Which bytes are there: all, or the beat is dropped; none is what width converters leave of a transfer's end.
    pub s_axis_tkeep: Signal<In, Bits<4>>,
    /// Where a transfer ends: not read.
    pub s_axis_tlast: Signal<In, Bit>,
    /// A word for the host is offered.
    pub m_axis_tvalid: Signal<Out, Bit>,
    /// It is taken.
    pub m_axis_tready: Signal<In, Bit>,
    /// The word.
    pub m_axis_tdata: Signal<Out, Bits<32>>,
    /// All bytes of it.
    pub m_axis_tkeep: Signal<Out, Bits<4>>,
    /// It is the last of a block.
    pub m_axis_tlast: Signal<Out, Bit>,
    /// [`golden::link::build_hash`] of the board.
    pub build_hash: Signal<In, Bits<64>>,
    /// [`golden::link::configuration_word`] of the board.
    pub configuration: Signal<In, Bits<64>>,
    port: Port,
    core: Core<N, B, R, H, T, L, Z, A, W, E, X, K, P, C, S, U, M, G, D, V, J>,
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const Z: usize,
        const A: usize,
        const W: usize,
        const E: usize,
        const X: usize,
        const K: usize,
        const P: usize,
        const C: usize,
        const S: usize,
        const U: usize,
        const M: usize,
        const G: usize,
        const D: usize,
        const V: usize,
        const J: usize,
    > BoardPcie<N, B, R, H, T, L, Z, A, W, E, X, K, P, C, S, U, M, G, D, V, J>
{
    /// `core` behind `port`.
    pub fn new(
        port: Port,
        core: Core<N, B, R, H, T, L, Z, A, W, E, X, K, P, C, S, U, M, G, D, V, J>,
    ) -> Self {
        BoardPcie {
            clock: Default::default(),
            reset: Default::default(),
            s_axis_tvalid: Default::default(),
            s_axis_tready: Default::default(),
            s_axis_tdata: Default::default(),
            s_axis_tkeep: Default::default(),
            s_axis_tlast: Default::default(),
            m_axis_tvalid: Default::default(),
            m_axis_tready: Default::default(),
            m_axis_tdata: Default::default(),
            m_axis_tkeep: Default::default(),
            m_axis_tlast: Default::default(),
            build_hash: Default::default(),
            configuration: Default::default(),
            port,
            core,
        }
    }
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const Z: usize,
        const A: usize,
        const W: usize,
        const E: usize,
        const X: usize,
        const K: usize,
        const P: usize,
        const C: usize,
        const S: usize,
        const U: usize,
        const M: usize,
        const G: usize,
        const D: usize,
        const V: usize,
        const J: usize,
    > Logic for BoardPcie<N, B, R, H, T, L, Z, A, W, E, X, K, P, C, S, U, M, G, D, V, J>
{
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, port, core);
        self.port.reset.next = self.reset.val();
        self.core.reset.next = self.reset.val() || self.port.core_reset.val();
        self.port.s_axis_tvalid.next = self.s_axis_tvalid.val();
        self.s_axis_tready.next = self.port.s_axis_tready.val();
        self.port.s_axis_tdata.next = self.s_axis_tdata.val();
        self.port.s_axis_tkeep.next = self.s_axis_tkeep.val();
        self.port.s_axis_tlast.next = self.s_axis_tlast.val();
        self.m_axis_tvalid.next = self.port.m_axis_tvalid.val();
        self.port.m_axis_tready.next = self.m_axis_tready.val();
        self.m_axis_tdata.next = self.port.m_axis_tdata.val();
        self.m_axis_tkeep.next = self.port.m_axis_tkeep.val();
        self.m_axis_tlast.next = self.port.m_axis_tlast.val();
        self.port.build_hash.next = self.build_hash.val();
        self.port.configuration.next = self.configuration.val();
        self.core.build.next = self.build_hash.val().get_bits::<32>(0);
        self.core.s_valid.next = self.port.m_valid.val();
        self.core.s_data.next = self.port.m_data.val();
        self.core.s_last.next = self.port.m_last.val();
        self.port.m_ready.next = self.core.s_ready.val();
        self.port.s_valid.next = self.core.m_valid.val();
        self.port.s_data.next = self.core.m_data.val();
        self.port.s_last.next = self.core.m_last.val();
        self.core.m_ready.next = self.port.s_ready.val();
    }
}
