//! A signed integer signal type.

use std::ops::{Add, BitAnd, Mul, Neg, Sub};

use rust_hdl::prelude::*;

/// A two's complement integer of `N` bits (1 to 128), for signals that the Verilog must treat as signed.
///
/// `rust-hdl` offers `Signed<N>`, but it multiplies at one width only and overflows the simulator's stack at its
/// lowest value. Declared with this type, a signal becomes `reg signed [N-1:0]`, so that `<`, `*` and widening
/// assignments mean in Verilog what they mean here.
///
/// Arithmetic keeps the width of its operands and wraps, as the hardware does: widen into a signal of its own first
/// ([`signed_cast_int`]), and compare only with other `Int` signals or `Constant<Int<N>>`, never with a literal, which
/// Verilog takes for unsigned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Int<const N: usize>(i128);

impl<const N: usize> Int<N> {
    /// `value` reduced to `N` bits, as a register of that width holds it.
    pub fn wrap(value: i128) -> Self {
        Int((value << (128 - N)) >> (128 - N))
    }

    /// The number as a Rust integer.
    pub fn value(self) -> i128 {
        self.0
    }

    /// `M` bits from position `offset` up, as an unsigned bit vector.
    pub fn get_bits<const M: usize>(self, offset: usize) -> Bits<M> {
        let mask = if M >= 128 { u128::MAX } else { (1u128 << M) - 1 };
        let field = ((self.0 >> offset) as u128) & mask;
        let mut bits = Bits::<M>::default();
        for index in 0..M {
            bits = bits.replace_bit(index, (field >> index) & 1 == 1);
        }
        bits
    }

    /// The bit at `index`; `index = N - 1` is the sign.
    pub fn get_bit(self, index: usize) -> bool {
        (self.0 >> index) & 1 == 1
    }
}

/// Takes a signed signal to another width: sign-extends, or drops the high bits. The argument must be a plain
/// signal: Verilog sizes an expression inside the cast by its own operands.
pub fn signed_cast_int<const N: usize, const M: usize>(x: Int<N>) -> Int<M> {
    Int::wrap(x.value())
}

/// Reads `N` bits as a two's complement number of the same width. The argument must be a plain signal or slice.
pub fn signed_bit_cast_int<const N: usize>(x: Bits<N>) -> Int<N> {
    let mut value = 0i128;
    for index in 0..N {
        if x.get_bit(index) {
            value |= 1i128 << index;
        }
    }
    Int::wrap(value)
}

/// The bits of a signed signal, as an unsigned vector of the same width. The argument must be a plain signal.
pub fn unsigned_cast_int<const N: usize>(x: Int<N>) -> Bits<N> {
    x.get_bits::<N>(0)
}

/// For plain assignments of small constants, `x.next = 0.into()`, only: inside an expression, Verilog takes the literal
/// for unsigned and the whole expression with it.
impl<const N: usize> From<u64> for Int<N> {
    fn from(value: u64) -> Self {
        Int::wrap(i128::from(value))
    }
}

impl<const N: usize> Add for Int<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Int::wrap(self.0.wrapping_add(other.0))
    }
}

impl<const N: usize> Sub for Int<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Int::wrap(self.0.wrapping_sub(other.0))
    }
}

impl<const N: usize> Neg for Int<N> {
    type Output = Self;
    fn neg(self) -> Self {
        Int::wrap(self.0.wrapping_neg())
    }
}

impl<const N: usize> Mul for Int<N> {
    type Output = Self;
    /// The product at the width of the operands: widen both first, so that nothing is cut off.
    fn mul(self, other: Self) -> Self {
        Int::wrap(self.0.wrapping_mul(other.0))
    }
}

impl<const N: usize> BitAnd for Int<N> {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Int::wrap(self.0 & other.0)
    }
}

impl<const N: usize> Synth for Int<N> {
    const BITS: usize = N;

    fn descriptor() -> TypeDescriptor {
        TypeDescriptor {
            name: format!("Int::<{N}>"),
            kind: TypeKind::Signed(N),
        }
    }

    fn vcd(self) -> VCDValue {
        unsigned_cast_int(self).into()
    }

    fn verilog(self) -> VerilogLiteral {
        unsigned_cast_int(self).into()
    }
}
