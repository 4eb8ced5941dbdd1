//! Boards with a serial line.

use rust_hdl::prelude::*;

use super::{Life, Link};
use crate::base::{Reg, Stage};
use crate::core::{Core, InferenceCore};

/// A board around a core: `hdl_gen` cannot name the ports of a core whose type is a parameter.
macro_rules! board_serial {
    ($(#[$doc:meta])* $name:ident, $core:ident, $($size:ident)*) => {
        $(#[$doc])*
        #[derive(LogicBlock)]
        pub struct $name<$(const $size: usize),*> {
            /// Rising edge.
            pub clock: Signal<In, Clock>,
            /// Synchronous, active high.
            pub reset: Signal<In, Bit>,
            /// The line from the host; may change at any time.
            pub rxd: Signal<In, Bit>,
            /// The line to the host.
            pub txd: Signal<Out, Bit>,
            /// A sign of life, high when the light is on: see [`Life`].
            pub led: Signal<Out, Bit>,
            /// [`golden::link::build_hash`] of the board.
            pub build_hash: Signal<In, Bits<64>>,
            /// [`golden::link::configuration_word`] of the board.
            pub configuration: Signal<In, Bits<64>>,
            link: Link,
            life: Life,
            held: Reg<Bit>,
            clear: Signal<Local, Bit>,
            stage: Stage,
            word: Reg<Bits<32>>,
            leaving: Stage,
            leaving_word: Reg<Bits<32>>,
            core: $core<$($size),*>,
        }

        impl<$(const $size: usize),*> $name<$($size),*> {
            /// `core` behind `link`, with a light.
            pub fn new(link: Link, life: Life, core: $core<$($size),*>) -> Self {
                $name {
                    clock: Default::default(),
                    reset: Default::default(),
                    rxd: Default::default(),
                    txd: Default::default(),
                    led: Default::default(),
                    build_hash: Default::default(),
                    configuration: Default::default(),
                    link,
                    life,
                    held: Default::default(),
                    clear: Default::default(),
                    stage: Default::default(),
                    word: Default::default(),
                    leaving: Default::default(),
                    leaving_word: Default::default(),
                    core,
                }
            }
        }

        impl<$(const $size: usize),*> Logic for $name<$($size),*> {
            #[hdl_gen]
            fn update(&mut self) {
                clock!(self, clock, link, life, stage, leaving, core);
                dff_setup!(self, clock, held, word, leaving_word);
                self.link.reset.next = self.reset.val();
                // a cycle later, for it has far to go; no word comes so soon behind it
                self.held.reset.next = self.reset.val();
                self.held.d.next = self.link.core_reset.val();
                self.clear.next = self.reset.val() || self.held.q.val();
                self.core.reset.next = self.clear.val();
                self.stage.reset.next = self.clear.val();
                self.word.reset.next = self.clear.val();
                self.leaving.reset.next = self.clear.val();
                self.leaving_word.reset.next = self.clear.val();
                self.link.rxd.next = self.rxd.val();
                self.txd.next = self.link.txd.val();
                self.life.reset.next = self.reset.val();
                self.life.active.next = !self.rxd.val() | !self.link.txd.val();
                self.led.next = self.life.led.val();
                self.link.build_hash.next = self.build_hash.val();
                self.link.configuration.next = self.configuration.val();
                self.core.build.next = self.build_hash.val().get_bits::<32>(0);
                self.stage.s_valid.next = self.link.m_valid.val() & !self.stage.m_valid.val();
                self.stage.s_last.next = self.link.m_last.val();
                self.link.m_ready.next = !self.stage.m_valid.val();
                if self.stage.load.val() {
                    self.word.d.next = self.link.m_data.val();
                }
                self.core.s_valid.next = self.stage.m_valid.val();
                self.core.s_data.next = self.word.q.val();
                self.core.s_last.next = self.stage.m_last.val();
                self.stage.m_ready.next = self.core.s_ready.val();
                self.leaving.s_valid.next = self.core.m_valid.val() & !self.leaving.m_valid.val();
                self.leaving.s_last.next = self.core.m_last.val();
                self.core.m_ready.next = !self.leaving.m_valid.val();
                if self.leaving.load.val() {
                    self.leaving_word.d.next = self.core.m_data.val();
                }
                self.link.s_valid.next = self.leaving.m_valid.val();
                self.link.s_data.next = self.leaving_word.q.val();
                self.link.s_last.next = self.leaving.m_last.val();
                self.leaving.m_ready.next = self.link.s_ready.val();
            }
        }
    };
}

board_serial! {
    /// A [`Core`] behind a [`Link`]: all of a board but its pins and clock.
    ///
    /// ```text
    /// rxd -> [link] -> m_* -> [register] -> [core]
    /// txd <- [link] <- s_* <- [register] <- [core]
    ///           +-- core_reset --^
    /// rxd, txd -> [life] -> led
    /// ```
    /// A memory of the link is slow to read: its word is kept in a register before the core looks at it. Either register takes
    /// the next word when the last one has gone, so that no way leads through both sides; a word takes 160 cycles and more on
    /// the line.
    ///
    /// Parameters as those of [`Core`]. `build_hash` and `configuration` are what HELLO says; a board ties them to
    /// constants. They are ports so that the hash can be that of this very text.
    BoardSerial, Core, N B R H T L Z A W E X K P C S U M G D V J
}

board_serial! {
    /// As [`BoardSerial`], with an [`InferenceCore`].
    BoardInference, InferenceCore, A S W P
}
