//! Arrays of blocks and of signals.

use rust_hdl::core::{block::Block, probe::Probe};
use rust_hdl::prelude::*;
use std::ops::{Index, IndexMut};

/// `N` blocks or signals of one kind, written `self.lanes[j]` in `update`; in Verilog they are `lanes$0`, `lanes$1`...
///
/// An array `[B; N]` that has a default whatever `N` is, so that the blocks around it can derive theirs.
#[derive(Clone, Debug)]
pub struct Each<B, const N: usize>([B; N]);

impl<B: Default, const N: usize> Default for Each<B, N> {
    fn default() -> Self {
        Each(std::array::from_fn(|_| B::default()))
    }
}

impl<B, const N: usize> Index<usize> for Each<B, N> {
    type Output = B;
    fn index(&self, index: usize) -> &B {
        &self.0[index]
    }
}

impl<B, const N: usize> IndexMut<usize> for Each<B, N> {
    fn index_mut(&mut self, index: usize) -> &mut B {
        &mut self.0[index]
    }
}

impl<B: Logic, const N: usize> Logic for Each<B, N> {
    fn update(&mut self) {}
}

impl<B: Block, const N: usize> Block for Each<B, N> {
    fn connect_all(&mut self) {
        self.0.connect_all();
    }

    fn update_all(&mut self) {
        self.0.update_all();
    }

    fn has_changed(&self) -> bool {
        self.0.has_changed()
    }

    fn accept(&self, name: &str, probe: &mut dyn Probe) {
        self.0.accept(name, probe);
    }
}
