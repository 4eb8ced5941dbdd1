//! Constants that have a default, so that the blocks around them can derive theirs.

use rust_hdl::core::{block::Block, probe::Probe};
use rust_hdl::prelude::*;
use std::ops::Index;

/// `V` in `W` bits, for a `V` that is a const generic: `hdl_gen` knows none inside an expression.
#[derive(Clone, Debug)]
pub struct Number<const V: usize, const W: usize>(Constant<Bits<W>>);

impl<const V: usize, const W: usize> Default for Number<V, W> {
    fn default() -> Self {
        Number(Constant::new((V as u64).into()))
    }
}

impl<const V: usize, const W: usize> Number<V, W> {
    /// The number.
    pub fn val(&self) -> Bits<W> {
        self.0.val()
    }
}

/// `V - 1` in `W` bits: the last of `V`.
#[derive(Clone, Debug)]
pub struct Last<const V: usize, const W: usize>(Constant<Bits<W>>);

impl<const V: usize, const W: usize> Default for Last<V, W> {
    fn default() -> Self {
        Last(Constant::new((V as u64 - 1).into()))
    }
}

impl<const V: usize, const W: usize> Last<V, W> {
    /// The number.
    pub fn val(&self) -> Bits<W> {
        self.0.val()
    }
}

/// 0, 1, ... N - 1 in `W` bits each, written `self.lane[i]` in `update`.
#[derive(Clone, Debug)]
pub struct Ordinals<const N: usize, const W: usize>([Constant<Bits<W>>; N]);

impl<const N: usize, const W: usize> Default for Ordinals<N, W> {
    fn default() -> Self {
        Ordinals(std::array::from_fn(|i| Constant::new((i as u64).into())))
    }
}

impl<const N: usize, const W: usize> Index<usize> for Ordinals<N, W> {
    type Output = Constant<Bits<W>>;
    fn index(&self, index: usize) -> &Self::Output {
        &self.0[index]
    }
}

/// A constant that is chosen when the block is made: 0 or false unless it is.
#[derive(Clone, Debug)]
pub struct Setting<T: Synth>(Constant<T>);

impl<T: Synth> Default for Setting<T> {
    fn default() -> Self {
        Setting::new(T::default())
    }
}

impl<T: Synth> Setting<T> {
    /// The constant `value`.
    pub fn new(value: T) -> Self {
        Setting(Constant::new(value))
    }

    /// Its value.
    pub fn val(&self) -> T {
        self.0.val()
    }
}

/// A constant is no hardware: all that the block around it asks of it is its name and value.
macro_rules! constant {
    ([$($generics:tt)*] $kind:ty) => {
        impl<$($generics)*> Logic for $kind {
            fn update(&mut self) {}
        }

        impl<$($generics)*> Block for $kind {
            fn connect_all(&mut self) {}

            fn update_all(&mut self) {}

            fn has_changed(&self) -> bool {
                false
            }

            fn accept(&self, name: &str, probe: &mut dyn Probe) {
                self.0.accept(name, probe);
            }
        }
    };
}
constant!([const V: usize, const W: usize] Number<V, W>);
constant!([const V: usize, const W: usize] Last<V, W>);
constant!([const N: usize, const W: usize] Ordinals<N, W>);
constant!([T: Synth] Setting<T>);
